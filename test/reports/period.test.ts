import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDays, daysBetween } from '../../src/dates.ts';
import { periodText } from '../../src/reports/format.ts';
import {
  bucketKey,
  bucketsOf,
  comparedWith,
  lengthOf,
  periodBefore,
  periodOf,
  rangeOf,
  unitFor,
  units,
  weeksUpTo,
} from '../../src/reports/period.ts';
import { parsePeriod } from '../../src/reports/period-words.ts';

const today = '2026-11-23';

describe('a period is read from what people write', () => {
  const readings: [string, string, string, string][] = [
    ['this week', 'week', '2026-11-23', '2026-11-29'],
    ['本周', 'week', '2026-11-23', '2026-11-29'],
    ['last week', 'week', '2026-11-16', '2026-11-22'],
    ['上周', 'week', '2026-11-16', '2026-11-22'],
    ['this month', 'month', '2026-11-01', '2026-11-30'],
    ['本月', 'month', '2026-11-01', '2026-11-30'],
    ['Last Month', 'month', '2026-10-01', '2026-10-31'],
    ['上月', 'month', '2026-10-01', '2026-10-31'],
    ['上个月', 'month', '2026-10-01', '2026-10-31'],
    ['this quarter', 'quarter', '2026-10-01', '2026-12-31'],
    ['本季度', 'quarter', '2026-10-01', '2026-12-31'],
    ['last quarter', 'quarter', '2026-07-01', '2026-09-30'],
    ['上季度', 'quarter', '2026-07-01', '2026-09-30'],
    ['this year', 'year', '2026-01-01', '2026-12-31'],
    ['今年', 'year', '2026-01-01', '2026-12-31'],
    ['去年', 'year', '2025-01-01', '2025-12-31'],
    ['today', 'day', '2026-11-23', '2026-11-23'],
    ['2026-01-01..2026-03-31', 'range', '2026-01-01', '2026-03-31'],
    ['2026/1/1..2026/3/31', 'range', '2026-01-01', '2026-03-31'],
    ['2026年1月1日至2026年3月31日', 'range', '2026-01-01', '2026-03-31'],
    ['2026-01..2026-03', 'range', '2026-01-01', '2026-03-31'],
    ['1月..3月', 'range', '2026-01-01', '2026-03-31'],
    ['1月到3月', 'range', '2026-01-01', '2026-03-31'],
    ['jan..mar', 'range', '2026-01-01', '2026-03-31'],
    ['11月..2月', 'range', '2025-11-01', '2026-02-28'],
    ['last month..this month', 'range', '2026-10-01', '2026-11-30'],
    ['12月', 'month', '2025-12-01', '2025-12-31'],
    ['March', 'month', '2026-03-01', '2026-03-31'],
    ['2024年2月', 'month', '2024-02-01', '2024-02-29'],
    ['2026Q1', 'quarter', '2026-01-01', '2026-03-31'],
    ['2026年第1季度', 'quarter', '2026-01-01', '2026-03-31'],
    ['2020-W53', 'week', '2020-12-28', '2021-01-03'],
    ['1997', 'year', '1997-01-01', '1997-12-31'],
  ];
  test.each(readings)('“%s” is the %s from %s to %s', (text, kind, from, to) => {
    expect(parsePeriod(text, today)).toEqual({ kind, from, to });
  });

  test.each(['soon', 'customer', '13月', '2026-13', '2025-W53', '2026-02-30', ''])('“%s” is no period', (text) => {
    expect(parsePeriod(text, today)).toBeUndefined();
  });

  test.each([
    ['2026-02-30..2026-03-31', 'error.report_period'],
    ['2026-03-31..2026-01-01', 'error.report_period_reversed'],
    ['1900-01-01..2026-12-31', 'error.report_period_long'],
  ])('“%s” is refused with a sentence', (text, code) => {
    expect(() => parsePeriod(text, today)).toThrow(expect.objectContaining({ code }));
  });
});

