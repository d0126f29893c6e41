import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDays, type CalendarDate, daysBetween, isoWeekday } from '../../src/dates.ts';
import type { Order, State } from '../../src/orders/order.ts';
import type { OrderFacts } from '../../src/reminders/kind.ts';
import { kinds } from '../../src/reminders/kinds/index.ts';
import { type Occurrence, occurrencesOf, stepsOf } from '../../src/reminders/occurrences.ts';
import { belongs, windowFor } from '../../src/reminders/window.ts';

type Facts = OrderFacts;
const weekdays = [1, 2, 3, 4, 5];
const works = (workDays: readonly number[]) => (date: CalendarDate) => workDays.includes(isoWeekday(date));
const order = (more: Partial<Order>): Facts =>
  ({ _id: 'o1', state: 'approved', total: 100_00, paid: 0, ...more }) as Facts;
const how = { repeats: 0, zone: 'Asia/Shanghai' };
/** What is told to the owner; what goes to the manager is tested by itself. */
const between = (o: Facts, from: CalendarDate, to: CalendarDate) =>
  occurrencesOf({ order: o }, { from, to, ...how }).filter((x) => !x.escalated);
const all = (o: Facts) => between(o, '2026-01-01', '2027-12-31');
const brief = (o: Occurrence) => `${o.kind} ${o.offset} ${o.on}`;

/** What the digests of some days tell, a list a day, as the reminders service works it out. */
function digests(o: Facts, days: readonly CalendarDate[], workDays: readonly number[]): string[][] {
  let last: CalendarDate | undefined;
  const told = new Set<string>();
  return days.map((today) => {
    const window = windowFor(today, last, works(workDays));
    if (!window) return [];
    last = today;
    const due = between(o, window.from, window.to).filter((x) => belongs(x, window, today) && !told.has(x.key));
    for (const { key } of due) told.add(key);
    return due.map(brief);
  });
}
const daysFrom = (first: CalendarDate, n: number) => Array.from({ length: n }, (_, i) => addDays(first, i));

describe('what an order reminds of', () => {
  test.each<[string, Partial<Order>, string[]]>([
    [
      'goods promised for Wednesday: three days and one day before, on the day, and the day after',
      { state: 'approved', promisedDate: '2026-12-09' },
      ['delivery -3 2026-12-06', 'delivery -1 2026-12-08', 'delivery 0 2026-12-09', 'delivery 1 2026-12-10'],
    ],
    [
      'an invoice: three days before, on the day, and three and seven days after',
      { state: 'shipped', dueDate: '2026-12-09' },
      ['payment -3 2026-12-06', 'payment 0 2026-12-09', 'payment 3 2026-12-12', 'payment 7 2026-12-16'],
    ],
    [
      'a part that has left: both the rest of the goods and the money',
      { state: 'part_shipped', promisedDate: '2026-12-09', dueDate: '2026-12-20' },
      [
        'delivery -3 2026-12-06',
        'delivery -1 2026-12-08',
        'delivery 0 2026-12-09',
        'delivery 1 2026-12-10',
        'payment -3 2026-12-17',
        'payment 0 2026-12-20',
        'payment 3 2026-12-23',
        'payment 7 2026-12-27',
      ],
    ],
    ['nothing, once it is paid in full', { state: 'shipped', dueDate: '2026-12-09', paid: 100_00 }, []],
    ['nothing, once more than all is paid', { state: 'delivered', dueDate: '2026-12-09', paid: 120_00 }, []],
    ['nothing of the goods, once they are delivered', { state: 'delivered', promisedDate: '2026-12-09' }, []],
    ['nothing of an order that waits for approval', { state: 'pending', promisedDate: '2026-12-09' }, []],
    ['nothing of a cancelled order', { state: 'cancelled', promisedDate: '2026-12-09', dueDate: '2026-12-09' }, []],
    ['nothing of a completed order', { state: 'completed', dueDate: '2026-12-09' }, []],
    ['nothing without a date', { state: 'approved' }, []],
    ['nothing of the goods of imported history', { state: 'approved', promisedDate: '2026-12-09', imported: true }, []],
    ['nothing of the money of imported history', { state: 'shipped', imported: true }, []],
    [
      'the open balance of an imported order, since only then it has a due date',
      { state: 'shipped', dueDate: '2026-12-09', imported: true },
      ['payment -3 2026-12-06', 'payment 0 2026-12-09', 'payment 3 2026-12-12', 'payment 7 2026-12-16'],
    ],
  ])('%s', (_what, more, expected) => {
    expect(all(order(more)).map(brief)).toEqual(expected);
  });

  test('the same occurrence has the same key for ever, and no two share one', () => {
    const o = order({ state: 'part_shipped', promisedDate: '2026-12-09', dueDate: '2026-12-12' });
    const keys = all(o).map((x) => x.key);
    expect(new Set(keys).size).toBe(keys.length);
    expect(between(o, '2026-12-09', '2026-12-09').map((x) => x.key)).toEqual([
      'reminder:o1:delivery:2026-12-09:0',
      'reminder:o1:payment:2026-12-12:-3',
    ]);
  });
});

