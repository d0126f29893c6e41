import { type ClientSession, type Connection, Schema } from 'mongoose';
import { modelOf } from '../database/model-of.ts';
import { changeContentOf } from './content.ts';
import type { Approval, ChangeContent, Order } from './order.ts';

/** A version of an agreed order that is no longer in force, and the review that put the next one in its place. */
export type OrderVersion = {
  /** Order and version. */
  _id: string;
  order: string;
  version: number;
  content: ChangeContent;
  /** When and by whose deed it was replaced. */
  at: Date;
  by?: string;
  /** The review of the version that replaced it, where people decided. */
  replacedBy?: Approval;
};

const schema = new Schema<OrderVersion>(
  {
    _id: String,
    order: String,
    version: Number,
    content: Schema.Types.Mixed,
    at: Date,
    by: String,
    replacedBy: Schema.Types.Mixed,
  },
  { collection: 'order_versions', versionKey: false },
);
schema.index({ order: 1, version: 1 }, { unique: true });

export const versionModel = modelOf('OrderVersion', schema);

/** Keeps the version that was in force, in the transaction that ends it. Drafts have no versions that counted. */
export async function keepVersion(
  connection: Connection,
  before: Order,
  after: Order,
  { at, by, decidedBy }: { at: Date; by?: string; decidedBy?: Approval },
  session: ClientSession,
): Promise<void> {
  // A new version takes its place, or it goes back to a draft that may be edited.
  const isReplaced = after.version !== before.version || after.state === 'draft';
  if (!before.approvedAt || !isReplaced) return;
  const { _id: order, version } = before;
  const content = changeContentOf(before);
  const row = { order, version, content, at, by, ...(decidedBy && { replacedBy: decidedBy }) };
  await versionModel(connection).updateOne({ _id: `${order}:${version}` }, { $set: row }, { upsert: true, session });
}

/** The versions of an order that are no longer in force, oldest first. */
export const versionsOf = (connection: Connection, order: string): Promise<OrderVersion[]> =>
  versionModel(connection).find({ order }).sort({ version: 1 }).lean<OrderVersion[]>().exec();
