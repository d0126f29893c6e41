import type { ClientSession, Connection } from 'mongoose';
import type { Audit } from '../audit/service.ts';
import type { NewOutboxRow } from '../chat/outbox-row.ts';
import type { Customer } from '../customers/customer.ts';
import { withMoving } from '../customers/kept.ts';
import { isDuplicate, transact } from '../database/transact.ts';
import { type CalendarDate, dateAt } from '../dates.ts';
import { DeskError } from '../errors.ts';
import { newId } from '../id.ts';
import { may } from '../members/ability.ts';
import type { Actor } from '../members/actor.ts';
import { personOf } from '../members/member.ts';
import { isCurrency, moneyText } from '../money.ts';
import { owed } from '../orders/guards.ts';
import { orderModel } from '../orders/model.ts';
import { type Order, orderName } from '../orders/order.ts';
import { agreedUnsettled, uncountedStates } from '../orders/stages.ts';
import { markRisks } from '../risks/marks.ts';
import type { Settings } from '../settings/settings.ts';
import { bookOn, orderNow } from './book.ts';
import { takesMoney } from './due.ts';
import { paymentModel } from './model.ts';
import { type Payment, paymentName, referenceKey } from './payment.ts';
import { goOnWithReview } from './security.ts';
import { freeOf, settle } from './settle.ts';

type Given = {
  paidAt?: CalendarDate;
  reference?: string;
  /** What is over is kept as the customer's credit; without it, more than is owed is refused. */
  over?: boolean;
  /** The deed that it is, where several clicks are one: the key of the question that was answered. */
  once?: string;
};

/** Money received for an order, in minor units of its currency; `full` is whatever is owed when it is recorded. */
export type PaymentInput = Given & {
  order: Order;
  amount: number | 'full';
  /** What was paid when the person saw the order; money that came in since is told, not paid twice. */
  seenPaid?: number;
};

/** Money received of a customer, which names no order: it goes to the oldest due. */
export type CustomerPaymentInput = Given & {
  customer: Customer;
  amount: number;
  /** The company's currency where it is left out. */
  currency?: string;
};

/** A payment as it was made; of one that was taken back, what is on no order then where that is below 0, which is not stored. */
export type MadePayment = Payment & { short?: number };

/** What came of it: the payment, the orders that it changed, and whether it had been recorded before. */
export type Recorded = { payment: MadePayment; orders: Order[]; repeated: boolean };

/** Money came to an order, or went off it; `asker` asked its owner for it, and the question is answered by it. */
export type MoneyMade = { order: Order; payment: Payment; actor: Actor; amount: number; asker?: string };

export type PaymentDeps = {
  connection: Connection;
  settings: { get(): Promise<Settings> };
  audit: Pick<Audit, 'record' | 'refused'>;
  /** The rows that tell people of money on an order, stored in its transaction. */
  notices(paid: MoneyMade): Promise<NewOutboxRow[]>;
  outbox: { add(rows: readonly NewOutboxRow[], now: Date, session?: ClientSession): Promise<void>; kick(): void };
};

/** Money over what is owed has no home on the order; a slip of the keyboard must not settle it. */
const overpaid = (order: Order, amount: number): DeskError => {
  return owed(order) === 0
    ? new DeskError('error.nothing_owed', { order: orderName(order) }, { field: 'amount' })
    : new DeskError(
        'error.payment_over',
        {
          order: orderName(order),
          amount: moneyText(amount, order.currency),
          owed: moneyText(owed(order), order.currency),
        },
        { field: 'amount' },
      );
};

/** An amount is above 0, and a whole number of minor units. */
export function checkAmount(amount: number, given: unknown, currency: string): void {
  if (Number.isSafeInteger(amount) && amount > 0) return;
  throw new DeskError('error.payment_amount', { text: String(given), currency }, { field: 'amount' });
}

/** Whether a person may record or take back money of a record; the refusal is on the trail. */
export async function checkMayPay(
  { audit }: Pick<PaymentDeps, 'audit'>,
  actor: Actor,
  about: { kind: 'Order'; record: Order } | { kind: 'Customer'; record: Customer },
): Promise<void> {
  const { kind, record } = about;
  if (may(personOf(actor.member), 'pay', record)) return;
  await audit.refused(actor, 'pay', { kind, id: record._id }, 'error.move_not_yours');
  const name = about.kind === 'Order' ? orderName(about.record) : about.record.name;
  const refused = new DeskError('error.move_not_yours', { order: name }, { loudness: 'warn' });
  throw Object.assign(refused, { audited: true });
}