describe('weeks are ISO weeks', () => {
  test('the last days of 2020 and the first of 2021 are one week, number 53', () => {
    expect(['2020-12-28', '2020-12-31', '2021-01-03'].map((day) => bucketKey(day, 'week'))).toEqual(
      Array(3).fill('2020-W53'),
    );
    expect(bucketKey('2021-01-04', 'week')).toBe('2021-W01');
  });

  test('1 January 2027 belongs to the last week of 2026', () => {
    expect(bucketKey('2027-01-01', 'week')).toBe('2026-W53');
    expect(periodOf('week', '2027-01-01')).toEqual({ kind: 'week', from: '2026-12-28', to: '2027-01-03' });
  });

  test('twelve weeks up to a week end with it', () => {
    const period = weeksUpTo(periodOf('week', '2027-01-01'), 12);
    const weeks = bucketsOf(period, 'week');
    expect(weeks).toHaveLength(12);
    expect(weeks.at(-1)?.key).toBe('2026-W53');
  });
});

describe('the period before', () => {
  test('of March is February, whole, and of January last year’s December', () => {
    expect(periodBefore(periodOf('month', '2026-03-15'))).toEqual(periodOf('month', '2026-02-01'));
    expect(periodBefore(periodOf('month', '2026-01-15'))).toEqual(periodOf('month', '2025-12-01'));
  });

  test('of FROM..TO has as many days and ends the day before', () => {
    expect(periodBefore(rangeOf('2026-01-01', '2026-03-31'))).toEqual(rangeOf('2025-10-03', '2025-12-31'));
  });

  test('a month that is still running is compared with the same days of the month before', () => {
    expect(comparedWith(periodOf('month', today), today)).toEqual(rangeOf('2026-10-01', '2026-10-23'));
    expect(comparedWith(periodOf('year', today), today)).toEqual(rangeOf('2025-01-01', '2025-11-23'));
  });

  test('on 30 March the whole of February is compared: it has no 30th', () => {
    expect(comparedWith(periodOf('month', '2026-03-30'), '2026-03-30')).toEqual(periodOf('month', '2026-02-01'));
  });

  test('a period that is over is compared with the whole one before', () => {
    expect(comparedWith(periodOf('month', '2026-10-05'), today)).toEqual(periodOf('month', '2026-09-01'));
  });
});

const day = fc.integer({ min: 0, max: 30_000 }).map((days) => addDays('1970-01-01', days));

describe('whatever the dates', () => {
  test('the buckets of a period cover each of its days once', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 800 }), fc.constantFrom(...units), (from, days, unit) => {
        const period = rangeOf(from, addDays(from, days));
        const buckets = bucketsOf(period, unit);
        expect(buckets[0]?.from).toBe(period.from);
        expect(buckets.at(-1)?.to).toBe(period.to);
        for (const [index, bucket] of buckets.entries()) {
          expect(bucketKey(bucket.from, unit)).toBe(bucket.key);
          expect(bucketKey(bucket.to, unit)).toBe(bucket.key);
          if (index > 0) expect(bucket.from).toBe(addDays(buckets[index - 1]!.to, 1));
        }
        const keys = buckets.map((bucket) => bucket.key);
        expect(keys).toEqual([...new Set(keys)].sort());
      }),
      { numRuns: 60 },
    );
  });

  test('the period before touches the period, and is of its kind', () => {
    const kind = fc.constantFrom('day', 'week', 'month', 'quarter', 'year');
    fc.assert(
      fc.property(day, kind, (date, which) => {
        const period = periodOf(which as 'day', date);
        const before = periodBefore(period);
        expect(daysBetween(before.to, period.from)).toBe(1);
        expect(periodOf(which as 'day', before.from)).toEqual(before);
        expect(period.from <= date && date <= period.to).toBe(true);
      }),
    );
  });
});

test('a trend has points that can be told apart: days of a month, weeks of a quarter, months of a year', () => {
  expect(['month', 'quarter', 'year'].map((kind) => unitFor(periodOf(kind as 'month', today)))).toEqual([
    'day',
    'week',
    'month',
  ]);
  expect(lengthOf(periodOf('quarter', today))).toBe(92);
});

test('a period is named in both languages', () => {
  const week = periodOf('week', '2027-01-01');
  expect(periodText(week, 'en')).toBe('week 53 (28 Dec 2026–3 Jan 2027)');
  expect(periodText(week, 'zh')).toBe('2026年第53周（2026年12月28日–2027年1月3日）');
  expect(periodText(periodOf('month', today), 'en')).toBe('November 2026');
  expect(periodText(periodOf('quarter', today), 'zh')).toBe('2026年第4季度');
  expect(periodText(rangeOf('2026-10-01', '2026-10-23'), 'en')).toBe('1–23 Oct 2026');
  expect(periodText(rangeOf('2026-10-01', '2026-11-02'), 'zh')).toBe('2026年10月1日–11月2日');
});
