import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { numberMarksOf, readNumber } from '../../../src/entry/batch/numbers.ts';

const cells = (...texts: string[]) => texts.map((text, i) => ({ row: i + 2, text }));
const marks = (columns: Record<string, string[]>) => {
  const all = Object.fromEntries(Object.entries(columns).map(([name, texts]) => [name, cells(...texts)]));
  const { marks: found, ask } = numberMarksOf(all);
  return { ...found, ...Object.fromEntries(Object.keys(ask).map((name) => [name, 'ask'])) };
};

describe('which mark begins the decimals', () => {
  test.each([
    [['1,234.50', '12'], 'point'],
    [['1.234,50', '12'], 'comma'],
    [['1 234,50'], 'comma'],
    [["1'234.50"], 'point'],
    [['9,5'], 'comma'],
    [['9.5', '1,234'], 'point'],
    [['1,234,567'], 'point'],
    [['1.234.567'], 'comma'],
    [['0,500'], 'comma'],
    [['1,234'], 'ask'],
    [['1.234', '100'], 'ask'],
    [['9.5', '9,5'], 'ask'],
    [['€ 1.234,50'], 'comma'],
  ])('%s → %s', (texts, mark) => expect(marks({ unit_price: texts })).toEqual({ unit_price: mark }));

  test('whole numbers ask nothing', () => expect(marks({ quantity: ['1', '20', '300'] })).toEqual({}));
  test('what one column leaves open, the others of the file tell', () => {
    expect(marks({ quantity: ['1,234'], unit_price: ['9.50'] })).toEqual({ quantity: 'point', unit_price: 'point' });
    expect(marks({ quantity: ['1.234'], unit_price: ['9,50'] })).toEqual({ quantity: 'comma', unit_price: 'comma' });
  });
});

describe('a number as the desk writes it', () => {
  test.each([
    ['1,234.50', 'point', '1234.50'],
    ['1.234,50', 'comma', '1234.50'],
    ['1 234,50', 'comma', '1234.50'],
    ["CHF 1'234.50", 'point', undefined],
    ["1'234.50 CHF", 'point', '1234.50'],
    ['¥ 9.50', 'point', '9.50'],
    ['１２．５', 'point', '12.5'],
    ['15,5 %', 'comma', '15.5%'],
    ['1.25万', 'point', '12500'],
    ['1,23.4', 'point', undefined],
    ['twelve', 'point', undefined],
  ] as const)('%s with a %s → %s', (text, mark, said) => expect(readNumber(text, mark)).toBe(said));

  test('what is written in a style is read in it, to the last digit', () => {
    const amount = fc.tuple(fc.integer({ min: 0, max: 9_999_999 }), fc.integer({ min: 0, max: 99 }));
    fc.assert(
      fc.property(
        amount,
        fc.constantFrom(['.', ','] as const, [',', '.'] as const),
        ([whole, cents], [point, group]) => {
          const grouped = String(whole).replace(/\B(?=(\d{3})+$)/g, group);
          const text = `${grouped}${point}${String(cents).padStart(2, '0')}`;
          expect(readNumber(text, point === '.' ? 'point' : 'comma')).toBe(
            `${whole}.${String(cents).padStart(2, '0')}`,
          );
        },
      ),
    );
  });
});
