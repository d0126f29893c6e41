import { createHash } from 'node:crypto';
import type { ChangeContent, Order } from './order.ts';

/** Grows when the content below changes, so that an old hash is never taken for a new one. */
const schema = 1;

type Content = Pick<
  Order,
  'customer' | 'shipTo' | 'lines' | 'currency' | 'paymentDays' | 'requestedDate' | 'promisedDate'
>;

/** What a decision is bound to: customer, ship-to, lines, prices, discounts, currency, terms and dates. */
function content(order: Content): unknown {
  return [
    schema,
    order.customer,
    order.shipTo ?? null,
    order.currency,
    order.paymentDays,
    order.requestedDate ?? null,
    order.promisedDate ?? null,
    order.lines.map((l) => [l.sku, l.quantity, l.unitPrice, l.discount, l.amount, l.promisedDate ?? null]),
  ];
}

/** SHA-256 over a canonical JSON of the content, in hex. Merging customers must keep it; every edit changes it. */
export const contentHash = (order: Content): string =>
  createHash('sha256')
    .update(JSON.stringify(content(order)))
    .digest('hex');

/** The part of an order that a change order can change. */
export const changeContentOf = (order: ChangeContent): ChangeContent => ({
  lines: order.lines,
  rate: order.rate,
  total: order.total,
  baseTotal: order.baseTotal,
  requestedDate: order.requestedDate,
  promisedDate: order.promisedDate,
  paymentDays: order.paymentDays,
});

/** The order as it would be with a change. */
export const withContent = (order: Order, change: ChangeContent): Order => ({ ...order, ...changeContentOf(change) });

/** The order as it is to be decided: with the change that is proposed, where one is. */
export const underReview = (order: Order): Order =>
  order.state !== 'pending' && order.change ? withContent(order, order.change.content) : order;
