import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { fits } from '../../src/approvals/rules.ts';
import { noCredit } from '../../src/customers/credit.ts';
import { lineAmount } from '../../src/money.ts';
import { rateOf, toBase } from '../../src/orders/currency.ts';
import { totalOf } from '../../src/orders/lines.ts';
import type { Line, Order } from '../../src/orders/order.ts';
import { linesInTwo, splitFields, sumsOf } from '../../src/orders/split-lines.ts';
import { factsOf, type RuleWorld } from '../../src/orders/steps.ts';
import { type ApprovalRule, defaultApprovalRules, type Settings } from '../../src/settings/settings.ts';

/** A part of an order: what the rules look at, and what stock is kept of. */
type Part = Pick<
  Order,
  'lines' | 'currency' | 'rate' | 'total' | 'baseTotal' | 'paymentDays' | 'splitFrom' | 'splitTotal'
>;

const products = ['p0', 'p1', 'p2', 'p3'];
/** Of one of the products nobody ever said how much there is. */
const isKept = (product: string): boolean => product !== 'p3';

/** A line, with how much of it there is at each cut, in thousandths of what it asks for. */
const line = fc.record({
  product: fc.constantFrom(...products),
  quantity: fc.integer({ min: 1, max: 90_000 }),
  unitPrice: fc.integer({ min: 0, max: 900_0000 }),
  discount: fc.constantFrom(0, 0, 333, 900, 1_001, 2_500, 10_000),
});
const from = fc.oneof(
  fc.constantFrom('medium' as const, 'large' as const, undefined),
  fc.integer({ min: 1, max: 20_000_00 }),
);
const rules: fc.Arbitrary<ApprovalRule[]> = fc.array(
  fc.record({
    on: fc.constantFrom('amount' as const, 'discount' as const, 'floor' as const, 'new_customer' as const),
    from,
    steps: fc.constant(defaultApprovalRules[0]!.steps),
  }),
  { minLength: 1, maxLength: 5 },
);
const cuts = fc.array(fc.array(fc.integer({ min: 0, max: 1_000 }), { minLength: 6, maxLength: 6 }), {
  minLength: 1,
  maxLength: 4,
});
const company = fc.record({
  rules,
  sizeMedium: fc.integer({ min: 1, max: 5_000_00 }),
  above: fc.integer({ min: 1, max: 9_000_00 }),
  rate: fc.integer({ min: 1_000, max: 9_000_000 }),
  currency: fc.constantFrom('CNY', 'USD', 'JPY'),
  floor: fc.integer({ min: 0, max: 900_0000 }),
  isNew: fc.boolean(),
});
type Company = typeof company extends fc.Arbitrary<infer C> ? C : never;

const settingsOf = ({ rules: approvalRules, sizeMedium, above, rate }: Company) =>
  ({
    currency: 'CNY',
    rates: { USD: rate, JPY: rate },
    sizeMedium,
    sizeLarge: sizeMedium + above,
    approvalRules,
    discountAuthority: 1_000,
  }) as unknown as Settings;

/** Whose rules ask for a part now. The customer was new when it was split, and may have been approved since. */
const worldOf = (c: Company, isNewCustomer: boolean): RuleWorld => ({
  members: [],
  settings: settingsOf(c),
  products: new Map(products.map((sku) => [sku, { sku, floorPrice: c.floor }])),
  money: noCredit,
  isNewCustomer,
  today: '2026-12-02',
});

const asked = (part: Part, c: Company, isNew: boolean): ApprovalRule[] => {
  const facts = factsOf(part as Order, worldOf(c, isNew));
  return c.rules.filter((rule) => fits(rule, facts, settingsOf(c)));
};

/** The whole order as it was filed, each line with its own amount. */
function wholeOf(lines: readonly (typeof line extends fc.Arbitrary<infer L> ? L : never)[], c: Company): Part {
  const all = lines.map((l) => ({ ...l, sku: l.product, amount: lineAmount(l, c.currency), shipped: 0, delivered: 0 }));
  const rate = rateOf(c.currency, settingsOf(c));
  const total = totalOf(all);
  const money = { currency: c.currency, rate, total, baseTotal: toBase(total, c.currency, rate, 'CNY') };
  return { lines: all as unknown as Line[], ...money, paymentDays: 30 };
}

