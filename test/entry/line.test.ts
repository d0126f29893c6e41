import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type ParsedEntry, parseEntry } from '../../src/entry/line.ts';

/** A Monday. */
const today = '2026-11-23';
const one = (sku: string, quantity: number, more = {}) => ({ sku, quantity: quantity * 1000, ...more });
const a100 = one('A100', 20);

const cases: readonly [string, Partial<ParsedEntry>][] = [
  [
    'Acme A100x20 B200x5@9.50 -10% due 3/15 po 4711 net 30 "fragile"',
    {
      customer: 'Acme',
      lines: [a100, one('B200', 5, { unitPrice: 95_000 })],
      discount: 1000,
      due: '2027-03-15',
      po: '4711',
      paymentDays: 30,
      notes: 'fragile',
    },
  ],
  ['华信 A100x20 交期 3月15日', { customer: '华信', lines: [a100], due: '2027-03-15' }],
  // Quantities
  ['Acme 20xA100', { customer: 'Acme', lines: [a100] }],
  ['Acme 20 x A100', { customer: 'Acme', lines: [a100] }],
  ['Acme 20*A100', { customer: 'Acme', lines: [a100] }],
  ['Acme A100*20', { customer: 'Acme', lines: [a100] }],
  ['Acme A100×20', { customer: 'Acme', lines: [a100] }],
  ['Acme A100 x 20', { customer: 'Acme', lines: [a100] }],
  ['Acme A100 x20', { customer: 'Acme', lines: [a100] }],
  ['Acme A100X20', { customer: 'Acme', lines: [a100] }],
  ['Acme A100x20pcs', { customer: 'Acme', lines: [{ ...a100, unit: 'pcs' }] }],
  ['Acme A100 20 pcs', { customer: 'Acme', lines: [{ ...a100, unit: 'pcs' }] }],
  ['华信 A100 20个', { customer: '华信', lines: [{ ...a100, unit: '个' }] }],
  ['华信 苹果 20箱', { customer: '华信', lines: [one('苹果', 20, { unit: '箱' })] }],
  ['华信 茶叶x5', { customer: '华信', lines: [one('茶叶', 5)] }],
  ['华信 20箱×A100', { customer: '华信', lines: [{ ...a100, unit: '箱' }] }],
  ['Acme A100x1.5', { lines: [one('A100', 1.5)] }],
  ['Acme A100x1,000', { lines: [one('A100', 1000)] }],
  ['Acme A100x0', { lines: [one('A100', 0)] }],
  ['Acme CHAIRx5', { customer: 'Acme', lines: [one('CHAIR', 5)] }],
  ['Acme chairx5', { customer: 'Acme', lines: [one('chair', 5)] }],
  ['Acme M8x20x5', { lines: [one('M8x20', 5)] }],
  ['Acme 2x4x10', { lines: [one('2x4', 10)] }],
  ['Acme 4711x20', { lines: [one('4711', 20)] }],
  ['Acme 20xBOX5', { lines: [one('BOX5', 20)] }],
  ['Acme BOX20 x5', { lines: [one('BOX20', 5)] }],
  ['Acme NW-11x3, NW-42x4; NW-72x5', { lines: [one('NW-11', 3), one('NW-42', 4), one('NW-72', 5)] }],
  ['Acme A100x20,B200x5', { lines: [a100, one('B200', 5)] }],
  ['华信 A100x20、B200x5', { lines: [a100, one('B200', 5)] }],
  ['Acme A100x20 A100x20', { lines: [a100, a100] }],
  // Prices and discounts
  ['Acme A100x20@9.5', { lines: [one('A100', 20, { unitPrice: 95_000 })] }],
  ['Acme A100x20 @9.5', { lines: [one('A100', 20, { unitPrice: 95_000 })] }],
  ['Acme A100x20 @ $9.5', { lines: [one('A100', 20, { unitPrice: 95_000, price: { currency: '$', text: '$9.5' } })] }],
  [
    '华信 A100x20@¥9.5元',
    { lines: [one('A100', 20, { unitPrice: 95_000, price: { currency: '¥', text: '¥9.5元' } })] },
  ],
  ['华信 A100x20 单价9.5', { lines: [one('A100', 20, { unitPrice: 95_000 })] }],
  ['Acme A100x20@0.0001', { lines: [one('A100', 20, { unitPrice: 1 })] }],
  ['Acme A100x20@1,250.75', { lines: [one('A100', 20, { unitPrice: 12_507_500 })] }],
  ['Acme A100x20-5%', { lines: [one('A100', 20, { discount: 500 })], discount: undefined }],
  ['Acme A100x20@9.5-5%', { lines: [one('A100', 20, { unitPrice: 95_000, discount: 500 })] }],
  ['Acme A100x20-5% -10%', { lines: [one('A100', 20, { discount: 500 })], discount: 1000 }],
  ['Acme A100x20 -7.25%', { lines: [a100], discount: 725 }],
  ['Acme A100x20 10% off', { lines: [a100], discount: 1000 }],
  ['Acme A100x20 discount 10%', { lines: [a100], discount: 1000 }],
  ['华信 A100x20 折扣10%', { lines: [a100], discount: 1000 }],
  ['华信 A100x20 9折', { lines: [a100], discount: 1000 }],
  ['华信 A100x20 85折', { lines: [a100], discount: 1500 }],
  ['华信 A100x20 8.5折', { lines: [a100], discount: 1500 }],
  ['华信 A100x20 八五折', { lines: [a100], discount: 1500 }],
  // Dates
  ['Acme A100x20 due next friday', { due: '2026-12-04' }],
  ['Acme A100x20 next friday po 7', { due: '2026-12-04', po: '7' }],
  ['Acme A100x20 by dec 1, 2026 prepaid', { due: '2026-12-01', paymentDays: 0 }],
  ['Acme A100x20 due +10d', { due: '2026-12-03' }],
  ['Acme A100x20 due:2026-12-01', { due: '2026-12-01' }],
  ['Acme A100x20 due end of month', { due: '2026-11-30' }],
  ['Acme A100x20 delivery by tomorrow', { due: '2026-11-24' }],
  ['华信 A100x20 交期：下周五', { due: '2026-12-04' }],
  ['华信 A100x20 交货 明天', { due: '2026-11-24' }],
  ['华信 A100x20 月底', { due: '2026-11-30' }],
  ['due 3/15 Acme A100x20', { customer: 'Acme', due: '2027-03-15', unknown: [] }],
  // Purchase order, terms
  ['Acme A100x20 PO#4711', { po: '4711' }],
  ['Acme A100x20 po: AB-7', { po: 'AB-7' }],
  ['Acme A100x20 PO-4711', { po: 'PO-4711' }],
  ['Acme A100x20 po4711', { po: '4711' }],
  ['Acme A100x20 po no. 4711', { po: '4711' }],
  ['华信 A100x20 采购单 4711', { po: '4711' }],
  ['华信 A100x20 采购单号：CG-7 账期30', { po: 'CG-7', paymentDays: 30 }],
  ['华信 A100x20 单号4711月结30天', { po: '4711', paymentDays: 30 }],
  ['Acme A100x20 net30', { paymentDays: 30 }],
  ['Acme A100x20 net 45 days', { paymentDays: 45 }],
  ['华信 A100x20 预付款', { paymentDays: 0 }],
  // Notes
  ['Acme A100x20 “handle with care”', { notes: 'handle with care' }],
  ['华信 A100x20 「易碎」 “轻放”', { notes: '易碎; 轻放' }],
  ['华信 A100x20 备注：先打电话 再送货', { notes: '先打电话 再送货' }],
  ['Acme A100x20 note: call first, then ship', { notes: 'call first, then ship' }],
  // Customers
  ['Que Delícia NW-11x2', { customer: 'Que Delícia', lines: [one('NW-11', 2)] }],
  ['"Acme Trading Co" A100x20', { customer: 'Acme Trading Co', notes: undefined }],
  ['Max2 Ltd A100x20', { customer: 'Max2 Ltd', lines: [a100] }],
  ['PO Box Ltd A100x20', { customer: 'PO Box Ltd', po: undefined }],
  ['North/South A100x20', { customer: 'North/South' }],
  [
    '华信A100x20交期3月15日账期30天单号7',
    { customer: '华信', lines: [a100], due: '2027-03-15', paymentDays: 30, po: '7' },
  ],
  [
    'Ａｃｍｅ　Ａ１００ｘ２０＠９．５０　－１０％',
    { customer: 'Acme', lines: [one('A100', 20, { unitPrice: 95_000 })], discount: 1000 },
  ],
  ['Acme', { customer: 'Acme', lines: [] }],
  ['', { customer: undefined, lines: [], unknown: [] }],
  // What is not understood is shown
  ['Acme A100x20 wobble wibble net 30 huh', { unknown: ['wobble wibble', 'huh'], paymentDays: 30 }],
  ['Acme B200x5@9,50', { customer: 'Acme', lines: [], unknown: ['B200x5@9,50'] }],
  ['Acme A100x-5', { customer: 'Acme', lines: [], unknown: ['A100x-5'] }],
  ['Acme A100x20-200%', { lines: [], unknown: ['A100x20-200%'] }],
  ['Acme A100x1.23456', { lines: [], unknown: ['A100x1.23456'] }],
  ['Acme A100x20 due sometime', { lines: [a100], due: undefined, unknown: ['due sometime'] }],
  ['Acme A100x20 po 1 po 2', { po: '1', unknown: ['po 2'] }],
  ['Acme A100x20 net -3', { due: undefined, paymentDays: undefined, unknown: ['net -3'] }],
  ['Acme A100x20 -5% -6%', { discount: 500, unknown: ['-6%'] }],
  ['Acme A100x20 "never closed', { notes: undefined, unknown: ['"never closed'] }],
];

