import type { CalendarDate } from '../dates.ts';
import type { Order } from '../orders/order.ts';
import type { Product } from '../products/product.ts';
import type { Settings } from '../settings/settings.ts';
import type { SupplyFacts } from '../suppliers/supply-facts.ts';
import type { Risk } from './risk.ts';

/** What risks look at in an order. */
export type AtRisk = Pick<
  Order,
  | '_id'
  | 'state'
  | 'lines'
  | 'currency'
  | 'rate'
  | 'total'
  | 'baseTotal'
  | 'paid'
  | 'credited'
  | 'paymentDays'
  | 'promisedDate'
  | 'requestedDate'
  | 'milestones'
  | 'approvedOnce'
>;

/** A product as risks look at it, by SKU; prices of the order's currency. */
export type ProductFacts = Pick<
  Product,
  'sku' | 'onHand' | 'reserved' | 'counted' | 'leadTimeDays' | 'cost' | 'referencePrice'
> & {
  supply?: SupplyFacts;
  /** Who waits for what purchases bring, in their order; read where something is on its way. */
  queue?: readonly Waiting[];
};

/** An order that waits for goods, and for how much of them; thousandths. */
export type Waiting = { order: string; quantity: number };

/** The customer's money: minor units of the base currency. */
export type MoneyFacts = {
  /** What is owed without the order in question; below 0 where more came in. */
  balance: number;
  limit?: number;
  overdue: number;
  /** The oldest due date that was missed. */
  overdueSince?: CalendarDate;
  /** The most that finance agreed to over the limit with another order of the customer, as long as that is good. */
  agreed?: number;
};

/** All that the risks of an order are worked out from; read before, so that they are pure. */
export type RiskFacts = {
  today: CalendarDate;
  base: string;
  thresholds: Pick<Settings, 'marketMove' | 'supplierOnTime'>;
  money: MoneyFacts;
  /** By SKU. */
  products: ReadonlyMap<string, ProductFacts>;
};

/** One kind of risk: a file each, and a line in `kinds/index.ts`. */
export type RiskKind = {
  /** The risks of this kind that an order has now. */
  assess(order: AtRisk, facts: RiskFacts): Risk[];
};
