import type { Connection } from 'mongoose';
import { native } from '../database/native.ts';
import { transact } from '../database/transact.ts';
import { countDay } from './count-day.ts';
import { deltaModel } from './model.ts';
import { applyDeltas, countWritten, deltasOf, dropDeltas, idsOf, inDayAndMonth, loadSums, storeSums } from './store.ts';
import { NotTheirs } from './sums.ts';

/** Days of which changes are taken into the sums in one transaction. */
const daysAtOnce = 20;

/** The days that have changes which are in no sum yet, some of them. */
async function waitingDays(connection: Connection): Promise<string[]> {
  const dates = new Set<string>();
  const found = native(deltaModel(connection))
    .find({}, { projection: { date: 1 } })
    .sort({ date: 1, _id: 1 } as never);
  for await (const { date } of found) {
    dates.add(date);
    if (dates.size === daysAtOnce) break;
  }
  return [...dates];
}

/** Takes every change of some days into their sums. All of a day go together, so that none is taken before its other half. */
const foldDays = (connection: Connection, dates: readonly string[]): Promise<void> =>
  transact(connection, async (session) => {
    await countWritten(connection, session);
    const deltas = await deltasOf(connection, { $in: dates }, session);
    if (deltas.length === 0) return;
    const sums = await loadSums(connection, idsOf(dates), session);
    applyDeltas(sums, deltas, inDayAndMonth);
    await storeSums(connection, sums, session);
    await dropDeltas(connection, deltas, session);
  });

/**
 * Takes what was noted into the sums until nothing is left; gives the days whose sums were not those of their orders and
 * were counted anew.
 */
export async function fold(connection: Connection): Promise<string[]> {
  const mended: string[] = [];
  for (;;) {
    const dates = await waitingDays(connection);
    if (dates.length === 0) return mended;
    try {
      await foldDays(connection, dates);
    } catch (error) {
      if (!(error instanceof NotTheirs)) throw error;
      for (const date of dates) {
        await countDay(connection, date, { anyway: true });
        mended.push(date);
      }
    }
  }
}
