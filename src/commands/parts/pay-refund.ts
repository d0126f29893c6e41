import type { Customer } from '../../customers/customer.ts';
import type { Order } from '../../orders/order.ts';
import { recordedCard } from '../../payments/cards.ts';
import type { CommandContext, Reply } from '../command.ts';
import { orderReply } from './order-reply.ts';
import { foundCustomer } from './pay-customer.ts';
import { checkMayPay, currencyOf, payForm, type Said } from './pay-form.ts';
import { amountOf, readCustomerPaid, readRefund } from './pay-words.ts';

type Back = Said & { amount: number };

/** Books money that went back to a customer, of what is on no order. */
export async function refundedFor(
  customer: Customer,
  back: Back,
  context: CommandContext,
  replace: boolean,
): Promise<Reply> {
  const { desk, actor, viewer } = context;
  const { payment, orders, repeated } = await desk.payments.refundFor(actor, { customer, ...back });
  return { card: recordedCard(viewer, customer, payment, orders, repeated), replace };
}

/** Reads `Acme 200 ref X`. What is not whole, or without an amount, is looked at in a form before it counts. */
export async function typedRefundFor(words: string, context: CommandContext): Promise<Reply> {
  const said = readCustomerPaid(words, context.today);
  const whole = await foundCustomer(words.trim(), context, { whole: true });
  if (whole) return payForm({ customer: whole.customer }, {}, context, { back: true });
  const { customer, isWhole } = await foundCustomer(said.name, context);
  checkMayPay({ customer }, context);
  const { paidAt, reference } = said;
  const currency = await currencyOf(said.currency, context);
  if (said.amount === undefined) return payForm({ customer }, { paidAt, reference }, context, { back: true });
  const back = { amount: amountOf(said.amount, currency), currency, paidAt, reference };
  return isWhole ? refundedFor(customer, back, context, false) : payForm({ customer }, back, context, { back: true });
}

/** Books what went back of an order: all that is to be refunded of it, or the amount that was typed. */
export async function typedRefundOf(order: Order, words: string, context: CommandContext): Promise<Reply> {
  const { desk, actor, today } = context;
  checkMayPay({ order }, context);
  const done = await desk.payments.refund(actor, { order, ...readRefund(words, order.currency, today) });
  return orderReply(done.order, context, { repeated: done.repeated });
}