describe('one line of text', () => {
  test.each(cases)('%s', (text, expected) => {
    const entry = parseEntry(text, today);
    const said = Object.keys(expected).map((key) => [key, entry[key as keyof ParsedEntry]]);
    expect(Object.fromEntries(said)).toEqual(expected);
  });

  test.each(cases.slice(0, 2))('an entry that is wholly understood leaves nothing over: %s', (text) => {
    expect(parseEntry(text, today).unknown).toEqual([]);
  });

  test('a text of ten thousand signs is read at once and its end is shown', () => {
    const entry = parseEntry(`Acme ${'A1x'.repeat(4000)}`, today);
    expect(entry.unknown.at(-1)).toHaveLength(5 + 12_000 - 4000);
  });
});

describe('whatever is typed', () => {
  const pieces = [
    'Acme',
    '华信',
    'A100x20',
    '20xB',
    'x',
    '×',
    '@',
    '9.5',
    '9,5',
    '-10%',
    '折',
    '"',
    '“',
    '」',
    'due',
    '交期',
    '3/15',
    '月',
    '+10d',
    'po',
    '#',
    'net',
    '30',
    '.',
    ',',
    '、',
    '-',
    '%',
    ' ',
  ];
  const anything = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 80 }),
    fc.array(fc.constantFrom(...pieces), { maxLength: 25 }).map((p) => p.join('')),
    fc.array(fc.constantFrom(...pieces), { maxLength: 25 }).map((p) => p.join(' ')),
  );

  test('it never fails, and every number in it is exact', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const entry = parseEntry(text, today);
        const numbers = entry.lines.flatMap((l) => [l.quantity, l.unitPrice ?? 0, l.discount ?? 0]);
        return [...numbers, entry.discount ?? 0, entry.paymentDays ?? 0].every(
          (n) => Number.isSafeInteger(n) && n >= 0,
        );
      }),
      { numRuns: 2000 },
    );
  });

  test('a word that means nothing is never dropped', () => {
    const nonsense = fc.stringMatching(/^qz[a-w]{3,8}q$/);
    fc.assert(
      fc.property(nonsense, fc.constantFrom(...cases.slice(0, 60).map(([text]) => text)), (odd, text) => {
        const entry = parseEntry(`${text} ${odd}`, today);
        return JSON.stringify(entry).includes(odd);
      }),
    );
  });
});
