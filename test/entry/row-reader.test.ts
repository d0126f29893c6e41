import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readRow } from '../../src/entry/table/row-reader.ts';
import type { FieldErrors } from '../../src/errors.ts';

const discount = (text: string) => {
  const read = readRow({ discount: text });
  const value = read.discount('discount');
  try {
    read.done();
    return value;
  } catch (error) {
    return (error as FieldErrors).errors[0]!.code;
  }
};
const date = (text: string) => {
  const read = readRow({ paid_at: text });
  return read.date('paid_at');
};

describe('discounts in files', () => {
  test.each([
    ['0.15', 1500],
    ['0', 0],
    ['1', 10_000],
    ['.05', 500],
    ['15%', 1500],
    ['7.25 %', 725],
    ['１５％', 1500],
    ['', undefined],
    ['15', 'error.field_discount'],
    ['1.5', 'error.field_discount'],
    ['-0.1', 'error.field_discount'],
    ['101%', 'error.field_discount'],
    ['0,15', 'error.field_discount'],
    ['0.00001', 'error.field_discount'],
    ['free', 'error.field_discount'],
  ])('%s', (text, expected) => {
    expect(discount(text)).toBe(expected);
  });
});

describe('dates in files', () => {
  test.each([
    ['1996-07-04', '1996-07-04'],
    ['1996/7/4', '1996-07-04'],
    ['1996.07.04', '1996-07-04'],
    ['19960704', '1996-07-04'],
    ['1996年7月4日', '1996-07-04'],
    ['1996-07-04 00:00:00', '1996-07-04'],
    ['1996-07-04T10:00:00.000Z', '1996-07-04'],
    ['07/04/1996', undefined],
    ['4.7.96', undefined],
    ['1996-02-30', undefined],
    ['1996-7/4', undefined],
    ['0000-01-01', undefined],
  ])('%s → %s', (text, expected) => {
    expect(date(text)).toBe(expected);
  });
});

describe('rows', () => {
  test('all that is wrong is said at once, in both languages', () => {
    const read = readRow({ price: 'cheap', quantity: '1.23456' });
    read.required('name');
    read.decimal('price', 10_000, '9.50');
    read.decimal('quantity', 1000, '12.5');
    const error = (() => {
      try {
        read.done();
      } catch (e) {
        return e as FieldErrors;
      }
    })()!;
    expect(error.errors.map((e) => e.field)).toEqual(['name', 'price', 'quantity']);
    expect(error.errors.map((e) => e.sentence('en'))).toEqual([
      '“Name” is missing. Please fill it in.',
      'Price: “cheap” is not a number that fits here. Write it like 9.50.',
      'Quantity: “1.23456” is not a number that fits here. Write it like 12.5.',
    ]);
    expect(error.errors[1]!.sentence('zh')).toBe('价格：“cheap”不是有效的数字，请按 9.50 的格式填写。');
  });

  test('any amount that is written with its decimals is read exactly', () => {
    fc.assert(
      fc.property(fc.nat(10 ** 12), (minor) => {
        const text = `${Math.floor(minor / 100)}.${String(minor % 100).padStart(2, '0')}`;
        return readRow({ amount: text }).money('amount', 'CNY') === minor;
      }),
    );
  });
});
