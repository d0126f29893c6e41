import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decimalText, lineAmount, moneyText, priceScale, quantityScale } from '../../src/money.ts';

type PageMoney = {
  lineAmount(line: { quantity: string; price?: string; discount?: string }, currency: string): bigint | undefined;
  moneyText(minor: bigint, currency: string): string;
};
const page = (await import(new URL('../../adapters/console/web/money.js', import.meta.url).href)) as PageMoney;

const currency = fc.constantFrom('CNY', 'USD', 'JPY', 'KWD');

test('the total that a form shows is the total that the desk files', () => {
  const line = fc.record({
    quantity: fc.integer({ min: 0, max: 10_000_000 }),
    unitPrice: fc.integer({ min: 0, max: 1_000_000_000 }),
    discount: fc.integer({ min: 0, max: 10_000 }),
  });
  fc.assert(
    fc.property(line, currency, (given, money) => {
      const typed = {
        quantity: decimalText(given.quantity, quantityScale),
        price: decimalText(given.unitPrice, priceScale),
        discount: `${decimalText(given.discount, 100)}%`,
      };
      const filed = lineAmount(given, money);
      expect(Number(page.lineAmount(typed, money))).toBe(filed);
      expect(page.moneyText(BigInt(filed), money)).toBe(moneyText(filed, money));
    }),
  );
});

test('a line without a price or with a slip of the pen has no amount yet', () => {
  for (const line of [
    { quantity: '2' },
    { quantity: '', price: '1' },
    { quantity: '2x', price: '1' },
    { quantity: '2', price: '1', discount: '120' },
  ])
    expect(page.lineAmount(line, 'CNY')).toBeUndefined();
  expect(page.lineAmount({ quantity: '1,000', price: '9.5', discount: '5%' }, 'CNY')).toBe(902_500n);
});
