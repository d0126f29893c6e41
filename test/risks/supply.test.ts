import { expect, test } from '@jest/globals';
import { supplyRisks } from '../../src/risks/supply.ts';
import { tenPieces } from '../orders/support/seed.ts';

const order = { lines: [tenPieces()], promisedDate: '2026-12-10' };
const product = { sku: 'A100', onHand: 0, reserved: 0, leadTimeDays: 30 };

test('goods that need longer than is left are a high risk, those of which no stock is kept are none', () => {
  const levels = (counted?: boolean) =>
    supplyRisks(order, [{ ...product, counted }], '2026-12-01').map((risk) => risk.level);
  expect(levels(true)).toEqual(['high']);
  expect(levels()).toEqual([]);
});
