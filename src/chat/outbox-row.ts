import { type ClientSession, type Connection, type Model, Schema } from 'mongoose';
import { native } from '../database/native.ts';
import type { Address } from './address.ts';
import { plain } from './plain.ts';
import type { PostViewer } from './posts.ts';

/** Something to send, stored in the same transaction as its cause. */
export type OutboxRow = {
  /** Occurrence key: the same occurrence is sent once. */
  _id: string;
  /**
   * `notice`: a card about an order. `refresh`: the posted cards of an order, or of a table in work, are brought up to date. `digest`: a member's
   * reminders. `recap`: the week of a team. `newcomer`: an admin is asked about somebody who wrote to the desk. `case`:
   * whoever sees to an after-sales case is told of it. `absence`: somebody is away or back. `low`: a product is below its reorder
   * point; without a conversation, whoever sees to that is looked up first. `template`: a recurring one makes nothing.
   * `batch`: what came of a table of orders. `risk`: risks that are new or worse. `customer`: a customer was handed over.
   * `trouble`: admins are told that something of the desk itself fails.
   */
  job:
    | 'notice'
    | 'refresh'
    | 'digest'
    | 'recap'
    | 'newcomer'
    | 'case'
    | 'absence'
    | 'low'
    | 'template'
    | 'batch'
    | 'risk'
    | 'customer'
    | 'trouble';
  /** Which notice, by its file in `notices/`. */
  notice?: string;
  order?: string;
  conversation?: Address;
  viewer?: PostViewer;
  /** What the notice needs besides the order: ids and words, never amounts. */
  data?: Record<string, unknown>;
  state: 'due' | 'sent' | 'dead';
  attempts: number;
  /** Not before: its reader wants quiet until then. */
  notBefore?: Date;
  /** When it is tried next; while it is being sent, until when the sender has it. */
  nextAt: Date;
  error?: string;
  /** When an earlier try may have reached the chat, though no answer came: its process died, or the answer was lost. */
  doubtSince?: Date;
  /** When the last such try was last known to be under way. */
  triedAt?: Date;
  /** It is on its way or is tried again: what is younger in its conversation waits for it. */
  held?: boolean;
  /** Who has it: a sender that was taken for dead, and was not, changes nothing any more. */
  claim?: string;
  createdAt: Date;
};

/** A row as its cause makes it: due at once. */
export type NewOutboxRow = Omit<
  OutboxRow,
  'state' | 'attempts' | 'nextAt' | 'createdAt' | 'held' | 'error' | 'doubtSince' | 'triedAt' | 'claim'
>;

/** Days that what was sent is kept. */
const keptDays = 30;

const schema = new Schema<OutboxRow>(
  {
    _id: String,
    job: String,
    notice: String,
    order: String,
    conversation: String,
    viewer: Schema.Types.Mixed,
    data: Schema.Types.Mixed,
    state: String,
    attempts: Number,
    notBefore: Date,
    nextAt: Date,
    error: String,
    doubtSince: Date,
    triedAt: Date,
    held: Boolean,
    claim: String,
    createdAt: Date,
  },
  { collection: 'outbox', versionKey: false },
);
schema.index({ state: 1, nextAt: 1, createdAt: 1 });
schema.index({ conversation: 1, createdAt: 1 }, { partialFilterExpression: { held: true } });
// What is due is kept until it is sent, and what is dead until somebody looked at it.
schema.index({ createdAt: 1 }, { expireAfterSeconds: keptDays * 86_400, partialFilterExpression: { state: 'sent' } });

export const outboxModel = (connection: Connection): Model<OutboxRow> =>
  (connection.models.Outbox as Model<OutboxRow>) ?? connection.model<OutboxRow>('Outbox', schema);

/** Stores rows, in the caller's transaction where there is one. A key that is there already is left as it is. */
export async function addOutboxRows(
  connection: Connection,
  news: readonly NewOutboxRow[],
  now: Date,
  session?: ClientSession,
): Promise<void> {
  if (news.length === 0) return;
  const writes = news.map(({ _id, ...rest }) => ({
    updateOne: {
      filter: { _id },
      update: {
        $setOnInsert: { ...plain(rest), state: 'due', attempts: 0, nextAt: rest.notBefore ?? now, createdAt: now },
      },
      upsert: true,
    },
  }));
  await native(outboxModel(connection)).bulkWrite(writes as never[], { session });
}
