import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDays } from '../../src/dates.ts';
import type { Purchase } from '../../src/purchases/purchase.ts';
import { punctualityOf, rateOf, wasOnTime } from '../../src/suppliers/rate.ts';

const today = '2026-12-02';
type Judged = Pick<Purchase, 'state' | 'orderedOn' | 'promisedOn' | 'endedOn'>;
const day = (n: number) => addDays(today, n);
const bought = (state: Judged['state'], promised: number, ended?: number, ordered = -400): Judged => ({
  state,
  orderedOn: day(ordered),
  promisedOn: day(promised),
  ...(ended !== undefined && { endedOn: day(ended) }),
});

describe('what counts as on time', () => {
  test.each<[string, Judged, boolean | undefined]>([
    ['complete on the promised day', bought('received', -10, -10), true],
    ['complete before it', bought('received', -10, -12), true],
    ['complete a day later', bought('received', -10, -9), false],
    ['complete before a promised day that is still to come', bought('received', 5, -1), true],
    ['open and due today', bought('open', 0), undefined],
    ['open and due yesterday', bought('open', -1), false],
    ['open and not due', bought('open', 7), undefined],
    ['cancelled before it was due', bought('cancelled', -10, -11), undefined],
    ['cancelled when it was late', bought('cancelled', -10, -5), false],
    ['complete more than a year ago', bought('received', -370, -369, -500), undefined],
    ['due more than a year ago and complete in the year', bought('received', -370, -365, -500), false],
    ['open for more than a year', bought('open', -366, undefined, -500), undefined],
    ['due a year ago to the day and open', bought('open', -365, undefined, -500), false],
  ])('%s', (_, purchase, verdict) => {
    expect(wasOnTime(purchase, today)).toBe(verdict);
  });

  test('fewer than three purchases say nothing; three do, and parts of a percent are rounded down', () => {
    expect(rateOf(undefined)).toBeUndefined();
    expect(rateOf({ counted: 2, onTime: 2 })).toBeUndefined();
    expect(rateOf({ counted: 3, onTime: 2 })).toBe(66_66);
    expect(rateOf({ counted: 3, onTime: 3 })).toBe(100_00);
  });

  test('the real lead time is the median from ordering to having everything', () => {
    const took = (...days: number[]) =>
      punctualityOf(
        days.map((n) => bought('received', -1, -1, -1 - n)),
        today,
      ).leadDays;
    expect(took()).toBeUndefined();
    expect(took(9)).toBe(9);
    expect(took(5, 40, 7)).toBe(7);
    expect(took(5, 8)).toBe(7);
    expect(punctualityOf([bought('open', -3)], today)).toEqual({ counted: 1, onTime: 0, asOf: today });
  });
});

const purchase = fc
  .record({
    state: fc.constantFrom('open', 'received', 'cancelled'),
    ordered: fc.integer({ min: -800, max: 0 }),
    lead: fc.integer({ min: 0, max: 120 }),
    ended: fc.integer({ min: 0, max: 500 }),
  })
  .map(({ state, ordered, lead, ended }): Judged => {
    const end = Math.min(0, ordered + ended);
    return bought(state as Judged['state'], ordered + lead, state === 'open' ? undefined : end, ordered);
  });

describe('whatever was bought', () => {
  test('never more came on time than counts, whatever the order of the purchases', () => {
    fc.assert(
      fc.property(fc.array(purchase, { maxLength: 30 }), (some) => {
        const known = punctualityOf(some, today);
        expect(known.onTime).toBeLessThanOrEqual(known.counted);
        expect(known.counted).toBeLessThanOrEqual(some.length);
        expect(punctualityOf(some.toReversed(), today)).toEqual(known);
        const rate = rateOf(known);
        if (rate !== undefined) expect(rate >= 0 && rate <= 100_00).toBe(true);
      }),
    );
  });

  test('giving a late purchase up, or moving its expected day, makes no supplier more punctual', () => {
    fc.assert(
      fc.property(fc.array(purchase, { maxLength: 20 }), fc.integer({ min: -300, max: -1 }), (some, promised) => {
        const late = bought('open', promised);
        const given = bought('cancelled', promised, 0);
        expect(punctualityOf([...some, given], today)).toEqual(punctualityOf([...some, late], today));
      }),
    );
  });

  test('a late one that is received takes nothing back: it stays late', () => {
    fc.assert(
      fc.property(fc.array(purchase, { maxLength: 20 }), fc.integer({ min: -300, max: -1 }), (some, promised) => {
        const { counted, onTime } = punctualityOf([...some, bought('open', promised)], today);
        expect(punctualityOf([...some, bought('received', promised, 0)], today)).toMatchObject({ counted, onTime });
      }),
    );
  });
});
