import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Attendance } from '../../src/calendar/calendar.ts';
import { addDays, dateAt, dayjs, isoWeekday } from '../../src/dates.ts';
import {
  fallsOn,
  latestDue,
  nextDue,
  type Occurrence,
  type Recurrence,
  workedFor,
} from '../../src/templates/recurrence.ts';
import { recurrenceWords } from '../../src/templates/words.ts';

const everyDay = { works: (_date: string) => true };
const weekdaysOnly = { works: (date: string) => isoWeekday(date) <= 5 };
const at = (zone: string, calendar = everyDay, start = 9): Attendance => ({
  calendar: { zone, ...calendar },
  hours: { start, end: 18 },
});
const weekly = (weekdays: number[], more: Partial<Recurrence> = {}): Recurrence => ({
  repeat: 'weekly',
  every: 1,
  weekdays,
  from: '2026-01-01',
  ...more,
});
const monthly = (day: number, more: Partial<Recurrence> = {}): Recurrence => ({
  repeat: 'monthly',
  every: 1,
  weekdays: [],
  day,
  from: '2026-01-01',
  ...more,
});

const dates = (rule: Recurrence, from: string, days: number): string[] =>
  Array.from({ length: days }, (_, n) => addDays(from, n)).filter((date) => fallsOn(rule, date));

/** What is made from an instant on, looked at in steps of minutes: the date that it is for, and when. */
function made(rule: Recurrence, attendance: Attendance, start: string, days: number, stepMinutes = 60): Occurrence[] {
  const since = new Date(start);
  const found: Occurrence[] = [];
  for (let n = 1; n <= (days * 1440) / stepMinutes; n++) {
    const due = latestDue(rule, attendance, since, new Date(since.getTime() + n * stepMinutes * 60_000));
    if (due && !found.some((one) => one.date === due.date)) found.push(due);
  }
  return found;
}

describe('when something comes again', () => {
  test('on the 31st it comes on the last day of each month, also of February in a leap year', () => {
    expect(dates(monthly(31), '2028-01-01', 121)).toEqual(['2028-01-31', '2028-02-29', '2028-03-31', '2028-04-30']);
    expect(dates(monthly(30), '2027-01-01', 90)).toEqual(['2027-01-30', '2027-02-28', '2027-03-30']);
  });

  test('every second week counts from the week of the first day, over the year with 53 weeks', () => {
    const rule = weekly([1], { every: 2, from: '2026-12-14' });
    expect(dates(rule, '2026-12-01', 60)).toEqual(['2026-12-14', '2026-12-28', '2027-01-11', '2027-01-25']);
  });

  test('of the first week only the days from the first one on count', () => {
    const rule = weekly([1, 5], { every: 2, from: '2026-12-16' });
    expect(dates(rule, '2026-12-01', 31)).toEqual(['2026-12-18', '2026-12-28']);
  });

  test('every third month counts from the month of the first day, and not before it', () => {
    const rule = monthly(15, { every: 3, from: '2026-11-20' });
    expect(dates(rule, '2026-11-01', 400)).toEqual(['2027-02-15', '2027-05-15', '2027-08-15', '2027-11-15']);
  });

  test('it ends with its last day', () => {
    expect(dates(weekly([3], { until: '2026-12-09' }), '2026-12-01', 40)).toEqual(['2026-12-02', '2026-12-09']);
  });

  test('a day off is seen to on the working day before, and over a month off on the day itself', () => {
    expect(workedFor('2026-12-06', weekdaysOnly)).toBe('2026-12-04');
    expect(workedFor('2026-12-06', { works: () => false })).toBe('2026-12-06');
  });
});

describe('when it is due', () => {
  test('at the start of the working day, where the owner is, also when clocks change', () => {
    const rule = weekly([7], { from: '2026-03-01' });
    const found = made(rule, at('Europe/Berlin'), '2026-03-20T00:00:00Z', 14);
    expect(found.map((one) => one.at.toISOString())).toEqual(['2026-03-22T08:00:00.000Z', '2026-03-29T07:00:00.000Z']);
  });

  test('an hour that the clocks leave out is made up for by the first one after', () => {
    const found = made(
      weekly([7], { from: '2026-03-01' }),
      at('Europe/Berlin', everyDay, 2),
      '2026-03-23T00:00:00Z',
      7,
    );
    expect(found.map((one) => one.at.toISOString())).toEqual(['2026-03-29T01:00:00.000Z']);
  });

  test('what falls on one working day is one', () => {
    const found = made(weekly([5, 6, 7]), at('Asia/Shanghai', weekdaysOnly), '2026-12-01T00:00:00Z', 10);
    expect(found.map((one) => one.date)).toEqual(['2026-12-06']);
    expect(found[0]?.at.toISOString()).toBe('2026-12-04T01:00:00.000Z');
  });

  test('after a long silence only the latest is due', () => {
    const rule = weekly([1]);
    const since = new Date('2026-09-01T00:00:00Z');
    expect(latestDue(rule, at('Asia/Shanghai'), since, new Date('2026-12-02T00:00:00Z'))?.date).toBe('2026-11-30');
  });

  test('what lay before it was set is not made up for', () => {
    const now = new Date('2026-12-02T02:00:00Z');
    expect(latestDue(weekly([3]), at('Asia/Shanghai'), now, now)).toBeUndefined();
    expect(nextDue(weekly([3]), at('Asia/Shanghai'), now)?.date).toBe('2026-12-09');
  });

  test('what is left out is passed over, and there is none after the last', () => {
    const now = new Date('2026-12-02T02:00:00Z');
    const rule = monthly(10, { until: '2027-01-31' });
    expect(nextDue(rule, at('UTC'), now, ['2026-12-10'])?.date).toBe('2027-01-10');
    expect(nextDue(rule, at('UTC'), now, ['2026-12-10', '2027-01-10'])).toBeUndefined();
  });
});

