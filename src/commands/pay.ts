import type { Form } from '../chat/form.ts';
import { noted } from '../chat/noted.ts';
import type { Customer } from '../customers/customer.ts';
import { DeskError } from '../errors.ts';
import { onlyFor } from '../files/file.ts';
import { mayAny, sees } from '../members/ability.ts';
import { moneyText } from '../money.ts';
import { owed } from '../orders/guards.ts';
import type { Order } from '../orders/order.ts';
import { agingCard, overCard, paymentsCard, recordedCard, severalCard } from '../payments/cards.ts';
import { elsewhereText } from '../payments/elsewhere.ts';
import type { ListedPayment } from '../payments/list.ts';
import { paymentName } from '../payments/payment.ts';
import { t } from '../text/index.ts';
import type { Command, CommandContext, Input, Reply } from './command.ts';
import { exportable, exportList } from './exports/list.ts';
import { exportUnlessNamed } from './exports/named.ts';
import { agingExport, paymentsExport } from './exports/payments.ts';
import { exportWords } from './exports/words.ts';
import { collect } from './parts/collect.ts';
import { inputOrder } from './parts/order-argument.ts';
import { orderReply } from './parts/order-reply.ts';
import { foundCustomer } from './parts/pay-customer.ts';
import { checkMayPay, currencyOf, payForm, type Said, saidIn } from './parts/pay-form.ts';
import { orderOfMoney } from './parts/pay-order.ts';
import { refundedFor, typedRefundFor, typedRefundOf } from './parts/pay-refund.ts';
import { amountOf, type Paid, readCustomerPaid, readPaid, readPeriod, readShow, type Show } from './parts/pay-words.ts';
import { dateOf, textOf } from './parts/values.ts';

const pageSize = 10;

/** Whether more came in than is owed, which is asked about. */
const isOver = (error: unknown): boolean =>
  error instanceof DeskError &&
  ['error.payment_over', 'error.payment_over_customer', 'error.nothing_owed'].includes(error.code);

type Given = Paid & { over?: boolean; once?: string };

async function recordOf(order: Order, paid: Given, context: CommandContext, replace: boolean): Promise<Reply> {
  const { desk, actor, viewer } = context;
  try {
    const done = await desk.payments.record(actor, { order, ...paid });
    const reply = await orderReply(done.order, context, { repeated: done.repeated, replace });
    const elsewhere = elsewhereText(viewer, done.payment, done.orders, done.order._id);
    return elsewhere ? noted(reply, elsewhere) : reply;
  } catch (error) {
    if (!isOver(error) || paid.amount === 'full') throw error;
    const now = await inputOrder({ order: order._id }, context);
    const { amount, paidAt, reference } = paid;
    const money = { amount, owed: owed(now), currency: now.currency };
    const input = { order: now._id, paid: now.paid, amount, paidAt, reference, once: actor.key };
    return { card: overCard(viewer, { order: now }, money, input), replace };
  }
}

type GivenOf = {
  amount: number;
  currency?: string;
  paidAt?: string;
  reference?: string;
  over?: boolean;
  once?: string;
};

async function recordFor(customer: Customer, paid: GivenOf, context: CommandContext, replace: boolean): Promise<Reply> {
  const { desk, actor, viewer } = context;
  try {
    const { payment, orders, repeated } = await desk.payments.recordFor(actor, { customer, ...paid });
    return { card: recordedCard(viewer, customer, payment, orders, repeated), replace };
  } catch (error) {
    if (!isOver(error)) throw error;
    const currency = await currencyOf(paid.currency, context);
    const open = await desk.payments.openOf(customer._id, currency);
    const { amount, paidAt, reference } = paid;
    const input = { customer: customer.code, amount, currency, paidAt, reference, once: actor.key };
    return { card: overCard(viewer, { customer }, { amount, owed: open, currency }, input), replace };
  }
}

/** Reads `Acme 5000 ref X`. What is not the whole name or code of a customer is looked at in a form before it counts. */
async function typedOfCustomer(words: string, context: CommandContext): Promise<Reply> {
  const said = readCustomerPaid(words, context.today);
  const whole = await foundCustomer(words.trim(), context, { whole: true });
  if (whole) return payForm({ customer: whole.customer }, {}, context);
  const { customer, isWhole } = await foundCustomer(said.name, context);
  checkMayPay({ customer }, context);
  const currency = await currencyOf(said.currency, context);
  if (said.amount === undefined) return payForm({ customer }, said as Said, context);
  const amount = amountOf(said.amount, currency);
  const { paidAt, reference } = said;
  const given = { amount, currency, paidAt, reference };
  return isWhole ? recordFor(customer, given, context, false) : payForm({ customer }, given, context);
}

