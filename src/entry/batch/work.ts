import { type Connection, Schema } from 'mongoose';
import type { Address } from '../../chat/address.ts';
import type { FileRef } from '../../chat/card.ts';
import { modelOf } from '../../database/model-of.ts';
import type { Answers } from './answers.ts';

/** Which orders are filed: those that are right, or all and otherwise none. */
export type Which = 'valid' | 'all';

/**
 * A table in work, from its first look to the end. `open`: nothing is filed yet. `stopped`: somebody said so, or it failed
 * again and again; what was filed stays. `forgotten`: given up before anything was filed.
 */
export type WorkState = 'open' | 'running' | 'done' | 'stopped' | 'forgotten';

export type Work = {
  _id: string;
  /** Whose it is: who sent the table reads and files it. */
  member: string;
  /** The chat identity that sent it. */
  from: Address;
  /** The kept table. */
  file: string;
  name: string;
  answers: Answers;
  state: WorkState;
  which?: Which;
  /** Nobody is told of each order; a digest is sent at the end. */
  quiet?: boolean;
  /** The person was told that it goes on by itself, and is told of its end. */
  background?: boolean;
  /** It is to stop after what is in work now. */
  stop?: boolean;
  /** Orders of the table, and how many of them are dealt with. */
  orders: number;
  done: number;
  /** Orders filed by this work, counted in their transactions; their total in minor units of the base currency. */
  filed: number;
  pending: number;
  total: number;
  there: number;
  wrong: number;
  /** The first orders that it filed. */
  first: string[];
  /** The first rows of all orders that it filed. Missing on older works. */
  rows?: number[];
  /** How many of its orders wait for whom. */
  waiting?: Record<string, number>;
  /** The rows to correct, and the list of verdicts, as files. */
  rejected?: FileRef;
  items?: string;
  /** Who works on it, and until when that holds without a sign of life. */
  claim?: string;
  leaseUntil?: Date;
  /** Begun again since the last order that was filed. */
  attempts: number;
  revision: number;
  at: Date;
};

/** Days that a table in work is kept: as long as its file. */
const keptDays = 90;

const schema = new Schema<Work>(
  {
    _id: String,
    member: { type: String, required: true },
    from: { type: String, required: true },
    file: { type: String, required: true },
    name: String,
    answers: Schema.Types.Mixed,
    state: { type: String, required: true },
    which: String,
    quiet: Boolean,
    background: Boolean,
    stop: Boolean,
    orders: Number,
    done: Number,
    filed: Number,
    pending: Number,
    total: Number,
    there: Number,
    wrong: Number,
    first: [String],
    rows: { type: [Number], default: undefined },
    waiting: Schema.Types.Mixed,
    rejected: Schema.Types.Mixed,
    items: String,
    claim: String,
    leaseUntil: Date,
    attempts: Number,
    revision: Number,
    at: Date,
  },
  { collection: 'imports', strict: 'throw', versionKey: false, minimize: false },
);
schema.index({ state: 1, leaseUntil: 1 });
schema.index({ at: 1 }, { expireAfterSeconds: keptDays * 86_400 });

/** Tables in work of a database connection. */
export const workModel = modelOf('Import', schema);

export const isOver = ({ state }: Pick<Work, 'state'>): boolean => state !== 'open' && state !== 'running';

/** A new table in work. */
export const newWork = (of: Pick<Work, '_id' | 'member' | 'from' | 'file' | 'name' | 'at' | 'answers'>): Work => ({
  ...of,
  state: 'open',
  orders: 0,
  done: 0,
  filed: 0,
  pending: 0,
  total: 0,
  there: 0,
  wrong: 0,
  first: [],
  attempts: 0,
  revision: 0,
});

/** Keeps and changes tables in work. */
export function createWorks(connection: Connection) {
  const works = workModel(connection);
  return {
    async add(work: Work): Promise<Work> {
      await works.updateOne({ _id: work._id }, { $setOnInsert: work }, { upsert: true });
      return (await works.findById(work._id).lean<Work>()) as Work;
    },
    find: async (id: string): Promise<Work | undefined> => (await works.findById(id).lean<Work>()) ?? undefined,
    /** Changes a table in work while it is in one of some states; undefined where it is not. */
    async change(id: string, states: readonly WorkState[], set: Partial<Work>): Promise<Work | undefined> {
      const change = { $set: set, $inc: { revision: 1 } };
      const where = { _id: id, state: { $in: [...states] } };
      return (await works.findOneAndUpdate(where, change, { returnDocument: 'after' }).lean<Work>()) ?? undefined;
    },
    /** What runs and shows no sign of life any more. */
    orphans: (now: Date): Promise<Work[]> =>
      works
        .find({ state: 'running', leaseUntil: { $lte: now } })
        .limit(20)
        .lean<Work[]>()
        .exec(),
  };
}
export type Works = ReturnType<typeof createWorks>;
