import type { ClientSession, Connection } from 'mongoose';
import type { Audit } from '../audit/service.ts';
import type { NewOutboxRow } from '../chat/outbox-row.ts';
import { isDuplicate, transact } from '../database/transact.ts';
import { type CalendarDate, dateAt } from '../dates.ts';
import { DeskError } from '../errors.ts';
import { newId } from '../id.ts';
import { may } from '../members/ability.ts';
import type { Actor } from '../members/actor.ts';
import { personOf } from '../members/member.ts';
import { moneyText } from '../money.ts';
import { owed } from '../orders/guards.ts';
import { orderModel } from '../orders/model.ts';
import { type Order, orderName } from '../orders/order.ts';
import { uncountedStates } from '../orders/stages.ts';
import { paidTrail } from '../orders/trail.ts';
import type { Settings } from '../settings/settings.ts';
import { paymentModel } from './model.ts';
import { type Payment, referenceKey } from './payment.ts';

/** Money received for an order, in minor units of its currency; `full` is whatever is owed when it is recorded. */
export type PaymentInput = {
  order: Order;
  amount: number | 'full';
  /** What was paid when the person saw the order; money that came in since is told, not paid twice. */
  seenPaid?: number;
  paidAt?: CalendarDate;
  reference?: string;
};

type Deps = {
  connection: Connection;
  settings: { get(): Promise<Settings> };
  audit: Pick<Audit, 'record' | 'refused'>;
  notices(paid: { order: Order; payment: Payment; actor: Actor }): Promise<NewOutboxRow[]>;
  outbox: { add(rows: readonly NewOutboxRow[], now: Date, session?: ClientSession): Promise<void>; kick(): void };
};

type Recorded = { order: Order; repeated: boolean };

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

/** Records payments. The order's sum of payments changes in the same transaction. */
export function createPayments({ connection, settings, audit, notices, outbox }: Deps) {
  const payments = paymentModel(connection);
  const orders = orderModel(connection);

  async function checkMay(actor: Actor, { order }: PaymentInput): Promise<void> {
    if (may(personOf(actor.member), 'pay', order)) return;
    await audit.refused(actor, 'pay', { kind: 'Order', id: order._id }, 'error.move_not_yours');
    const refused = new DeskError('error.move_not_yours', { order: orderName(order) }, { loudness: 'warn' });
    throw Object.assign(refused, { audited: true });
  }

  /** What is paid, in minor units, of the order as it is now. Throws where it cannot be taken. */
  function amountFor(order: Order, { amount: given, reference }: PaymentInput): number {
    if (uncountedStates.includes(order.state))
      throw new DeskError('error.payment_state', { order: orderName(order), state: { text: `state.${order.state}` } });
    if ((reference?.length ?? 0) > 60) throw new DeskError('error.too_long', { most: 60 }, { field: 'reference' });
    const amount = given === 'full' ? owed(order) : given;
    if (given === 'full' && amount === 0) throw new DeskError('error.nothing_owed', { order: orderName(order) });
    if (!Number.isSafeInteger(amount) || amount <= 0)
      throw new DeskError(
        'error.payment_amount',
        { text: String(given), currency: order.currency },
        { field: 'amount' },
      );
    if (amount > owed(order)) throw overpaid(order, amount);
    return amount;
  }

  /** The order and amount are read here, inside the transaction, so that two people cannot both pay the rest. */
  async function store(actor: Actor, input: PaymentInput, key: string, session: ClientSession): Promise<Recorded> {
    const order = await orders.findById(input.order._id, null, { session }).lean<Order>();
    if (!order) throw new DeskError('error.order_not_found', { name: orderName(input.order) });
    if (await isRecorded(actor, order, input, key, session)) return { order, repeated: true };
    if (input.seenPaid !== undefined && input.seenPaid !== order.paid)
      throw new DeskError('error.changed_meanwhile', { order: orderName(order) });
    const amount = amountFor(order, input);
    const { reference } = input;
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
    const after = await orders
      .findOneAndUpdate(
        { _id: order._id, revision: order.revision },
        { $inc: { paid: amount, revision: 1 }, $push: { timeline: entry } },
        { returnDocument: 'after', session },
      )
      .lean<Order>();
    if (!after) throw new DeskError('error.changed_meanwhile', { order: orderName(order) });
    const subject = { kind: 'Order' as const, id: order._id };
    await audit.record(
      {
        at: actor.now,
        by: actor.member._id,
        from: actor.from,
        action: 'pay',
        subject,
        ...paidTrail(order, after),
      },
      session,
    );
    await outbox.add(await notices({ order: after, payment: payment as Payment, actor }), actor.now, session);
    return { order: after, repeated: false };
  }

  /** Whether the deed, or its reference, is recorded already; another amount under the same reference is refused. */
  async function isRecorded(actor: Actor, order: Order, input: PaymentInput, key: string, session: ClientSession) {
    if (order.timeline.some((e) => e.action === 'pay' && e.key === actor.key)) return true;
    const there = await payments.findOne({ key }, null, { session }).lean<Payment>();
    if (!there) return false;
    const isSame = there.order === order._id && (input.amount === 'full' || input.amount === there.amount);
    if (isSame) return true;
    throw new DeskError('error.payment_differs', { reference: input.reference ?? key }, { field: 'reference' });
  }

  return {
    /** Records money for an order. The same reference, or the same key, again changes nothing. */
    async record(actor: Actor, input: PaymentInput): Promise<Recorded> {
      await checkMay(actor, input);
      const key = input.reference ? referenceKey(input.order.customer, input.reference) : actor.key;
      const attempt = () => transact(connection, (session) => store(actor, input, key, session));
      // Of two that meet under one key the second finds the first's row when it looks again.
      const done = await attempt().catch((error) => {
        if (isDuplicate(error, 'key')) return attempt();
        throw error;
      });
      if (!done.repeated) outbox.kick();
      return done;
    },
  };
}
export type Payments = ReturnType<typeof createPayments>;
