import type { Connection } from 'mongoose';
import { customerModel } from '../customers/model.ts';
import { type CalendarDate, dateAt } from '../dates.ts';
import { readFilter } from '../members/ability.ts';
import type { Person } from '../members/member.ts';
import { toBase } from '../orders/currency.ts';
import { owed } from '../orders/guards.ts';
import { agreedUnsettled } from '../orders/stages.ts';
import { agedOf, buckets, noneAged } from '../payments/buckets.ts';
import { claimsOf, type Owing, owingFields, takesMoney } from '../payments/due.ts';
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

/** What is past its due date today and not paid, whenever it was ordered; orders loaded as history stay out. */
export async function overdueAt(query: MoneyQuery, today: CalendarDate): Promise<Money> {
  const sum: Money = { amount: 0, count: 0 };
  const filter = {
    $and: [{ state: { $in: agreedUnsettled }, dueDate: { $lt: today } }, ...rightsOf(query.person)],
  };
  for await (const order of owedOrders(query, filter)) {
    const open = owed({ total: order.total ?? 0, paid: order.paid ?? 0, credited: order.credited });
    if (open <= 0) continue;
    sum.amount += toBase(open, order.currency, order.rate ?? 1_000_000, query.settings.currency);
    sum.count += 1;
  }
  return sum;
}

/** What is owed today by how long it is overdue, and by how many orders; minor units of the base currency. */
export async function agedAt(query: MoneyQuery & { now: Date; settings: Pick<Settings, 'timezone'> }) {
  const today = dateAt(query.now, query.settings.timezone);
  const [sums, counts] = [noneAged(), noneAged()];
  if (!splitsMoney(query.request)) return { owed: sums, orders: counts };
  const filter = { $and: [{ state: { $in: agreedUnsettled } }, ...rightsOf(query.person)] };
  for await (const order of owedOrders(query, filter, owingFields)) {
    const owing = order as unknown as Owing & Pick<OrderFacts, 'currency' | 'rate'>;
    if (!takesMoney(owing)) continue;
    const claims = claimsOf(owing).map((claim) => ({
      ...claim,
      amount: toBase(claim.amount, owing.currency, owing.rate ?? 1_000_000, query.settings.currency),
    }));
    const aged = agedOf(claims, today);
    for (const bucket of buckets) {
      sums[bucket] += aged[bucket];
      if (aged[bucket] > 0) counts[bucket] += 1;
    }
  }
  return { owed: sums, orders: counts };
}
