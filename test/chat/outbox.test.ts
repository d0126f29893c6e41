import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { createOutbox } from '../../src/chat/outbox.ts';
import { type OutboxRow, outboxModel } from '../../src/chat/outbox-row.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
import { until } from '../support/until.ts';

let desk: TestDesk;
beforeAll(async () => {
  desk = await openTestDesk();
});
beforeEach(() => outboxModel(desk.desk.connection).deleteMany({}));
afterAll(() => desk.close());

/** A process that sends what is due in its own way. */
const sender = (send: (row: OutboxRow) => Promise<void>) =>
  createOutbox({ connection: desk.desk.connection, log: desk.desk.log, clock: () => desk.clock(), send });
const pass = (ms: number) => desk.clock.set(new Date(desk.clock().getTime() + ms));
const rows = () => outboxModel(desk.desk.connection).find().lean<OutboxRow[]>();
const oneRow = { _id: 'notice:1', job: 'notice' as const, order: 'o1' };

test('a process that was taken for dead, and wakes up, changes nothing of what another has sent', async () => {
  let wake = (_: unknown) => {};
  let isAsleep = false;
  const sleepy = sender(() => {
    isAsleep = true;
    return new Promise((_, reject) => {
      wake = reject;
    });
  });
  const lively = sender(async () => {});
  await sleepy.add([oneRow], desk.clock());
  const sleeping = sleepy.drain();
  await until('the first process sends', 4_000, () => isAsleep);
  pass(11_000);
  await lively.drain();
  expect(await rows()).toMatchObject([{ state: 'sent', attempts: 2 }]);
  wake(new Error('the connection broke'));
  await sleeping;
  expect(await rows()).toMatchObject([{ state: 'sent', attempts: 2 }]);
});

test('the doubt about a post counts from when its answer was given up, not from when it was begun', async () => {
  const doubts: (Date | undefined)[] = [];
  const slow = sender(async ({ triedAt }) => {
    doubts.push(triedAt);
    if (doubts.length > 1) return;
    pass(8_000);
    throw new Error('no answer');
  });
  await slow.add([oneRow], desk.clock());
  const began = desk.clock().getTime();
  await slow.drain();
  pass(60_000);
  await slow.drain();
  expect(doubts.map((d) => d && d.getTime() - began)).toEqual([undefined, 8_000]);
});
