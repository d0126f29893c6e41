import { describe, expect, test } from '@jest/globals';
import { readCustomerPaid, readPaid } from '../../src/commands/parts/pay-words.ts';

const today = '2026-12-02';

describe('money in words', () => {
  test.each([
    ['Ontario Steel 500', { name: 'Ontario Steel', amount: '500' }],
    ['Refco 500 ref A-1', { name: 'Refco', amount: '500', reference: 'A-1' }],
    ['Reference Books Ltd 500', { name: 'Reference Books Ltd', amount: '500' }],
    ['Point On Ltd 500', { name: 'Point On Ltd', amount: '500' }],
    ['Point On Ltd', { name: 'Point On Ltd' }],
    ['流水线公司 500', { name: '流水线公司', amount: '500' }],
    ['2024 Holdings 500', { name: '2024 Holdings', amount: '500' }],
    [
      'Studio 5 500 EUR ref 12 on 12/1',
      { name: 'Studio 5', amount: '500', currency: 'EUR', reference: '12', paidAt: '2026-12-01' },
    ],
    ['Acme ref A-1', { name: 'Acme', reference: 'A-1' }],
    ['华信 1.5万', { name: '华信', amount: '1.5万' }],
    ['Acme 500 reference: A-1 on 12/1', { name: 'Acme', amount: '500', reference: 'A-1', paidAt: '2026-12-01' }],
    ['Acme 500 ref:A-1', { name: 'Acme', amount: '500', reference: 'A-1' }],
    ['华信 500 流水A-1 日期12月1日', { name: '华信', amount: '500', reference: 'A-1', paidAt: '2026-12-01' }],
    ['华信 500 流水号：A-1', { name: '华信', amount: '500', reference: 'A-1' }],
  ])('%s', (words, read) => {
    const said = Object.entries(readCustomerPaid(words, today)).filter(([, value]) => value !== undefined);
    expect(Object.fromEntries(said)).toEqual(read);
  });

  test('ten thousands are written in Chinese', () => {
    expect(readPaid('1.5万', 'CNY', today)).toMatchObject({ amount: 15_000_00 });
    expect(() => readPaid('万', 'CNY', today)).toThrow(expect.objectContaining({ code: 'error.payment_amount' }));
  });

  test('the reference may look like a date, and the date like a word', () => {
    expect(readPaid('50 ref on-12 on yesterday', 'CNY', today)).toEqual({
      amount: 50_00,
      reference: 'on-12',
      paidAt: '2026-12-01',
    });
    expect(() => readPaid('50 on Fbruary', 'CNY', today)).toThrow(
      expect.objectContaining({ code: 'error.date_expected' }),
    );
  });
});
