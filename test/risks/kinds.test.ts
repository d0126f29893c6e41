import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDays } from '../../src/dates.ts';
import type { Line } from '../../src/orders/order.ts';
import type { AtRisk, MoneyFacts, ProductFacts, RiskFacts } from '../../src/risks/facts.ts';
import { assess } from '../../src/risks/kinds/index.ts';
import { hasMoved } from '../../src/risks/kinds/market.ts';
import { type Risk, worsened } from '../../src/risks/risk.ts';
import { weightOf } from '../../src/risks/weigh.ts';
import { tenPieces } from '../orders/support/seed.ts';

const today = '2026-12-01';
const nobody: MoneyFacts = { balance: 0, overdue: 0 };

const order = (more: Partial<AtRisk> & { line?: Partial<Line> } = {}): AtRisk => ({
  ...{ _id: 'o1', state: 'approved', currency: 'CNY', rate: 1_000_000, total: 1000_00, baseTotal: 1000_00, paid: 0 },
  ...{ paymentDays: 30, promisedDate: '2026-12-10' },
  ...more,
  lines: more.lines ?? [tenPieces(more.line)],
});
const facts = (product: Partial<ProductFacts> = {}, money: Partial<MoneyFacts> = {}): RiskFacts => ({
  ...{ today, base: 'CNY', thresholds: { marketMove: 500, supplierOnTime: 9000 } },
  money: { ...nobody, ...money },
  products: new Map([['A100', { sku: 'A100', onHand: 0, reserved: 0, counted: true, ...product }]]),
});
const said = (risks: readonly Risk[]) => risks.map(({ cause, level }) => `${cause} ${level}`);
const arriving = (on: string, quantity: number) => ({ supply: { arriving: [{ on, quantity }], others: [] } });

describe('supply', () => {
  test.each([
    ['goods that need longer than is left are a high risk', { leadTimeDays: 30 }, ['lead_time high']],
    ['goods that come in time are a low one', { leadTimeDays: 9 }, ['short low']],
    ['goods of which nobody knows when they come are a medium one', {}, ['short medium']],
    ['of what nobody counted nothing is known to be short', { counted: undefined, leadTimeDays: 30 }, []],
    ['goods that are there are none', { onHand: 10_000 }, []],
    [
      'what is on its way counts by its own day',
      { leadTimeDays: 30, ...arriving('2026-12-08', 10_000) },
      ['short low'],
    ],
    ['and where it comes too late', { leadTimeDays: 2, ...arriving('2026-12-12', 10_000) }, ['lead_time high']],
    [
      'what is on its way and too little helps nobody',
      { leadTimeDays: 30, ...arriving('2026-12-08', 9_999) },
      ['lead_time high'],
    ],
  ] as const)('%s', (_, product, expected) => {
    expect(said(assess(order(), facts(product as Partial<ProductFacts>)))).toEqual(expected);
  });

  test('goods that the order holds itself are there', () => {
    expect(said(assess(order({ line: { reserved: 10_000 } }), facts({ reserved: 10_000, onHand: 10_000 })))).toEqual(
      [],
    );
  });

  test('a supplier under the rate that is asked is a risk of what is missing, one that agreed to less is measured by that', () => {
    const from = (onTimeRate: number | undefined, agreedRate?: number) =>
      said(
        assess(
          order(),
          facts({
            leadTimeDays: 2,
            supply: {
              arriving: [],
              others: [],
              supplier: { id: 's', name: 'Best', onTimeRate, agreedRate, counted: 9 },
            },
          }),
        ),
      );
    expect(from(0.89)).toEqual(['short low', 'supplier medium']);
    expect(from(0.9)).toEqual(['short low']);
    expect(from(undefined)).toEqual(['short low']);
    expect(from(0.85, 0.8)).toEqual(['short low']);
  });

  test('a milestone that slipped is a risk until it is done, a high one where it ends after the promised day', () => {
    const at = (planned: string, actual?: string) =>
      said(
        assess(
          order({
            milestones: [{ id: 'M1', name: 'cutting', kind: 'production', original: '2026-12-03', planned, actual }],
          }),
          facts({ onHand: 10_000 }),
        ),
      );
    expect(at('2026-12-03')).toEqual([]);
    expect(at('2026-12-05')).toEqual(['milestone medium']);
    expect(at('2026-12-11')).toEqual(['milestone high']);
    expect(at('2026-12-11', '2026-12-01')).toEqual([]);
  });
});