/** What a customer owes on orders that take money by themselves, less what is free already, in a currency. */
export async function openOf(
  connection: Connection,
  customer: string,
  currency: string,
  session?: ClientSession,
): Promise<number> {
  const ids = await withMoving(connection, customer, session);
  const orders = await orderModel(connection)
    .find({ customer: { $in: ids }, state: { $in: agreedUnsettled } }, null, { session })
    .lean<Order[]>();
  const open = orders.filter((o) => o.currency === currency && takesMoney(o)).reduce((sum, o) => sum + owed(o), 0);
  const free = (await freeOf(connection, customer, session)).filter((p) => p.currency === currency);
  return Math.max(0, open - free.reduce((sum, p) => sum + (p.free ?? 0), 0));
}

/** What makes a deed with money one: its key, what is there under it, its day, and a second look where two meet. */
export function createKeys({ connection, settings, outbox }: PaymentDeps) {
  const payments = paymentModel(connection);

  async function dayOf(actor: Actor, { paidAt: wanted, reference }: Pick<Given, 'paidAt' | 'reference'>) {
    if ((reference?.length ?? 0) > 60) throw new DeskError('error.too_long', { most: 60 }, { field: 'reference' });
    const today = dateAt(actor.now, (await settings.get()).timezone);
    const paidAt = wanted ?? today;
    if (paidAt > today) throw new DeskError('error.payment_future', { date: paidAt, today }, { field: 'paidAt' });
    return { today, paidAt };
  }

  /** The payment under a key, where it says the same; another amount or currency under the same reference is refused. */
  async function recorded(
    key: string,
    wanted: {
      customer: string;
      order?: string;
      amount: number | 'full';
      currency: string;
      reference?: string;
      isBack?: true;
    },
    session: ClientSession,
  ) {
    const { customer, reference } = wanted;
    // What another record was paid under this reference, which is becoming a part of this one, is the same payment.
    const ids = reference === undefined ? [] : await withMoving(connection, customer, session);
    const keys = [key, ...ids.map((id) => referenceKey(id, reference!))];
    const there = await payments.findOne({ key: { $in: keys } }, null, { session }).lean<Payment>();
    if (!there) return undefined;
    if (there.reversedBy)
      throw new DeskError('error.payment_was_reversed', { reference: paymentName(there) }, { field: 'reference' });
    const isSame = there.order === wanted.order && there.currency === wanted.currency;
    const isFull = wanted.amount === 'full' && there.amount < 0 === (wanted.isBack ?? false);
    if (isSame && (isFull || wanted.amount === there.amount)) return there;
    throw new DeskError('error.payment_differs', { reference: wanted.reference ?? key }, { field: 'reference' });
  }

  async function once(work: (session: ClientSession) => Promise<Recorded>): Promise<Recorded> {
    const attempt = () => transact(connection, work);
    // Of two that meet under one key the second finds the first's row when it looks again.
    const done = await attempt().catch((error) => {
      if (isDuplicate(error, 'key')) return attempt();
      throw error;
    });
    if (!done.repeated) outbox.kick();
    return done;
  }

  const keyOf = (actor: Actor, customer: string, { reference, once: key }: Given): string =>
    reference ? referenceKey(customer, reference) : (key ?? actor.key);

  return { dayOf, recorded, once, keyOf };
}

