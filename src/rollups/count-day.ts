import type { ClientSession, Connection } from 'mongoose';
import { native } from '../database/native.ts';
import { transact } from '../database/transact.ts';
import { orderModel } from '../orders/model.ts';
import { countedFields, countedOf, countedParts } from './counted.ts';
import { type RollupRow, rollupModel } from './model.ts';
import { packed, unpacked } from './packed.ts';
import { sheets } from './part.ts';
import type { OrderFacts } from './row.ts';
import { applyDeltas, countWritten, deltasOf, dropDeltas, loadSums, storeSums } from './store.ts';
import { createSums, idOf, monthPart, NotTheirs, type Sums } from './sums.ts';

/** The sums of a day as its orders say. */
async function countedDay(connection: Connection, date: string, session: ClientSession): Promise<Sums> {
  const sums = createSums();
  const found = native(orderModel(connection)).find({ orderDate: date } as never, {
    projection: countedFields,
    session,
    batchSize: 500,
  });
  for await (const order of found) {
    const counted = countedOf(order as unknown as OrderFacts);
    if (counted) for (const part of countedParts(counted)) sums.add(part);
  }
  return sums;
}

const dayIds = (date: string): string[] => sheets.map((sheet) => idOf(sheet, date));

/** A day's sums as they are stored, with what is not folded yet; undefined where that cannot be. */
async function keptDay(connection: Connection, date: string, session: ClientSession): Promise<Sums | undefined> {
  const sums = await loadSums(connection, dayIds(date), session);
  try {
    applyDeltas(sums, await deltasOf(connection, date, session), (part) => [part]);
    return sums;
  } catch (error) {
    if (error instanceof NotTheirs) return undefined;
    throw error;
  }
}

/** Sums as one text, for comparing. */
const textOf = (sums: Sums): string =>
  JSON.stringify(
    sums
      .pages()
      .filter(({ entries }) => entries.length > 0)
      .sort((a, b) => (a.sheet < b.sheet ? -1 : 1))
      .map(({ sheet, date, entries }) => [sheet, date, packed(entries)]),
  );

/** The sums of a month as those of its days say, and as they are stored; what is not folded yet is in neither. */
async function monthSums(connection: Connection, month: string, session: ClientSession) {
  const sums = createSums();
  for (const sheet of sheets) sums.load({ sheet, date: month, entries: [] });
  const days = native(rollupModel(connection)).find(
    { sheet: { $in: [...sheets] }, date: { $gte: `${month}-01`, $lte: `${month}-31` } } as never,
    { session },
  );
  for await (const row of days) {
    const { sheet, ...stored } = row as unknown as RollupRow;
    for (const sum of unpacked(stored)) sums.add(monthPart({ sheet, date: month, sum }));
  }
  const kept = await loadSums(
    connection,
    sheets.map((sheet) => idOf(sheet, month)),
    session,
  );
  return { sums, kept };
}

async function renewMonth(connection: Connection, month: string, session: ClientSession): Promise<boolean> {
  const { sums, kept } = await monthSums(connection, month, session);
  if (textOf(kept) === textOf(sums)) return false;
  await countWritten(connection, session);
  await storeSums(connection, sums, session);
  return true;
}

/** Adds up a month anew from its days where its sums are not theirs; true when they were not. */
export const countMonth = (connection: Connection, month: string): Promise<boolean> =>
  transact(connection, (session) => renewMonth(connection, month, session));

/**
 * Counts a day anew from its orders where its sums are not theirs; true when they were not. What was noted of the day is in
 * there then. While roll-ups are built for the first time, months follow at the end (`months` false). `anyway`: also where they are
 * theirs, with the month, since something else could not be folded.
 */
export const countDay = (
  connection: Connection,
  date: string,
  { months = true, anyway = false } = {},
): Promise<boolean> =>
  transact(connection, async (session) => {
    const counted = await countedDay(connection, date, session);
    const kept = await keptDay(connection, date, session);
    if (!anyway && kept && textOf(kept) === textOf(counted)) return false;
    await countWritten(connection, session);
    for (const sheet of sheets) counted.load({ sheet, date, entries: [] });
    await storeSums(connection, counted, session);
    if (months) await renewMonth(connection, date.slice(0, 7), session);
    await dropDeltas(connection, await deltasOf(connection, date, session), session);
    return true;
  });

/** The first day after one (from the first on, after '') that has orders or sums; undefined after the last. */
export async function nextDay(connection: Connection, after: string): Promise<string | undefined> {
  const later = { $gt: after };
  const [order, ...sums] = await Promise.all([
    orderModel(connection).findOne({ orderDate: later }, { orderDate: 1 }).sort({ orderDate: 1, _id: 1 }).lean(),
    ...sheets.map((sheet) =>
      rollupModel(connection).findOne({ sheet, date: later }, { date: 1 }).sort({ date: 1 }).lean(),
    ),
  ]);
  const dates = [order?.orderDate, ...sums.map((row) => row?.date)].filter((date) => date !== undefined);
  // A month that has sums and no day is looked at like a day of its own, which takes it away.
  return dates.sort()[0];
}

/** Whether what was found is a month and no day. */
export const isMonth = (date: string): boolean => date.length === 7;

/** Takes all sums away; what was noted stays noted. */
export const dropSums = (connection: Connection): Promise<unknown> => rollupModel(connection).deleteMany({});
