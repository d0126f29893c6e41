import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDays } from '../../src/dates.ts';
import { paidOf } from '../../src/purchases/paid.ts';
import { onOrderOf, type Purchase, restOf } from '../../src/purchases/purchase.ts';

const today = '2026-12-02';
const at = new Date('2026-12-02T02:00:00Z');
type Priced = Parameters<typeof paidOf>[0][number];
const bought = (
  daysAgo: number,
  unitCost: number | undefined,
  quantity = 1000,
  more: Partial<Priced> = {},
): Priced => ({
  orderedOn: addDays(today, -daysAgo),
  at,
  quantity,
  received: [],
  state: 'received',
  ...(unitCost !== undefined && { unitCost }),
  ...more,
});

test('what was paid is the last unit cost, the average of the year by quantity, and the move to the last one', () => {
  expect(paidOf([], today)).toBeUndefined();
  expect(paidOf([bought(1, undefined)], today)).toBeUndefined();
  expect(paidOf([bought(3, 6_4000)], today)).toEqual({ last: { unitCost: 6_4000, on: '2026-11-29' }, average: 6_4000 });
  const some = [bought(3, 6_6000, 1000), bought(40, 6_0000, 3000), bought(500, 1_0000, 9000)];
  expect(paidOf(some, today)).toEqual({ last: { unitCost: 6_6000, on: '2026-11-29' }, average: 6_1500, change: 10_00 });
});

test('of a cancelled purchase only what came counts, and one that brought nothing was never paid', () => {
  const part = { received: [{ on: today, quantity: 500, by: 'o', key: 'k' }] };
  const cancelled = { state: 'cancelled' as const };
  expect(paidOf([bought(3, 9_0000, 1000, cancelled), bought(9, 6_0000)], today)?.last.unitCost).toBe(6_0000);
  expect(paidOf([bought(3, 9_0000, 5000, { ...cancelled, ...part }), bought(9, 6_0000, 500)], today)?.average).toBe(
    7_5000,
  );
});

test('the average lies between the lowest and the highest unit cost, whatever was bought', () => {
  const some = fc.array(
    fc
      .tuple(
        fc.integer({ min: 0, max: 360 }),
        fc.integer({ min: 0, max: 10 ** 9 }),
        fc.integer({ min: 1, max: 10 ** 9 }),
      )
      .map(([days, cost, quantity]) => bought(days, cost, quantity)),
    { minLength: 1, maxLength: 20 },
  );
  fc.assert(
    fc.property(some, (all) => {
      const { average = -1 } = paidOf(all, today) ?? {};
      const costs = all.map((p) => p.unitCost!);
      expect(average).toBeGreaterThanOrEqual(Math.min(...costs));
      expect(average).toBeLessThanOrEqual(Math.max(...costs));
    }),
  );
});

test('what is on order is what open purchases still have to bring, and never less than nothing', () => {
  const of = (state: Purchase['state'], quantity: number, ...parts: number[]) => ({
    state,
    quantity,
    received: parts.map((part) => ({ on: today, quantity: part, by: 'o', key: 'k' })),
  });
  expect(onOrderOf([of('open', 5000, 1000), of('open', 200), of('received', 700, 700), of('cancelled', 900, 1)])).toBe(
    4200,
  );
  fc.assert(
    fc.property(
      fc.array(
        fc.tuple(
          fc.constantFrom<Purchase['state']>('open', 'received', 'cancelled'),
          fc.nat(1000),
          fc.array(fc.nat(400), { maxLength: 4 }),
        ),
      ),
      (some) => {
        const all = some.map(([state, quantity, parts]) => of(state, quantity, ...parts));
        expect(onOrderOf(all)).toBe(all.map(restOf).reduce((a, b) => a + b, 0));
        expect(onOrderOf(all)).toBeGreaterThanOrEqual(0);
      },
    ),
  );
});