/** Cuts an order again and again: what is there stays, and of what is missing the next cut is made. */
function partsOf(whole: Part, stock: readonly (readonly number[])[], c: Company): Part[] {
  const parts: Part[] = [];
  let left = whole;
  for (const there of stock) {
    const lines = left.lines.map((l, i) => ({ ...l, reserved: Math.floor((l.quantity * there[i % 6]!) / 1_000) }));
    const { kept, rest } = linesInTwo({ lines, currency: c.currency }, isKept);
    if (kept.length === 0 || rest.length === 0) continue;
    const [keeps, gives] = [sumsOf(kept, left as Order, 'CNY'), sumsOf(rest, left as Order, 'CNY')];
    const others = splitFields(left, keeps.baseTotal, gives.baseTotal);
    parts.push({ ...left, ...keeps, splitTotal: others.kept });
    const splitFrom = { order: 'o', name: 'SO-1', ...(c.isNew && { newCustomer: true }) };
    left = { ...left, ...gives, splitTotal: others.rest, splitFrom };
  }
  return [...parts, left];
}

const quantities = (lines: readonly Line[]) => {
  const sums = new Map<string, number>();
  for (const { sku, unitPrice, discount, quantity } of lines) {
    const key = `${sku} ${unitPrice} ${discount}`;
    sums.set(key, (sums.get(key) ?? 0) + quantity);
  }
  return [...sums].toSorted();
};
const whole = fc.tuple(fc.array(line, { minLength: 1, maxLength: 6 }), company, cuts);
const options = { numRuns: process.env.SOAK ? 20_000 : 1_500 };

describe('an order that is split again and again', () => {
  test('is the same goods at the same prices in all its parts together, and each cut of a line moves one minor unit at most', () => {
    fc.assert(
      fc.property(whole, ([lines, c, stock]) => {
        const order = wholeOf(lines, c);
        const parts = partsOf(order, stock, c);
        const all = parts.flatMap((part) => part.lines);
        expect(quantities(all)).toEqual(quantities(order.lines));
        for (const part of parts) {
          expect(part.lines.map((l) => l.amount)).toEqual(part.lines.map((l) => lineAmount(l, c.currency)));
          expect([part.total, part.lines.length > 0]).toEqual([totalOf(part.lines), true]);
        }
        const cutsOfLines = all.length - order.lines.length;
        expect(Math.abs(totalOf(all) - order.total)).toBeLessThanOrEqual(cutsOfLines);
        if (cutsOfLines === 0) expect(totalOf(all)).toBe(order.total);
      }),
      options,
    );
  });

  test('avoids no approval: what the rules asked about the whole they ask about each part, or about the part that it is in', () => {
    let [split, rulesSeen] = [0, 0];
    fc.assert(
      fc.property(whole, ([lines, given, stock]) => {
        const order = wholeOf(lines, given);
        // One threshold is exactly what the whole comes to: a cut that rounds down must not get under it.
        const exact: ApprovalRule = { on: 'amount', from: order.baseTotal, steps: defaultApprovalRules[0]!.steps };
        const c = { ...given, rules: [...given.rules, exact] };
        const parts = partsOf(order, stock, c);
        if (parts.length > 1) split += 1;
        // The customer's first part may be approved before the others are submitted.
        const ofParts = parts.map((part, i) => asked(part, c, c.isNew && i === 0));
        for (const rule of asked(order, c, c.isNew)) {
          rulesSeen += 1;
          const by = ofParts.filter((rulesOf) => rulesOf.includes(rule)).length;
          if (rule.on === 'amount' || rule.on === 'new_customer') expect(by).toBe(parts.length);
          else expect(by).toBeGreaterThan(0);
        }
      }),
      options,
    );
    expect(split).toBeGreaterThan(options.numRuns / 10);
    expect(rulesSeen).toBeGreaterThan(options.numRuns / 10);
  });

  test('a part that is rounded down by a cut is still under the threshold that the whole reached', () => {
    const one = { product: 'p0', sku: 'p0', quantity: 3, unitPrice: 5_0000, discount: 0 };
    const order = { lines: [one], currency: 'CNY', total: 2, baseTotal: 2 };
    expect(lineAmount(one, 'CNY')).toBe(2);
    expect(splitFields(order, 1, 0)).toEqual({ kept: 1, rest: 2 });
  });
});
