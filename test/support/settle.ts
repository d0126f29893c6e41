import { inboxModel } from '../../src/chat/inbox.ts';
import type { TestDesk } from './desk.ts';
import { until } from './until.ts';

/** Sends everything that is due, and moves the clock on as long as something waits for its time. */
export const settle = (desk: TestDesk): Promise<unknown> =>
  until('everything that is due was sent', 20_000, async () => {
    await desk.desk.outbox.drain();
    if ((await desk.desk.outbox.depth()).due === 0) return true;
    desk.clock.set(new Date(desk.clock().getTime() + 1_000));
    return false;
  });

/** Waits until nothing is on its way any more: what people asked was answered, and what is due was sent. */
export async function quiet(desk: TestDesk): Promise<void> {
  await until('everything that was asked is answered', 20_000, async () => {
    await settle(desk);
    return (await inboxModel(desk.connection).countDocuments({ open: true })) === 0;
  });
}
