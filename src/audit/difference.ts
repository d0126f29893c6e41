import { isDeepStrictEqual } from 'node:util';
import type { Kind } from '../members/kinds.ts';
import { hiddenMark } from '../members/mask.ts';
import { changeFields } from '../members/redact.ts';

type Fields = Record<string, unknown>;

/** Fields that follow from others or say nothing to a reader. */
const noise = new Set(['_id', '__v', 'createdAt', 'updatedAt', 'version', 'search', 'timeline']);

/** What is compared: plain values, so that a database number, date or document equals its plain twin. */
const plainly = (value: unknown): unknown => (value === undefined ? undefined : JSON.parse(JSON.stringify(value)));

/** The fields that differ, each before and after; undefined when nothing does. */
export function difference(before: object, after: object): { before: Fields; after: Fields } | undefined {
  const [old, now] = [plainly(before) as Fields, plainly(after) as Fields];
  const changed = [...new Set([...Object.keys(old), ...Object.keys(now)])].filter(
    (name) => !noise.has(name) && !isDeepStrictEqual(old[name], now[name]),
  );
  if (changed.length === 0) return undefined;
  const pick = (fields: Fields) => Object.fromEntries(changed.filter((n) => n in fields).map((n) => [n, fields[n]]));
  return { before: pick(old), after: pick(now) };
}

/** The same fields without contact data: that it changed is kept, what it was is not. */
export const withoutContacts = <T extends object>(kind: Kind, fields: T): T =>
  changeFields(kind, fields, (fieldClass, value) =>
    fieldClass === 'contact' || fieldClass === 'shipping' ? hiddenMark : value,
  );
