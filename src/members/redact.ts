import { type ClassedPath, type FieldKind, fieldClassOf, holdsClassed } from './fields.ts';
import type { FieldClass, Judged, Kind } from './kinds.ts';
import { masked } from './mask.ts';
import type { Person } from './member.ts';
import { type Sight, sees } from './rights.ts';

type Tail<P extends string, K> = P extends `${infer H}.${infer T}` ? (H extends K ? T : never) : never;
type Inner<T, P extends string> = [P] extends [never]
  ? T
  : T extends readonly (infer E)[]
    ? Open<E, P>[]
    : T extends object
      ? Open<T, P>
      : T;
type Open<T, P extends string> = {
  [K in keyof T as K extends P ? never : K]: Inner<T[K], Tail<P, K>>;
} & { [K in Extract<keyof T, P>]?: T[K] };

/** A record as somebody may see it: every field that has a class may be missing. */
export type Redacted<T, K extends Kind> = K extends FieldKind ? Open<T, ClassedPath<K>> : T;

/** What becomes of a value: the value itself, something in its place, or nothing (`undefined` leaves the field out). */
type Change = (fieldClass: FieldClass, value: unknown) => unknown;

/** Anything with named values that is no date, number of the database or bytes. */
const hasFields = (value: unknown): value is Record<string, unknown> =>
  Object.prototype.toString.call(value) === '[object Object]' && !('_bsontype' in (value as object));

/** A document of the database as the plain record that it holds. */
const plain = (value: Record<string, unknown>): Record<string, unknown> =>
  typeof value.toObject === 'function' ? value.toObject() : value;

function copy(kind: Kind, value: unknown, path: string, change: Change): unknown {
  if (Array.isArray(value)) return value.map((item) => copy(kind, item, path, change));
  if (!hasFields(value)) return value;
  const result: Record<string, unknown> = {};
  for (const [name, inner] of Object.entries(plain(value))) {
    const at = path ? `${path}.${name}` : name;
    const fieldClass = fieldClassOf(kind, at);
    const kept = fieldClass
      ? change(fieldClass, inner)
      : holdsClassed(kind, at)
        ? copy(kind, inner, at, change)
        : inner;
    if (kept !== undefined) result[name] = kept;
  }
  return result;
}

/** A copy of a record in which `change` decided about every field that has a class; what holds none is shared. */
export const changeFields = <T>(kind: Kind, record: T, change: Change): T => copy(kind, record, '', change) as T;

/** What the person may see of a value of a class in a record that is judged by `about`. */
export function shownTo(person: Person, about: Judged): Change {
  const known = new Map<FieldClass, Sight>();
  return (fieldClass, value) => {
    const sight = known.get(fieldClass) ?? sees(person, fieldClass, about);
    known.set(fieldClass, sight);
    if (sight === 'full') return value;
    return sight === 'masked' ? masked(value) : undefined;
  };
}

/**
 * A copy of a record with the fields left out that the person may not read, and contact data masked; lines
 * and contacts too. Whether the row may be read at all is asked before, with `mayRead` or `readFilter`. Never write a
 * redacted record back.
 */
export const redact = <K extends Kind, T extends object>(person: Person, kind: K, record: T): Redacted<T, K> =>
  changeFields(kind, record, shownTo(person, judgedAs(kind, record))) as unknown as Redacted<T, K>;

/** A member is the owner of the own record. */
const judgedAs = (kind: Kind, record: { _id?: unknown }): Judged =>
  kind === 'Member' ? { owner: String(record._id) } : (record as Judged);