/** Records money that came in, in one transaction with what it pays, the trail and the notices. */
export function createRecording(deps: PaymentDeps) {
  const { connection, settings, audit, notices, outbox } = deps;
  const payments = paymentModel(connection);
  const { dayOf, recorded, once, keyOf } = createKeys(deps);

  /** What is paid, in minor units, of the order as it is now. Throws where it cannot be taken. */
  function amountFor(order: Order, { amount: given, over }: PaymentInput): number {
    if (uncountedStates.includes(order.state))
      throw new DeskError('error.payment_state', { order: orderName(order), state: { text: `state.${order.state}` } });
    const amount = given === 'full' ? owed(order) : given;
    if (given === 'full' && amount === 0) throw new DeskError('error.nothing_owed', { order: orderName(order) });
    checkAmount(amount, given, order.currency);
    if (amount > owed(order) && !over) throw overpaid(order, amount);
    return amount;
  }

  /** What follows from a payment that is stored: free money is settled, people are told, risks are looked at anew. */
  async function follow(
    actor: Actor,
    payment: Payment,
    own: Order | undefined,
    today: CalendarDate,
    session: ClientSession,
  ) {
    const cause = { now: actor.now, today, key: actor.key };
    const settled = payment.free ? await settle(connection, payment.customer, cause, session) : [];
    const others = settled.filter((order) => order._id !== own?._id);
    const last = settled.find((order) => order._id === own?._id) ?? own;
    const paid: Order[] = [];
    for (const one of [...(last ? [last] : []), ...others]) {
      const { order, asker } = await goOnWithReview(connection, one, cause, session);
      paid.push(order);
      const said = order.timeline.filter((e) => e.key === actor.key && (e.amount ?? 0) > 0);
      const amount = said.reduce((sum, e) => sum + (e.amount ?? 0), 0);
      await outbox.add(await notices({ order, payment, actor, amount, asker }), actor.now, session);
    }
    await markRisks(connection, [{ kind: 'customer', about: payment.customer }], { now: actor.now, session });
    const stored = await payments.findById(payment._id, null, { session }).lean<Payment>();
    return { payment: stored ?? payment, orders: paid };
  }

  /** The order and amount are read here, inside the transaction, so that two people cannot both pay the rest. */
  async function storeNamed(actor: Actor, input: PaymentInput, key: string, session: ClientSession): Promise<Recorded> {
    const order = await orderNow(connection, input.order._id, session);
    if (!order) throw new DeskError('error.order_not_found', { name: orderName(input.order) });
    const there = await recorded(
      key,
      { ...input, customer: order.customer, order: order._id, currency: order.currency },
      session,
    );
    if (there) return { payment: there, orders: [order], repeated: true };
    if (input.seenPaid !== undefined && input.seenPaid !== order.paid)
      throw new DeskError('error.changed_meanwhile', { order: orderName(order) });
    const amount = amountFor(order, input);
    const { today, paidAt } = await dayOf(actor, input);
    const own = Math.min(amount, owed(order));
    const { reference } = input;
    const payment: Omit<Payment, 'createdAt'> = {
      ...{ _id: newId(), customer: order.customer, order: order._id, amount, currency: order.currency, paidAt },
      ...{ reference, key, recordedBy: actor.member._id },
      ...(amount > own && { free: amount - own }),
    };
    await payments.create([payment], { session });
    const said = { at: actor.now, by: actor.member._id, from: actor.from, note: reference, key: actor.key };
    const after = await bookOn(connection, order, own, { ...said, action: 'pay' }, session);
    return { ...(await follow(actor, payment as Payment, after, today, session)), repeated: false };
  }

  async function storeUnnamed(actor: Actor, input: CustomerPaymentInput, key: string, session: ClientSession) {
    const { customer, amount, reference } = input;
    const currency = input.currency ?? (await settings.get()).currency;
    const there = await recorded(key, { customer: customer._id, amount, currency, reference }, session);
    if (there) return { payment: there, orders: [], repeated: true };
    if (!isCurrency(currency)) throw new DeskError('error.payment_currency', { text: currency });
    checkAmount(amount, amount, currency);
    const open = await openOf(connection, customer._id, currency, session);
    if (amount > open && !input.over)
      throw new DeskError(
        'error.payment_over_customer',
        { customer: customer.name, amount: moneyText(amount, currency), owed: moneyText(open, currency) },
        { field: 'amount' },
      );
    const { today, paidAt } = await dayOf(actor, input);
    const payment: Omit<Payment, 'createdAt'> = {
      ...{ _id: newId(), customer: customer._id, amount, currency, paidAt },
      ...{ reference, key, recordedBy: actor.member._id, free: amount },
    };
    await payments.create([payment], { session });
    const subject = { kind: 'Payment' as const, id: payment._id };
    await audit.record(
      {
        at: actor.now,
        by: actor.member._id,
        from: actor.from,
        action: 'pay',
        subject,
        after: { amount, paidAt, reference },
      },
      session,
    );
    return { ...(await follow(actor, payment as Payment, undefined, today, session)), repeated: false };
  }

  return {
    /** Records money for an order. The same reference, or the same key, again changes nothing. */
    async record(actor: Actor, input: PaymentInput): Promise<Recorded & { order: Order }> {
      await checkMayPay(deps, actor, { kind: 'Order', record: input.order });
      const key = keyOf(actor, input.order.customer, input);
      const done = await once((session) => storeNamed(actor, input, key, session));
      return { ...done, order: done.orders[0]! };
    },
    /** Records money of a customer: it goes to the oldest due. The same reference, or the same key, again changes nothing. */
    async recordFor(actor: Actor, input: CustomerPaymentInput): Promise<Recorded> {
      await checkMayPay(deps, actor, { kind: 'Customer', record: input.customer });
      const key = keyOf(actor, input.customer._id, input);
      return once((session) => storeUnnamed(actor, input, key, session));
    },
  };
}
