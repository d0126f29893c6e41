import type { Model } from 'mongoose';
import { newId } from '../id.ts';
import type { Address } from './address.ts';
import { freeOf } from './lanes.ts';
import type { OutboxRow } from './outbox-row.ts';

/** Ms after which a row that is being sent, and not renewed, is taken to have died with its process. */
export const leaseMs = 10_000;
/** Ms after which a row that waits for another one, or for its chat, is looked at again at the earliest. */
export const shortestWaitMs = 1000;

type Deps = {
  rows: Model<OutboxRow>;
  clock: () => Date;
  /** What this process is sending to. */
  taken: ReadonlySet<string>;
  /** Puts a row back that was not tried. */
  putBack(row: OutboxRow, nextAt: Date, set: Partial<OutboxRow>): Promise<void>;
  lookAgain(afterMs: number): void;
};

/**
 * Takes due rows for a while, each by one process, and those of a conversation in their order: a row that is on its way, or is
 * tried again, is held, and nothing younger goes before it, whichever process has it.
 */
export function createClaims({ rows, clock, taken, putBack, lookAgain }: Deps) {
  /** Conversations that wait for a row of theirs, and until when none of them is taken here. */
  const blocked = new Map<Address, Date>();

  function unblocked(now: Date): object {
    for (const [conversation, until] of blocked) if (until <= now) blocked.delete(conversation);
    return blocked.size > 0 ? { $and: [{ conversation: { $nin: [...blocked.keys()] } }] } : {};
  }

  async function claim(which: object = {}): Promise<OutboxRow | null> {
    const now = clock();
    const claim = newId();
    const before = await rows
      .findOneAndUpdate(
        { state: 'due', nextAt: { $lte: now }, ...freeOf(taken), ...unblocked(now), ...which },
        {
          $set: { nextAt: new Date(now.getTime() + leaseMs), triedAt: now, claim, held: true },
          $min: { doubtSince: now },
          $inc: { attempts: 1 },
        },
        { sort: { nextAt: 1, createdAt: 1 }, returnDocument: 'before' },
      )
      .lean<OutboxRow>();
    return before && { ...before, attempts: before.attempts + 1, claim };
  }

  /** The oldest row of a conversation that is held, and older than one. */
  const olderThan = ({ conversation, createdAt }: OutboxRow): Promise<OutboxRow | null> =>
    rows
      .findOne({ conversation, held: true, state: 'due', createdAt: { $lt: createdAt } }, { nextAt: 1, error: 1 })
      .sort({ createdAt: 1 })
      .lean<OutboxRow>()
      .exec();

  /** Takes nothing of a conversation here until a row of it is there; one that is on its way for the first time soon is. */
  function block(conversation: Address, { nextAt, error }: Pick<OutboxRow, 'nextAt' | 'error'>): void {
    const soon = clock().getTime() + shortestWaitMs;
    const until = error === undefined ? soon : Math.max(soon, nextAt.getTime());
    blocked.set(conversation, new Date(until));
    lookAgain(until - clock().getTime());
  }

  return {
    /** The next row that is due and free, and that nothing of its conversation goes before. */
    async next(): Promise<OutboxRow | null> {
      let row = await claim();
      while (row?.conversation) {
        const older = await olderThan(row);
        if (!older) return row;
        // It stays held, so that nothing overtakes it in its turn.
        await putBack(row, row.nextAt, { held: true });
        const isDue = older.nextAt <= clock();
        if (!isDue) block(row.conversation, older);
        row = (isDue ? await claim({ _id: older._id }) : null) ?? (await claim());
      }
      return row;
    },
    /** A row was sent: what waited for it here need not wait any longer. */
    goOn({ conversation }: OutboxRow): void {
      if (conversation) blocked.delete(conversation);
    },
  };
}
