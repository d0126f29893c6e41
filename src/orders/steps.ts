import { routed } from '../approvals/eligible.ts';
import { type Facts, requiredSteps } from '../approvals/rules.ts';
import type { CalendarDate } from '../dates.ts';
import type { Member } from '../members/member.ts';
import type { Product } from '../products/product.ts';
import { supplyRisks } from '../risks/supply.ts';
import type { Settings } from '../settings/settings.ts';
import { rateOf, toBase } from './currency.ts';
import type { ApprovalStep, Order } from './order.ts';

/** What the rules need to know besides the order. */
export type RuleWorld = {
  members: readonly Member[];
  settings: Settings;
  /** The products of the lines by SKU, priced in the order's currency. */
  products: ReadonlyMap<string, Pick<Product, 'sku' | 'floorPrice'> & Partial<Product>>;
  /** Minor units of the base currency that the customer owes without this order. */
  exposure: number;
  creditLimit?: number;
  isNewCustomer: boolean;
  today: CalendarDate;
};

/** Whether the order takes its customer over the limit. Prepaid orders pass. */
export const isOverCredit = (
  order: Pick<Order, 'paymentDays'>,
  baseTotal: number,
  { exposure, creditLimit }: Pick<RuleWorld, 'exposure' | 'creditLimit'>,
): boolean => creditLimit !== undefined && order.paymentDays > 0 && exposure + baseTotal > creditLimit;

/** The products whose stock is known. */
const stocked = (products: RuleWorld['products']): Product[] =>
  [...products.values()].filter((p): p is Product => p.onHand !== undefined);

/** What of an order the rules look at. */
type Ruled = Pick<
  Order,
  | 'owner'
  | 'lines'
  | 'total'
  | 'currency'
  | 'paymentDays'
  | 'promisedDate'
  | 'requestedDate'
  | 'splitTotal'
  | 'splitFrom'
>;

/** What the rules look at in an order. */
export function factsOf(order: Ruled, world: RuleWorld): Facts {
  const { members, settings, products } = world;
  const owner = members.find((m) => m._id === order.owner);
  const floors = new Map(
    [...products.values()].flatMap((p) => (p.floorPrice === undefined ? [] : [[p.sku, p.floorPrice] as const])),
  );
  const baseTotal = toBase(order.total, order.currency, rateOf(order.currency, settings), settings.currency);
  return {
    // A part is reviewed as the whole that it was split from.
    baseTotal: baseTotal + (order.splitTotal ?? 0),
    lines: order.lines,
    discountAuthority: owner?.discountAuthority ?? settings.discountAuthority,
    floors,
    isOverCredit: isOverCredit(order, baseTotal, world),
    isNewCustomer: world.isNewCustomer || order.splitFrom?.newCustomer === true,
    isHighRisk: supplyRisks(order, stocked(products), world.today).some((risk) => risk.level === 'high'),
  };
}

/** The steps that the rules ask for now, passed on as far as needed; `stuck` are those that nobody may decide. */
export function stepsOf(order: Order, world: RuleWorld): { steps: ApprovalStep[]; stuck: ApprovalStep[] } {
  const wanted = requiredSteps(factsOf(order, world), world.settings);
  return routed({ ...order, approval: undefined, change: undefined }, wanted, world.members, world.settings);
}