describe('market', () => {
  const at = (from: number, to: number, more: Partial<Line> = {}) =>
    assess(order({ line: { cost: from, ...more } }), facts({ onHand: 10_000, cost: to }));

  test.each([
    [50_0000, 52_5000, []],
    [50_0000, 52_5001, ['cost medium']],
    [50_0000, 47_4999, ['cost low']],
    [50_0000, 100_0001, ['cost high']],
    [0, 1, ['cost medium']],
  ] as const)('a cost of %i that is %i by now', (from, to, expected) => {
    expect(said(at(from, to))).toEqual(expected);
  });

  test('the margin at stake is that of what is still to be sent, to the cent', () => {
    expect(at(50_0000, 60_0333, { shipped: 3_000 })[0]?.market).toEqual({ from: 50_0000, to: 60_0333, atStake: 70_23 });
    expect(at(50_0000, 60_0000, { shipped: 10_000 })).toEqual([]);
  });

  test('the reference price counts where the cost did not move', () => {
    const priced = order({ line: { cost: 50_0000, reference: 80_0000 } });
    const product = { onHand: 10_000, cost: 50_0000, referencePrice: 90_0000 };
    expect(said(assess(priced, facts(product)))).toEqual(['reference medium']);
    expect(said(assess(priced, facts({ ...product, cost: 60_0000 })))).toEqual(['cost medium']);
  });

  test('moves exactly where it moves by more than the setting, either way', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), fc.nat(1_000_000), fc.integer({ min: 1, max: 10_000 }), (from, to, threshold) => {
        expect(hasMoved(from, to, threshold)).toBe(
          Math.abs(to - from) / from > threshold / 10_000 || (from === 0 && to > 0),
        );
      }),
    );
  });
});

describe('credit', () => {
  const at = (money: Partial<MoneyFacts>, more: Partial<AtRisk> = {}) =>
    said(assess(order({ state: 'approved', ...more }), facts({ onHand: 10_000 }, money)));

  test('over the limit is high, what finance agreed to and is still good medium', () => {
    const once = { amount: 500_00, until: today, by: 'fiona', at: new Date() };
    expect(at({ limit: 1000_00, balance: 0 })).toEqual([]);
    expect(at({ limit: 1000_00, balance: 1 })).toEqual(['over_limit high']);
    expect(at({ limit: 1000_00, balance: 500_00 }, { approvedOnce: once })).toEqual(['over_limit medium']);
    expect(at({ limit: 1000_00, balance: 500_01 }, { approvedOnce: once })).toEqual(['over_limit high']);
    const past = { ...once, until: addDays(today, -1) };
    expect(at({ limit: 1000_00, balance: 500_00 }, { approvedOnce: past })).toEqual(['over_limit high']);
  });

  test('money that came in for no order makes room', () => {
    expect(at({ limit: 400_00, balance: -600_00 })).toEqual([]);
    expect(at({ limit: 400_00, balance: -599_99 })).toEqual(['over_limit high']);
  });

  test('overdue money is the worse the older it is', () => {
    const late = (days: number) => at({ overdue: 1, overdueSince: addDays(today, -days) });
    expect([late(7), late(8), late(30), late(31)]).toEqual([
      ['overdue low'],
      ['overdue medium'],
      ['overdue medium'],
      ['overdue high'],
    ]);
  });

  test('what is prepaid, or paid, passes', () => {
    const money = { limit: 1, balance: 1000_00, overdue: 5, overdueSince: '2026-01-01' };
    expect(at(money, { paymentDays: 0 })).toEqual([]);
    expect(at(money, { paid: 1000_00 })).toEqual([]);
  });
});

describe('what is new or worse', () => {
  const risk = (level: Risk['level'], cause: Risk['cause'] = 'short', about = 'A100'): Risk => ({
    ...{ kind: 'supply', cause, level, about },
  });
  test('is told, what stays or gets better is not', () => {
    expect(worsened([], [risk('low')])).toEqual([risk('low')]);
    expect(worsened([risk('low')], [risk('low')])).toEqual([]);
    expect(worsened([risk('high')], [risk('medium')])).toEqual([]);
    expect(worsened([risk('low')], [risk('high', 'lead_time')])).toEqual([risk('high', 'lead_time')]);
    expect(worsened([risk('high', 'lead_time')], [risk('low')])).toEqual([]);
    expect(worsened([risk('high')], [risk('medium', 'short', 'B200')])).toHaveLength(1);
  });

  test('one high risk weighs more than many others, whatever the priority of the order', () => {
    const many = Array.from({ length: 200 }, (_, n) => risk('medium', 'short', `S${n}`));
    expect(weightOf([risk('high')], 0)!).toBeGreaterThan(weightOf(many, 10_000)!);
    expect(weightOf(many, 0)!).toBeGreaterThan(weightOf(many.slice(1), 999)!);
    expect(weightOf([], 5)).toBeUndefined();
  });
});
