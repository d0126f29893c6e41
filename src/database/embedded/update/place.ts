import { type Document, define, isDocument } from '../bson/codec.ts';
import { isPosition } from '../bson/paths.ts';
import { badValue, CommandError } from '../errors.ts';

/** Where an array ends when a position far beyond it is set: MongoDB's own limit. */
const MAX_PADDING = 1_500_000;

type Container = Document | unknown[];

/** The value at concrete steps, or undefined. */
export function read(document: Document, path: string[]): unknown {
  let value: unknown = document;
  for (const step of path) {
    if (Array.isArray(value)) value = isPosition(step) ? value[Number(step)] : undefined;
    else if (isDocument(value)) value = Object.hasOwn(value, step) ? value[step] : undefined;
    else return undefined;
  }
  return value;
}

/** Sets a value, making embedded documents on the way. Throws PathNotViable (28) when something else is in the way. */
export function write(document: Document, path: string[], value: unknown): void {
  let container: Container = document;
  for (const [i, step] of path.slice(0, -1).entries()) {
    let next = child(container, step);
    if (next === undefined || (next === null && Array.isArray(container))) {
      next = {};
      put(container, step, next);
    }
    if (!Array.isArray(next) && !isDocument(next)) throw blocked(path[i + 1] as string, step);
    container = next as Container;
  }
  put(container, path[path.length - 1] as string, value);
}

/** Removes a field; an element of an array becomes null, as in MongoDB. */
export function remove(document: Document, path: string[]): void {
  const container = read(document, path.slice(0, -1));
  const last = path[path.length - 1] as string;
  if (Array.isArray(container)) {
    if (isPosition(last) && Number(last) < container.length) container[Number(last)] = null;
  } else if (isDocument(container)) delete container[last];
}

function child(container: Container, step: string): unknown {
  if (!Array.isArray(container)) return Object.hasOwn(container, step) ? container[step] : undefined;
  if (!isPosition(step)) throw blocked(step, 'array');
  return container[Number(step)];
}

function put(container: Container, step: string, value: unknown): void {
  if (Array.isArray(container)) putElement(container, step, value);
  else define(container, step, value);
}

function putElement(array: unknown[], step: string, value: unknown): void {
  if (!isPosition(step)) throw blocked(step, 'array');
  const position = Number(step);
  if (position - array.length > MAX_PADDING) {
    throw badValue(`Position ${position} is too far beyond the end of the array.`);
  }
  while (array.length < position) array.push(null);
  array[position] = value;
}

function blocked(step: string, at: string): CommandError {
  return new CommandError(28, `Cannot create field '${step}' in element {${at}}`);
}
