import { type CalendarDate, dateAt } from '../dates.ts';
import { owed } from '../orders/guards.ts';
import { type Order, orderName } from '../orders/order.ts';
import { agreedStates } from '../orders/stages.ts';
import { isCounted } from './due.ts';
import { isInForce, type Payment, partsOf } from './payment.ts';

/** What happened to the balance: an order was agreed to, money came, was taken back or went back, goods came back, or the rest was let go. */
export const eventKinds = ['order', 'payment', 'reversal', 'refund', 'credit', 'written_off'] as const;
export type EventKind = (typeof eventKinds)[number];

/** A line of a statement; above 0 is owed, below 0 is paid or credited. Minor units. */
export type StatementEvent = {
  date: CalendarDate;
  kind: EventKind;
  /** The order it is about, by name. */
  order?: string;
  /** The reference of the payment, or the customer's number of the order. */
  reference?: string;
  due?: CalendarDate;
  amount: number;
};

/** The events of a period with the balance before and after it. */
export type StatementRows = {
  opening: number;
  events: (StatementEvent & { balance: number })[];
  closing: number;
};

/** What of an order a statement is made from. */
export type StatedOrder = Pick<
  Order,
  | '_id'
  | 'number'
  | 'draftNo'
  | 'state'
  | 'total'
  | 'paid'
  | 'credited'
  | 'currency'
  | 'poNo'
  | 'dueDate'
  | 'imported'
  | 'approvedAt'
  | 'orderDate'
  | 'completedAt'
  | 'timeline'
>;

/** Whether an order stands on a statement: agreed, not called off, and no history that is not owed. */
export const isStated = (order: Pick<Order, 'state' | 'imported' | 'dueDate'>): boolean =>
  agreedStates.includes(order.state) && isCounted(order);

function eventsOfOrder(order: StatedOrder, zone: string): StatementEvent[] {
  const name = orderName(order);
  const agreed = order.approvedAt ? dateAt(order.approvedAt, zone) : (order.orderDate ?? '');
  const credits = order.timeline.filter((e) => e.action === 'case_receive' && (e.amount ?? 0) > 0);
  const credited = credits.reduce((sum, e) => sum + (e.amount ?? 0), 0);
  const rest = order.state === 'completed' ? owed(order) : 0;
  const about = { order: name, ...(order.poNo && { reference: order.poNo }) };
  const unsaid = (order.credited ?? 0) - credited;
  return [
    { date: agreed, kind: 'order', ...about, ...(order.dueDate && { due: order.dueDate }), amount: order.total },
    ...credits.map((e) => ({
      date: dateAt(e.at, zone),
      kind: 'credit' as const,
      order: name,
      amount: -(e.amount ?? 0),
    })),
    ...(unsaid !== 0 ? [{ date: agreed, kind: 'credit' as const, order: name, amount: -unsaid }] : []),
    ...(rest > 0 && order.completedAt
      ? [{ date: dateAt(order.completedAt, zone), kind: 'written_off' as const, order: name, amount: -rest }]
      : []),
  ];
}

const kindOf = ({ reverses, amount }: Payment): EventKind =>
  reverses !== undefined ? 'reversal' : amount < 0 ? 'refund' : 'payment';

/**
 * What of a payment counts, in minor units: what is free of it or went back, and its parts on orders that are not left out. One that was
 * taken back has no parts any more: it and its reversal count whole, unless they name an order that is left out.
 */
function countedOf(payment: Payment, left: ReadonlySet<string>): number {
  if (payment.history) return 0;
  if (!isInForce(payment)) return payment.order !== undefined && left.has(payment.order) ? 0 : payment.amount;
  const parts = partsOf(payment).filter((part) => !left.has(part.order));
  return parts.reduce((sum, part) => sum + part.amount, (payment.free ?? 0) + (payment.refunded ?? 0));
}

function eventsOfPayment(payment: Payment, names: ReadonlyMap<string, string>, left: ReadonlySet<string>) {
  const amount = countedOf(payment, left);
  if (amount === 0) return [];
  const { paidAt: date, order = '' } = payment;
  const reference = left.has(order) ? undefined : payment.reference;
  return [{ date, kind: kindOf(payment), order: names.get(order), reference, amount: -amount }];
}

const place = ({ kind }: StatementEvent): number => eventKinds.indexOf(kind);

/**
 * Every event of a customer in one currency, the oldest first. Orders that are `left` out are so with what was paid of them:
 * of money that went there and elsewhere, the rest counts.
 */
export function eventsOf(
  orders: readonly StatedOrder[],
  payments: readonly Payment[],
  left: ReadonlySet<string>,
  zone: string,
): StatementEvent[] {
  const names = new Map(orders.map((order) => [order._id, orderName(order)]));
  return [
    ...orders.flatMap((order) => eventsOfOrder(order, zone)),
    ...payments.flatMap((payment) => eventsOfPayment(payment, names, left)),
  ].toSorted((a, b) => (a.date === b.date ? place(a) - place(b) : a.date < b.date ? -1 : 1));
}

/** The events of a period, each with the balance after it. */
export function statementOf(
  events: readonly StatementEvent[],
  { from, to }: { from?: CalendarDate; to: CalendarDate },
): StatementRows {
  const before = events.filter((e) => from !== undefined && e.date < from);
  const opening = before.reduce((sum, e) => sum + e.amount, 0);
  let balance = opening;
  const rows = events
    .filter((e) => (from === undefined || e.date >= from) && e.date <= to)
    .map((e) => {
      balance += e.amount;
      return { ...e, balance };
    });
  return { opening, events: rows, closing: balance };
}
