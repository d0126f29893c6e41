import { type Connection, Schema } from 'mongoose';
import { customerModel } from '../customers/model.ts';
import { modelOf } from '../database/model-of.ts';
import type { CalendarDate } from '../dates.ts';
import { inParts } from '../in-parts.ts';
import type { Settings } from '../settings/settings.ts';

/** The last look at all open orders: for which day and thresholds, how far it is, and whether it ended. There is one. */
type Scan = { _id: 'last'; of: string; after: string; done: boolean; at: Date };

const schema = new Schema<Scan>(
  { _id: String, of: String, after: String, done: Boolean, at: Date },
  { collection: 'risk_scans', versionKey: false, strict: 'throw' },
);

/** The looks at all open orders, of a database connection. */
export const riskScanModel = modelOf('RiskScan', schema);

/** What a scan is of: the day, and what counts as a risk. Where either is another, all is looked at again. */
export const scanOf = (today: CalendarDate, { marketMove, supplierOnTime }: Settings): string =>
  `${today}:${marketMove}:${supplierOnTime}`;

/** Customers whose orders are looked at together: few, so that nobody waits long behind them. */
const customersAtOnce = 10;
/** Customers whose names are read together. */
const pageSize = 500;
/** Ms after which it is written down how far a scan is: so much is looked at again after a death. */
const notedEveryMs = 1_000;

type Look = (customers: readonly string[]) => Promise<void>;
type Rest = (ms: number) => Promise<void>;

/** The customers behind one, by id. */
async function pageAfter(connection: Connection, after: string): Promise<string[]> {
  const found = await customerModel(connection)
    .find({ _id: { $gt: after } }, { _id: 1 })
    .sort({ _id: 1 })
    .limit(pageSize)
    .lean<{ _id: string }[]>();
  return found.map(({ _id }) => _id);
}

/**
 * Looks at the open orders of all customers, some at a time, and rests between them so that people are answered meanwhile:
 * as long as each part took. A scan that ended in the middle goes on from there. Gives whether anything was to be done.
 */
export async function scanAll(
  connection: Connection,
  of: string,
  { look, rest, now }: { look: Look; rest: Rest; now: Date },
): Promise<boolean> {
  const scans = riskScanModel(connection);
  const last = await scans.findById('last').lean<Scan>();
  const begun = last?.of === of ? last : undefined;
  if (begun?.done) return false;
  const note = (after: string, done: boolean) =>
    scans.updateOne({ _id: 'last' }, { $set: { of, after, done, at: now } }, { upsert: true });
  let after = begun?.after ?? '';
  let noted = performance.now();
  for (let page = await pageAfter(connection, after); page.length > 0; page = await pageAfter(connection, after))
    for (const part of inParts(page, customersAtOnce)) {
      const since = performance.now();
      await look(part);
      after = part.at(-1) ?? after;
      if (performance.now() - noted > notedEveryMs) {
        await note(after, false);
        noted = performance.now();
      }
      await rest(performance.now() - since);
    }
  await note(after, true);
  return true;
}
