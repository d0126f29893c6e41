import type { ClientSession, Connection } from 'mongoose';
import type { Audit } from '../audit/service.ts';
import type { NewOutboxRow } from '../chat/outbox.ts';
import { isDuplicate, transact } from '../database/transact.ts';
import { type CalendarDate, dateAt } from '../dates.ts';
import { DeskError } from '../errors.ts';
import { newId } from '../id.ts';
import { may } from '../members/ability.ts';
import type { Actor } from '../members/actor.ts';
import { personOf } from '../members/member.ts';
import { orderModel } from '../orders/model.ts';
import { type Order, orderName } from '../orders/order.ts';
import type { Settings } from '../settings/settings.ts';
import { paymentModel } from './model.ts';
import type { Payment } from './payment.ts';

/** Money received for an order, in minor units of its currency. */
export type PaymentInput = { order: Order; amount: number; paidAt?: CalendarDate; reference?: string };

type Deps = {
  connection: Connection;
  settings: { get(): Promise<Settings> };
  audit: Pick<Audit, 'record' | 'refused'>;
  notices(paid: { order: Order; payment: Payment; actor: Actor }): Promise<NewOutboxRow[]>;
  outbox: { add(rows: readonly NewOutboxRow[], now: Date, session?: ClientSession): Promise<void>; kick(): void };
};

/** Records payments. The order's sum of payments changes in the same transaction. */
export function createPayments({ connection, settings, audit, notices, outbox }: Deps) {
  const payments = paymentModel(connection);

  async function checkMay(actor: Actor, { order }: PaymentInput): Promise<void> {
    if (may(personOf(actor.member), 'pay', order)) return;
    await audit.refused(actor, 'pay', { kind: 'Order', id: order._id }, 'error.move_not_yours');
    throw new DeskError('error.move_not_yours', { order: orderName(order) }, { loudness: 'warn' });
  }

  function check({ order, amount, reference }: PaymentInput): void {
    if (!Number.isSafeInteger(amount) || amount <= 0)
      throw new DeskError(
        'error.payment_amount',
        { text: String(amount), currency: order.currency },
        { field: 'amount' },
      );
    if ((reference?.length ?? 0) > 60) throw new DeskError('error.too_long', { most: 60 }, { field: 'reference' });
    if (['draft', 'rejected', 'cancelled'].includes(order.state))
      throw new DeskError('error.payment_state', { order: orderName(order), state: { text: `state.${order.state}` } });
  }

  async function store(actor: Actor, input: PaymentInput, key: string, session: ClientSession): Promise<Order> {
    const { order, amount, reference } = input;
    const today = dateAt(actor.now, (await settings.get()).timezone);
    const paidAt = input.paidAt ?? today;
    if (paidAt > today) throw new DeskError('error.payment_future', { date: paidAt, today }, { field: 'paidAt' });
    const payment: Omit<Payment, 'createdAt'> = {
      _id: newId(),
      customer: order.customer,
      order: order._id,
      amount,
      currency: order.currency,
      paidAt,
      reference,
      key,
      recordedBy: actor.member._id,
    };
    await payments.create([payment], { session });
    const entry = { at: actor.now, by: actor.member._id, action: 'pay', amount, note: reference, key: actor.key };
    const after = await orderModel(connection)
      .findOneAndUpdate(
        { _id: order._id },
        { $inc: { paid: amount, revision: 1 }, $push: { timeline: entry } },
        { returnDocument: 'after', session },
      )
      .lean<Order>();
    if (!after) throw new DeskError('error.order_not_found', { name: orderName(order) });
    const subject = { kind: 'Order' as const, id: order._id };
    await audit.record(
      {
        at: actor.now,
        by: actor.member._id,
        from: actor.from,
        action: 'pay',
        subject,
        before: { paid: after.paid - amount },
        after: { paid: after.paid },
      },
      session,
    );
    await outbox.add(await notices({ order: after, payment: payment as Payment, actor }), actor.now, session);
    return after;
  }

  /** The deed was done before: “pay in full” again finds nothing owed, and must still answer as it did. */
  const isRecorded = (actor: Actor, order: Order): boolean =>
    order.timeline.some((e) => e.action === 'pay' && e.key === actor.key);

  /** The order of a payment that is there already; another amount under the same reference is refused. */
  async function recorded(input: PaymentInput, key: string): Promise<Order> {
    const there = await payments.findOne({ key }).lean();
    if (there && (there.amount !== input.amount || there.order !== input.order._id))
      throw new DeskError('error.payment_differs', { reference: input.reference ?? key }, { field: 'reference' });
    return (await orderModel(connection).findById(input.order._id).lean<Order>()) ?? input.order;
  }

  return {
    /** Records money for an order. The same reference, or the same key, again changes nothing. */
    async record(actor: Actor, input: PaymentInput): Promise<{ order: Order; repeated: boolean }> {
      await checkMay(actor, input);
      if (isRecorded(actor, input.order)) return { order: input.order, repeated: true };
      check(input);
      const key = input.reference ? `ref:${input.order.customer}:${input.reference}` : actor.key;
      try {
        const order = await transact(connection, (session) => store(actor, input, key, session));
        outbox.kick();
        return { order, repeated: false };
      } catch (error) {
        if (!isDuplicate(error, 'key')) throw error;
        return { order: await recorded(input, key), repeated: true };
      }
    },
  };
}
export type Payments = ReturnType<typeof createPayments>;
