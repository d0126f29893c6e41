import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { clashesOf } from '../../src/prices/clash.ts';
import { isOn, type PriceEntry, slotOf, tierKey, whomOf } from '../../src/prices/entry.ts';
import { breaksFor, priceFor } from '../../src/prices/rule.ts';

const product = { _id: 'a100', price: 120_0000 };
const date = '2026-12-02';
const noon = new Date('2026-12-01T04:00:00Z');

let n = 0;
const entry = (more: Partial<PriceEntry>): PriceEntry => {
  n += 1;
  const whole = { _id: `e${n}`, product: 'a100', from: 0, price: 100_0000, at: noon, ...more };
  return { ...whole, whom: whomOf(whole) };
};
const asked = { customer: 'acme', tier: 'A', quantity: 10_000, date };
const price = (entries: PriceEntry[], more: Partial<typeof asked> = {}) =>
  priceFor(product, entries, { ...asked, ...more });

describe('what a product costs', () => {
  test('is the customer’s price before the tier’s before the list price', () => {
    const [list, tier, own] = [
      entry({ price: 110_0000 }),
      entry({ tier: 'a', price: 105_0000 }),
      entry({ customer: 'acme', price: 111_0000 }),
    ];
    expect(price([list, tier, own])).toEqual({ price: 111_0000, source: { from: 'customer' } });
    expect(price([list, tier])).toEqual({ price: 105_0000, source: { from: 'tier', tier: 'a' } });
    expect(price([list])).toEqual({ price: 110_0000, source: { from: 'list' } });
    expect(price([])).toEqual({ price: 120_0000, source: { from: 'list' } });
  });

  test('takes the largest break that the quantity reaches, and says which and until when', () => {
    const breaks = [
      entry({ from: 10_000, price: 115_0000 }),
      entry({ from: 100_000, price: 110_0000, validTo: '2026-12-31' }),
      entry({ from: 500_000, price: 100_0000 }),
    ];
    expect(price(breaks, { quantity: 9_999 }).price).toBe(120_0000);
    expect(price(breaks)).toEqual({ price: 115_0000, source: { from: 'list', quantity: 10_000 } });
    expect(price(breaks, { quantity: 499_999 })).toEqual({
      price: 110_0000,
      source: { from: 'list', quantity: 100_000, until: '2026-12-31' },
    });
    expect(breaksFor('a100', breaks, { date })).toEqual([0, 10_000, 100_000, 500_000]);
  });

  test('passes over a level of which no break is reached', () => {
    const [own, tier] = [entry({ customer: 'acme', from: 50_000 }), entry({ tier: 'A', price: 118_0000 })];
    expect(price([own, tier]).price).toBe(118_0000);
    expect(price([own, tier], { quantity: 50_000 }).price).toBe(100_0000);
  });

  test('counts on its days, both ends included, and not when it was ended', () => {
    const days = entry({ customer: 'acme', validFrom: '2026-12-02', validTo: '2026-12-04' });
    const on = (day: string) => price([days], { date: day }).price === 100_0000;
    expect(['2026-12-01', '2026-12-02', '2026-12-04', '2026-12-05'].map(on)).toEqual([false, true, true, false]);
    expect(price([{ ...days, endedAt: noon }]).price).toBe(120_0000);
  });

  test('of two of the same break, the one that was made last', () => {
    const earlier = entry({ customer: 'acme', price: 99_0000, at: new Date('2026-11-01T04:00:00Z') });
    const later = entry({ customer: 'acme', price: 98_0000, validTo: '2026-12-31' });
    expect([price([earlier, later]).price, price([later, earlier]).price]).toEqual([98_0000, 98_0000]);
    expect(price([earlier, later], { date: '2027-01-01' }).price).toBe(99_0000);
  });

  test('tiers are compared whatever their case and width, and A+ is not A', () => {
    expect(tierKey('Ａ ')).toBe(tierKey('a'));
    expect(tierKey('A+')).not.toBe(tierKey('A'));
  });
});

