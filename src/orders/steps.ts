import { routed } from '../approvals/eligible.ts';
import { type Facts, requiredSteps } from '../approvals/rules.ts';
import type { CalendarDate } from '../dates.ts';
import type { Member } from '../members/member.ts';
import type { Product } from '../products/product.ts';
import type { MoneyFacts, ProductFacts, RiskFacts } from '../risks/facts.ts';
import { excessOf } from '../risks/kinds/credit.ts';
import { assess } from '../risks/kinds/index.ts';
import type { Settings } from '../settings/settings.ts';
import { rateOf, toBase } from './currency.ts';
import type { ApprovalStep, Order } from './order.ts';

/** What the rules need to know besides the order. */
export type RuleWorld = {
  members: readonly Member[];
  settings: Settings;
  /** The products of the lines by SKU, priced in the order's currency. */
  products: ReadonlyMap<
    string,
    Pick<Product, 'sku' | 'floorPrice'> & Partial<Product> & Pick<ProductFacts, 'supply' | 'queue'>
  >;
  /** What the customer owes without this order, and may owe. */
  money: MoneyFacts;
  isNewCustomer: boolean;
  today: CalendarDate;
};

/** The products whose stock is known. */
const stocked = (products: RuleWorld['products']): [string, ProductFacts][] =>
  [...products].filter((one): one is [string, Product] => one[1].onHand !== undefined);

/** What risks are worked out from, by what the rules know. */
const riskFacts = ({ products, money, settings, today }: RuleWorld): RiskFacts => ({
  ...{ today, money, base: settings.currency, thresholds: settings },
  products: new Map(stocked(products)),
});

/** What of an order the rules look at. */
type Ruled = Pick<
  Order,
  | '_id'
  | 'owner'
  | 'lines'
  | 'total'
  | 'currency'
  | 'rate'
  | 'state'
  | 'paid'
  | 'credited'
  | 'paymentDays'
  | 'promisedDate'
  | 'requestedDate'
  | 'milestones'
  | 'approvedOnce'
  | 'splitTotal'
  | 'splitFrom'
>;

/** Whether a rule asks about risks: without one nothing of them is read. */
export const looksAtRisks = ({ approvalRules }: Pick<Settings, 'approvalRules'>): boolean =>
  approvalRules.some((rule) => rule.on === 'risk');

/** An order with its value at today's rate while it is a draft; what was valued keeps its rate. */
export const atRate = <O extends Pick<Order, 'state' | 'rate' | 'currency'>>(order: O, settings: Settings): O => ({
  ...order,
  rate: order.state === 'draft' ? rateOf(order.currency, settings) : order.rate,
});

/** What the rules look at in an order. */
export function factsOf(order: Ruled, world: RuleWorld): Facts {
  const { members, settings, products } = world;
  const owner = members.find((m) => m._id === order.owner);
  const floors = new Map(
    [...products.values()].flatMap((p) => (p.floorPrice === undefined ? [] : [[p.sku, p.floorPrice] as const])),
  );
  const baseTotal = toBase(order.total, order.currency, rateOf(order.currency, settings), settings.currency);
  const valued = atRate(order, settings);
  return {
    // A part is reviewed as the whole that it was split from.
    baseTotal: baseTotal + (order.splitTotal ?? 0),
    lines: order.lines,
    discountAuthority: owner?.discountAuthority ?? settings.discountAuthority,
    floors,
    isOverCredit: excessOf(valued, world.money, settings.currency) > 0,
    isNewCustomer: world.isNewCustomer || order.splitFrom?.newCustomer === true,
    isHighRisk:
      looksAtRisks(settings) &&
      assess({ ...valued, baseTotal }, riskFacts(world)).some((risk) => risk.level === 'high'),
  };
}

/** The steps that the rules ask for now, passed on as far as needed; `stuck` are those that nobody may decide. */
export function stepsOf(order: Order, world: RuleWorld): { steps: ApprovalStep[]; stuck: ApprovalStep[] } {
  const wanted = requiredSteps(factsOf(order, world), world.settings);
  return routed({ ...order, approval: undefined, change: undefined }, wanted, world.members, world.settings);
}
