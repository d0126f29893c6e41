import { expect, test } from '@jest/globals';
import type { DeliveryError } from '../../src/chat/adapter.ts';
import { createPace } from '../../src/chat/pace.ts';
import { fixedClock } from '../../src/clock.ts';

const start = new Date('2026-12-02T02:00:00Z').getTime();

function paced() {
  const clock = fixedClock(new Date(start));
  const pace = createPace(clock, { most: 1, perMs: 1_000 });
  const at = (ms: number) => clock.set(new Date(start + ms));
  /** `taken`, or the ms after which to come again. */
  const take = (conversation: string): 'taken' | number => {
    try {
      pace.take(conversation);
      return 'taken';
    } catch (error) {
      const { busy, retry, refused, afterMs } = error as DeliveryError;
      expect([busy, retry, refused]).toEqual([true, true, true]);
      return afterMs as number;
    }
  };
  return { pace, at, take };
}

test('one conversation takes a post a second, others are not held up', () => {
  const { at, take } = paced();
  expect([take('a'), take('b'), take('a')]).toEqual(['taken', 'taken', 1000]);
  at(999);
  expect(take('a')).toBe(1001);
  at(1000);
  expect(take('a')).toBe('taken');
});

test('who comes too early is sent to different seconds', () => {
  const { take } = paced();
  expect([take('a'), take('a'), take('a'), take('a')]).toEqual(['taken', 1000, 2000, 3000]);
});

test('a pause that Slack asks for holds for its conversation only', () => {
  const { pace, at, take } = paced();
  pace.pause('a', 30_000);
  expect([take('a'), take('b')]).toEqual([30_000, 'taken']);
  at(30_000);
  expect(take('a')).toBe('taken');
});
