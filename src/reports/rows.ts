import type { Connection } from 'mongoose';
import { forbiddenFields, readFilter } from '../members/ability.ts';
import type { Person } from '../members/member.ts';
import { orderModel } from '../orders/model.ts';
import { countedStates } from '../orders/stages.ts';
import { lineFields, reviewFields, rowFields } from '../rollups/counted.ts';
import { type OrderFacts, type Row, rowOf } from '../rollups/row.ts';
import { exactly, type Matcher, matcherOf, narrow } from './narrow.ts';
import type { Period } from './period.ts';
import type { ReportRequest } from './request.ts';
import { type FilterName, filterNames, type Grouping } from './vocabulary.ts';

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

/** What a figure needs beyond the head of an order; what is not needed is not read. */
export type Needs = { lines: boolean; review: boolean };

/** What is read of an order: amounts only for who may read them, the rest only where it is needed. */
export const projectionOf = (money: boolean, needs: Needs): Record<string, 1> => ({
  ...rowFields,
  ...(needs.review && reviewFields),
  ...(needs.lines && lineFields),
  ...(money && { baseTotal: 1 }),
  ...(money && needs.lines && { 'lines.amount': 1 }),
});

/** Lines are needed to group, to filter and to list by what they hold. */
export const needsLines = ({ by, filters }: Pick<ReportRequest, 'by' | 'filters'>): boolean =>
  by === 'product' || by === 'category' || filters.product !== undefined || filters.category !== undefined;

/** The orders of a filter, one by one from a cursor, only with the fields of the projection. */
export function streamOrders(
  connection: Connection,
  filter: Record<string, unknown>,
  projection: Record<string, 1>,
  sort?: Record<string, 1 | -1>,
): AsyncIterable<OrderFacts> {
  const orders = orderModel(connection).collection;
  return orders.find(filter as never, {
    projection,
    batchSize: 500,
    ...(sort && { sort }),
  }) as unknown as AsyncIterable<OrderFacts>;
}

/** The filters of a request made ready. */
export const matchersOf = (request: ReportRequest): Matcher[] =>
  filterNames.flatMap((name: FilterName) => {
    const values = request.filters[name];
    return values ? [matcherOf(name, values)] : [];
  });

/** Fields that say what a filter asks for: each holds the whole value, or, of names and codes, has it in it. */
const wholeFields: Partial<Record<FilterName, string>> = {
  size: 'classes.size',
  urgency: 'classes.urgency',
  'customer-type': 'classes.customer',
  status: 'state',
};
const textFields: Partial<Record<FilterName, readonly string[]>> = {
  customer: ['customerSnapshot.code', 'customerSnapshot.name'],
  region: ['customerSnapshot.region'],
  product: ['lines.sku', 'lines.name'],
  category: ['lines.category'],
};

/**
 * What the filters of a request mean to the database, so that little else is read. It lets through no less than the
 * matchers, which decide; capitals of other scripts are left to them.
 */
function narrowing({ filters, currentOwner }: ReportRequest): object[] {
  const people: Partial<Record<FilterName, string>> = currentOwner
    ? { owner: 'owner', team: 'team' }
    : { owner: 'submittedOwner', team: 'submittedTeam' };
  return filterNames.flatMap((name): object[] => {
    const values = filters[name];
    if (!values) return [];
    const whole = wholeFields[name] ?? people[name];
    if (whole) return [{ [whole]: { $in: values } }];
    const patterns = values.map(patternOf);
    const fields = textFields[name] ?? [];
    if (patterns.some((pattern) => pattern === undefined)) return [];
    return [{ $or: fields.flatMap((field) => patterns.map((pattern) => ({ [field]: pattern }))) }];
  });
}

/** Matches what has a value in it, whatever the capitals; undefined of a value in other scripts. */
function patternOf(value: string): RegExp | undefined {
  const typed = value.trim();
  const word = typed.startsWith(exactly) ? typed.slice(exactly.length) : typed;
  if (!/^[ -~]+$/.test(word)) return undefined;
  const escaped = word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  // A dotted capital I and the sign for kelvin become these letters as small ones, which a pattern does not know.
  return RegExp(escaped.replace(/i/gi, '[i\u0130]').replace(/k/gi, '[k\u212a]'), 'i');
}

const counted: ReadonlySet<string> = new Set(countedStates);

/**
 * The rows that count in a period, by the person's rights, through the filters of the request. The state is looked at
 * here and not in the query, which goes by the order date: nearly all of a period's orders count.
 */
export async function* readRows(
  connection: Connection,
  person: Person,
  request: ReportRequest,
  period: Pick<Period, 'from' | 'to'>,
  needs: Needs,
): AsyncGenerator<Row> {
  const { money } = sightsOf(person);
  const matchers = matchersOf(request);
  const options = { money, currentOwner: request.currentOwner };
  const dated = { orderDate: { $gte: period.from, $lte: period.to } };
  const filter = { $and: [dated, ...narrowing(request), readFilter(person, 'Order')] };
  for await (const order of streamOrders(connection, filter, projectionOf(money, needs))) {
    if (!counted.has(order.state)) continue;
    const row = narrow(rowOf(order, options), matchers);
    if (row) yield row;
  }
}