async function listReply(customer: Customer, skip: number, context: CommandContext, replace: boolean): Promise<Reply> {
  const { desk, person, viewer } = context;
  const page = await desk.payments.listOf(person, customer, { skip, limit: pageSize });
  const card = paymentsCard(viewer, customer, page, { skip, size: pageSize });
  const input = { customer: customer.code, show: 'list', export: true };
  return exportable({ card, replace }, { command: 'pay', input }, context);
}

async function agingReply(context: CommandContext): Promise<Reply> {
  const { desk, person, viewer, today } = context;
  const { currency } = await desk.settings.get();
  const aging = await desk.payments.aging(person, { base: currency, today });
  const card = agingCard(viewer, aging, { currency, today });
  return exportable({ card }, { command: 'pay', input: { show: 'aging', export: true } }, context);
}

async function statementReply(customer: Customer, period: { from?: string; to: string }, context: CommandContext) {
  const { desk, person, locale, today } = context;
  const made = await desk.payments.statementFile(person, customer, period, { locale, today });
  const file = await desk.files.save({ ...made, access: onlyFor(person) });
  const title = t(locale, 'statement.made', { customer: customer.name });
  return { card: { title, blocks: [{ kind: 'file' as const, file, label: made.name }], summary: title } };
}

/** Asks why a payment is taken back, with what it is. */
function reverseForm(
  { payment, reversible, customer }: ListedPayment & { customer: Customer },
  { locale }: CommandContext,
) {
  const reference = paymentName(payment);
  if (payment.reversedBy) throw new DeskError('error.payment_reversed', { reference });
  if (!reversible) throw new DeskError('error.move_not_yours', { order: reference }, { loudness: 'warn' });
  const amount = moneyText(payment.amount, payment.currency);
  const what = t(locale, 'pay.reverse.what', { amount, customer: customer.name, date: payment.paidAt });
  const form: Form = {
    title: t(locale, 'form.pay.reverse', { reference }),
    submit: t(locale, 'pay.reverse'),
    intent: { command: 'pay', input: { reverse: payment._id } },
    fields: [{ kind: 'text', name: 'reason', label: `${t(locale, 'label.reason')} · ${what}`, maxLength: 300 }],
  };
  return { form };
}

async function reversed(
  id: string,
  reason: string | undefined,
  context: CommandContext,
  replace: boolean,
): Promise<Reply> {
  const { desk, actor, viewer, person } = context;
  const { customer } = await desk.payments.paymentOf(person, id);
  const { payment, orders, repeated } = await desk.payments.reverse(actor, id, reason);
  return { card: recordedCard(viewer, customer, payment, orders, repeated), replace };
}

/** Reads `BANK-77 wrong account`; where several payments have the reference, which is meant is asked. */
async function typedReverse(words: string, context: CommandContext): Promise<Reply> {
  const { desk, person, viewer, locale } = context;
  const [reference = '', ...rest] = words.trim().split(/\s+/);
  const hint = t(locale, 'usage.hint', { example: '/order pay reverse BANK-77' });
  if (reference === '') throw new DeskError('error.words_missing', { usage: hint });
  const whole = await desk.payments.byReference(person, words.trim());
  const found = whole.length > 0 ? whole : await desk.payments.byReference(person, reference);
  if (found.length === 0) throw new DeskError('error.payment_not_found', { reference });
  const open = found.filter(({ payment }) => !payment.reversedBy);
  if (open.length > 1) return { card: severalCard(viewer, reference, open) };
  const reason = whole.length > 0 ? undefined : rest.join(' ') || undefined;
  return reversed((open[0] ?? found[0]!).payment._id, reason, context, false);
}

/** Reads `Acme`, `Acme export`: the payments of a customer, as a list or as files. */
async function typedList(words: string, context: CommandContext): Promise<Reply> {
  const { rest, exports } = await exportUnlessNamed(words, context);
  const { customer } = await foundCustomer(rest, context);
  return exports ? exportList(paymentsExport(customer, context), context) : listReply(customer, 0, context, false);
}

