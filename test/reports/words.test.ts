import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { figureFields } from '../../src/reports/card-fields.ts';
import { percentOf } from '../../src/reports/format.ts';
import { sayResult } from '../../src/reports/words.ts';
import { resultOf, row } from './support/rows.ts';

const some = (count: number, code: string, amount: number) =>
  Array.from({ length: count }, () => row({ code, amount }));

const now = [...some(6, 'ACME', 200_00), ...some(2, 'HUAXIN', 100_00)];
const before = [...some(4, 'ACME', 100_00), ...some(1, 'HUAXIN', 400_00)];

describe('what changed, in plain words', () => {
  test('count and amount against the same days of the month before, the largest, and who moved it', () => {
    expect(sayResult(resultOf(now, before), 'en')).toBe(
      'November 2026 so far: 8 orders worth CNY 1,400.00; 3 orders more (+60.0%) and CNY 600.00 more (+75.0%) compared with 1–23 Oct 2026. ' +
        'Largest customer: ACME with CNY 1,200.00, 85.7% of the total. The largest rise is ACME (+CNY 800.00); others fell.',
    );
  });

  test('the same in Chinese', () => {
    expect(sayResult(resultOf(now, before), 'zh')).toBe(
      '2026年11月（进行中）共 8 单，合计 CNY 1,400.00；与2026年10月1日–23日相比，多 3 单（+60.0%），金额增加 CNY 600.00（+75.0%）。' +
        '客户中占比最大的是 ACME：CNY 1,200.00，占 85.7%。增长最多的是 ACME（+CNY 800.00），其他有所下降。',
    );
  });

  test('a fall names who fell the most', () => {
    expect(sayResult(resultOf(before, now), 'en')).toContain('The largest fall is ACME (−CNY 800.00); others rose.');
  });

  test('by product it speaks of products', () => {
    const lines = (sku: string) => [{ sku, name: sku, quantity: 1_000, amount: 100_00 }];
    const rows = [
      row({ lines: lines('A') }),
      row({ lines: lines('B') }),
      ...some(4, 'X', 0),
      row({ lines: lines('B') }),
    ];
    expect(sayResult(resultOf(rows, [], { by: 'product' }), 'en')).toContain('Largest product: B with CNY 200.00');
  });
});

describe('never more than the figures support', () => {
  test('percentages are rounded once: 45.05 % is 45.1 %, 45.049 % is 45.0 %', () => {
    expect(percentOf(4_505, 10_000)).toBe('45.1%');
    expect(percentOf(45_049, 100_000)).toBe('45.0%');
    expect(percentOf(3_641_30, 384_260_00)).toBe('0.9%');
    expect(percentOf(-1, -3)).toBe('33.3%');
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 ** 12 }), fc.integer({ min: 1, max: 10 ** 12 }), (part, all) => {
        const shown = Number(percentOf(part, all).slice(0, -1));
        expect(Math.abs(shown - (part / all) * 100)).toBeLessThanOrEqual(0.05 + (part / all) * 1e-12);
      }),
    );
  });

  test('what has not begun is no fall', () => {
    const future = resultOf([], before, { period: { kind: 'year', from: '2027-01-01', to: '2027-12-31' } });
    expect(sayResult(future, 'en')).toBe('2027 has not begun yet.');
    expect(sayResult(future, 'zh')).toBe('2027年尚未开始。');
    expect(figureFields(future, { locale: 'en', currency: 'CNY' })[0]).toEqual({ label: 'Orders', value: '0' });
  });

  test('a part that is no larger than the whole is its largest part', () => {
    const both = [...some(5, 'ACME', 200_00), ...some(5, 'HUAXIN', 150_00)];
    const low = [...some(5, 'ACME', 100_00), ...some(5, 'HUAXIN', 100_00)];
    expect(sayResult(resultOf(both, low), 'en')).toContain('The largest part of the rise is ACME (+CNY 500.00).');
  });

  test('nothing to compare with is said, not “+∞ %”', () => {
    expect(sayResult(resultOf(now), 'en')).toContain('There is nothing to compare with: no orders in 1–23 Oct 2026.');
    expect(sayResult(resultOf(now), 'en')).not.toMatch(/more|less|rise/);
  });

  test('of a handful of orders no percentages are made of changes', () => {
    const said = sayResult(resultOf(some(3, 'A', 5_00), some(2, 'A', 5_00)), 'en');
    expect(said).toBe(
      'November 2026 so far: 3 orders worth CNY 15.00; 1 order more and CNY 5.00 more compared with 1–23 Oct 2026. ' +
        'With so few orders, single ones decide the picture.',
    );
  });

  test('equal customers have no largest, and one customer is not “the largest”', () => {
    const equal = [...some(3, 'A', 5_00), ...some(3, 'B', 5_00)];
    expect(sayResult(resultOf(equal, equal), 'en')).not.toMatch(/Largest|largest/);
    expect(sayResult(resultOf(equal, equal), 'en')).toContain('as many orders and the same amount');
    expect(sayResult(resultOf(some(9, 'A', 1), some(8, 'A', 1)), 'en')).not.toMatch(/argest/);
  });

  test('no orders at all is one sentence, with the way out when filters are set', () => {
    expect(sayResult(resultOf([]), 'zh')).toBe('2026年11月没有计入的订单。');
    expect(sayResult(resultOf([], [], { filters: { size: ['large'] } }), 'en')).toContain('leave one out');
  });

  test('who may not read amounts hears of counts only', () => {
    const said = sayResult(resultOf(now, before, {}, false), 'en');
    expect(said).toContain('November 2026 so far: 8 orders; 3 orders more (+60.0%) compared');
    expect(said).toContain('Largest customer: ACME with 6 orders, 75.0% of the total.');
    expect(said).not.toMatch(/CNY|worth/);
  });
});