const zone = fc.constantFrom(
  'Asia/Shanghai',
  'Europe/Berlin',
  'America/New_York',
  'Pacific/Kiritimati',
  'Asia/Kolkata',
);
const day = fc.integer({ min: 0, max: 2_000 }).map((n) => addDays('2024-01-01', n));
const rule: fc.Arbitrary<Recurrence> = fc.oneof(
  fc.record({
    repeat: fc.constant<'weekly'>('weekly'),
    every: fc.integer({ min: 1, max: 52 }),
    weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
    from: day,
  }),
  fc.record({
    repeat: fc.constant<'monthly'>('monthly'),
    every: fc.integer({ min: 1, max: 12 }),
    weekdays: fc.constant<number[]>([]),
    day: fc.integer({ min: 1, max: 31 }),
    from: day,
  }),
);
/** Works on some weekdays only. */
const calendar = fc
  .uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 })
  .map((days) => ({ works: (date: string) => days.includes(isoWeekday(date)) }));

describe('whatever the rule', () => {
  test('the days are those that another way of counting gives', () => {
    fc.assert(
      fc.property(rule, fc.integer({ min: -30, max: 1_200 }), (given, ahead) => {
        const date = addDays(given.from, ahead);
        const [a, b] = [dayjs.utc(given.from), dayjs.utc(date)];
        const isDay =
          given.repeat === 'weekly'
            ? given.weekdays.includes(b.isoWeekday()) &&
              b.startOf('isoWeek').diff(a.startOf('isoWeek'), 'week') % given.every === 0
            : b.date() === Math.min(given.day ?? 31, b.daysInMonth()) &&
              b.startOf('month').diff(a.startOf('month'), 'month') % given.every === 0;
        expect(fallsOn(given, date)).toBe(ahead >= 0 && isDay);
      }),
      { numRuns: 2_000 },
    );
  });

  test('the next one comes due at its instant, not a minute before, and is then the latest', () => {
    fc.assert(
      fc.property(rule, zone, calendar, fc.integer({ min: 0, max: 900 }), (given, where, works, days) => {
        const attendance = at(where, works);
        const now = new Date(Date.parse(`${addDays(given.from, days)}T05:30:00Z`));
        const next = nextDue(given, attendance, now);
        if (!next) throw new Error('a rule without an end always comes again');
        expect(next.at > now).toBe(true);
        expect(latestDue(given, attendance, now, next.at)).toEqual(next);
        expect(latestDue(given, attendance, now, new Date(next.at.getTime() - 60_000))).toBeUndefined();
        const madeOn = dateAt(next.at, where);
        expect(works.works(madeOn)).toBe(true);
        expect(madeOn <= next.date).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  test('one after the other, each is due once, in order, and none is left out', () => {
    fc.assert(
      fc.property(rule, zone, calendar, (given, where, works) => {
        const attendance = at(where, works);
        let now = new Date(Date.parse(`${given.from}T00:00:00Z`) - 40 * 86_400_000);
        const seen: Occurrence[] = [];
        for (let n = 0; n < 12; n++) {
          const next = nextDue(given, attendance, now);
          if (!next) break;
          seen.push(next);
          now = next.at;
        }
        const days = seen.map((one) => one.date);
        expect([...days].sort()).toEqual(days);
        expect(new Set(days.map((date) => workedFor(date, works))).size).toBe(days.length);
        const last = days.at(-1) ?? given.from;
        const all = dates(given, given.from, 1 + (Date.parse(last) - Date.parse(given.from)) / 86_400_000);
        expect(new Set(all.map((date) => workedFor(date, works)))).toEqual(
          new Set(days.map((date) => workedFor(date, works))),
        );
      }),
      { numRuns: 150 },
    );
  });

  test('it is said in words of both languages without a gap', () => {
    fc.assert(
      fc.property(rule, (given) => {
        expect(recurrenceWords('en', given)).toMatch(/^every .*, from \d{4}-\d{2}-\d{2}$/);
        expect(recurrenceWords('zh', given)).toMatch(/^每.*，自 \d{4}-\d{2}-\d{2} 起$/);
      }),
    );
  });
});
