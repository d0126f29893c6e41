import type { Connection } from 'mongoose';
import { creditFrom, creditsOf } from '../customers/credit.ts';
import type { Customer } from '../customers/customer.ts';
import { customerModel } from '../customers/model.ts';
import { native } from '../database/native.ts';
import type { CalendarDate } from '../dates.ts';
import { toBase, wholeRate } from '../orders/currency.ts';
import { owed } from '../orders/guards.ts';
import { orderModel } from '../orders/model.ts';
import { inCurrency, offersOf } from '../orders/offers.ts';
import type { Order } from '../orders/order.ts';
import type { Product } from '../products/product.ts';
import type { Settings } from '../settings/settings.ts';
import type { AtRisk, MoneyFacts, ProductFacts } from './facts.ts';
import { assess } from './kinds/index.ts';
import { withSupply } from './read-products.ts';
import type { Risk } from './risk.ts';
import { watchedStates } from './watched.ts';

/** What of an order is read to work its risks out, and to keep and tell them. */
export type Watched = AtRisk &
  Pick<Order, '_id' | 'revision' | 'customer' | 'owner' | 'team' | 'priority' | 'risks' | 'approval'>;

const fields = {
  ...{ revision: 1, customer: 1, owner: 1, team: 1, priority: 1, risks: 1, 'approval.steps': 1 },
  ...{ state: 1, lines: 1, currency: 1, rate: 1, total: 1, baseTotal: 1, paid: 1, credited: 1 },
  ...{ paymentDays: 1, promisedDate: 1, requestedDate: 1, milestones: 1, approvedOnce: 1 },
} as const;

/** An order and the risks that it has now. */
export type Looked = { order: Watched; risks: Risk[] };

/** What a look rests on; products are read once for all that one looks at. */
export type Known = { settings: Settings; today: CalendarDate; products: Map<string, Product & ProductFacts> };

type StandingOf = ReadonlyMap<string, MoneyFacts>;

/** What each customer owes in all, and may owe. */
async function standings(connection: Connection, customers: readonly string[], known: Known): Promise<StandingOf> {
  const { currency: base } = known.settings;
  const [facts, limits] = await Promise.all([
    creditsOf(connection, customers, base),
    customerModel(connection)
      .find({ _id: { $in: [...customers] } }, { creditLimit: 1 })
      .lean<Pick<Customer, '_id' | 'creditLimit'>[]>(),
  ]);
  const limitOf = new Map(limits.map(({ _id, creditLimit }) => [_id, creditLimit]));
  return new Map(
    [...facts].map(([id, one]) => [id, { ...creditFrom(one, { base, today: known.today }), limit: limitOf.get(id) }]),
  );
}

/** Reads the products of some orders that were not read yet, in the base currency. */
async function readProducts(connection: Connection, orders: readonly Watched[], known: Known): Promise<void> {
  const skus = new Set(orders.flatMap((order) => order.lines.map((line) => line.sku)));
  const missing = [...skus].filter((sku) => !known.products.has(sku));
  if (missing.length === 0) return;
  const offers = await offersOf(connection, missing, wholeRate);
  for (const [sku, product] of await withSupply(connection, offers, known.today)) known.products.set(sku, product);
}

/** The products of an order, in its currency. */
const productsOf = ({ lines, rate }: Watched, { products }: Known): Map<string, ProductFacts> =>
  new Map(
    lines.flatMap(({ sku }) => {
      const product = products.get(sku);
      return product ? [[sku, inCurrency(product, rate)] as const] : [];
    }),
  );

function risksOf(order: Watched, standing: MoneyFacts, known: Known): Risk[] {
  const { settings, today } = known;
  const base = settings.currency;
  const own = toBase(owed(order), order.currency, order.rate, base);
  return assess(order, {
    ...{ today, base, thresholds: settings },
    money: { ...standing, balance: standing.balance - own },
    products: productsOf(order, known),
  });
}

/** Looks at the open orders of some customers, or only at some of them: what each risks now. */
export async function lookAt(
  connection: Connection,
  { customers, only }: { customers: readonly string[]; only?: ReadonlySet<string> },
  known: Known,
): Promise<Looked[]> {
  if (customers.length === 0) return [];
  const where = {
    customer: { $in: [...customers] },
    state: { $in: [...watchedStates] },
    imported: { $ne: true },
    ...(only && { _id: { $in: [...only] } }),
  };
  const orders = (await native(orderModel(connection))
    .find(where as object, { projection: fields })
    .toArray()) as unknown as Watched[];
  if (orders.length === 0) return [];
  const owners = [...new Set(orders.map((order) => order.customer))];
  const [standing] = await Promise.all([standings(connection, owners, known), readProducts(connection, orders, known)]);
  return orders.map((order) => ({ order, risks: risksOf(order, standing.get(order.customer)!, known) }));
}
