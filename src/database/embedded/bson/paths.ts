import { badValue } from '../errors.ts';
import { type Document, isDocument } from './codec.ts';

const split = new Map<string, string[]>();
const REMEMBERED = 5_000;

/** `'items.0.sku'` → its steps; the steps of a path are remembered, as the same few paths come again and again. */
export function steps(path: string): string[] {
  const known = split.get(path);
  if (known) return known;
  const parts = path.split('.');
  if (parts.includes('__proto__')) throw badValue('__proto__ cannot be part of a path.');
  if (split.size >= REMEMBERED) split.clear();
  split.set(path, parts);
  return parts;
}

export function isPosition(step: string): boolean {
  return /^(0|[1-9]\d*)$/.test(step);
}

function own(document: Document, key: string): unknown {
  return Object.hasOwn(document, key) ? document[key] : undefined;
}

/**
 * Calls `visit` with each value a query path reaches: arrays on the way are entered, both by position and by element.
 * A path that ends before its last step visits `undefined`. Stops as soon as `visit` returns true, and returns it.
 */
export function reach(value: unknown, path: string[], visit: (found: unknown) => boolean, at = 0): boolean {
  if (at === path.length) return visit(value);
  const step = path[at] as string;
  if (Array.isArray(value)) return reachInArray(value, path, visit, at);
  if (isDocument(value)) return reach(own(value, step), path, visit, at + 1);
  return visit(undefined);
}

function reachInArray(array: unknown[], path: string[], visit: (found: unknown) => boolean, at: number): boolean {
  const step = path[at] as string;
  if (isPosition(step) && Number(step) < array.length) {
    if (reach(array[Number(step)], path, visit, at + 1)) return true;
  }
  return array.some((element) => isDocument(element) && reach(element, path, visit, at));
}

/** The value at a path without entering arrays by element: positions only. */
export function at(document: unknown, path: string): unknown {
  let value = document;
  for (const step of steps(path)) {
    if (Array.isArray(value)) value = isPosition(step) ? value[Number(step)] : undefined;
    else if (isDocument(value)) value = own(value, step);
    else return undefined;
  }
  return value;
}
