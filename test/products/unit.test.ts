import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { lineErrors, type Offer } from '../../src/orders/lines.ts';
import { fitsUnit, isMeasure, wholeFrom } from '../../src/products/unit.ts';

const offer = (unit: string, more: Partial<Offer> = {}): Offer => ({
  ...{ _id: 'p', sku: 'A100', name: 'Widget', unit, price: 10_0000, active: true },
  ...more,
});
const codes = (quantity: number, of: Offer) => lineErrors({ sku: 'A100', quantity }, of, 0).map((e) => e.code);

describe('what is counted is sold whole, what is measured in parts', () => {
  test.each([
    ...[
      'kg',
      'KG',
      'g',
      't',
      'lb',
      'm',
      'km',
      'cm',
      'l',
      'L',
      'ml',
      'h',
      'hour',
      'days',
      'm2',
      'm²',
      '㎡',
      'm3',
      'm³',
      'sq. m',
    ],
    ...[
      '公斤',
      '千克',
      '斤',
      '吨',
      '米',
      '公里',
      '升',
      '毫升',
      '小时',
      '人天',
      '平方米',
      '立方米',
      '㎏',
      '公斤/kg',
      'm（米）',
    ],
  ])('%s is a measure', (unit) => {
    expect([isMeasure(unit), codes(1_500, offer(unit))]).toEqual([true, []]);
  });

  test.each([
    ...[
      'pcs',
      'pc',
      'set',
      'box',
      'unit',
      'roll',
      'dozen',
      'pair',
      '个',
      '台',
      '件',
      '箱',
      '套',
      '打',
      '卷',
      '',
      'whatever',
    ],
    ...['10 boxes x 30 bags', '24 - 12 oz bottles', '1 kg pkg.', '500 g', 'kg/box', 'metro', 'constructor'],
  ])('%s is counted', (unit) => {
    expect([isMeasure(unit), codes(1_500, offer(unit))]).toEqual([false, ['error.line_whole']]);
  });

  test('a sentence says by what it is sold and names the next whole number, also above the smallest order', () => {
    const [error] = lineErrors({ sku: 'A100', quantity: 1_500 }, offer('台', { moq: 10_000 }), 2);
    expect([error?.field, error?.values]).toEqual([
      'lines.2.quantity',
      { line: 3, sku: 'A100', unit: '台', quantity: '1.5', whole: '10' },
    ]);
  });

  test('whole numbers fit every unit, and the next whole number is less than one away', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10 ** 12 }), fc.string(), (quantity, unit) => {
        const whole = wholeFrom(quantity);
        return fitsUnit(whole, unit) && whole >= quantity && whole - quantity < 1_000;
      }),
    );
  });

  test('an order that has a part of a piece already keeps it', () => {
    expect(codes(1_500, offer('pcs', { inParts: true }))).toEqual([]);
  });
});
