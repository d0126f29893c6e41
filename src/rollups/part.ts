import type { CalendarDate } from '../dates.ts';
import type { Order } from '../orders/order.ts';
import type { Review, Row } from './row.ts';
import { timeliness } from './timeliness.ts';

/**
 * What is summed up: per day by owner, team and size (`totals`, few sums for long periods); by owner, team, classes, state and
 * region, with what only orders have; by customer; by product; by category.
 */
export const sheets = ['totals', 'orders', 'customers', 'products', 'categories'] as const;
export type Sheet = (typeof sheets)[number];

/** Whose an order is: today's owner and team, by which it may be read, and those at submission, whose figure it is. */
export type Whose = Pick<Order, 'owner' | 'team'> & { soldBy?: string; soldTeam?: string };

const whose = ['owner', 'team', 'soldBy', 'soldTeam'] as const;

/** By what the parts of each sheet are summed up, in the order of their keys. The first four are the same in each. */
export const keysOf = {
  totals: [...whose, 'size'],
  orders: [...whose, 'size', 'urgency', 'customer-type', 'status', 'region'],
  customers: [...whose, 'customer', 'name'],
  products: [...whose, 'product', 'name'],
  categories: [...whose, 'category'],
} as const satisfies Record<Sheet, readonly string[]>;

/** A review in figures: submitted, approved (0 = not yet), waiting since (0 = nobody is waited for), then each decision; ms. */
export type ReviewFigures = number[];

/** What only orders have: lists have one value for each order. */
export type OrderSums = {
  /** Minor units of the base currency; missing where they may not be read. */
  amounts?: number[];
  /** Orders that came on time or late, for good. */
  onTime: number;
  late: number;
  /** Promised dates of what is neither shipped nor delivered: late from the day after on. */
  due: CalendarDate[];
  reviews: ReviewFigures[];
};

/** Orders that have the same keys: how many, their amount in minor units of the base currency, their goods in thousandths. */
export type Sum = {
  keys: readonly string[];
  count: number;
  total?: number;
  quantity?: number;
  orders?: OrderSums;
};

/** A sum of a sheet on a day, or, of sheets that have months, in a month (`2026-11`). */
export type Part = { sheet: Sheet; date: string; sum: Sum };

const text = (value: string | null | undefined): string => value ?? '';

const reviewFigures = ({ submitted, approved, waitingSince, decisions }: Review): ReviewFigures => [
  submitted,
  approved ?? 0,
  waitingSince ?? 0,
  ...decisions,
];

/** Before any day: only what is settled for good is on time or late. */
const never = '';

function orderSums(row: Row): OrderSums {
  const settled = timeliness(row, never);
  return {
    ...(row.amount !== undefined && { amounts: [row.amount] }),
    onTime: settled === 'onTime' ? 1 : 0,
    late: settled === 'late' ? 1 : 0,
    due: settled === 'notDue' && row.promised ? [row.promised] : [],
    reviews: row.review ? [reviewFigures(row.review)] : [],
  };
}

/** What one order adds to each of some sheets. An order counts once in each product and category that it has lines of. */
export function partsOf(row: Row, of: Whose, wanted: readonly Sheet[] = sheets): Part[] {
  const people = [text(of.owner), text(of.team), text(of.soldBy), text(of.soldTeam)];
  const one = (sheet: Sheet, keys: readonly string[], sum: Omit<Sum, 'keys'>): Part => ({
    sheet,
    date: row.date,
    sum: { keys: [...people, ...keys], ...sum },
  });
  const makers: Record<Sheet, () => Part[]> = {
    totals: () => [one('totals', [text(row.classes?.size)], { count: 1, total: row.amount })],
    orders: () => [one('orders', orderKeys(row), { count: 1, total: row.amount, orders: orderSums(row) })],
    customers: () => [one('customers', [row.customer.code, row.customer.name], { count: 1, total: row.amount })],
    products: () => linesBy(row, (line) => [line.sku, line.name], true).map((sum) => one('products', sum.keys, sum.of)),
    categories: () =>
      linesBy(row, (line) => [text(line.category)], false).map((sum) => one('categories', sum.keys, sum.of)),
  };
  return wanted.flatMap((sheet) => makers[sheet]());
}

const orderKeys = ({ classes, state, customer }: Row): string[] => [
  text(classes?.size),
  text(classes?.urgency),
  text(classes?.customer),
  state,
  text(customer.region),
];

type LineSum = { keys: string[]; of: Omit<Sum, 'keys'> };

/** The lines of an order put together by their keys. */
function linesBy(row: Row, keysOfLine: (line: Row['lines'][number]) => string[], counted: boolean): LineSum[] {
  const sums = new Map<string, LineSum>();
  for (const line of row.lines) {
    const keys = keysOfLine(line);
    // A product that has two names in one order is one product; it goes by the first.
    const key = keys[0]!;
    const there = sums.get(key) ?? { keys, of: { count: 1, ...(counted && { quantity: 0 }) } };
    sums.set(key, there);
    if (line.amount !== undefined) there.of.total = (there.of.total ?? 0) + line.amount;
    if (counted) there.of.quantity = (there.of.quantity ?? 0) + line.quantity;
  }
  return [...sums.values()];
}

/** Between the keys of a sum, where they are one text: no key has it. */
export const separator = '\u0000';
