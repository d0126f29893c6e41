import { type Connection, Schema } from 'mongoose';
import { customerModel } from '../customers/model.ts';
import { modelOf } from '../database/model-of.ts';
import type { CalendarDate } from '../dates.ts';
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

/** Customers whose orders are looked at together. */
const customersAtOnce = 25;

type Look = (customers: readonly string[]) => Promise<void>;

/**
 * Looks at the open orders of all customers, some at a time, and rests between them so that people are answered meanwhile:
 * as long as each part took. A scan that ended in the middle goes on from there. Gives whether anything was to be done.
 */
export async function scanAll(
  connection: Connection,
  of: string,
  { look, rest, now }: { look: Look; rest: (ms: number) => Promise<void>; now: Date },
): Promise<boolean> {
  const scans = riskScanModel(connection);
  const last = await scans.findById('last').lean<Scan>();
  const begun = last?.of === of ? last : undefined;
  if (begun?.done) return false;
  let after = begun?.after ?? '';
  for (;;) {
    const since = performance.now();
    const page = await customerModel(connection)
      .find({ _id: { $gt: after } }, { _id: 1 })
      .sort({ _id: 1 })
      .limit(customersAtOnce)
      .lean<{ _id: string }[]>();
    await look(page.map(({ _id }) => _id));
    after = page.at(-1)?._id ?? after;
    const done = page.length < customersAtOnce;
    await scans.updateOne({ _id: 'last' }, { $set: { of, after, done, at: now } }, { upsert: true });
    if (done) return true;
    await rest(performance.now() - since);
  }
}
