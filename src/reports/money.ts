import type { Connection } from 'mongoose';
import { customerModel } from '../customers/model.ts';
import type { CalendarDate } from '../dates.ts';
import { readFilter } from '../members/ability.ts';
import type { Person } from '../members/member.ts';
import { toBase } from '../orders/currency.ts';
import type { Order } from '../orders/order.ts';
import { agreedUnsettled } from '../orders/stages.ts';
import { type Aged, agedOf, buckets, noneAged, sumOf } from '../payments/buckets.ts';
import { claimsInBase, type Owing, owingFields, takesMoney } from '../payments/due.ts';
import { paymentModel } from '../payments/model.ts';
import type { Payment } from '../payments/payment.ts';
import { type OrderFacts, rowOf } from '../rollups/row.ts';
import type { Settings } from '../settings/settings.ts';
import { type Matcher, narrow } from './narrow.ts';
import type { Period } from './period.ts';
import type { ReportRequest } from './request.ts';
import { matchersOf, projectionOf, streamOrders } from './rows.ts';

/** Money in minor units of the base currency, and of how many payments or orders it is. */
export type Money = { amount: number; count: number };

/** Money received; `unconverted` payments are in a currency without a rate and are not in the amount. */
export type Collected = Money & { unconverted: number };

/** What money figures need to know. */
export type MoneyQuery = {
  connection: Connection;
  person: Person;
  request: ReportRequest;
  settings: Pick<Settings, 'currency' | 'rates'>;
};

/** Money belongs to whole orders: it cannot be told for single products or categories. */
export const splitsMoney = (request: ReportRequest): boolean =>
  request.filters.product === undefined && request.filters.category === undefined;

type Paid = Pick<Payment, '_id' | 'customer' | 'order' | 'amount' | 'currency'>;
const chunkSize = 1_000;

/** Payments received in a period, of the orders and customers whose payments the person may read. */
export async function collectedIn(query: MoneyQuery, period: Period): Promise<Collected> {
  const sum: Collected = { amount: 0, count: 0, unconverted: 0 };
  const payments = paymentModel(query.connection).collection.find(
    { paidAt: { $gte: period.from, $lte: period.to } },
    { projection: { customer: 1, order: 1, amount: 1, currency: 1 }, batchSize: chunkSize },
  );
  let chunk: Paid[] = [];
  for await (const payment of payments) {
    chunk.push(payment as unknown as Paid);
    if (chunk.length === chunkSize) {
      await addPayments(query, chunk, sum);
      chunk = [];
    }
  }
  await addPayments(query, chunk, sum);
  return sum;
}

async function addPayments(query: MoneyQuery, payments: readonly Paid[], sum: Collected): Promise<void> {
  if (payments.length === 0) return;
  const [orders, customers] = await Promise.all([ordersOf(query, payments), customersOf(query, payments)]);
  for (const payment of payments) {
    const order = payment.order === undefined ? undefined : orders.get(payment.order);
    if (payment.order === undefined ? !customers.has(payment.customer) : !order) continue;
    const amount = baseAmount(payment, order, query.settings);
    if (amount === undefined) sum.unconverted += 1;
    else {
      sum.amount += amount;
      sum.count += 1;
    }
  }
}

/** By the rate frozen on its order, else by the rate of the settings; undefined when there is none. */
function baseAmount(
  payment: Paid,
  order: OrderFacts | undefined,
  settings: MoneyQuery['settings'],
): number | undefined {
  if (payment.currency === settings.currency) return payment.amount;
  const frozen = order?.currency === payment.currency ? order.rate : undefined;
  const rate = frozen ?? settings.rates[payment.currency];
  return rate === undefined ? undefined : toBase(payment.amount, payment.currency, rate, settings.currency);
}

