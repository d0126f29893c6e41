import type { Connection } from 'mongoose';
import { mayRead } from '../members/ability.ts';
import { judgedFields } from '../members/kinds.ts';
import { type Member, personOf } from '../members/member.ts';
import type { WordRef } from '../text/locale.ts';
import { linesKey, linesText, poKey } from './double-keys.ts';
import type { DraftInput } from './draft-input.ts';
import { orderModel } from './model.ts';
import type { Order, State } from './order.ts';

/** What of an order is compared. */
export type Compared = Pick<DraftInput, 'customer' | 'poNo'> & {
  lines: readonly Pick<DraftInput['lines'][number], 'sku' | 'quantity'>[];
};

/** An order that is there already, and what is the same: the customer's PO number, or the lines within 24 hours. */
export type Double = { kind: 'po' | 'lines'; order: Order };

/** A double as somebody may know of it: the order, or only that there is one, and whom to ask. */
export type KnownDouble = Double | { kind: Double['kind']; id: string; ask: string | WordRef };

/** States of orders that no other can be a double of. */
const over: readonly State[] = ['cancelled', 'rejected'];
/** Doubles that are shown: who looks at one of them knows. */
const mostShown = 5;

const dayMs = 86_400_000;
/** 24 hours before a moment. */
export const dayBefore = (now: Date): Date => new Date(now.getTime() - dayMs);

/** Whether two PO numbers are one: whatever the case, the spaces and the width of their signs. */
const samePo = (a: string | undefined, b: string | undefined): boolean =>
  Boolean(a && b && poKey(a) === poKey(b) && poKey(a) !== '');

/**
 * Which of some orders of the same customer an order may be a double of: the same PO number first, then the same lines
 * submitted since a moment. The one rule of it, for forms and tables.
 */
export function doublesOf(one: Compared, others: readonly Order[], since: Date): Double[] {
  const theirs = others.filter((o) => o.customer === one.customer && !over.includes(o.state));
  const byPo = theirs.filter((o) => samePo(one.poNo, o.poNo));
  const lines = linesText(one.lines);
  const isRecent = ({ submittedAt }: Order) => submittedAt !== undefined && submittedAt >= since;
  const byLines = theirs.filter((o) => !byPo.includes(o) && isRecent(o) && linesText(o.lines) === lines);
  return [
    ...byPo.map((order) => ({ kind: 'po' as const, order })),
    ...byLines.map((order) => ({ kind: 'lines' as const, order })),
  ];
}

/** Whether two orders are parts of one that was split: one came of the other, or both of a third. */
export const areParts = (a: Split, b: Split): boolean =>
  a.splitFrom?.order === b._id ||
  b.splitFrom?.order === a._id ||
  (a.splitFrom !== undefined && a.splitFrom.order === b.splitFrom?.order);
type Split = Pick<Order, '_id' | 'splitFrom'>;

/** Some orders without the parts of one that was split with it, also where a part of it was split again. */
function withoutParts(order: Order, others: readonly Order[]): Order[] {
  const parts = new Set<Order>([order]);
  for (const part of parts) for (const other of others) if (areParts(part, other)) parts.add(other);
  return others.filter((other) => !parts.has(other));
}

/** What orders that may be doubles are compared by, and shown as. */
const shown = {
  ...judgedFields,
  customer: 1,
  customerSnapshot: 1,
  poNo: 1,
  lines: 1,
  total: 1,
  currency: 1,
  submittedAt: 1,
  promisedDate: 1,
  shippedAt: 1,
  draftNo: 1,
  requestKey: 1,
  splitFrom: 1,
  'timeline.doubles': 1,
} as const;

/** Orders of some customers that are not over; `but` leaves out those made under some request keys. */
const theirs = (customers: readonly string[], but?: RegExp) => ({
  customer: { $in: [...customers] },
  state: { $nin: [...over] },
  ...(but && { requestKey: { $not: but } }),
});

/** Orders of some customers that were submitted on or after a day. */
export const recentOf = (
  connection: Connection,
  customers: readonly string[],
  since: string,
  but?: RegExp,
): Promise<Order[]> =>
  orderModel(connection)
    .find({ ...theirs(customers, but), orderDate: { $gte: since } }, shown)
    .lean<Order[]>();

/** Orders of some customers that have one of some PO numbers, by the words that find an order. */
export const withPos = (connection: Connection, customers: readonly string[], pos: readonly string[], but?: RegExp) =>
  orderModel(connection)
    .find(
      { ...theirs(customers, but), search: { $in: [...new Set(pos.flatMap((po) => [poKey(po), po.toLowerCase()]))] } },
      shown,
    )
    .lean<Order[]>();

/** Orders of a customer with the same lines that were submitted since a moment; no more than can be shown. */
const withLines = (connection: Connection, { customer, lines }: Compared, since: Date): Promise<Order[]> =>
  orderModel(connection)
    .find({ ...theirs([customer]), search: linesKey(lines), submittedAt: { $gte: since } }, shown)
    .limit(mostShown + 1)
    .lean<Order[]>();

/** Whether it was said of one of the two that it is no double of the other. */
const isSettled = (one: Order, other: Order): boolean =>
  [
    [one, other],
    [other, one],
  ].some(([a, b]) => a?.timeline?.some((e) => e.doubles?.includes(b?._id ?? '')));

type Deps = {
  connection: Connection;
  members: { managersOf(team?: string): Promise<Member[]>; admins(): Promise<string> };
};

/** Looks for what an order may be a double of, by a query or two. */
export function createDoubles({ connection, members }: Deps) {
  /** Who can tell of an order that a member does not see: its managers, else the admins. */
  async function whoKnows(order: Order, member: Member): Promise<string | WordRef> {
    const managers = (await members.managersOf(order.team)).filter(
      (m) => m._id !== member._id && mayRead(personOf(m), 'Order', order),
    );
    return managers.length > 0 ? { list: managers.map((m) => m.name) } : members.admins();
  }

  /** The lines of an order that comes back from a review are no new order: only its PO number is looked at. */
  async function rivals(order: Order, now: Date): Promise<Order[]> {
    const found = await Promise.all([
      order.submittedAt ? [] : withLines(connection, order, dayBefore(now)),
      order.poNo ? withPos(connection, [order.customer], [order.poNo]) : [],
    ]);
    return [...new Map(found.flat().map((o) => [o._id, o])).values()];
  }

  return {
    /**
     * The orders that this one may be a double of, as the member may know of them; those about which it was said before
     * that it is none are left out.
     */
    async of(order: Order, member: Member, now: Date): Promise<KnownDouble[]> {
      const all = (await rivals(order, now)).filter((o) => o._id !== order._id);
      const others = withoutParts(order, all).filter((o) => !isSettled(order, o));
      const found = doublesOf(order, others, dayBefore(now))
        .filter(({ kind }) => kind === 'po' || !order.submittedAt)
        .slice(0, mostShown);
      return Promise.all(
        found.map(async (double) =>
          mayRead(personOf(member), 'Order', double.order)
            ? double
            : { kind: double.kind, id: double.order._id, ask: await whoKnows(double.order, member) },
        ),
      );
    },
  };
}
export type Doubles = ReturnType<typeof createDoubles>;

/** The id of the order that is there. */
export const idOfDouble = (double: KnownDouble): string => ('order' in double ? double.order._id : double.id);
