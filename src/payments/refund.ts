import type { ClientSession } from 'mongoose';
import type { Customer } from '../customers/customer.ts';
import type { CalendarDate } from '../dates.ts';
import { DeskError } from '../errors.ts';
import { newId } from '../id.ts';
import type { Actor } from '../members/actor.ts';
import { moneyText } from '../money.ts';
import { toRefund } from '../orders/guards.ts';
import { type Order, orderName } from '../orders/order.ts';
import { markRisks } from '../risks/marks.ts';
import { bookOn, orderNow, storeParts } from './book.ts';
import { paymentModel } from './model.ts';
import type { Payment } from './payment.ts';
import { checkAmount, checkMayPay, createKeys, type PaymentDeps, type Recorded } from './record.ts';
import { freeOf } from './settle.ts';

type Given = {
  /** Minor units above 0; `full` is all that can go back. */
  amount: number | 'full';
  paidAt?: CalendarDate;
  reference?: string;
};

/** Money that goes back of an order of which goods came back, in minor units of its currency. */
export type OrderRefundInput = Given & { order: Order };

/** Money of a customer on no order that goes back; the company's currency where none is said. */
export type CustomerRefundInput = Given & { customer: Customer; currency?: string };

/** Refuses to give back more than there is for it. Gives what goes back. */
function checkBack(wanted: number | 'full', most: number, name: string, currency: string): number {
  if (most === 0) throw new DeskError('error.refund_nothing', { name }, { field: 'amount' });
  const amount = wanted === 'full' ? most : wanted;
  checkAmount(amount, wanted, currency);
  const values = { name, amount: moneyText(amount, currency), most: moneyText(most, currency) };
  if (amount > most) throw new DeskError('error.refund_over', values, { field: 'amount' });
  return amount;
}

/** What of payments is free together, never below 0. */
const sumOf = (free: readonly Payment[]): number => {
  const sum = free.reduce((all, payment) => all + (payment.free ?? 0), 0);
  return Math.max(0, sum);
};

/** What is taken off which payments for money that goes back: what names no order first, then the oldest. */
function taken(free: readonly Payment[], amount: number): { payment: string; set: Partial<Payment> }[] {
  let left = amount;
  const own = free.filter((p) => p.order === undefined);
  return [...own, ...free.filter((p) => p.order !== undefined)].flatMap((payment) => {
    const part = Math.min(left, Math.max(0, payment.free ?? 0));
    left -= part;
    const set = { free: (payment.free ?? 0) - part || undefined, refunded: (payment.refunded ?? 0) + part };
    return part === 0 ? [] : [{ payment: payment._id, set }];
  });
}

/** Books money that went back to a customer: of the credit, or what an order has to give back. Never what pays an order. */
export function createRefunding(deps: PaymentDeps) {
  const { connection, settings, audit, notices, outbox } = deps;
  const payments = paymentModel(connection);
  const { recorded, dayOf, once, keyOf } = createKeys(deps);

  /** The row of money that went back, as it is stored, with its line of the trail. */
  async function store(
    actor: Actor,
    about: Pick<Payment, 'customer' | 'order' | 'currency' | 'reference' | 'key' | 'refunded'>,
    { amount, paidAt }: { amount: number; paidAt: CalendarDate },
    session: ClientSession,
  ): Promise<Payment> {
    const row = { _id: newId(), ...about, amount: -amount, paidAt, recordedBy: actor.member._id };
    await payments.create([row], { session });
    const { now: at, from, member } = actor;
    const after = { amount: -amount, paidAt, ...(about.reference && { reference: about.reference }) };
    const subject = { kind: 'Payment' as const, id: row._id };
    await audit.record({ at, by: member._id, from, action: 'pay_refunded', subject, after }, session);
    await markRisks(connection, [{ kind: 'customer', about: row.customer }], { now: at, session });
    return row as Payment;
  }

  const below = (amount: number | 'full') => (amount === 'full' ? amount : -amount);

  async function storeOf(actor: Actor, input: OrderRefundInput, key: string, session: ClientSession) {
    const order = await orderNow(connection, input.order._id, session);
    if (!order) throw new DeskError('error.order_not_found', { name: orderName(input.order) });
    const { customer, currency } = order;
    const { reference } = input;
    const asked = { customer, order: order._id, currency, reference, isBack: true as const };
    const wanted = { ...asked, amount: below(input.amount) };
    const there = await recorded(key, wanted, session);
    if (there) return { payment: there, orders: [order], repeated: true };
    const amount = checkBack(input.amount, toRefund(order), orderName(order), currency);
    const { paidAt } = await dayOf(actor, input);
    const about = { customer, order: order._id, currency, reference, key };
    const payment = await store(actor, about, { amount, paidAt }, session);
    const said = { at: actor.now, by: actor.member._id, from: actor.from, note: reference, key: actor.key };
    const after = await bookOn(connection, order, -amount, { ...said, action: 'pay_refunded' }, session);
    await outbox.add(await notices({ order: after, payment, actor, amount: -amount }), actor.now, session);
    return { payment, orders: [after], repeated: false };
  }

  /** What is free is taken off the payments that have it, so that of two deeds at once the second sees the first. */
  async function storeFor(actor: Actor, input: CustomerRefundInput, key: string, session: ClientSession) {
    const { customer, reference } = input;
    const currency = input.currency ?? (await settings.get()).currency;
    const asked = { customer: customer._id, currency, reference, isBack: true as const };
    const there = await recorded(key, { ...asked, amount: below(input.amount) }, session);
    if (there) return { payment: there, orders: [], repeated: true };
    const free = (await freeOf(connection, customer._id, session)).filter((p) => p.currency === currency);
    const most = sumOf(free);
    const amount = checkBack(input.amount, most, customer.name, currency);
    const { paidAt } = await dayOf(actor, input);
    await storeParts(connection, taken(free, amount), session);
    const about = { customer: customer._id, currency, reference, key, refunded: -amount };
    return { payment: await store(actor, about, { amount, paidAt }, session), orders: [], repeated: false };
  }

  return {
    /** Money that went back of an order: at most what is to be refunded of it. The same reference again changes nothing. */
    async refund(actor: Actor, input: OrderRefundInput): Promise<Recorded & { order: Order }> {
      await checkMayPay(deps, actor, { kind: 'Order', record: input.order });
      const key = keyOf(actor, input.order.customer, input);
      const done = await once((session): Promise<Recorded> => storeOf(actor, input, key, session));
      return { ...done, order: done.orders[0]! };
    },
    /** Money of a customer that went back: at most what is on no order. The same reference again changes nothing. */
    async refundFor(actor: Actor, input: CustomerRefundInput): Promise<Recorded> {
      await checkMayPay(deps, actor, { kind: 'Customer', record: input.customer });
      const key = keyOf(actor, input.customer._id, input);
      return once((session) => storeFor(actor, input, key, session));
    },
    /** What of a customer's money is on no order, in a currency, and can go back; minor units. */
    async freeIn(customer: string, currency: string): Promise<number> {
      return sumOf((await freeOf(connection, customer)).filter((p) => p.currency === currency));
    },
  };
}
