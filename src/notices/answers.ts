import type { Connection } from 'mongoose';
import type { PostRef } from '../chat/adapter.ts';
import type { Subject } from '../chat/card.ts';
import type { NewOutboxRow } from '../chat/outbox-row.ts';
import type { Posts, PostViewer } from '../chat/posts.ts';
import type { Clock } from '../clock.ts';
import { orderModel } from '../orders/model.ts';

type Deps = {
  connection: Connection;
  posts: Pick<Posts, 'track'>;
  clock: Clock;
  outbox: { add(rows: readonly NewOutboxRow[], now: Date): Promise<void>; kick(): void };
};

/** Remembers cards that answer somebody, so that they stay true. */
export function createAnswers({ connection, posts, clock, outbox }: Deps) {
  /** Whether an order moved while a card of it was on its way: whoever brought the others up to date did not see this one. */
  async function isBehind({ kind, id, revision }: Subject): Promise<boolean> {
    if (kind !== 'order') return false;
    const order = await orderModel(connection).findById(id, 'revision').lean();
    return order !== null && order.revision !== revision;
  }

  return {
    /** Remembers where an answer is shown; what changed while it was on its way is shown, too. */
    async track(ref: PostRef, subject: Subject, viewer: PostViewer): Promise<void> {
      const { _id } = await posts.track(ref, subject, viewer, clock());
      if (!(await isBehind(subject))) return;
      await outbox.add([{ _id: `refresh:${_id}:${subject.revision}`, job: 'refresh', order: subject.id }], clock());
      outbox.kick();
    },
  };
}
export type Answers = ReturnType<typeof createAnswers>;
