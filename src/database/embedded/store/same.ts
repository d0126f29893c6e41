import { type Document, isDocument } from '../bson/codec.ts';
import { steps } from '../bson/paths.ts';

/**
 * Do two versions of a document surely hold the same under a path? Compares the field that the path begins with; false
 * where it is not plain to see, as with the types of BSON that JavaScript has not.
 */
export function sameAt(before: Document, next: Document, path: string): boolean {
  const field = steps(path)[0] as string;
  return same(own(before, field), own(next, field));
}

const own = (document: Document, field: string): unknown =>
  Object.hasOwn(document, field) ? document[field] : undefined;

function same(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (left instanceof Date) return right instanceof Date && left.getTime() === right.getTime();
  if (Array.isArray(left)) return Array.isArray(right) && sameArrays(left, right);
  return isDocument(left) && isDocument(right) && sameDocuments(left, right);
}

const sameArrays = (left: unknown[], right: unknown[]): boolean =>
  left.length === right.length && left.every((one, i) => same(one, right[i]));

function sameDocuments(left: Document, right: Document): boolean {
  const [names, others] = [Object.keys(left), Object.keys(right)];
  return (
    names.length === others.length && names.every((name, i) => name === others[i] && same(left[name], right[name]))
  );
}
