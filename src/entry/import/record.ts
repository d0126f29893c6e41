import { DeskError } from '../../errors.ts';
import type { Row } from '../table/row-reader.ts';
import { differing, hashOfRows } from './compare.ts';
import type { Decision } from './store.ts';
import type { ImportContext, Unit } from './types.ts';

/** A record as a row gave it, or what is wrong with the row. */
export type Read<T> = { value: T } | { reasons: readonly DeskError[] };

type Case<T> = {
  unit: Unit;
  read: Read<T>;
  /** The record with this key, if there is one. */
  there: T | undefined;
  /** A record as a row of a file. */
  rowOf(record: T): Row;
  /** Which fields a column fills. */
  fieldsOf: Readonly<Record<string, readonly (keyof T)[]>>;
};

/** A record of one row: new, the same, changed (with `--update`), or rejected with the reason. */
export function decideRecord<T extends { _id: string; importHash?: string }>(
  context: ImportContext,
  { unit, read, there, rowOf, fieldsOf }: Case<T>,
): Decision<T> {
  const [row] = unit.rows;
  if ('reasons' in read) return { verdict: { rejected: [{ row: row!, reasons: read.reasons }] } };
  const importHash = hashOfRows(unit.rows);
  if (!there) return { verdict: 'imported', fresh: { ...read.value, importHash } };
  if (there.importHash === importHash) return { verdict: 'skipped' };
  const names = differing([rowOf(there)], [rowOf(read.value)], context.present);
  if (names.length === 0) return { verdict: 'skipped' };
  if (!context.update) {
    const values = { key: unit.key, fields: { list: names.map((n) => `field.${n}`) } };
    return { verdict: { rejected: [{ row: row!, reasons: [new DeskError('error.import_differs', values)] }] } };
  }
  const fields = names.flatMap((name) => fieldsOf[name] ?? []);
  return { verdict: 'updated', id: there._id, ...changed(there, read.value, fields, importHash) };
}

/** What is set and taken away, and the same for the audit trail. */
function changed<T>(there: T, read: T, fields: readonly (keyof T)[], importHash: string) {
  const pick = (from: T) => Object.fromEntries(fields.filter((f) => f !== 'search').map((f) => [f, from[f]]));
  const set = Object.fromEntries(fields.filter((f) => read[f] !== undefined).map((f) => [f, read[f]]));
  return {
    set: { ...set, importHash } as unknown as Partial<T>,
    unset: fields.filter((f) => read[f] === undefined).map(String),
    before: pick(there),
    after: pick(read),
  };
}
