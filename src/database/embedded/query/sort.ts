import { type Document, isDocument } from '../bson/codec.ts';
import { encodeValue, TAG } from '../bson/order.ts';
import { reach, steps } from '../bson/paths.ts';
import { badValue, notSupported } from '../errors.ts';
import { directed } from '../store/keys.ts';

export interface SortField {
  path: string;
  direction: 1 | -1;
}

const EMPTY_ARRAY = Buffer.from([TAG.emptyArray]);

/** `{ dueAt: 1, _id: -1 }` as a list. Throws on directions other than 1 and -1. */
export function sortFields(sort: unknown): SortField[] {
  if (sort === undefined || sort === null) return [];
  if (!isDocument(sort)) throw badValue('The sort specification must be an object');
  return Object.entries(sort).map(([path, direction]) => {
    if (isDocument(direction)) throw notSupported('Sorting by $meta');
    if (direction !== 1 && direction !== -1) throw badValue(`$sort key ordering must be 1 or -1, not ${direction}`);
    return { path, direction };
  });
}

/** Orders items by MongoDB's rules (arrays by their least or greatest element), keeping at most `limit` of them. */
export class Sorter<T> {
  readonly #fields: SortField[];
  readonly #limit: number;
  readonly #documentOf: (item: T) => Document;
  #kept: { key: Buffer; item: T }[] = [];

  constructor(fields: SortField[], documentOf: (item: T) => Document, limit = Number.POSITIVE_INFINITY) {
    this.#fields = fields;
    this.#limit = limit;
    this.#documentOf = documentOf;
  }

  add(item: T): void {
    this.#kept.push({ key: sortKey(this.#fields, this.#documentOf(item)), item });
    if (this.#kept.length > this.#limit * 2 + 1_000) this.#shrink();
  }

  sorted(): T[] {
    this.#shrink();
    return this.#kept.map(({ item }) => item);
  }

  #shrink(): void {
    this.#kept.sort((left, right) => Buffer.compare(left.key, right.key));
    if (this.#kept.length > this.#limit) this.#kept.length = this.#limit;
  }
}

export function sortKey(fields: SortField[], document: Document): Buffer {
  return Buffer.concat(fields.map(({ path, direction }) => directed(extreme(document, path, direction), direction)));
}

function extreme(document: Document, path: string, direction: number): Buffer {
  let best: Buffer | undefined;
  const consider = (encoded: Buffer) => {
    if (!best || Buffer.compare(encoded, best) * direction < 0) best = encoded;
    return false;
  };
  reach(document, steps(path), (value) => {
    if (!Array.isArray(value)) return consider(encodeValue(value));
    if (value.length === 0) return consider(EMPTY_ARRAY);
    for (const element of value) consider(encodeValue(element));
    return false;
  });
  return best ?? encodeValue(null);
}