const day = fc.option(fc.constantFrom('2026-11-30', '2026-12-01', '2026-12-02', '2026-12-03', '2026-12-04'), {
  nil: undefined,
});
const anyEntry = fc
  .record({
    product: fc.constantFrom('a100', 'b200'),
    whom: fc.constantFrom({}, { customer: 'acme' }, { customer: 'beta' }, { tier: 'A' }, { tier: 'a' }, { tier: 'B' }),
    from: fc.constantFrom(0, 1_000, 10_000, 100_000),
    validFrom: day,
    validTo: day,
    at: fc.constantFrom(1, 2, 3).map((hour) => new Date(Date.UTC(2026, 11, 1, hour))),
    endedAt: fc.option(fc.constant(noon), { nil: undefined, freq: 4 }),
  })
  .map(({ whom, ...rest }) => ({ ...rest, ...whom }) as Omit<PriceEntry, '_id' | 'price' | 'whom'>);
/** Prices that tell entries apart. */
const anyList = fc
  .array(anyEntry, { maxLength: 12 })
  .map((all) => all.map((e, i): PriceEntry => ({ ...e, _id: `e${i}`, price: i + 1, whom: whomOf(e) })));
const anyAsked = fc.record({
  customer: fc.constantFrom('acme', 'beta', undefined),
  tier: fc.constantFrom('A', 'B', undefined),
  quantity: fc.constantFrom(1, 1_000, 9_999, 10_000, 1_000_000),
  date: fc.constantFrom('2026-12-01', '2026-12-02', '2026-12-03'),
});

describe('whatever the prices are', () => {
  const taken = (list: PriceEntry[], it: Parameters<typeof priceFor>[2]) =>
    list.find((e) => e.price === priceFor(product, list, it).price && priceFor(product, list, it).price <= list.length);

  test('nobody pays the price of another customer or tier, of another product, of other days, or one that was ended', () => {
    fc.assert(
      fc.property(anyList, anyAsked, (list, it) => {
        const found = taken(list, it);
        if (!found) return;
        expect(found.product).toBe('a100');
        expect(found.endedAt).toBeUndefined();
        expect(isOn(found, it.date)).toBe(true);
        expect(found.from).toBeLessThanOrEqual(it.quantity);
        if (found.customer) expect(found.customer).toBe(it.customer);
        if (found.tier) expect(tierKey(found.tier)).toBe(tierKey(it.tier ?? ''));
      }),
    );
  });

  test('more of it never takes a smaller break of the same level', () => {
    fc.assert(
      fc.property(anyList, anyAsked, fc.nat(2_000_000), (list, it, more) => {
        const [less, much] = [it.quantity, it.quantity + more].map((quantity) =>
          priceFor(product, list, { ...it, quantity }),
        );
        if (less!.source.from === much!.source.from)
          expect(much!.source.quantity ?? 0).toBeGreaterThanOrEqual(less!.source.quantity ?? 0);
        const levels = ['list', 'tier', 'customer'];
        expect(levels.indexOf(much!.source.from)).toBeGreaterThanOrEqual(levels.indexOf(less!.source.from));
      }),
    );
  });

  test('the order in which they are read does not matter', () => {
    fc.assert(
      fc.property(anyList, anyAsked, (list, it) => {
        const [one, other] = [list, list.toReversed()].map((all) => priceFor(product, all, it));
        expect(one).toEqual(other);
      }),
    );
  });

  test('what a new price ends never counts on a day on which the new one does not', () => {
    fc.assert(
      fc.property(anyList, anyEntry, (list, given) => {
        const fresh = { ...given, _id: 'new', price: 99, whom: whomOf(given) };
        const there = list.filter((e) => e.whom === fresh.whom && e.product === fresh.product);
        const { ended, beside } = clashesOf(there, fresh);
        const days = ['2026-11-29', '2026-11-30', '2026-12-01', '2026-12-02', '2026-12-03', '2026-12-04', '2026-12-05'];
        for (const old of ended) expect(days.filter((on) => isOn(old, on) && !isOn(fresh, on))).toEqual([]);
        for (const old of [...ended, ...beside]) expect(old.from).toBe(fresh.from);
        expect(there.filter((e) => slotOf(e) === slotOf(fresh) && days.some((on) => isOn(e, on)))).toEqual(
          ended.filter((e) => slotOf(e) === slotOf(fresh) && days.some((on) => isOn(e, on))),
        );
      }),
    );
  });
});