describe('which days a digest stands for', () => {
  test.each<[string, CalendarDate, CalendarDate | undefined, number[], unknown]>([
    [
      'an ordinary Wednesday stands for itself, and for what came up on Tuesday after its digest',
      '2026-12-02',
      '2026-12-01',
      weekdays,
      { from: '2026-12-01', to: '2026-12-02' },
    ],
    [
      'Friday stands for the weekend too',
      '2026-12-04',
      '2026-12-03',
      weekdays,
      { from: '2026-12-03', to: '2026-12-06' },
    ],
    [
      'Monday looks back over the weekend, and to Friday after its digest',
      '2026-12-07',
      '2026-12-04',
      weekdays,
      { from: '2026-12-04', to: '2026-12-07' },
    ],
    ['Saturday is a day off', '2026-12-05', '2026-12-04', weekdays, undefined],
    ['Sunday is a day off', '2026-12-06', '2026-12-04', weekdays, undefined],
    [
      'Saturday counts where people work on it',
      '2026-12-05',
      '2026-12-04',
      [1, 2, 3, 4, 5, 6],
      { from: '2026-12-04', to: '2026-12-06' },
    ],
    ['the first digest ever begins today', '2026-12-02', undefined, weekdays, { from: '2026-12-02', to: '2026-12-02' }],
    [
      'after two days down nothing is skipped',
      '2026-12-03',
      '2026-11-30',
      weekdays,
      { from: '2026-11-30', to: '2026-12-03' },
    ],
    [
      'after a month down it looks back a week',
      '2026-12-30',
      '2026-11-30',
      weekdays,
      { from: '2026-12-23', to: '2026-12-30' },
    ],
    [
      'who works on Mondays only reads the week on Monday',
      '2026-12-07',
      '2026-11-30',
      [1],
      { from: '2026-11-30', to: '2026-12-13' },
    ],
  ])('%s', (_what, today, last, workDays, expected) => {
    expect(windowFor(today, last, works(workDays))).toEqual(expected);
  });
});

