import type { Document } from '../bson/codec.ts';
import { encodeValue } from '../bson/order.ts';
import { reach, steps } from '../bson/paths.ts';
import { keyName } from '../store/bytes.ts';
import type { Source } from './execute.ts';
import { prepare } from './find.ts';

/** The different values at a path among the matching documents, elements of arrays one by one, in MongoDB's order. */
export function distinctValues(source: Source, path: string, filter: Document): unknown[] {
  const found = new Map<string, unknown>();
  const add = (value: unknown) => {
    if (value !== undefined) found.set(keyName(encodeValue(value)), value);
    return false;
  };
  for (const row of prepare(source, { filter, sort: [], skip: 0, limit: 0 }).rows()) {
    reach(row.plain, steps(path), (value) => {
      for (const one of Array.isArray(value) ? value : [value]) add(one);
      return false;
    });
  }
  return [...found].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, value]) => value);
}
