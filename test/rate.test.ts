import { expect, test } from '@jest/globals';
import { fixedClock } from '../src/clock.ts';
import { createRateLimit } from '../src/rate.ts';

test('a burst is taken, then one call per refill, and others are not held up', () => {
  const clock = fixedClock('2026-03-02T09:00:00Z');
  const may = createRateLimit({ burst: 3, perSecond: 2 }, clock);
  expect([1, 2, 3, 4].map(() => may('anna'))).toEqual([true, true, true, false]);
  expect(may('bo')).toBe(true);
  clock.set('2026-03-02T09:00:00.500Z');
  expect([1, 2].map(() => may('anna'))).toEqual([true, false]);
  clock.set('2026-03-02T09:10:00Z');
  expect([1, 2, 3, 4].map(() => may('anna'))).toEqual([true, true, true, false]);
});

test('a clock that is set back stops nobody', () => {
  const clock = fixedClock('2026-03-02T09:00:00Z');
  const may = createRateLimit({ burst: 3, perSecond: 2 }, clock);
  expect(may('anna')).toBe(true);
  clock.set('2026-03-01T09:00:00Z');
  expect([1, 2, 3].map(() => may('anna'))).toEqual([true, true, false]);
  clock.set('2026-03-01T09:00:01Z');
  expect([1, 2, 3].map(() => may('anna'))).toEqual([true, true, false]);
});
