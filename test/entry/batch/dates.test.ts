import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { dateOrderOf, readDate } from '../../../src/entry/batch/dates.ts';

const column = (...texts: string[]) => texts.map((text, i) => ({ row: i + 2, text }));
const order = (...texts: string[]) => {
  const read = dateOrderOf(column(...texts));
  if (!read) return 'nothing to decide';
  if ('order' in read) return read.order;
  return read.ask.change ? ['ask', read.ask.change.answer.order, read.ask.change.answer.until] : 'ask';
};

const two = (n: number) => String(n).padStart(2, '0');
const written = (date: Date, how: 'dmy' | 'mdy') => {
  const [y, m, d] = [date.getUTCFullYear(), two(date.getUTCMonth() + 1), two(date.getUTCDate())];
  return how === 'dmy' ? `${d}/${m}/${y}` : `${m}/${d}/${y}`;
};
const days = (from: string, n: number) =>
  Array.from({ length: n }, (_, i) => new Date(Date.parse(from) + i * 86_400_000));
const isoOf = (date: Date) => date.toISOString().slice(0, 10);

describe('which number of a date is the day', () => {
  test('dates that begin with the year, or name their month, have nothing to decide', () => {
    expect(order('2026-12-03', '3 Apr 2026', 'April 3, 2026', '2026年4月3日', '')).toBe('nothing to decide');
    expect(readDate({ row: 2, text: '3-Apr-26' }, undefined)).toBe('2026-04-03');
    expect(readDate({ row: 2, text: 'April 3, 2026' }, undefined)).toBe('2026-04-03');
  });
  test('one date that can be read one way only decides, as long as none contradicts it', () => {
    expect(order('03/04/2026', '25/04/2026')).toBe('dmy');
    expect(order('03/04/2026', '04/25/2026')).toBe('mdy');
  });
  test('dates that could all be both are asked', () => expect(order('03/04/2026', '05/04/2026')).toBe('ask'));
  test('dates that say the same both ways ask nothing', () => expect(order('03/03/2026')).toBe('nothing to decide'));
  test('dates that contradict each other are asked', () => {
    expect(order('25/04/2026', '04/26/2026', '27/04/2026')).toEqual('ask');
    expect(order('04/25/2026', '04/26/2026', '27/04/2026')).toEqual(['ask', 'mdy', 4]);
  });
  test('points are day first, in every country that writes them', () => {
    expect(order('03.04.2026')).toBe('nothing to decide');
    expect(readDate({ row: 2, text: '03.04.2026' }, undefined)).toBe('2026-04-03');
  });
  test('a sorted file whose first dates are month first is asked about, though each of them could be both', () => {
    const texts = days('2016-01-01', 60).map((date, i) => written(date, i < 12 ? 'mdy' : 'dmy'));
    expect(order(...texts)).toEqual(['ask', 'mdy', 14]);
  });
});

describe('whatever the dates are', () => {
  const start = fc.integer({ min: 0, max: 700 }).map((n) => new Date(Date.parse('2025-01-01') + n * 86_400_000));
  const how = fc.constantFrom('dmy' as const, 'mdy' as const);
  test('a sorted file in one order is read right, or asked about', () => {
    fc.assert(
      fc.property(start, how, fc.integer({ min: 1, max: 90 }), (from, as, n) => {
        const dates = days(isoOf(from), n);
        const cells = column(...dates.map((date) => written(date, as)));
        const read = dateOrderOf(cells);
        if (read && 'ask' in read) return;
        expect(cells.map((c) => readDate(c, read))).toEqual(dates.map(isoOf));
      }),
    );
  });
  test('a sorted file that changes its order is never read in one way without being asked about', () => {
    const places = fc.integer({ min: 13, max: 40 });
    fc.assert(
      fc.property(start, how, places, (from, as, at) => {
        const dates = days(isoOf(from), 80);
        const other = as === 'dmy' ? 'mdy' : 'dmy';
        const cells = column(...dates.map((date, i) => written(date, i < at ? as : other)));
        const read = dateOrderOf(cells);
        if (!read || 'ask' in read) return;
        expect(cells.map((c) => readDate(c, read))).toEqual(dates.map(isoOf));
      }),
    );
  });
});
