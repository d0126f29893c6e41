import type { Connection } from 'mongoose';
import { native } from '../database/native.ts';
import type { CalendarDate } from '../dates.ts';
import { plain } from '../entry/plain.ts';
import { DeskError } from '../errors.ts';
import { mayRead, readFilter } from '../members/ability.ts';
import type { Person } from '../members/member.ts';
import { orderModel } from './model.ts';
import { numberText } from './numbers.ts';
import { type Order, orderName, type State, states } from './order.ts';

/** States in which somebody still has something to do. */
export const openStates: readonly State[] = states.filter((s) => !['completed', 'cancelled', 'rejected'].includes(s));

/** What a list shows; wider records are read by `show`. */
const listFields = {
  timeline: 0,
  search: 0,
  approval: 0,
  shipments: 0,
  notes: 0,
  shipTo: 0,
} as const;

export type OrderQuery = {
  states?: readonly State[];
  customer?: string;
  owner?: string;
  /** It waits for one of these turns. */
  turns?: readonly string[];
  /** Words that must each begin a word of the order. */
  words?: readonly string[];
  /** Promised on or before this date. */
  promisedUpTo?: CalendarDate;
  /** Payment was due before this date. */
  dueBefore?: CalendarDate;
  /** Somebody is responsible for an open milestone, and one of the order is planned up to this date. */
  milestones?: { of: string; upTo: CalendarDate };
};
export type Page = { orders: Order[] /** There is more after this page. */; more: boolean };

/** The ways a person may write a name: `SO-000042`, `so42`, `42`, `D-0001`, or the number in another system. */
function nameFilter(text: string): Record<string, unknown> {
  const external = { externalNo: text.trim() };
  const number = numberIn(text);
  if (!number) return external;
  return { $or: [number.startsWith('D') ? { draftNo: number } : { number }, external] };
}

/** The desk's own number that a text means, in full. */
function numberIn(text: string): string | undefined {
  const parts = /^(so|d)?-?0*(\d{1,9})$/i.exec(text.trim());
  return parts ? numberText(parts[1]?.toLowerCase() === 'd' ? 'draft' : 'order', Number(parts[2])) : undefined;
}

const beginsWith = (word: string) => ({ search: new RegExp(`^${word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`) });

/** A word matches as the beginning of an order's search words, as it is typed or without accents and signs; by index. */
function wordFilter(word: string): Record<string, unknown> {
  const [typed, simple] = [word.toLowerCase(), plain(word)];
  const ways = [typed, ...(simple === '' || simple === typed ? [] : [simple])].map(beginsWith);
  const number = numberIn(word);
  const all = number ? [...ways, { search: number.toLowerCase() }] : ways;
  return all.length === 1 ? all[0]! : { $or: all };
}

function filterOf(person: Person, query: OrderQuery): Record<string, unknown> {
  const parts: Record<string, unknown>[] = [readFilter(person, 'Order')];
  if (query.states) parts.push({ state: query.states.length === 1 ? query.states[0] : { $in: [...query.states] } });
  if (query.customer) parts.push({ customer: query.customer });
  if (query.owner) parts.push({ owner: query.owner });
  if (query.turns) parts.push({ turns: { $in: [...query.turns] } });
  if (query.promisedUpTo) parts.push({ promisedDate: { $gt: '', $lte: query.promisedUpTo } });
  if (query.dueBefore) parts.push({ dueDate: { $gt: '', $lt: query.dueBefore } });
  if (query.milestones)
    parts.push({ milestonesOf: query.milestones.of, milestoneDue: { $gt: '', $lte: query.milestones.upTo } });
  for (const word of query.words ?? []) parts.push(wordFilter(word));
  const filled = parts.filter((p) => Object.keys(p).length > 0);
  return filled.length > 1 ? { $and: filled } : (filled[0] ?? {});
}

const orderings = {
  priority: { priority: -1, _id: -1 },
  newest: { _id: -1 },
  ordered: { orderDate: -1, _id: -1 },
  promised: { promisedDate: 1, _id: 1 },
  due: { dueDate: 1, _id: 1 },
  milestone: { milestoneDue: 1, _id: 1 },
} as const;

/** In which order a list has them. */
export type OrderBy = keyof typeof orderings;

/** Reads of orders. Every one is filtered by the person's rights; what is not seen does not exist. */
export function createOrderFinder(connection: Connection) {
  const orders = orderModel(connection);

  /** The order of a whole number, as cards show it: one key of one index. */
  async function byNumber(person: Person, number: string): Promise<Order | undefined> {
    if (!/^SO-\d{6,}$/.test(number)) return undefined;
    const order = (await native(orders).findOne({ number })) as Order | null;
    return order && mayRead(person, 'Order', order) ? order : undefined;
  }

  return {
    /** One order by any of its names. Throws `error.order_not_found`, also for what the person may not see. */
    async byName(person: Person, name: string): Promise<Order> {
      const known = await byNumber(person, name.trim().toUpperCase());
      if (known) return known;
      const found = (await native(orders).find(nameFilter(name)).limit(2).toArray()) as Order[];
      const seen = found.filter((o) => mayRead(person, 'Order', o));
      const full = name.trim().toUpperCase();
      const order = seen.find((o) => o.number === full || o.draftNo === full) ?? seen[0];
      if (!order) throw new DeskError('error.order_not_found', { name });
      if (seen.length > 1 && orderName(order) !== full)
        throw new DeskError('error.order_ambiguous', { name, orders: seen.map(orderName).join(', ') });
      return order;
    },
    /** One order by id; undefined when it is not there or not to be seen. */
    async byId(person: Person, id: string): Promise<Order | undefined> {
      const order = await orders.findById(id).lean();
      return order && mayRead(person, 'Order', order) ? order : undefined;
    },
    /** One page of orders. */
    async list(
      person: Person,
      query: OrderQuery,
      options: {
        by?: OrderBy;
        skip?: number;
        limit?: number /** With approval and timeline. */;
        whole?: boolean;
      } = {},
    ): Promise<Page> {
      const { by = 'priority', skip = 0, limit = 10 } = options;
      const rows = await orders
        .find(filterOf(person, query), options.whole ? {} : listFields)
        .sort(orderings[by])
        .skip(skip)
        .limit(limit + 1)
        .lean<Order[]>();
      return { orders: rows.slice(0, limit), more: rows.length > limit };
    },
    /** All orders of a query, one by one, as `list` has them page by page. */
    each: (person: Person, query: OrderQuery, by: OrderBy = 'priority'): AsyncIterable<Order> =>
      orders.find(filterOf(person, query), listFields).sort(orderings[by]).lean<Order[]>().cursor({ batchSize: 500 }),
    /** How many orders there are. */
    count: (person: Person, query: OrderQuery): Promise<number> =>
      orders.countDocuments(filterOf(person, query)).exec(),
  };
}
export type OrderFinder = ReturnType<typeof createOrderFinder>;