async function typedShow(show: Show, rest: string, context: CommandContext): Promise<Reply> {
  if (show === 'aging')
    return exportWords(rest).exports ? exportList(agingExport(context), context) : agingReply(context);
  if (show === 'list') return typedList(rest, context);
  if (show === 'reverse') return typedReverse(rest, context);
  if (show === 'refund') {
    const found = await orderOfMoney(rest, context, pay);
    return found ? typedRefundOf(found.order, found.rest, context) : typedRefundFor(rest, context);
  }
  const { name, ...period } = readPeriod(rest, context.today);
  return statementReply((await foundCustomer(name, context)).customer, period, context);
}

const inputCustomer = (input: Input, { desk, person }: CommandContext): Promise<Customer> =>
  desk.customers.get(person, String(input.customer));

async function kept(input: Input, context: CommandContext): Promise<Reply> {
  const said = saidIn(input);
  const given = { ...said, amount: said.amount ?? 0, over: true, once: String(input.once) };
  if (input.order) {
    const seenPaid = typeof input.paid === 'number' ? input.paid : undefined;
    return recordOf(await inputOrder(input, context), { ...given, seenPaid }, context, true);
  }
  return recordFor(await inputCustomer(input, context), given, context, true);
}

/** Records money that came in for an order or a customer, takes it back or gives it back, and shows who paid and who owes. */
export const pay: Command = {
  name: 'pay',
  words: { en: ['pay', 'payment', 'payments'], zh: ['收款', '付款'] },
  does: 'does.pay',
  usage: {
    en: 'SO-000042 1200.50 ref BANK-77 [on 12/1] | Acme 5000 | list Acme [export] | aging [export] | statement Acme [2026-01-01..2026-03-31] | reverse BANK-77 [reason] | refund Acme 200 ref BANK-88 | refund SO-000042',
    zh: 'SO-000042 1200.50 流水 BANK-77 [日期 12月1日] | 客户 5000 | 明细 客户 [导出] | 账龄 [导出] | 对账单 客户 [2026-01-01..2026-03-31] | 冲销 BANK-77 [原因] | 退款 客户 200 流水 BANK-88 | 退款 SO-000042',
  },
  may: (person) => mayAny(person, 'pay') || sees(person, 'commercial') === 'full',
  isUsual: (person) => mayAny(person, 'pay') || sees(person, 'commercial') === 'full',
  opensForm: (input) => input !== 'typed' && !input.over && !input.show,
  async typed(words, context) {
    const asked = readShow(words);
    if (asked) return typedShow(asked.show, asked.rest, context);
    const found = await orderOfMoney(words, context, pay);
    if (!found) return typedOfCustomer(words, context);
    const { order, rest } = found;
    if (rest.trim() === '') return payForm({ order }, {}, context);
    checkMayPay({ order }, context);
    return recordOf(order, readPaid(rest, order.currency, context.today), context, false);
  },
  async pressed(input, context) {
    if (input.reverse)
      return reverseForm(await context.desk.payments.paymentOf(context.person, String(input.reverse)), context);
    if (input.over) return kept(input, context);
    if (input.show === 'aging') return exportList(agingExport(context), context);
    if (!input.customer) return payForm({ order: await inputOrder(input, context) }, saidIn(input), context);
    const customer = await inputCustomer(input, context);
    if (input.export) return exportList(paymentsExport(customer, context), context);
    if (input.show === 'list') return listReply(customer, Number(input.skip ?? 0), context, input.skip !== undefined);
    if (input.show === 'statement') return statementReply(customer, { to: context.today }, context);
    return payForm({ customer }, saidIn(input), context);
  },
  async filled(input, values, context) {
    if (input.reverse) return reversed(String(input.reverse), textOf(values, 'reason'), context, true);
    const read = (currency: string) =>
      collect({
        amount: () => amountOf(textOf(values, 'amount') ?? '', currency),
        paidAt: () => dateOf(values, 'paidAt', context.today),
        reference: () => textOf(values, 'reference'),
      });
    if (!input.customer) {
      const order = await inputOrder(input, context);
      const seenPaid = typeof input.paid === 'number' ? input.paid : undefined;
      return recordOf(order, { ...read(order.currency), seenPaid }, context, true);
    }
    const customer = await inputCustomer(input, context);
    const currency = await currencyOf(saidIn(input).currency, context);
    const given = { ...read(currency), currency };
    return input.refund ? refundedFor(customer, given, context, true) : recordFor(customer, given, context, true);
  },
};
