import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createCalendar } from '../../src/calendar/calendar.ts';
import { type CalendarRules, coverageOf, loadCalendars } from '../../src/calendar/calendars.ts';
import { countries, countryName } from '../../src/calendar/countries.ts';
import { daysText, readDays } from '../../src/calendar/days.ts';
import { nextOpening } from '../../src/calendar/opening.ts';
import { publicHolidays } from '../../src/calendar/public-holidays.ts';
import { createWorkClock } from '../../src/calendar/work-clock.ts';
import { addDays, dateAt, hourMs, isoWeekday, timeOn } from '../../src/dates.ts';
import { figuresOf, row } from '../reports/support/rows.ts';

const weekdays = [1, 2, 3, 4, 5];
const everyDay = [1, 2, 3, 4, 5, 6, 7];
const at = (text: string) => Date.parse(text);
const calendarIn = (zone: string, workDays = weekdays) =>
  createCalendar({ zone, workDays, daysOff: [], makeUpDays: [] });
const clockIn = (zone: string, workDays = weekdays) => createWorkClock([calendarIn(zone, workDays)]);
const shanghai = clockIn('Asia/Shanghai');
const hoursIn = (clock: typeof shanghai, from: string, to: string) => clock.between(at(from), at(to)) / hourMs;
const china: CalendarRules = {
  timezone: 'Asia/Shanghai',
  workDays: weekdays,
  holidays: 'CN',
  daysOff: [],
  makeUpDays: [],
};
/** The dates of a span that are worked. */
const worked = (works: (date: string) => boolean, from: string, days: number) =>
  Array.from({ length: days }, (_, n) => addDays(from, n)).filter(works);

describe('public holidays', () => {
  test('China’s National Day 2026: seven days off, and the two weekend days that are worked for them', async () => {
    const { company } = await loadCalendars(china);
    expect(worked(company.works, '2026-09-19', 23)).toEqual([
      '2026-09-20',
      '2026-09-21',
      '2026-09-22',
      '2026-09-23',
      '2026-09-24',
      '2026-09-28',
      '2026-09-29',
      '2026-09-30',
      '2026-10-08',
      '2026-10-09',
      '2026-10-10',
    ]);
  });

  test('the Women’s Day afternoon is no day off for everybody, and a Monday after the festival is one', async () => {
    const holidays = await publicHolidays('CN');
    expect(['2026-03-08', '2026-02-23', '2026-02-28', '2026-02-24'].map(holidays.of)).toEqual([
      undefined,
      'off',
      'worked',
      undefined,
    ]);
  });

  test.each([
    ['DE', ['2026-01-01', '2026-04-03', '2026-04-06', '2026-05-14', '2026-10-03'], ['2026-04-05', '2026-11-11']],
    ['US', ['2026-07-03', '2026-11-26', '2027-01-01'], ['2026-11-27', '2026-02-14']],
    ['IL', ['2026-04-02', '2026-09-21'], ['2026-04-01', '2026-09-20']],
    ['AE', ['2026-03-20', '2026-03-21', '2026-03-22'], ['2026-03-19', '2026-03-23']],
    ['TR', ['2026-03-20', '2026-03-22'], ['2026-03-19', '2026-03-23']],
    ['FO', ['2026-12-25'], ['2026-06-05']],
    ['LC', ['2026-12-25'], ['2026-12-24']],
    ['RU', ['2027-01-01', '2027-01-06'], ['2027-01-12']],
  ])('of %s: whole days count, an evening or an afternoon before does not', async (country, off, not) => {
    const { of } = await publicHolidays(country);
    expect(off.map(of)).toEqual(off.map(() => 'off'));
    expect(not.map(of)).toEqual(not.map(() => undefined));
  });

  test('every country of the list is one that the library knows, and has a name in both languages', async () => {
    const { default: Holidays } = await import('date-holidays');
    expect(countries).toEqual(Object.keys(new Holidays().getCountries()));
    expect([countryName('CN', 'zh'), countryName('DE', 'en')]).toEqual(['中国 (CN)', 'Germany (DE)']);
  });

  test('years that nobody has announced have their weekends, and the admin is told in time', async () => {
    const { company } = await loadCalendars(china);
    const { until } = await publicHolidays('CN');
    const [holiday, sunday] = [
      `${until + 1}-10-01`,
      addDays(`${until + 1}-10-01`, 7 - isoWeekday(`${until + 1}-10-01`)),
    ];
    expect([company.works(holiday), company.works(sunday)]).toEqual([isoWeekday(holiday) < 6, false]);
    const told = async (now: string) =>
      (await coverageOf(china, [{ holidays: 'DE' }], new Date(now))).map((c) => [c.country, c.isEnding]);
    expect(await told(`${until}-06-01T00:00:00Z`)).toEqual([
      ['CN', false],
      ['DE', false],
    ]);
    expect(await told(`${until}-11-15T00:00:00Z`)).toEqual([
      ['CN', true],
      ['DE', false],
    ]);
  });
});

