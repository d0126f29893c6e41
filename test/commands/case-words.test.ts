import { describe, expect, test } from '@jest/globals';
import { readCase } from '../../src/commands/parts/case-words.ts';
import type { Line, Order } from '../../src/orders/order.ts';

const line = (sku: string) => ({ sku, quantity: 10_000, shipped: 10_000, delivered: 10_000 }) as Line;
const order = { number: 'SO-000042', lines: [line('BOLT'), line('A100'), line('B200')] } as Order;
const two = (index: number) => [{ index, quantity: 2_000 }];

describe('what is typed after “case SO-000042”', () => {
  test.each([
    ['return 2xBOLT cracked on arrival', 'return', two(0), 'cracked on arrival'],
    ['return 2 pcs A100 cracked on arrival', 'return', two(1), 'cracked on arrival'],
    ['repair 2xBOLT A100x2 do not start', 'repair', [...two(0), ...two(1)], 'do not start'],
    [
      'complaint 3 pallets sent to Hamburg instead of Bremen',
      'complaint',
      [],
      '3 pallets sent to Hamburg instead of Bremen',
    ],
    ['complaint 2 drivers rude', 'complaint', [], '2 drivers rude'],
    ['complaint please call them', 'complaint', [], 'please call them'],
    ['complaint A100, B200 2 each missing', 'complaint', [], 'A100, B200 2 each missing'],
    ['退货 2xBOLT 到货破损', 'return', two(0), '到货破损'],
    ['退货 2xBOLT broken 到货破损', 'return', two(0), 'broken 到货破损'],
    ['投诉 3 pallets sent to Hamburg 送错地方', 'complaint', [], '3 pallets sent to Hamburg 送错地方'],
    ['投诉 A100、B200各2个破损', 'complaint', [], 'A100、B200各2个破损'],
  ])('“%s” is a kind, goods of the order, and a text', (words, kind, parts, text) => {
    expect(readCase(words, order, [])).toEqual({ kind, parts, text });
  });
});
