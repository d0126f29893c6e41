import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { priceWords } from '../../src/commands/parts/price-words.ts';
import { sourceWords } from '../../src/prices/words.ts';

const today = '2026-12-02';
const read = (text: string) => {
  const { unknown, ...words } = priceWords(text, today);
  return unknown.length > 0 ? { ...words, unknown } : words;
};
const days = { validFrom: '2026-12-05', validTo: '2027-01-31' };

describe('what is typed of a price', () => {
  test.each([
    ['A100', { product: 'A100' }],
    ['A100 Acme Tools', { product: 'A100', customer: 'Acme Tools' }],
    ['A100 9.50', { product: 'A100', price: 9_5000 }],
    [
      'A100 Acme 9.20 from 100 2026-12-05..2027-01-31',
      { product: 'A100', customer: 'Acme', price: 9_2000, from: 100_000, ...days },
    ],
    ['A100 tier A 8.90', { product: 'A100', tier: 'A', price: 8_9000 }],
    [
      'A100 华信 9.20 满100 2026-12-05..2027-01-31',
      { product: 'A100', customer: '华信', price: 9_2000, from: 100_000, ...days },
    ],
    ['A100 华信 9.20元 满100个起', { product: 'A100', customer: '华信', price: 9_2000, from: 100_000 }],
    ['A100 等级 A 8.90', { product: 'A100', tier: 'A', price: 8_9000 }],
    ['A100 等级A 8.90 12月5日至1月31日', { product: 'A100', tier: 'A', price: 8_9000, ...days }],
    [
      'A100 Acme 9 100+ since 12/5 until 2027-01-31',
      { product: 'A100', customer: 'Acme', price: 9_0000, from: 100_000, ...days },
    ],
    ['A100 9 ..2027-01-31', { product: 'A100', price: 9_0000, validTo: '2027-01-31' }],
    ['A100 Acme end', { product: 'A100', customer: 'Acme', end: true }],
    ['A100 华信 结束', { product: 'A100', customer: '华信', end: true }],
    ['A100 "Acme 2000" 9', { product: 'A100', customer: 'Acme 2000', price: 9_0000 }],
    ['A100 Acme -1', { product: 'A100', customer: 'Acme', price: -1_0000 }],
    ['A100 Acme 9,50', { product: 'A100', customer: 'Acme', unknown: ['9,50'] }],
    ['A100 Acme 9 8', { product: 'A100', customer: 'Acme', price: 9_0000, unknown: ['8'] }],
  ])('%s', (text, words) => {
    expect(read(text)).toEqual(words);
  });

  test('is read to its end, whatever it is', () => {
    const word = fc.constantFrom(
      'A100',
      '9.5',
      'from',
      '满',
      '..',
      '2026-12-01',
      'tier',
      '等级',
      '"',
      'end',
      '华信',
      '-',
      '+',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'grapheme' }),
          fc.array(word).map((w) => w.join(' ')),
        ),
        (text) => {
          expect(priceWords(text, today).unknown).toBeInstanceOf(Array);
        },
      ),
    );
  });
});

test('where a price comes from is said in both languages', () => {
  const source = { from: 'customer', quantity: 100_000, until: '2027-01-31' } as const;
  expect(sourceWords('en', source)).toBe('customer price, from 100, until 2027-01-31');
  expect(sourceWords('zh', source)).toBe('客户价，满100起，至 2027-01-31');
  expect(sourceWords('zh', { from: 'tier', tier: 'A' })).toBe('A 级价');
  expect(sourceWords('en', { from: 'typed' })).toBe('typed in');
});
