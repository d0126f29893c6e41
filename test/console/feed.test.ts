import { expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import type { DeskEvent, EventLog } from '../../adapters/console/events.ts';
import { createEventFeed } from '../../adapters/console/feed.ts';

/** A log in memory; `hold` keeps readers waiting, as a slow database does. */
function createLog(kept = Number.POSITIVE_INFINITY) {
  const all: DeskEvent[] = [];
  let reads = 0;
  let broken = false;
  const log: EventLog = {
    append: async () => 0,
    init: async () => {},
    last: async () => all.length,
    first: async () => all[Math.max(0, all.length - kept)]?._id,
    async since(sequence, limit) {
      reads += 1;
      if (broken) throw new Error('the database is away');
      const batch = all.filter((e) => e._id > sequence).slice(0, limit);
      await new Promise((resolve) => setImmediate(resolve));
      return batch;
    },
  };
  const add = () => void all.push({ _id: all.length + 1, at: new Date(0), topic: 'console', data: {} });
  return { log, add, all, reads: () => reads, setBroken: (value: boolean) => (broken = value) };
}

const feedOf = (log: EventLog, failed = jest.fn()) => createEventFeed({ log, every: 1, batch: 3, failed });
const soon = () => new Promise((resolve) => setImmediate(resolve));
const until = async (condition: () => boolean) => {
  while (!condition()) await soon();
};

test('whoever listens, and whenever, gets every event once and in order', async () => {
  const step = fc.oneof(
    fc.constant('add' as const),
    fc.constant('listen' as const),
    fc.constant('nudge' as const),
    fc.constant('wait' as const),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const { log, add, all } = createLog();
      const feed = feedOf(log);
      const heard: { after: number; got: number[] }[] = [];
      for (const what of steps) {
        if (what === 'add') add();
        if (what === 'nudge') feed.nudge();
        if (what === 'wait') await soon();
        if (what === 'listen') {
          const one = { after: Math.floor(all.length / 2), got: [] as number[] };
          heard.push(one);
          void feed.subscribe(one.after, (events) => void one.got.push(...events.map((e) => e._id)));
        }
      }
      await until(() => heard.every(({ after, got }) => got.length >= all.length - after));
      feed.stop();
      for (const { after, got } of heard) expect(got).toEqual(all.slice(after).map((e) => e._id));
    }),
    { numRuns: 60 },
  );
});

test('the log is read once per look, however many listen, and not at all when nobody does', async () => {
  const { log, add, reads } = createLog();
  const feed = createEventFeed({ log, every: 3_600_000, batch: 10, failed: jest.fn() });
  feed.nudge();
  expect(reads()).toBe(0);
  const got: number[][] = [];
  const leave: ((() => void) | undefined)[] = [];
  for (const i of [0, 1, 2, 3, 4]) {
    got[i] = [];
    leave.push(await feed.subscribe(0, (events) => void got[i]!.push(...events.map((e) => e._id))));
  }
  await soon();
  await soon();
  const before = reads();
  add();
  feed.nudge();
  await until(() => got.every((one) => one.length === 1));
  expect(reads() - before).toBe(1);
  for (const go of leave) go?.();
  feed.nudge();
  expect(reads() - before).toBe(1);
});

test('a place that is no longer kept, or was never reached, is refused instead of skipped', async () => {
  const { log, add } = createLog(2);
  for (let i = 0; i < 5; i += 1) add();
  const feed = feedOf(log);
  expect(await feed.subscribe(1, () => {})).toBeUndefined();
  expect(await feed.subscribe(9, () => {})).toBeUndefined();
  expect(await feed.subscribe(3, () => {})).toBeDefined();
  expect(await feed.subscribe(5, () => {})).toBeDefined();
  feed.stop();
});

test('a database that is away for a while loses nobody an event', async () => {
  const { log, add, setBroken } = createLog();
  const failed = jest.fn();
  const feed = feedOf(log, failed);
  const got: number[] = [];
  await feed.subscribe(0, (events) => void got.push(...events.map((e) => e._id)));
  setBroken(true);
  add();
  feed.nudge();
  await until(() => failed.mock.calls.length > 0);
  setBroken(false);
  await until(() => got.length === 1);
  feed.stop();
  expect(got).toEqual([1]);
});
