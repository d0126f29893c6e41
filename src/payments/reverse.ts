import type { ClientSession } from 'mongoose';
import type { Customer } from '../customers/customer.ts';
import { customerModel } from '../customers/model.ts';
import { dateAt } from '../dates.ts';
import { DeskError } from '../errors.ts';
import { newId } from '../id.ts';
import type { Actor } from '../members/actor.ts';
import type { Order } from '../orders/order.ts';
import { markRisks } from '../risks/marks.ts';
import { bookOn, orderNow } from './book.ts';
import { paymentModel } from './model.ts';
import { type Payment, partsOf, paymentName, reversalKey } from './payment.ts';
import { checkMayPay, createKeys, type PaymentDeps, type Recorded } from './record.ts';
import { freeSum, settle } from './settle.ts';
import { ungiven, ungivenOf } from './ungiven.ts';

/** Takes payments back: a row with the negative amount, and what the payment had paid is owed again. */
export function createReversing(deps: PaymentDeps) {
  const { connection, settings, audit, notices, outbox } = deps;
  const { once } = createKeys(deps);
  const payments = paymentModel(connection);

  /** A payment is taken back by who may record it: for its order, else for its customer. */
  async function checkMay(actor: Actor, { order: named, customer }: Payment, session: ClientSession): Promise<void> {
    const order = named === undefined ? null : await orderNow(connection, named, session);
    if (order) return checkMayPay(deps, actor, { kind: 'Order', record: order });
    const record = await customerModel(connection).findById(customer, null, { session }).lean<Customer>();
    if (!record) throw new DeskError('error.customer_not_found', { text: customer, nearest: '' });
    return checkMayPay(deps, actor, { kind: 'Customer', record });
  }

  function checkReversible(payment: Payment): void {
    const values = { reference: paymentName(payment) };
    if (payment.reverses !== undefined || payment.amount <= 0) throw new DeskError('error.payment_is_reversal', values);
    if (payment.reversedBy !== undefined) throw new DeskError('error.payment_reversed', values);
  }

  async function store(
    actor: Actor,
    id: string,
    reason: string | undefined,
    session: ClientSession,
  ): Promise<Recorded> {
    const payment = await payments.findById(id, null, { session }).lean<Payment>();
    if (!payment) throw new DeskError('error.payment_not_found', { reference: id });
    await checkMay(actor, payment, session);
    const before = await payments.findOne({ key: reversalKey(id) }, null, { session }).lean<Payment>();
    if (before?.deed === actor.key) return { payment: before, orders: [], repeated: true };
    checkReversible(payment);
    if ((reason?.length ?? 0) > 300) throw new DeskError('error.too_long', { most: 300 }, { field: 'reason' });
    const { customer, order, currency, amount } = payment;
    const today = dateAt(actor.now, (await settings.get()).timezone);
    const row: Omit<Payment, 'createdAt'> = {
      ...{ _id: newId(), customer, order, amount: -amount, currency, paidAt: today, reason },
      ...{ reference: payment.reference, key: reversalKey(id), reverses: id, recordedBy: actor.member._id },
      deed: actor.key,
      ...(payment.history && { history: true }),
    };
    await payments.create([row], { session });
    const gone = { $set: { reversedBy: row._id }, $unset: { applied: 1, free: 1, refunded: 1 } } as const;
    await payments.updateOne({ _id: id, reversedBy: { $exists: false } }, gone, { session });
    return { ...(await takeOff(actor, payment, row as Payment, today, session)), repeated: false };
  }

  /** What the payment had paid is owed again; other money of the customer that is free goes there. */
  async function takeOff(actor: Actor, payment: Payment, row: Payment, today: string, session: ClientSession) {
    const { now, key, from, member } = actor;
    const said = { at: now, by: member._id, from, action: 'pay_reversed' as const, key };
    const note = [payment.reference, row.reason].filter(Boolean).join(' · ') || undefined;
    const orders = new Map<string, Order>();
    const lost = new Map<string, number>();
    for (const part of partsOf(payment)) {
      const order = await orderNow(connection, part.order, session);
      if (!order) continue;
      // What went back of it was this money: it is the customer's to return, and no more is taken off the order than is there.
      const short = Math.max(0, part.amount - Math.max(0, order.paid));
      await ungivenOf(connection, order._id, short, session);
      lost.set(order._id, short - part.amount);
      orders.set(order._id, await bookOn(connection, order, short - part.amount, { ...said, note }, session));
    }
    await ungiven(connection, payment, session);
    const cause = { now, today, key };
    for (const order of await settle(connection, payment.customer, cause, session)) orders.set(order._id, order);
    for (const order of orders.values()) {
      const amount = lost.get(order._id) ?? 0;
      await outbox.add(await notices({ order, payment: row, actor, amount }), now, session);
    }
    const subject = { kind: 'Payment' as const, id: payment._id };
    const after = { amount: row.amount, ...(row.reason && { reason: row.reason }) };
    await audit.record({ at: now, by: member._id, from, action: 'pay_reversed', subject, after }, session);
    await markRisks(connection, [{ kind: 'customer', about: payment.customer }], { now, session });
    return { payment: row, orders: [...orders.values()] };
  }

  /** With what the customer owes of money that went back, where it does. */
  async function withShort(done: Recorded): Promise<Recorded> {
    const { payment } = done;
    const sum = await freeSum(connection, payment.customer, payment.currency);
    return sum < 0 ? { ...done, payment: { ...payment, short: sum } } : done;
  }

  return {
    /** Takes a payment back, once. Throws where it was taken back before, or is a taking back itself. */
    async reverse(actor: Actor, id: string, reason?: string): Promise<Recorded> {
      return withShort(await once((session) => store(actor, id, reason || undefined, session)));
    },
  };
}