async function ordersOf(query: MoneyQuery, payments: readonly Paid[]): Promise<Map<string, OrderFacts>> {
  const ids = [...new Set(payments.flatMap((payment) => payment.order ?? []))];
  const found = new Map<string, OrderFacts>();
  if (ids.length === 0) return found;
  const filter = { $and: [{ _id: { $in: ids } }, ...rightsOf(query.person)] };
  for await (const order of owedOrders(query, filter)) found.set(order._id, order);
  return found;
}

const rightsOf = (person: Person) => [readFilter(person, 'Order'), readFilter(person, 'PaymentOf')];

/** Orders of a filter that pass the filters of the request, with what is owed and paid. */
async function* owedOrders(
  query: MoneyQuery,
  filter: Record<string, unknown>,
  more: Record<string, number> = {},
): AsyncGenerator<OrderFacts> {
  const matchers = matchersOf(query.request);
  const projection = {
    ...projectionOf(true, { lines: false, review: false }),
    total: 1,
    paid: 1,
    credited: 1,
    rate: 1,
    ...more,
  } as Record<string, 1>;
  const options = { money: true, currentOwner: query.request.currentOwner };
  for await (const order of streamOrders(query.connection, filter, projection)) {
    if (matchers.length === 0 || narrow(rowOf(order, options), matchers)) yield order;
  }
}

/** Money that names no order counts for its customer, unless the report is narrowed by what only orders have. */
async function customersOf(query: MoneyQuery, payments: readonly Paid[]): Promise<Set<string>> {
  const ids = [...new Set(payments.flatMap((payment) => (payment.order === undefined ? payment.customer : [])))];
  const matchers = matchersOf(query.request);
  if (ids.length === 0 || !matchers.every(({ name }) => name === 'customer' || name === 'region')) return new Set();
  const filter = {
    $and: [{ _id: { $in: ids } }, readFilter(query.person, 'Customer'), readFilter(query.person, 'PaymentOf')],
  };
  const customers = customerModel(query.connection).collection;
  const found = await customers.find(filter as never, { projection: { code: 1, name: 1, region: 1 } }).toArray();
  return new Set(found.filter((c) => fits(c as unknown as Profile, matchers)).map((c) => String(c._id)));
}

type Profile = { code: string; name: string; region?: string };

const fits = (customer: Profile, matchers: readonly Matcher[]): boolean =>
  matchers.every(({ name, accepts }) =>
    name === 'customer' ? accepts(customer.code, customer.name) : accepts(customer.region),
  );

/** What is overdue today, whenever it was ordered; orders loaded as history stay out. It is the same as in what is owed by age. */
export function overdueIn({ owed, orders }: OwedByAge): Money {
  return { amount: sumOf(owed) - owed.not_due, count: orders };
}

/** What is owed today by how long it is overdue, by how many orders each, and how many have something overdue. */
export type OwedByAge = { owed: Aged; counts: Aged; orders: number };

/** Works out what is owed by age; minor units of the base currency. Undefined where it cannot be told of parts of orders. */
export async function agedAt(query: MoneyQuery, today: CalendarDate): Promise<OwedByAge | undefined> {
  if (!splitsMoney(query.request)) return undefined;
  const sums: OwedByAge = { owed: noneAged(), counts: noneAged(), orders: 0 };
  const filter = { $and: [{ state: { $in: agreedUnsettled } }, ...rightsOf(query.person)] };
  for await (const order of owedOrders(query, filter, owingFields)) {
    const owing = { rate: 1_000_000, ...order } as unknown as Owing & Pick<Order, 'currency' | 'rate'>;
    if (takesMoney(owing)) addOwed(sums, agedOf(claimsInBase(owing, query.settings.currency), today));
  }
  return sums;
}

function addOwed(sums: OwedByAge, aged: Aged): void {
  for (const bucket of buckets) {
    sums.owed[bucket] += aged[bucket];
    if (aged[bucket] > 0) sums.counts[bucket] += 1;
  }
  if (sumOf(aged) > aged.not_due) sums.orders += 1;
}
