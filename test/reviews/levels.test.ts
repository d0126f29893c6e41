import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createCalendar } from '../../src/calendar/calendar.ts';
import { hourMs } from '../../src/dates.ts';
import { type Listener, levels, lookAt, type Review, type Told } from '../../src/reviews/levels.ts';

const week = (zone: string, workDays = [1, 2, 3, 4, 5]) =>
  createCalendar({ zone, workDays, daysOff: [], makeUpDays: [] });
const someone = (key: string, zone = 'Asia/Shanghai', hours = { start: 9, end: 18 }): Listener => ({
  key,
  attendance: { calendar: week(zone), hours },
});
const [bob, mia, channel] = [someone('@bob'), someone('@mia', 'Europe/Berlin'), someone('console:#approvals')];
const time = 24 * hourMs;

const review = (started: string, more: Partial<Review> = {}): Review => ({
  started: new Date(started),
  pauses: [],
  time,
  calendars: [bob.attendance.calendar],
  listeners: { 50: [bob], 80: [bob], 100: [mia], 150: [channel] },
  ...more,
});

/** What is said when the desk looks when it asked to, and at some other instants, as `level to at`. */
function story(one: Review, from = one.started, between: readonly Date[] = []): string[] {
  const told: Told[] = [];
  const said: string[] = [];
  const others = between.toSorted((a, b) => a.getTime() - b.getTime());
  for (let now: Date | undefined = from; now; ) {
    const at: Date = now;
    const look = lookAt(one, told, at);
    for (const { key } of look.tell) {
      told.push({ level: look.level!, to: key });
      said.push(`${look.level} ${key} ${at.toISOString().slice(5, 16)}`);
    }
    if (look.nextAt && look.nextAt <= at) throw new Error('it looks again at once');
    const other = others.find((o) => o > at && look.nextAt && o < look.nextAt);
    now = other ?? look.nextAt;
  }
  return said;
}

describe('what is said of a review, and when', () => {
  test('a reminder waits for the opening, and is left out where more is due by then', () => {
    // 50 % at 21:00 would wait for 09:00; by then 80 % (04:12) and 100 % (09:00) are reached, which Berlin reads at 09:00.
    expect(story(review('2026-11-24T09:00+08:00'))).toEqual([
      '100 @mia 11-25T08:00',
      '150 console:#approvals 11-26T01:00',
    ]);
    // 100 % at 02:00 would wait for Berlin's 09:00, an hour after 150 %.
    expect(story(review('2026-11-24T02:00+08:00'))).toEqual([
      '50 @bob 11-24T06:00',
      '150 console:#approvals 11-25T06:00',
    ]);
  });

  test('Friday 15:00 is due on Monday 15:00, and 80 % of it is told on Monday at 10:12', () => {
    expect(
      story(review('2026-11-20T15:00+08:00', { listeners: { 50: [bob], 80: [bob], 100: [bob], 150: [channel] } })),
    ).toEqual([
      '50 @bob 11-23T01:00',
      '80 @bob 11-23T02:12',
      '100 @bob 11-23T07:00',
      '150 console:#approvals 11-24T01:00',
    ]);
  });

  test('while the owner is asked, nothing is said and nothing is waited for; the pause does not count', () => {
    const asked = review('2026-11-20T15:00+08:00', { askedAt: new Date('2026-11-20T16:00+08:00') });
    expect(lookAt(asked, [], new Date('2026-12-20T10:00+08:00'))).toEqual({ tell: [] });
    const answered = { pauses: [{ from: asked.askedAt!, to: new Date('2026-11-23T10:00+08:00') }] };
    // 1 h of Friday, then from Monday 10:00: 50 % at 21:00, 80 % on Tuesday at 04:12, 100 % at 09:00.
    expect(story(review('2026-11-20T15:00+08:00', answered))).toEqual([
      '100 @mia 11-24T08:00',
      '150 console:#approvals 11-25T01:00',
    ]);
  });

  test('after days without the desk only the highest level is said', () => {
    const late = new Date('2026-11-30T10:00+08:00');
    expect(story(review('2026-11-20T15:00+08:00'), late)).toEqual(['150 console:#approvals 11-30T02:00']);
  });

  test('a clock that goes back says nothing again, and nothing lower', () => {
    const one = review('2026-11-20T15:00+08:00', { listeners: { 50: [bob], 80: [bob, mia], 100: [], 150: [] } });
    const told: Told[] = [{ level: 80, to: '@bob' }];
    expect(lookAt(one, told, new Date('2026-11-23T09:30+08:00')).tell).toEqual([]);
    expect(lookAt(one, told, new Date('2026-11-23T10:30+08:00')).tell).toEqual([]);
  });

  test('where nobody who is asked ever works, nothing is due', () => {
    const never = [{ zone: 'UTC', works: () => false }];
    expect(lookAt(review('2026-11-20T15:00+08:00', { calendars: never }), [], new Date('2027-01-01T00:00Z'))).toEqual({
      level: undefined,
      tell: [],
      nextAt: undefined,
    });
  });

  const minute = 60_000;
  const zones = ['Asia/Shanghai', 'Europe/Berlin', 'America/New_York'];
  const person = fc.record({
    zone: fc.constantFrom(...zones),
    start: fc.integer({ min: 0, max: 12 }),
    length: fc.integer({ min: 1, max: 12 }),
  });
  const someReview = fc
    .record({
      started: fc.nat(14 * 24 * 60).map((n) => new Date(Date.parse('2026-10-19T00:00Z') + n * minute)),
      people: fc.array(person, { minLength: 2, maxLength: 4 }),
      hours: fc.integer({ min: 1, max: 30 }),
    })
    .map(({ started, people, hours }): Review => {
      const all = people.map((p, n) => someone(`@p${n}`, p.zone, { start: p.start, end: p.start + p.length }));
      const [head, ...others] = all;
      return {
        started,
        pauses: [],
        time: hours * hourMs,
        calendars: all.map((p) => p.attendance.calendar),
        listeners: { 50: all, 80: all, 100: others, 150: [head!] },
      };
    });

  test('looks in between say nothing: it asks for a look at every minute at which there is something to say', () => {
    const extra = fc.array(fc.nat(8 * 24 * 60), { maxLength: 200 });
    fc.assert(
      fc.property(someReview, extra, (one, minutes) => {
        const between = minutes.map((n) => new Date(one.started.getTime() + n * minute));
        expect(story(one, one.started, between)).toEqual(story(one));
      }),
      { numRuns: 60 },
    );
  });

  test('however the clock jumps: each is told once at a level, at work, after it is due, and never lower after higher', () => {
    const jumps = fc.array(fc.nat(12 * 24 * 60), { maxLength: 40 });
    fc.assert(
      fc.property(someReview, jumps, (one, minutes) => {
        const told: Told[] = [];
        for (const n of minutes) {
          const { level, tell } = lookAt(one, told, new Date(one.started.getTime() + n * minute));
          for (const { key } of tell) told.push({ level: level!, to: key });
        }
        expect(new Set(told.map((x) => `${x.level} ${x.to}`)).size).toBe(told.length);
        expect(told.map((x) => x.level)).toEqual(told.map((x) => x.level).toSorted((a, b) => a - b));
        expect(told.every((x) => levels.includes(x.level))).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});
