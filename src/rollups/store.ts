import type { ClientSession, Connection } from 'mongoose';
import { native } from '../database/native.ts';
import { countedParts } from './counted.ts';
import { type DeltaRow, deltaModel, type RollupRow, type RollupState, rollupModel, rollupStateModel } from './model.ts';
import { packed, unpacked } from './packed.ts';
import { type Part, type Sheet, sheets } from './part.ts';
import { createSums, idOf, monthPart, type Sums } from './sums.ts';

/**
 * What deltas do to sums, part by part: all that is added before anything is taken away, since they may have come in any
 * order. `placed` says in which sums a part of a day counts.
 */
export function applyDeltas(
  sums: Sums,
  deltas: readonly DeltaRow[],
  placed: (part: Part) => readonly Part[],
  wanted: readonly Sheet[] = sheets,
): void {
  const partsBy = (sign: 1 | -1) =>
    deltas
      .flatMap(({ changes }) => changes.filter((change) => change.sign === sign))
      .flatMap(({ of }) => countedParts(of, wanted).flatMap(placed));
  for (const part of partsBy(1)) sums.add(part);
  for (const part of partsBy(-1)) sums.take(part);
}

/** A part counts in its day and in its month. */
export const inDayAndMonth = (part: Part): Part[] => [part, monthPart(part)];

/** The names of every sum that changes of these days touch. */
export const idsOf = (dates: readonly string[]): string[] => {
  const months = [...new Set(dates.map((date) => date.slice(0, 7)))];
  return sheets.flatMap((sheet) => [...dates, ...months].map((date) => idOf(sheet, date)));
};

/** The changes of some days that are in no sum yet. */
export const deltasOf = async (
  connection: Connection,
  dates: string | object,
  session?: ClientSession,
): Promise<DeltaRow[]> =>
  (await native(deltaModel(connection))
    .find({ date: dates } as never, { session })
    .toArray()) as unknown as DeltaRow[];

/** Takes up what is stored. */
export const load = (sums: Sums, row: RollupRow): void =>
  sums.load({ sheet: row.sheet, date: row.date, entries: unpacked(row) });

/** Reads sums by name. */
export async function loadSums(connection: Connection, ids: readonly string[], session: ClientSession): Promise<Sums> {
  const sums = createSums();
  const found = native(rollupModel(connection)).find({ _id: { $in: [...ids] } } as never, { session });
  for await (const row of found) load(sums, row as unknown as RollupRow);
  return sums;
}

/** Stores sums in place of those that were there; where nothing is left, nothing is kept. */
export async function storeSums(connection: Connection, sums: Sums, session: ClientSession): Promise<void> {
  const writes = sums.pages().map(({ sheet, date, entries }) => {
    const filter = { _id: idOf(sheet, date) };
    return entries.length === 0
      ? { deleteOne: { filter } }
      : { replaceOne: { filter, replacement: { sheet, date, ...packed(entries) }, upsert: true } };
  });
  if (writes.length > 0)
    await native(rollupModel(connection)).bulkWrite(writes as never[], { session, ignoreUndefined: true });
}

/** Takes away changes that are in the sums now. */
export async function dropDeltas(
  connection: Connection,
  deltas: readonly DeltaRow[],
  session: ClientSession,
): Promise<void> {
  if (deltas.length === 0) return;
  await native(deltaModel(connection)).deleteMany({ _id: { $in: deltas.map(({ _id }) => _id) } } as never, { session });
}

/** Counts that sums were written: who read some of them before and some after reads anew. Of two that write, one waits. */
export async function countWritten(
  connection: Connection,
  session: ClientSession,
  set: Partial<RollupState> = {},
): Promise<void> {
  const update = { $inc: { written: 1 }, ...(Object.keys(set).length > 0 && { $set: set }) };
  await rollupStateModel(connection).updateOne({ _id: 'rollups' }, update, { upsert: true, session });
}

/** How far roll-ups are. */
export const stateOf = (connection: Connection): Promise<RollupState | null> =>
  rollupStateModel(connection).findById('rollups').lean<RollupState>().exec();
