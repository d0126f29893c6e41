import { type ClientSession, type Connection, Schema } from 'mongoose';
import { modelOf } from '../database/model-of.ts';
import { native } from '../database/native.ts';
import { newId } from '../id.ts';

/** What risks are worked out from: one order, or all open orders of a customer, with a product, or of a supplier's products. */
export const marked = ['order', 'customer', 'product', 'supplier'] as const;
export type Marked = (typeof marked)[number];

/** Something changed that risks of open orders are worked out from: they are looked at anew. */
export type RiskMark = { _id: string; kind: Marked; about: string; at: Date };

const schema = new Schema<RiskMark>(
  { _id: String, kind: String, about: String, at: Date },
  { collection: 'risk_marks', versionKey: false, strict: 'throw' },
);

/** The marks of a database connection. */
export const riskMarkModel = modelOf('RiskMark', schema);

/**
 * Has the risks of what is named worked out anew soon, in the transaction of what changed. Each mark is a row of its own,
 * so that two changes of the same customer at the same time do not collide. `about` are ids of records.
 */
export async function markRisks(
  connection: Connection,
  changed: readonly { kind: Marked; about: string }[],
  { now, session }: { now: Date; session?: ClientSession },
): Promise<void> {
  if (changed.length === 0) return;
  const once = new Map(changed.map((one) => [`${one.kind}:${one.about}`, one]));
  const rows = [...once.values()].map(({ kind, about }) => ({ _id: newId(), kind, about, at: now }));
  await native(riskMarkModel(connection)).insertMany(rows as never[], { session });
}
