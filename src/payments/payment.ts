import type { CalendarDate } from '../dates.ts';

/** The key of a payment that has a reference: a bank's reference is the same in capitals and without. */
export const referenceKey = (customer: string, reference: string): string =>
  `ref:${customer}:${reference.trim().toLowerCase()}`;

/** The key of a reversal: a payment is reversed once. */
export const reversalKey = (payment: string): string => `reverse:${payment}`;

/** How a payment is called: its reference, or the day on which it came. */
export const paymentName = ({ reference, paidAt }: Pick<Payment, 'reference' | 'paidAt'>): string =>
  reference ?? paidAt;

/** A part of a payment that went to an order which it does not name; minor units of its currency. */
export type AppliedPart = { order: string; amount: number };

/** Money received, or taken back. It may name an order, or only the customer. */
export type Payment = {
  _id: string;
  customer: string;
  order?: string;
  /** Minor units of `currency`; negative for a reversal and for money that went back. */
  amount: number;
  currency: string;
  paidAt: CalendarDate;
  reference?: string;
  /** Unique: the deed's key, the reference of a file, or file hash + row. */
  key: string;
  /** What of it went to which order: of one that names its order, only what was over there. */
  applied?: AppliedPart[];
  /** What of it is on no order yet, minor units; missing is nothing. Below 0 where money went back that no order gave. */
  free?: number;
  /** What of it went back to the customer, minor units; of such a refund itself, which names no order, its amount. */
  refunded?: number;
  /** Loaded without its open balance: it counts in nothing that is owed. */
  history?: boolean;
  /** The payment that this one takes back. */
  reverses?: string;
  /** The row that took this one back; then it pays nothing any more. */
  reversedBy?: string;
  /** Why it was taken back. */
  reason?: string;
  /** Of a reversal: the deed that it is; a repeat is recognised by it. */
  deed?: string;
  recordedBy?: string;
  imported?: boolean;
  sample?: boolean;
  createdAt: Date;
};

/** What parts of a payment are worked out from. */
export type Parted = Pick<
  Payment,
  'order' | 'amount' | 'applied' | 'free' | 'refunded' | 'history' | 'reverses' | 'reversedBy'
>;

/** Whether a payment pays anything: neither taken back nor a taking back. */
export const isInForce = ({ reverses, reversedBy }: Pick<Payment, 'reverses' | 'reversedBy'>): boolean =>
  reverses === undefined && reversedBy === undefined;

/** What a payment pays of which orders, those with nothing left out. With `free` and `refunded` the parts are its amount. */
export function partsOf(payment: Parted): AppliedPart[] {
  if (!isInForce(payment)) return [];
  const { order, amount, applied = [], free = 0, refunded = 0 } = payment;
  const own = order === undefined ? 0 : amount - free - refunded - applied.reduce((sum, part) => sum + part.amount, 0);
  const parts = [...(order === undefined ? [] : [{ order, amount: own }]), ...applied];
  return parts.filter((part) => part.amount !== 0);
}

/** What a payment pays of one order. */
export const partOn = (payment: Parted, order: string): number =>
  partsOf(payment).reduce((sum, part) => (part.order === order ? sum + part.amount : sum), 0);

/** More or less of a payment on an order that it does not name, or on its own: the rest of it is free. */
export function withPart(payment: Parted, order: string, change: number): Pick<Payment, 'applied' | 'free'> {
  const free = (payment.free ?? 0) - change || undefined;
  if (payment.order === order) return { applied: payment.applied, free };
  const others = (payment.applied ?? []).filter((part) => part.order !== order);
  const amount = (payment.applied ?? []).reduce((sum, p) => (p.order === order ? sum + p.amount : sum), change);
  const applied = amount === 0 ? others : [...others, { order, amount }];
  return { applied: applied.length > 0 ? applied : undefined, free };
}