describe('what is told on which day', () => {
  test('a delivery on Sunday: its reminders of days off come on the Friday before, its lateness on Monday', () => {
    const o = order({ promisedDate: '2026-12-06' });
    expect(digests(o, daysFrom('2026-12-02', 7), weekdays)).toEqual([
      [],
      ['delivery -3 2026-12-03'],
      ['delivery -1 2026-12-05', 'delivery 0 2026-12-06'],
      [],
      [],
      ['delivery 1 2026-12-07'],
      [],
    ]);
  });

  test('lateness that falls on a Saturday is told on Monday, never before its day', () => {
    const o = order({ promisedDate: '2026-12-04' });
    expect(digests(o, daysFrom('2026-12-04', 4), weekdays)).toEqual([
      ['delivery 0 2026-12-04'],
      [],
      [],
      ['delivery 1 2026-12-05'],
    ]);
  });

  const someDate = fc.integer({ min: 0, max: 60 }).map((n) => addDays('2026-11-20', n));
  const someWeek = fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 });
  const someState = fc.constantFrom<State>(
    'approved',
    'in_production',
    'ready',
    'part_shipped',
    'shipped',
    'delivered',
  );
  const someOrder = fc
    .record({
      state: someState,
      promisedDate: fc.option(someDate, { nil: undefined }),
      dueDate: fc.option(someDate, { nil: undefined }),
    })
    .map(order);
  const first = '2026-11-01';
  const days = daysFrom(first, 120);

  test('whatever the working week: each occurrence is told exactly once, and only on working days', () => {
    fc.assert(
      fc.property(someOrder, someWeek, (o, workDays) => {
        const told = digests(o, days, workDays).flat();
        expect(told.toSorted()).toEqual(all(o).map(brief).toSorted());
      }),
    );
  });

  test('what is to come is told on its day or the working day before; lateness on its day or the next working day', () => {
    fc.assert(
      fc.property(someOrder, someWeek, (o, workDays) => {
        const isWorked = (date: CalendarDate) => windowFor(date, undefined, works(workDays)) !== undefined;
        const on = new Map(digests(o, days, workDays).flatMap((list, i) => list.map((x) => [x, days[i]!])));
        for (const x of all(o)) {
          let expected = x.on;
          while (!isWorked(expected)) expected = addDays(expected, x.offset > 0 ? 1 : -1);
          expect([brief(x), on.get(brief(x))]).toEqual([brief(x), expected]);
        }
      }),
    );
  });

  test('a desk that was down for some days tells what it missed once it is up, up to a week back, and nothing twice', () => {
    const downs = fc.record({ from: fc.integer({ min: 5, max: 80 }), days: fc.integer({ min: 1, max: 12 }) });
    fc.assert(
      fc.property(someOrder, downs, (o, down) => {
        const up = days.filter((_, i) => i < down.from || i >= down.from + down.days);
        const told = digests(o, up, [1, 2, 3, 4, 5, 6, 7]).flat();
        expect(new Set(told).size).toBe(told.length);
        const back = addDays(first, down.from + down.days);
        const isReached = (x: Occurrence) => x.on < addDays(first, down.from) || daysBetween(x.on, back) <= 7;
        expect(told.toSorted()).toEqual(all(o).filter(isReached).map(brief).toSorted());
      }),
    );
  });

  test('the offsets are the ones that the company was promised', () => {
    expect(kinds.map((kind) => [kind.name, kind.offsets])).toEqual([
      ['delivery', [-3, -1, 0, 1]],
      ['payment', [-3, 0, 3, 7]],
      ['milestone', [-1, 0, 1, 3]],
      ['reservation', [-1, 0]],
      ['case', [-1, 0, 1, 3]],
      ['follow_up', [0]],
      ['silent', [0]],
      ['price', [-7, -1]],
    ]);
  });

  test('what is late is told again as often as is set, then the manager is told; own notes and what ends by itself are not', () => {
    const later = (repeats: number) =>
      kinds.map((kind) => {
        const steps = stepsOf(kind, repeats).slice(kind.offsets.length);
        return [kind.name, ...steps.map(({ offset, escalated }) => (escalated ? `manager ${offset}` : offset))];
      });
    expect(later(2)).toEqual([
      ['delivery', 4, 7, 'manager 10'],
      ['payment', 14, 21, 'manager 28'],
      ['milestone', 6, 9, 'manager 12'],
      ['reservation'],
      ['case', 6, 9, 'manager 12'],
      ['follow_up', 1],
      ['silent', 3, 6, 'manager 9'],
      ['price'],
    ]);
    expect(later(0)[0]).toEqual(['delivery', 'manager 4']);
  });
});
