import { lineAmount } from '../money.ts';
import { missing } from '../stock/queue.ts';
import { toBase } from './currency.ts';
import { totalOf } from './lines.ts';
import type { Line, Order } from './order.ts';

const withQuantity = (line: Line, quantity: number, currency: string): Line => ({
  ...line,
  quantity,
  amount: lineAmount({ ...line, quantity }, currency),
});

/** The lines of an order in two: what is there or has left, and what is missing of products that stock is kept of. */
export function linesInTwo(
  { lines, currency }: Pick<Order, 'lines' | 'currency'>,
  isKept: (product: string) => boolean,
): { kept: Line[]; rest: Line[] } {
  const kept: Line[] = [];
  const rest: Line[] = [];
  for (const line of lines) {
    const short = isKept(line.product) ? missing(line) : 0;
    const stays = line.quantity - short;
    if (stays > 0) kept.push(short > 0 ? withQuantity(line, stays, currency) : line);
    const { reserved: _, returned: __, ...fresh } = line;
    if (short > 0) rest.push({ ...withQuantity(fresh, short, currency), shipped: 0, delivered: 0 });
  }
  return { kept, rest };
}

/** What an order comes to with other lines. */
export function sumsOf(lines: readonly Line[], { currency, rate }: Order, base: string) {
  const total = totalOf(lines);
  return { lines: [...lines], total, baseTotal: toBase(total, currency, rate, base) };
}

/**
 * What the rules still look at of an order that was split: the parts are reviewed as the whole, so that nothing passes by
 * being cut into pieces. Each line is rounded anew, so that the parts may come to a little less than the whole: it is the
 * whole that counts then. All in minor units of the base currency.
 */
export function splitFields(order: Pick<Order, 'baseTotal' | 'splitTotal'>, keptTotal: number, restTotal: number) {
  const { baseTotal, splitTotal: before = 0 } = order;
  return {
    kept: before + Math.max(restTotal, baseTotal - keptTotal),
    rest: before + Math.max(keptTotal, baseTotal - restTotal),
  };
}
