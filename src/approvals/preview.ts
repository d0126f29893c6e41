import type { Connection } from 'mongoose';
import { creditOf, noCredit } from '../customers/credit.ts';
import type { Customer } from '../customers/customer.ts';
import { customerModel } from '../customers/model.ts';
import type { CalendarDate } from '../dates.ts';
import { readFilter } from '../members/ability.ts';
import type { Member, Person, Team } from '../members/member.ts';
import { toBase, wholeRate } from '../orders/currency.ts';
import { owed } from '../orders/guards.ts';
import { orderModel } from '../orders/model.ts';
import { inCurrency, offersOf } from '../orders/offers.ts';
import type { Order } from '../orders/order.ts';
import { owing } from '../orders/stages.ts';
import { factsOf, type RuleWorld } from '../orders/steps.ts';
import type { Product } from '../products/product.ts';
import type { ApprovalRule, Settings } from '../settings/settings.ts';
import { type Gap, gapsOf } from './gaps.ts';
import type { Ways } from './outcomes.ts';
import { requiredSteps } from './rules.ts';

/** Orders that are looked at, and the newest ones among which those are looked for that are no history. */
const most = 50;
const lookBack = 500;

type Buyer = Pick<Customer, '_id' | 'creditLimit'>;

/** What rules would have meant for the last orders, and whom they ask in vain. */
export type RulePreview = { ways: (Ways & { order: Order })[]; gaps: Gap[] };

type Deps = {
  connection: Connection;
  settings: { get(): Promise<Settings> };
  members: { all(): Promise<Member[]>; teams(): Promise<Team[]> };
};

/** The last submitted orders that are no loaded history, newest first. */
const lastOrders = (connection: Connection, person: Person): Promise<Order[]> =>
  orderModel(connection)
    .aggregate<Order>([
      { $match: { orderDate: { $gt: '' } } },
      { $sort: { orderDate: -1, _id: -1 } },
      { $limit: lookBack },
      { $match: { $and: [{ imported: { $ne: true } }, readFilter(person, 'Order')] } },
      { $limit: most },
      { $project: { timeline: 0, search: 0, approval: 0, shipments: 0, notes: 0, shipTo: 0 } },
    ])
    .exec();

const asksForCredit = (rules: readonly ApprovalRule[]): boolean => rules.some((rule) => rule.on === 'credit');

/** What each customer with a limit owes now. */
async function exposures(
  connection: Connection,
  orders: readonly Order[],
  buyers: readonly Buyer[],
  options: { base: string; today: CalendarDate },
): Promise<Map<string, number>> {
  const onTerms = new Set(orders.filter((o) => o.paymentDays > 0).map((o) => o.customer));
  const limited = buyers.filter((b) => b.creditLimit !== undefined && onTerms.has(b._id));
  const read = limited.map(async ({ _id }) => [_id, (await creditOf(connection, _id, options)).exposure] as const);
  return new Map(await Promise.all(read));
}

/** What the customer owes besides this order. */
function besides(order: Order, exposure: number, base: string): number {
  const own = owing.includes(order.state) ? toBase(owed(order), order.currency, order.rate, base) : 0;
  return Math.max(0, exposure - own);
}

/** What the rules are told about one order: prices and stock of today, what was said of its customer when it was submitted. */
function worldOf(
  order: Order,
  known: {
    settings: Settings;
    members: readonly Member[];
    products: ReadonlyMap<string, Product>;
    today: CalendarDate;
  },
  buyer: { exposure: number; creditLimit?: number },
): RuleWorld {
  const { settings, members, products, today } = known;
  const isBase = order.currency === settings.currency;
  const priced = [...products].map(([sku, p]) => [sku, isBase ? p : inCurrency(p, order.rate)] as const);
  return {
    members,
    settings: { ...settings, rates: { ...settings.rates, ...(isBase ? {} : { [order.currency]: order.rate }) } },
    products: new Map(priced.filter(([sku]) => order.lines.some((line) => line.sku === sku))),
    money: { ...noCredit, balance: besides(order, buyer.exposure, settings.currency), limit: buyer.creditLimit },
    isNewCustomer: order.classes?.customer === 'new',
    today,
  };
}

/**
 * Works out which way the last orders would have gone by the present rules and by others. It costs one read of orders, one
 * of customers, one of products, and, where a rule looks at credit, what each customer with a limit owes.
 */
export function createRulePreview({ connection, settings, members }: Deps) {
  return async function preview(
    person: Person,
    today: CalendarDate,
    wanted?: readonly ApprovalRule[],
  ): Promise<RulePreview> {
    const [present, all, teams] = await Promise.all([settings.get(), members.all(), members.teams()]);
    const rules = wanted ?? present.approvalRules;
    const orders = await lastOrders(connection, person);
    const skus = orders.flatMap((o) => o.lines.map((l) => l.sku));
    const [products, buyers] = await Promise.all([
      offersOf(connection, skus, wholeRate),
      customerModel(connection)
        .find({ _id: { $in: [...new Set(orders.map((o) => o.customer))] } }, { creditLimit: 1 })
        .lean<Buyer[]>(),
    ]);
    const owes = asksForCredit([...present.approvalRules, ...rules])
      ? await exposures(connection, orders, buyers, { base: present.currency, today })
      : new Map<string, number>();
    const known = { settings: present, members: all, products, today };
    const ways = orders.map((order) => {
      const creditLimit = buyers.find((b) => b._id === order.customer)?.creditLimit;
      const world = worldOf(order, known, { exposure: owes.get(order.customer) ?? 0, creditLimit });
      const facts = factsOf(order, world);
      const after = requiredSteps(facts, { ...present, approvalRules: [...rules] });
      return { order, before: requiredSteps(facts, present), after };
    });
    return { ways, gaps: gapsOf(rules, { members: all, teams, options: present }) };
  };
}
export type PreviewRules = ReturnType<typeof createRulePreview>;
