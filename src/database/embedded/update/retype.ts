import { Double, Int32, Long } from 'bson';
import { type Document, define, isDocument } from '../bson/codec.ts';

/** Gives numbers that passed through mingo the BSON type they had at the same place before. */
export function retype(value: unknown, before: unknown): unknown {
  if (typeof value === 'number') return retypeNumber(value, before);
  if (Array.isArray(value)) return value.map((one, i) => retype(one, Array.isArray(before) ? before[i] : undefined));
  if (!isDocument(value)) return value;
  const typed: Document = {};
  for (const [key, one] of Object.entries(value))
    define(typed, key, retype(one, isDocument(before) ? before[key] : undefined));
  return typed;
}

function retypeNumber(value: number, before: unknown): unknown {
  if (before instanceof Double) return new Double(value);
  if (Number.isInteger(value) && Long.isLong(before)) return Long.fromNumber(value);
  if (Number.isInteger(value) && before instanceof Int32 && Math.abs(value) < 2 ** 31) return new Int32(value);
  return value;
}
