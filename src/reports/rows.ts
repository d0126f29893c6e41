import type { Connection } from 'mongoose';
import { forbiddenFields, readFilter } from '../members/ability.ts';
import type { Person } from '../members/member.ts';
import { orderModel } from '../orders/model.ts';
import type { Period } from './period.ts';
import type { ReportRequest } from './request.ts';
import { type Matcher, matcherOf, narrow, type OrderFacts, type Row, rowOf } from './row.ts';
import { countedStates, type FilterName, filterNames, type Grouping } from './vocabulary.ts';

/** Where a grouping or filter is kept in an order, to ask whether the person may read it. */
const fieldOf: Readonly<Record<Grouping, string>> = {
  customer: 'customerSnapshot.code',
  product: 'lines.sku',
  owner: 'submittedOwner',
  team: 'submittedTeam',
  size: 'classes.size',
  urgency: 'classes.urgency',
  'customer-type': 'classes.customer',
  status: 'state',
  region: 'customerSnapshot.region',
  category: 'lines.category',
  month: 'orderDate',
  week: 'orderDate',
  day: 'orderDate',
};

/** What a person may know: whether amounts, and by what may be grouped and filtered. */
export type Sights = { money: boolean; mayUse(name: Grouping): boolean };

/** Works out what a person may know from the one home of rights. */
export function sightsOf(person: Person): Sights {
  const forbidden = forbiddenFields(person, 'Order');
  return {
    money: !forbidden.includes('baseTotal') && !forbidden.includes('lines.amount'),
    mayUse: (name) => !forbidden.includes(fieldOf[name]),
  };
}

const common = {
  draftNo: 1,
  number: 1,
  orderDate: 1,
  state: 1,
  owner: 1,
  team: 1,
  submittedOwner: 1,
  submittedTeam: 1,
  currency: 1,
  'customerSnapshot.code': 1,
  'customerSnapshot.name': 1,
  'customerSnapshot.region': 1,
  classes: 1,
  promisedDate: 1,
  shippedAt: 1,
  deliveredAt: 1,
  imported: 1,
} as const;

const ofReview = {
  submittedAt: 1,
  approvedAt: 1,
  'approval.steps.decision': 1,
  'approval.steps.at': 1,
  'approval.stepStartedAt': 1,
} as const;

const ofLines = { 'lines.sku': 1, 'lines.name': 1, 'lines.category': 1, 'lines.quantity': 1 } as const;
const ofMoney = { baseTotal: 1, 'lines.amount': 1 } as const;

/** What is read of an order: amounts only for who may read them. */
export const projectionOf = (money: boolean): Record<string, 1> => ({
  ...common,
  ...ofReview,
  ...ofLines,
  ...(money && ofMoney),
});

/** The orders of a filter, one by one from a cursor, only with the fields of the projection. */
export function streamOrders(
  connection: Connection,
  filter: Record<string, unknown>,
  projection: Record<string, 1>,
): AsyncIterable<OrderFacts> {
  const orders = orderModel(connection).collection;
  return orders.find(filter as never, { projection, batchSize: 2_000 }) as unknown as AsyncIterable<OrderFacts>;
}

/** The filters of a request made ready. */
export const matchersOf = (request: ReportRequest): Matcher[] =>
  filterNames.flatMap((name: FilterName) => {
    const values = request.filters[name];
    return values ? [matcherOf(name, values)] : [];
  });

/** The filter of the orders that count in a period and that the person may read. */
export const countedIn = (person: Person, period: Pick<Period, 'from' | 'to'>): Record<string, unknown> => ({
  $and: [
    { orderDate: { $gte: period.from, $lte: period.to }, state: { $in: [...countedStates] } },
    readFilter(person, 'Order'),
  ],
});

/** The rows that count in a period, by the person's rights, through the filters of the request. */
export async function* readRows(
  connection: Connection,
  person: Person,
  request: ReportRequest,
  period: Pick<Period, 'from' | 'to'>,
): AsyncGenerator<Row> {
  const { money } = sightsOf(person);
  const matchers = matchersOf(request);
  const options = { money, currentOwner: request.currentOwner };
  for await (const order of streamOrders(connection, countedIn(person, period), projectionOf(money))) {
    const row = narrow(rowOf(order, options), matchers);
    if (row) yield row;
  }
}
