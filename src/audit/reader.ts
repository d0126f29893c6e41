import type { GoodsTo } from '../aftersales/case.ts';
import type { Member, Team } from '../members/member.ts';
import { type Order, orderName } from '../orders/order.ts';
import type { Settings } from '../settings/settings.ts';
import type { Locale } from '../text/index.ts';
import type { Subject } from './entry.ts';

/** What a line of the trail is about, as a person names it. */
export type Named = {
  name: string;
  /** Of an order, a case or a payment: what its money is in. */
  currency?: string;
  /** Of a product: what it is counted in. */
  unit?: string;
  /** Of a case: where its goods went. */
  goods?: GoodsTo;
};

/** The names of what lines are about, by kind and id; what is gone has none. */
export type Subjects = ReadonlyMap<string, Named>;

export const subjectKey = ({ kind, id }: Subject): string => `${kind}:${id}`;

/** How an order is named where several are: with its customer. */
export const namedOrder = (order: Pick<Order, 'number' | 'draftNo' | 'customerSnapshot' | 'currency'>): Named => ({
  name: `${orderName(order)} · ${order.customerSnapshot.name}`,
  currency: order.currency,
});

/** The one order that a trail is about. */
export const subjectsOf = (order: Order): Subjects =>
  new Map([[subjectKey({ kind: 'Order', id: order._id }), namedOrder(order)]]);

/** What lines of the trail are put into words with. */
export type AuditReader = {
  locale: Locale;
  members: readonly Member[];
  teams: readonly Team[];
  settings: Settings;
  /** What the lines are about. */
  subjects: Subjects;
};

/**
 * What a value is put into words with: the reader, what the money and the goods of its record are counted in, and of a
 * case where its goods went.
 */
export type Measures = AuditReader & { currency: string; unit?: string; goods?: GoodsTo };