describe('whose days they are', () => {
  test('the company’s make-up days and days off go before holidays, and those before weekdays', async () => {
    const rules = { ...china, daysOff: ['2026-10-09', '2026-09-20'], makeUpDays: ['2026-10-03'] };
    const { company } = await loadCalendars(rules);
    const days = ['2026-10-09', '2026-09-20', '2026-10-03', '2026-10-10', '2026-10-11'];
    expect(days.map(company.works)).toEqual([false, false, true, true, false]);
  });

  test('a member has the own weekdays, country and zone, where there are any', async () => {
    const germany = { timezone: 'Europe/Berlin', workDays: [1, 2], holidays: 'DE' };
    const none = { timezone: 'Asia/Shanghai', holidays: '' };
    const plain = { timezone: 'Asia/Shanghai', workDays: null, holidays: null };
    const calendars = await loadCalendars(china, [germany, none, plain]);
    const days = ['2026-10-01', '2026-10-05', '2026-10-07', '2026-10-10', '2026-04-06'];
    const of = (member: typeof plain | typeof germany | typeof none) => days.map(calendars.of(member).works);
    expect(of(germany)).toEqual([false, true, false, false, false]);
    expect(of(none)).toEqual([true, true, true, false, true]);
    expect(of(plain)).toEqual([false, false, false, true, false]);
    expect(calendars.of(germany).zone).toBe('Europe/Berlin');
  });

  test('days are typed as dates and spans, in any order, and come back as they were', () => {
    expect(readDays('2026-12-28..2026-12-31， 2026-12-24、2026-12-24')).toEqual([
      '2026-12-24',
      '2026-12-28',
      '2026-12-29',
      '2026-12-30',
      '2026-12-31',
    ]);
    expect(readDays('')).toEqual([]);
    for (const wrong of ['2026-02-30', '24.12.', '2026-12-31..2026-12-01', '2026-01-01..2027-01-01', 'x', '..'])
      expect(readDays(wrong)).toBeUndefined();
    const someDays = fc.uniqueArray(
      fc.nat(400).map((n) => addDays('2026-01-01', n)),
      { maxLength: 200 },
    );
    fc.assert(fc.property(someDays, (days) => expect(readDays(daysText(days))).toEqual(days.toSorted())));
  });
});

describe('clock hours on working days', () => {
  test('Friday 15:00 to Monday 15:00 is 24 hours', () => {
    expect(hoursIn(shanghai, '2026-11-20T15:00+08:00', '2026-11-23T15:00+08:00')).toBe(24);
  });

  test('a weekend is no time at all', () => {
    expect(hoursIn(shanghai, '2026-11-21T09:00+08:00', '2026-11-22T18:00+08:00')).toBe(0);
  });

  test('over National Day, 24 hours from Wednesday 15:00 are up on Thursday of the next week', async () => {
    const { company } = await loadCalendars(china);
    const due = createWorkClock([company]).after(at('2026-09-30T15:00+08:00'), 24 * hourMs);
    expect(new Date(due!).toISOString()).toBe('2026-10-08T07:00:00.000Z');
  });

  test('the weekend is that of the time zone, not of Greenwich', () => {
    const [from, to] = ['2026-11-20T15:30Z', '2026-11-20T17:30Z'];
    expect(hoursIn(shanghai, from, to)).toBe(0.5);
    expect(hoursIn(clockIn('America/Los_Angeles'), from, to)).toBe(2);
  });

  test('the day on which clocks go back has 25 hours, the one on which they go forward 23', () => {
    const berlin = clockIn('Europe/Berlin', [7]);
    expect(hoursIn(berlin, '2026-10-24T12:00Z', '2026-10-26T12:00Z')).toBe(25);
    expect(hoursIn(berlin, '2026-03-28T12:00Z', '2026-03-30T12:00Z')).toBe(23);
  });

  test('an end before the start is no time', () => {
    expect(hoursIn(shanghai, '2026-11-20T15:00Z', '2026-11-18T15:00Z')).toBe(0);
  });

  test('of two people in different zones it runs whenever one of them works', () => {
    const both = createWorkClock([calendarIn('Asia/Shanghai'), calendarIn('America/Los_Angeles')]);
    // Friday ends in Shanghai at 16:00 Z, in Los Angeles on Saturday at 08:00 Z.
    expect(hoursIn(both, '2026-11-20T12:00Z', '2026-11-21T12:00Z')).toBe(20);
    expect(both.after(at('2026-11-20T12:00Z'), 24 * hourMs)).toBe(at('2026-11-22T20:00Z'));
  });

  test('nobody at all, or nobody who ever works, is a clock that stands still', () => {
    expect(createWorkClock([]).after(0, 1)).toBeUndefined();
    expect(createWorkClock([{ zone: 'UTC', works: () => false }]).after(0, 1)).toBeUndefined();
  });

  const instant = fc.integer({ min: at('2020-01-01T00:00Z'), max: at('2030-01-01T00:00Z') });
  const span = fc.tuple(instant, fc.nat(40 * 24 * hourMs), fc.nat(40 * 24 * hourMs));

  test('times add up, and where every day is worked they are the clock’s', () => {
    const every = clockIn('Europe/Berlin', everyDay);
    fc.assert(
      fc.property(span, ([a, first, second]) => {
        const [b, c] = [a + first, a + first + second];
        expect(shanghai.between(a, b) + shanghai.between(b, c)).toBe(shanghai.between(a, c));
        expect(every.between(a, c)).toBe(c - a);
      }),
    );
  });

  test('the instant at which so much time has passed is the first at which it has, whatever the days and pauses', () => {
    const someDays = fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 });
    const zone = fc.constantFrom('Asia/Shanghai', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe');
    const people = fc.array(fc.tuple(zone, someDays), { minLength: 1, maxLength: 3 });
    const pauses = fc.array(fc.tuple(fc.nat(200 * hourMs), fc.integer({ min: 1, max: 100 * hourMs })), {
      maxLength: 3,
    });
    fc.assert(
      fc.property(instant, fc.integer({ min: 1, max: 100 * hourMs }), people, pauses, (from, ms, who, stops) => {
        const paused = stops.map(([start, length]) => ({
          from: new Date(from + start),
          to: new Date(from + start + length),
        }));
        const clock = createWorkClock(
          who.map(([z, days]) => calendarIn(z, days)),
          paused,
        );
        const due = clock.after(from, ms)!;
        expect(clock.between(from, due)).toBe(ms);
        expect(clock.between(from, due - 1)).toBe(ms - 1);
      }),
      { numRuns: 60 },
    );
  });

  test('a pause does not count, and one that lies on a weekend takes nothing away', () => {
    const paused = (from: string, to: string) =>
      createWorkClock([calendarIn('Asia/Shanghai')], [{ from: new Date(from), to: new Date(to) }]);
    const due = (clock: typeof shanghai) =>
      new Date(clock.after(at('2026-11-20T15:00+08:00'), 24 * hourMs)!).toISOString();
    expect(due(paused('2026-11-20T16:00+08:00', '2026-11-20T18:30+08:00'))).toBe('2026-11-23T09:30:00.000Z');
    expect(due(paused('2026-11-21T10:00+08:00', '2026-11-22T10:00+08:00'))).toBe('2026-11-23T07:00:00.000Z');
  });
});

