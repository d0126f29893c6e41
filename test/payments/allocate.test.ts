import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { allocate, byAge, type Claim, type FreeMoney } from '../../src/payments/allocate.ts';
import { agedOf, sumOf } from '../../src/payments/buckets.ts';
import { claimsOf, type Owing } from '../../src/payments/due.ts';
import { partOn, partsOf, withPart } from '../../src/payments/payment.ts';
import { statementOf } from '../../src/payments/statement-rows.ts';

const date = fc.integer({ min: 1, max: 28 }).map((d) => `2026-11-${String(d).padStart(2, '0')}`);
const claim = fc.record({
  order: fc.constantFrom('o1', 'o2', 'o3', 'o4', 'o5'),
  amount: fc.integer({ min: 1, max: 50_000 }),
  due: fc.option(date, { nil: undefined }),
  since: date,
});
const money = fc.record({
  amount: fc.integer({ min: -5_000, max: 60_000 }),
  order: fc.option(fc.constantFrom('o1', 'o2', 'o9'), { nil: undefined }),
});
const given = fc.tuple(
  fc.array(money, { maxLength: 8 }).map((all) => all.map((m, i): FreeMoney => ({ ...m, payment: `p${i}` }))),
  fc.array(claim, { maxLength: 10 }).map((all) => all as Claim[]),
);
const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);

describe('where free money goes', () => {
  test('nothing is lost, nothing is made, and no order gets more than is owed', () => {
    fc.assert(
      fc.property(given, ([free, claims]) => {
        const made = allocate(free, claims);
        expect(made.every((one) => one.amount > 0)).toBe(true);
        for (const m of free) {
          const spent = sum(made.filter((x) => x.payment === m.payment).map((x) => x.amount));
          expect(spent).toBeLessThanOrEqual(Math.max(0, m.amount));
        }
        for (const order of new Set(made.map((x) => x.order))) {
          const got = sum(made.filter((x) => x.order === order).map((x) => x.amount));
          expect(got).toBeLessThanOrEqual(sum(claims.filter((c) => c.order === order).map((c) => c.amount)));
        }
        const net = Math.max(0, sum(free.map((m) => m.amount)));
        expect(sum(made.map((x) => x.amount))).toBe(Math.min(net, sum(claims.map((c) => c.amount))));
      }),
    );
  });

  test('the oldest due is paid before anything younger gets a cent, where no order is named', () => {
    fc.assert(
      fc.property(given, ([free, claims]) => {
        const single = claims.map((c, i) => ({ ...c, order: `x${i}` }));
        const made = allocate(
          free.map(({ payment, amount }) => ({ payment, amount })),
          single,
        );
        const got = (c: Claim) => sum(made.filter((x) => x.order === c.order).map((x) => x.amount));
        const sorted = single.toSorted(byAge);
        sorted.forEach((c, i) => {
          if (got(c) > 0) for (const older of sorted.slice(0, i)) expect(got(older)).toBe(older.amount);
        });
      }),
    );
  });

  test('what names an order goes there first, the rest to the oldest', () => {
    const claims: Claim[] = [
      { order: 'old', amount: 100, due: '2026-11-01', since: '2026-10-01' },
      { order: 'named', amount: 60, since: '2026-10-02' },
    ];
    expect(allocate([{ payment: 'p', amount: 90, order: 'named' }], claims)).toEqual([
      { payment: 'p', order: 'named', amount: 60 },
      { payment: 'p', order: 'old', amount: 30 },
    ]);
    expect(allocate([{ payment: 'p', amount: 90 }], claims)).toEqual([{ payment: 'p', order: 'old', amount: 90 }]);
  });
});

