import type { ClientSession, Connection } from 'mongoose';
import { transact } from '../database/transact.ts';
import type { CalendarDate } from '../dates.ts';
import { markRisks } from '../risks/marks.ts';
import { supplierModel } from '../suppliers/model.ts';
import { firstCounted, punctualityOf } from '../suppliers/rate.ts';
import type { Punctuality, Supplier } from '../suppliers/supplier.ts';
import { purchaseModel } from './model.ts';
import type { Purchase } from './purchase.ts';

/** How many suppliers are looked at in one round of the job. */
const atOnce = 200;

type Judged = Pick<Purchase, '_id' | 'state' | 'orderedOn' | 'promisedOn' | 'endedOn'>;

/** The purchases of a supplier that may count: those that were to come or ended since the first day that counts. */
async function judgedPurchases(
  connection: Connection,
  supplier: string,
  today: CalendarDate,
  session: ClientSession,
): Promise<Judged[]> {
  const first = firstCounted(today);
  const purchases = purchaseModel(connection);
  const fields = 'state orderedOn promisedOn endedOn';
  const due = await purchases.find({ supplier, promisedOn: { $gte: first } }, fields, { session }).lean<Judged[]>();
  const ended = await purchases.find({ supplier, endedOn: { $gte: first } }, fields, { session }).lean<Judged[]>();
  return [...new Map([...due, ...ended].map((purchase) => [purchase._id, purchase])).values()];
}

const isSame = (a: Punctuality | undefined, b: Punctuality): boolean =>
  a !== undefined && a.counted === b.counted && a.onTime === b.onTime && a.leadDays === b.leadDays;

/**
 * Works out anew how punctual a supplier is, in the transaction of what changed; where it is another figure than before, the
 * risks of open orders are looked at anew.
 */
export async function renewRate(
  connection: Connection,
  supplier: string,
  { today, now }: { today: CalendarDate; now: Date },
  session: ClientSession,
): Promise<void> {
  const suppliers = supplierModel(connection);
  const there = await suppliers.findById(supplier, 'onTime', { session }).lean<Pick<Supplier, 'onTime'>>();
  if (!there) return;
  const onTime = punctualityOf(await judgedPurchases(connection, supplier, today, session), today);
  if (isSame(there.onTime, onTime) && there.onTime?.asOf === today) return;
  await suppliers.updateOne({ _id: supplier }, { $set: { onTime } }, { session, timestamps: false });
  if (!isSame(there.onTime, onTime))
    await markRisks(connection, [{ kind: 'supplier', about: supplier }], { now, session });
}

/** Works out the rates that were worked out on an earlier day: what is late and what lies too far back is new every day. */
export async function renewRates(
  connection: Connection,
  { today, now }: { today: CalendarDate; now: Date },
): Promise<number> {
  const suppliers = supplierModel(connection);
  let done = 0;
  for (;;) {
    const old = await suppliers
      .find({ 'onTime.asOf': { $lt: today } }, '_id')
      .limit(atOnce)
      .lean();
    for (const { _id } of old)
      await transact(connection, (session) => renewRate(connection, _id, { today, now }, session));
    done += old.length;
    if (old.length < atOnce) return done;
  }
}