describe('working hours', () => {
  const anna = { calendar: calendarIn('Asia/Shanghai'), hours: { start: 9, end: 18 } };
  const opening = (text: string, who = anna) => nextOpening(new Date(text), who).toISOString();

  test.each([
    ['in the morning it is the opening', '2026-11-20T08:59:59+08:00', '2026-11-20T01:00:00.000Z'],
    ['at the opening it is now', '2026-11-20T09:00:00+08:00', '2026-11-20T01:00:00.000Z'],
    ['in the last minute it is now', '2026-11-20T17:59:00+08:00', '2026-11-20T09:59:00.000Z'],
    ['at the end of a Friday it is Monday', '2026-11-20T18:00:00+08:00', '2026-11-23T01:00:00.000Z'],
    ['on a Sunday it is Monday', '2026-11-22T12:00:00+08:00', '2026-11-23T01:00:00.000Z'],
  ])('%s', (_when, instant, expected) => {
    expect(opening(instant)).toBe(expected);
  });

  test('on the days on which clocks change, the hour is that of the wall', () => {
    const ben = { calendar: calendarIn('Europe/Berlin', everyDay), hours: { start: 9, end: 18 } };
    expect(opening('2026-03-29T00:30:00+01:00', ben)).toBe('2026-03-29T07:00:00.000Z');
    expect(opening('2026-10-25T00:30:00+02:00', ben)).toBe('2026-10-25T08:00:00.000Z');
    const night = { ...ben, hours: { start: 2, end: 24 } };
    expect(opening('2026-03-29T00:30:00+01:00', night)).toBe('2026-03-29T01:00:00.000Z');
    expect(opening('2026-10-25T23:59:00+01:00', night)).toBe('2026-10-25T22:59:00.000Z');
  });

  test('who never works hears at once: what waits for ever is never said', () => {
    expect(opening('2026-11-20T03:00:00Z', { ...anna, calendar: { zone: 'UTC', works: () => false } })).toBe(
      '2026-11-20T03:00:00.000Z',
    );
  });

  test('an hour of a date is on that date, at that hour, in every zone', () => {
    const zone = fc.constantFrom('Asia/Shanghai', 'Europe/Berlin', 'America/Sao_Paulo', 'Asia/Kolkata', 'Pacific/Apia');
    const date = fc.nat(3_000).map((n) => addDays('2020-01-01', n));
    fc.assert(
      fc.property(zone, date, fc.integer({ min: 4, max: 23 }), (z, day, hour) => {
        const found = timeOn(day, hour, z);
        expect([
          dateAt(found, z),
          new Intl.DateTimeFormat('sv', { timeZone: z, timeStyle: 'short' }).format(found),
        ]).toEqual([day, `${String(hour).padStart(2, '0')}:00`]);
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
