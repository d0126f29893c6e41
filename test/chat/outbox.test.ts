import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { DeliveryError } from '../../src/chat/adapter.ts';
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
const sender = (send: (row: OutboxRow) => Promise<void>) => {
  const { connection, log } = desk.desk;
  const outbox = createOutbox({ connection, log, clock: () => desk.clock(), send });
  running.push(outbox);
  return outbox;
};
/** What was made in a test looks again by itself, and must not take the rows of the next one. */
const running: ReturnType<typeof createOutbox>[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((outbox) => outbox.stop()));
});
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

const toAnna = (n: number) => ({ _id: `notice:${n}`, job: 'notice' as const, conversation: 'console:@anna' as const });

test('people read things as they happened: nothing overtakes what a chat could not take at first, whichever process sends', async () => {
  const sent: string[] = [];
  let isDown = true;
  const send = async ({ _id }: OutboxRow) => {
    if (isDown && _id !== 'notice:9') throw new DeliveryError('the chat is away', true);
    sent.push(_id);
  };
  const [one, other] = [sender(send), sender(send)];
  for (const n of [1, 2, 3]) {
    await one.add([toAnna(n)], desk.clock());
    await one.drain();
    pass(100);
  }
  await other.add([{ ...toAnna(9), conversation: 'console:@bob' }], desk.clock());
  await other.drain();
  expect(sent).toEqual(['notice:9']);
  isDown = false;
  for (let n = 0; n < 8; n += 1) {
    await Promise.all([one.drain(), other.drain()]);
    pass(500);
  }
  expect(sent).toEqual(['notice:9', 'notice:1', 'notice:2', 'notice:3']);
  expect((await rows()).map(({ state, held }) => [state, held])).toEqual(
    Array.from({ length: 4 }, () => ['sent', undefined]),
  );
});

test('what comes while an older message is on its way elsewhere waits, and so does what comes after that', async () => {
  const sent: string[] = [];
  let finish = () => {};
  const slow = sender(async ({ _id }) => {
    if (_id === 'notice:1')
      await new Promise<void>((resolve) => {
        finish = resolve;
      });
    sent.push(_id);
  });
  const quick = sender(async ({ _id }) => void sent.push(_id));
  await slow.add([toAnna(1)], desk.clock());
  const sending = slow.drain();
  await until('the first is on its way', 4_000, async () => (await rows())[0]?.held === true);
  pass(100);
  await slow.add([toAnna(2)], desk.clock());
  await quick.drain();
  pass(100);
  await slow.add([toAnna(3)], desk.clock());
  await quick.drain();
  expect(sent).toEqual([]);
  finish();
  await sending;
  await quick.drain();
  pass(1_100);
  await quick.drain();
  expect(sent).toEqual(['notice:1', 'notice:2', 'notice:3']);
});

test('of very many that wait for one conversation each is sent once and in its order, by two processes', async () => {
  const sent: string[] = [];
  const send = async ({ _id }: OutboxRow) => void sent.push(_id);
  const [one, other] = [sender(send), sender(send)];
  const all = Array.from({ length: 60 }, (_, n) => toAnna(100 + n));
  for (const row of all) {
    await one.add([row], desk.clock());
    pass(1);
  }
  for (let n = 0; n < 200 && sent.length < all.length; n += 1) {
    await Promise.all([one.drain(), other.drain()]);
    pass(200);
  }
  expect(sent).toEqual(all.map(({ _id }) => _id));
});

test('what fails by our own fault holds up nothing in its conversation', async () => {
  const sent: string[] = [];
  const out = sender(async ({ _id }) => {
    if (_id === 'notice:1') throw new Error('a card that cannot be drawn');
    sent.push(_id);
  });
  await out.add([toAnna(1)], desk.clock());
  await out.drain();
  pass(100);
  await out.add([toAnna(2)], desk.clock());
  await out.drain();
  expect(sent).toEqual(['notice:2']);
});

test('tries again do not all come at the same moment: each waits up to a quarter longer', async () => {
  const failing = sender(async () => {
    throw new Error('no');
  });
  const many = Array.from({ length: 30 }, (_, n) => ({ _id: `notice:${n}`, job: 'notice' as const, order: `o${n}` }));
  await failing.add(many, desk.clock());
  await failing.drain();
  const waits = (await rows()).map(({ nextAt }) => nextAt.getTime() - desk.clock().getTime());
  expect(Math.min(...waits)).toBeGreaterThanOrEqual(1000);
  expect(Math.max(...waits)).toBeLessThanOrEqual(1250);
  expect(new Set(waits).size).toBeGreaterThan(10);
});
