import type { Connection } from 'mongoose';
import { native } from '../database/native.ts';
import { type OutboxRow, outboxModel } from './outbox-row.ts';

/** How many due rows are looked at together. */
const atOnce = 100;

/** What of a row tells whether there is anything to send. */
export type Swept = Pick<OutboxRow, '_id' | 'job' | 'order' | 'data'>;
const looked = { job: 1, order: 1, data: 1 } as const;

type Deps = {
  connection: Connection;
  clock: () => Date;
  /** The keys of those that have nothing to send now, and will not have: what comes later is sent by its own cause. */
  needless(rows: readonly Swept[]): Promise<string[]>;
};

/**
 * Notes many due rows that have nothing to send as sent, by a few queries and one commit, so that only those are taken one
 * by one that go somewhere.
 */
export function createSweep({ connection, clock, needless }: Deps): () => Promise<void> {
  const rows = native(outboxModel(connection));

  return async function sweep(): Promise<void> {
    for (;;) {
      const due = { state: 'due' as const, nextAt: { $lte: clock() } };
      const options = { projection: looked, sort: { nextAt: 1 }, limit: atOnce } as const;
      const found = (await rows.find(due, options).toArray()) as unknown as Swept[];
      const done = found.length > 0 ? await needless(found) : [];
      if (done.length === 0) return;
      await rows.updateMany({ _id: { $in: done }, ...due } as never, { $set: { state: 'sent' } } as never);
      if (found.length < atOnce) return;
    }
  };
}