describe('what is due of an order', () => {
  const line = (quantity: number, amount: number) => ({ quantity, amount });
  const order = (more: Partial<Owing>): Owing => ({
    ...{ _id: 'o', state: 'part_shipped', total: 900_00, paid: 0, paymentDays: 30, orderDate: '2026-10-01' },
    ...{ lines: [line(3_000, 900_00)], shipments: [] },
    ...more,
  });
  const parcel = (shippedAt: string, quantity: number) => ({ shippedAt, lines: [{ index: 0, quantity }] });

  test('each parcel of a part-shipped order by the terms, the rest not yet; what was paid covers the oldest', () => {
    const shipments = [parcel('2026-11-10', 1_000), parcel('2026-11-01', 1_000)];
    expect(claimsOf(order({ shipments }))).toEqual([
      { order: 'o', amount: 300_00, due: '2026-12-01', since: '2026-10-01' },
      { order: 'o', amount: 300_00, due: '2026-12-10', since: '2026-10-01' },
      { order: 'o', amount: 300_00, since: '2026-10-01' },
    ]);
    expect(claimsOf(order({ shipments, paid: 400_00 })).map((c) => [c.amount, c.due])).toEqual([
      [200_00, '2026-12-10'],
      [300_00, undefined],
    ]);
  });

  test('all of it by its due date once all was shipped, and at once where it is prepaid and agreed', () => {
    expect(claimsOf(order({ dueDate: '2026-12-05', state: 'shipped' }))).toEqual([
      { order: 'o', amount: 900_00, due: '2026-12-05', since: '2026-10-01' },
    ]);
    expect(claimsOf(order({ paymentDays: 0, state: 'approved' }))[0]).toMatchObject({ due: '2026-10-01' });
    expect(claimsOf(order({ paymentDays: 0, state: 'pending' }))[0]?.due).toBeUndefined();
    expect(claimsOf(order({ paid: 900_00 }))).toEqual([]);
  });

  test('the parts add up to what is owed, whatever was sent, paid and credited', () => {
    const parts = fc.array(fc.tuple(date, fc.integer({ min: 0, max: 4_000 })), { maxLength: 5 });
    fc.assert(
      fc.property(parts, fc.nat(1_200_00), fc.nat(300_00), fc.nat(999_99), (sent, paid, credited, amount) => {
        const one = order({
          lines: [line(7_000, amount)],
          total: amount,
          paid: Math.min(paid, amount),
          credited,
          shipments: sent.map(([at, quantity]) => parcel(at, quantity)),
        });
        const claims = claimsOf(one);
        const open = Math.max(0, amount - credited - Math.min(paid, amount));
        expect(sum(claims.map((c) => c.amount))).toBe(open);
        expect(sumOf(agedOf(claims, '2026-12-20'))).toBe(open);
        expect(claims.toSorted(byAge)).toEqual(claims);
      }),
    );
  });
});

test('parts of a payment and what is free of it are always its amount', () => {
  const step = fc.record({ order: fc.constantFrom('a', 'b', 'c'), change: fc.integer({ min: -500, max: 500 }) });
  fc.assert(
    fc.property(fc.array(step), fc.option(fc.constantFrom('a', 'b'), { nil: undefined }), (steps, named) => {
      let payment = { order: named, amount: 10_000, ...(named ? {} : { free: 10_000 }) } as Parameters<
        typeof partsOf
      >[0];
      for (const { order, change } of steps) {
        const before = partOn(payment, order);
        payment = { ...payment, ...withPart(payment, order, change) };
        expect(partOn(payment, order)).toBe(before + change);
        expect(sum(partsOf(payment).map((p) => p.amount)) + (payment.free ?? 0)).toBe(10_000);
      }
    }),
  );
});

test('what is due today is not overdue, and the days of each bucket are counted to the day', () => {
  const aged = agedOf(
    [
      { amount: 1, due: '2026-12-02' },
      { amount: 2, due: '2026-12-01' },
      { amount: 4, due: '2026-11-02' },
      { amount: 8, due: '2026-11-01' },
      { amount: 16, due: '2026-10-03' },
      { amount: 32, due: '2026-10-02' },
      { amount: 64, due: '2026-09-03' },
      { amount: 128, due: '2026-09-02' },
      { amount: 256 },
    ],
    '2026-12-02',
  );
  expect(aged).toEqual({ not_due: 257, d30: 6, d60: 24, d90: 96, older: 128 });
});

test('a statement opens with what was before and closes with what is left', () => {
  const event = (day: string, amount: number) => ({ date: day, kind: 'order' as const, amount });
  const events = [event('2026-01-05', 100), event('2026-02-01', 50), event('2026-02-09', -70), event('2026-03-01', 5)];
  const { opening, closing, events: rows } = statementOf(events, { from: '2026-02-01', to: '2026-02-28' });
  expect([opening, closing, rows.map((r) => r.balance)]).toEqual([100, 80, [150, 80]]);
});
