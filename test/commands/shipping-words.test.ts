import { describe, expect, test } from '@jest/globals';
import { readShipping } from '../../src/commands/parts/shipping-words.ts';
import type { Line, Order } from '../../src/orders/order.ts';

const line = (sku: string, quantity: number, shipped = 0) => ({ sku, quantity, shipped }) as Line;
const order = {
  number: 'SO-000042',
  lines: [line('A100', 10_000), line('B200', 10_000), line('C3', 5_000, 5_000)],
} as Order;
const today = '2026-12-02';
const read = (words: string) => readShipping(words, order, today);
const codeOf = (words: string): string => {
  try {
    return JSON.stringify(read(words));
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('what is typed after “ship SO-000042”', () => {
  test.each(['SF 123 B200x5', 'SF 123 5xB200', 'SF 123 b200*5', 'SF 123 B200 x 5', 'SF 123 B200 5个', 'B200×5 SF 123'])(
    '“%s” is five of B200 with SF',
    (words) => {
      expect(read(words)).toEqual({
        carrier: 'SF',
        trackingNo: '123',
        eta: undefined,
        lines: [{ index: 1, quantity: 5_000 }],
      });
    },
  );

  test.each([
    ['顺丰 1234567 预计 12月5日', { carrier: '顺丰', trackingNo: '1234567', eta: '2026-12-05', lines: undefined }],
    ['DHL eta: next friday JD00 1', { carrier: 'DHL', trackingNo: 'JD00 1', eta: '2026-12-11', lines: undefined }],
    ['UPS 1Z999AA10123456784', { carrier: 'UPS', trackingNo: '1Z999AA10123456784', eta: undefined, lines: undefined }],
    ['RX123456789CN', { carrier: 'RX123456789CN', trackingNo: undefined, eta: undefined, lines: undefined }],
  ])('“%s” is read', (words, expected) => {
    expect(read(words)).toEqual(expected);
  });

  test.each([
    ['SF 1 ZZZ9x1', 'error.ship_line'],
    ['SF 1 B2OOx5', 'error.ship_line'],
    ['SF 1 B200x-1', 'error.number_expected'],
    ['SF 1 B200xfive', 'error.number_expected'],
    ['SF 1 eta', 'error.date_expected'],
    ['SF 1 eta soon', 'error.date_expected'],
    ['SF 1 eta 2020-01-01', 'error.date_past'],
    ['SF 1 预计 昨天', 'error.date_past'],
  ])('“%s” ships nothing: %s', (words, code) => {
    expect(codeOf(words)).toBe(code);
  });

  /** A product whose code is a word: the words behind it are none of its name. */
  const bolts = { ...order, lines: [line('BOLT', 5_000), line('A100', 10_000), line('B200', 10_000)] } as Order;
  test.each([
    ['SF 1234567 handed to driver', 'SF', '1234567 handed to driver', undefined],
    ['DHL 12345 left for pickup', 'DHL', '12345 left for pickup', undefined],
    ['UPS 2 pallets to Hamburg', 'UPS', '2 pallets to Hamburg', undefined],
    ['DHL A1 and B2 each 2', 'DHL', 'A1 and B2 each 2', undefined],
    ['2xBOLT SF 123', 'SF', '123', [{ index: 0, quantity: 2_000 }]],
    ['2 pcs A100 SF 123', 'SF', '123', [{ index: 1, quantity: 2_000 }]],
    ['2xBOLT please', 'please', undefined, [{ index: 0, quantity: 2_000 }]],
    ['顺丰 1234567 已交 driver', '顺丰', '1234567 已交 driver', undefined],
    ['顺丰 SF1234、SF1235各1箱', '顺丰', 'SF1234、SF1235各1箱', undefined],
    ['顺丰 SF1234三箱', '顺丰', 'SF1234三箱', undefined],
    ['2xBOLT 顺丰 123', '顺丰', '123', [{ index: 0, quantity: 2_000 }]],
  ])('words around the parcel are no goods: “%s”', (words, carrier, trackingNo, lines) => {
    expect(readShipping(words, bolts, today)).toEqual({ carrier, trackingNo, eta: undefined, lines });
  });

  test('a line that is named twice is read twice: the deed adds the quantities up', () => {
    expect(read('SF 1 A100x2 A100x3').lines).toEqual([
      { index: 0, quantity: 2_000 },
      { index: 0, quantity: 3_000 },
    ]);
  });

  test('a line that is shipped already is named as such, not as a number that is wrong', () => {
    expect(read('SF 1 C3x1').lines).toEqual([{ index: 2, quantity: 1_000 }]);
  });
});
