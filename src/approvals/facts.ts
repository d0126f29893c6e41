import type { Connection } from 'mongoose';
import { creditOf } from '../customers/credit.ts';
import type { CalendarDate } from '../dates.ts';
import { mayDecide, readFilter, withoutOthers } from '../members/ability.ts';
import { openReview } from '../members/kinds.ts';
import type { Member, Person } from '../members/member.ts';
import { underReview } from '../orders/content.ts';
import { orderModel } from '../orders/model.ts';
import { decisions } from '../orders/moves.ts';
import type { Order } from '../orders/order.ts';
import { productModel } from '../products/model.ts';
import { dueOf } from '../reviews/due.ts';
import { readRisks } from '../risks/read.ts';
import { readMoney } from '../risks/read-money.ts';
import type { Settings } from '../settings/settings.ts';
import { availableOf } from '../stock/shelf.ts';
import { type DecisionFacts, type History, mostCounted } from './card-facts.ts';
import { standsFor } from './eligible.ts';

/** How many of the customer's last orders are looked through for the last prices. */
const lookBack = 50;

/** What an order holds itself, by SKU. */
function heldBy({ lines }: Order): Map<string, number> {
  const held = new Map<string, number>();
  for (const { sku, reserved = 0 } of lines) held.set(sku, (held.get(sku) ?? 0) + reserved);
  return held;
}

/** Who decides about an order, or decided: that rests on the customer's whole history, whoever sold it. */
const isDecider = (order: Order, person: Person): boolean =>
  mayDecide(person, order) ||
  (person.id !== undefined && order.timeline.some((e) => e.by === person.id && decisions.includes(e.action)));

/** Counts the customer's orders that were agreed before this one was decided; of others' for whoever decides about it. */
async function readHistory(connection: Connection, order: Order, person: Person, reader: Person): Promise<History> {
  const orders = orderModel(connection);
  const before = openReview(order) ? undefined : (order.approvedAt ?? order.approval?.stepStartedAt);
  const approvedAt = before ? { $lte: before } : { $exists: true };
  const all = { customer: order.customer, _id: { $ne: order._id }, orderDate: { $gt: '' }, approvedAt };
  const shown = isDecider(order, person) ? all : { $and: [all, readFilter(reader, 'Order')] };
  const limit = mostCounted + 1;
  const [count, every, last] = await Promise.all([
    orders.countDocuments(shown, { limit }),
    orders.countDocuments(all, { limit }),
    orders.findOne(shown, { orderDate: 1 }).sort({ orderDate: -1 }).lean<Pick<Order, 'orderDate'>>(),
  ]);
  return { count, last: last?.orderDate, hidden: count < every };
}

/**
 * Reads what a decision card shows a person besides the order: last prices only from the orders that the person may
 * read, and in the place of somebody who is away those of that person, since the decision is theirs. The cost
 * does not grow with the history beyond what is counted.
 */
export async function readDecisionFacts(
  connection: Connection,
  order: Order,
  members: readonly Member[],
  settings: Settings,
  { person, today }: { person: Person; today: CalendarDate },
): Promise<DecisionFacts> {
  const reader = standsFor(order, person) ?? withoutOthers(person);
  const lines = [...order.lines, ...(order.change?.content.lines ?? [])];
  const skus = lines.map((l) => l.sku);
  const base = settings.currency;
  const besides = readMoney(connection, order, { base, today });
  const [earlier, products, { customer, money }, all, history, due, risks] = await Promise.all([
    orderModel(connection)
      .find(
        { $and: [{ customer: order.customer, _id: { $lt: order._id } }, readFilter(reader, 'Order')] },
        { lines: 1, orderDate: 1, state: 1, currency: 1, approvedAt: 1 },
      )
      .sort({ _id: -1 })
      .limit(lookBack)
      .lean<Order[]>(),
    productModel(connection)
      .find({ sku: { $in: skus } }, { sku: 1, onHand: 1, reserved: 1, counted: 1, leadTimeDays: 1 })
      .lean(),
    besides,
    openReview(order) ? undefined : creditOf(connection, order.customer, { base, today }),
    readHistory(connection, order, person, reader),
    dueOf(order, members, settings),
    besides.then(({ money }) => readRisks(connection, underReview(order), money, { settings, today })),
  ]);
  const agreed = earlier.filter((o) => o.orderDate && o.approvedAt);
  const lastPrices = new Map<string, number>();
  for (const o of agreed.filter((e) => e.currency === order.currency))
    for (const line of o.lines) if (!lastPrices.has(line.sku)) lastPrices.set(line.sku, line.unitPrice);
  const own = heldBy(order);
  return {
    history,
    due,
    lastPrices,
    usualDays: customer?.paymentDays,
    available: new Map(products.map((p) => [p.sku, availableOf(p) + (own.get(p.sku) ?? 0)])),
    credit: { ...(all ?? money), limit: money.limit, currency: base },
    risks,
    discountAuthority: members.find((m) => m._id === order.owner)?.discountAuthority ?? settings.discountAuthority,
  };
}
