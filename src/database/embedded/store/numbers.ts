import { join, KEYSPACE } from './bytes.ts';
import type { View, WritableView } from './view.ts';

/** Keyspaces are numbered in the order they are made, and no number is used twice. */
const NEXT = join(KEYSPACE.meta, Buffer.from('next'));

/** The number of the next keyspace at the moment of a view: those from it on were made later, and are empty in it. */
export function nextNumber(view: View): number {
  return view.get(NEXT)?.readUInt32BE(0) ?? KEYSPACE.firstFree;
}

/** A number for a new keyspace. */
export function takeNumber(view: WritableView): number {
  const number = nextNumber(view);
  const value = Buffer.alloc(4);
  value.writeUInt32BE(number + 1);
  view.put(NEXT, value);
  return number;
}
