import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createWorkTime, hourMs } from '../../src/reports/work-time.ts';
import { figuresOf, row } from './support/rows.ts';

const shanghai = createWorkTime('Asia/Shanghai', [1, 2, 3, 4, 5]);
const at = (text: string) => Date.parse(text);
const hoursIn = (work: typeof shanghai, from: string, to: string) => work(at(from), at(to)) / hourMs;

describe('clock hours on working days', () => {
  test('Friday 15:00 to Monday 15:00 is 24 hours', () => {
    expect(hoursIn(shanghai, '2026-11-20T15:00+08:00', '2026-11-23T15:00+08:00')).toBe(24);
  });

  test('a weekend is no time at all', () => {
    expect(hoursIn(shanghai, '2026-11-21T09:00+08:00', '2026-11-22T18:00+08:00')).toBe(0);
  });

  test('the weekend is that of the time zone, not of Greenwich', () => {
    const [from, to] = ['2026-11-20T15:30Z', '2026-11-20T17:30Z'];
    expect(hoursIn(shanghai, from, to)).toBe(0.5);
    expect(hoursIn(createWorkTime('America/Los_Angeles', [1, 2, 3, 4, 5]), from, to)).toBe(2);
  });

  test('the day on which clocks go back has 25 hours', () => {
    const berlin = createWorkTime('Europe/Berlin', [7]);
    expect(hoursIn(berlin, '2026-10-24T12:00Z', '2026-10-26T12:00Z')).toBe(25);
  });

  test('an end before the start is no time', () => {
    expect(hoursIn(shanghai, '2026-11-20T15:00Z', '2026-11-18T15:00Z')).toBe(0);
  });

  test('times add up, and where every day is worked they are the clock’s', () => {
    const instant = fc.integer({ min: at('2020-01-01T00:00Z'), max: at('2030-01-01T00:00Z') });
    const every = createWorkTime('Europe/Berlin', [1, 2, 3, 4, 5, 6, 7]);
    const span = fc.tuple(instant, fc.nat(40 * 24 * hourMs), fc.nat(40 * 24 * hourMs));
    fc.assert(
      fc.property(span, ([a, first, second]) => {
        const [b, c] = [a + first, a + first + second];
        expect(shanghai(a, b) + shanghai(b, c)).toBe(shanghai(a, c));
        expect(every(a, c)).toBe(c - a);
      }),
    );
  });
});

describe('review time and SLA', () => {
  const submitted = at('2026-11-20T15:00+08:00');
  const within = at('2026-11-23T15:00+08:00');
  const after = within + 1;

  test('decided on the hour is within, a millisecond later is not', () => {
    const rows = [within, after].map((decided) =>
      row({ review: { submitted, approved: decided, decisions: [decided] } }),
    );
    expect(figuresOf(rows).review).toMatchObject({ reviewed: 2, decisions: 2, within: 1, rate: 5_000 });
    expect(figuresOf(rows).review.median).toBe(24 * hourMs + 1);
  });

  test('each step has its own 24 hours', () => {
    const second = at('2026-11-24T15:00+08:00');
    const { review } = figuresOf([row({ review: { submitted, approved: second, decisions: [within, second] } })]);
    expect(review).toMatchObject({ reviewed: 1, decisions: 2, within: 2, rate: 10_000, median: 48 * hourMs });
  });

  test('what has waited too long already counts as missed, what still has time does not count', () => {
    const waiting = (since: string) =>
      row({ review: { submitted: at(since), decisions: [], waitingSince: at(since) } });
    const { review } = figuresOf([waiting('2026-11-18T09:00+08:00'), waiting('2026-11-23T09:00+08:00')]);
    expect(review).toMatchObject({ reviewed: 0, decisions: 1, within: 0, rate: 0 });
  });
});
