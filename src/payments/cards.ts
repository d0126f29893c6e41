import type { Block, Button, Card } from '../chat/card.ts';
import { turnButtons } from '../chat/turn-buttons.ts';
import type { Customer } from '../customers/customer.ts';
import { may, mayRead, mayReadPaymentsOf } from '../members/ability.ts';
import type { Viewer } from '../members/viewer.ts';
import { amountText, moneyText } from '../money.ts';
import { openButton } from '../orders/cards/open-button.ts';
import { owed } from '../orders/guards.ts';
import { type Order, orderName } from '../orders/order.ts';
import { type Locale, t } from '../text/index.ts';
import type { Aging } from './aging.ts';
import { buckets, sumOf } from './buckets.ts';
import type { ListedPayment, PaymentPage } from './list.ts';
import { paymentName } from './payment.ts';
import type { MadePayment } from './record.ts';

type Named = Pick<Customer, 'code' | 'name' | 'owner' | 'team'>;

/** What can be done with the payments of a customer, for those who may. */
export function paymentButtons({ locale, person }: Viewer, customer: Named): Button[] {
  const button = (label: string, input: Record<string, unknown>): Button => ({
    label,
    intent: { command: 'pay', input: { customer: customer.code, ...input } },
  });
  return [
    ...(may(person, 'pay', customer) ? [button(t(locale, 'action.pay'), {})] : []),
    ...(mayReadPaymentsOf(person, customer)
      ? [
          button(t(locale, 'pay.button.list'), { show: 'list' }),
          button(t(locale, 'pay.button.statement'), { show: 'statement' }),
        ]
      : []),
  ];
}

/** What a customer's card says of its payments: money that is on no order, and what can be done. */
export function paymentBlocks(viewer: Viewer, customer: Named, free: number, currency: string): Block[] {
  const buttons = paymentButtons(viewer, customer);
  const label = t(viewer.locale, 'pay.free');
  const seesFree = free !== 0 && mayReadPaymentsOf(viewer.person, customer);
  return [
    ...(seesFree ? [{ kind: 'fields' as const, fields: [{ label, value: moneyText(free, currency) }] }] : []),
    ...(buttons.length > 0 ? [{ kind: 'buttons' as const, buttons }] : []),
  ];
}

/** Where a payment stands, where that is more than its parts. */
function standing(locale: Locale, { payment }: ListedPayment): string[] {
  const { reversedBy, reverses, history, reason, amount } = payment;
  return [
    ...(reversedBy ? [t(locale, 'pay.list.reversed')] : []),
    ...(reverses ? [t(locale, 'pay.list.reversal')] : []),
    ...(amount < 0 && !reverses ? [t(locale, 'pay.list.refund')] : []),
    ...(history ? [t(locale, 'pay.list.history')] : []),
    ...(reason ? [reason] : []),
  ];
}

/** What a payment went to. */
function partWords(locale: Locale, listed: ListedPayment): string[] {
  const { payment, parts, order } = listed;
  const { free = 0, refunded = 0 } = payment;
  const money = (amount: number) => moneyText(amount, payment.currency);
  return [
    ...parts.map((part) => `${part.order} ${money(part.amount)}`),
    ...(parts.length === 0 && order ? [order] : []),
    ...(free !== 0 ? [t(locale, 'pay.list.free', { amount: money(free) })] : []),
    ...(refunded > 0 ? [t(locale, 'pay.list.refunded', { amount: money(refunded) })] : []),
  ];
}

function item(locale: Locale, listed: ListedPayment) {
  const { payment, reversible } = listed;
  const { paidAt, amount, currency, reference, _id } = payment;
  const intent = { command: 'pay', input: { reverse: _id } };
  return {
    text: [paidAt, moneyText(amount, currency), reference].filter(Boolean).join(' · '),
    detail: [...standing(locale, listed), ...partWords(locale, listed)].join(' · '),
    ...(reversible && { buttons: [{ label: t(locale, 'pay.reverse'), intent, style: 'danger' as const }] }),
  };
}

/** A page of a customer's payments, newest first. */
export function paymentsCard(
  { locale }: Viewer,
  customer: Named,
  page: PaymentPage,
  { skip, size }: { skip: number; size: number },
): Card {
  const title = t(locale, 'pay.list.title', { customer: customer.name });
  const empty = t(locale, 'pay.list.empty');
  const buttons = turnButtons(locale, { skip, size, more: page.more }, (to) => ({
    command: 'pay',
    input: { customer: customer.code, show: 'list', skip: to },
  }));
  return {
    title,
    blocks: [
      { kind: 'list', items: page.payments.map((listed) => item(locale, listed)), empty },
      ...(buttons.length > 0 ? [{ kind: 'buttons' as const, buttons }] : []),
    ],
    summary: title,
  };
}

/** Payments under the same reference: which is meant. */
export function severalCard(
  { locale }: Viewer,
  reference: string,
  found: readonly (ListedPayment & { customer: Customer })[],
): Card {
  const title = t(locale, 'pay.several', { reference });
  const items = found.map((listed) => {
    const one = item(locale, listed);
    return { ...one, text: `${listed.customer.name} · ${one.text}` };
  });
  return { title, blocks: [{ kind: 'list', items }], summary: title };
}

/** Customers that a card of what is owed shows; the others are in its sums. */
const mostShown = 20;

/** What customers owe by age. */
export function agingCard(
  { locale }: Viewer,
  { rows, total, free }: Aging,
  { currency, today }: { currency: string; today: string },
): Card {
  const title = t(locale, 'aging.title');
  const money = (amount: number) => (amount === 0 ? '—' : amountText(amount, currency));
  const hasFree = rows.some((row) => row.free !== 0);
  const line = (name: string, aged: Aging['total'], own: number) => [
    name,
    money(sumOf(aged)),
    ...buckets.map((bucket) => money(aged[bucket])),
    ...(hasFree ? [money(own)] : []),
  ];
  const right = (label: string) => ({ label, align: 'right' as const });
  const columns = [
    { label: t(locale, 'aging.customer') },
    right(t(locale, 'aging.sum')),
    ...buckets.map((bucket) => right(t(locale, `aging.${bucket}`))),
    ...(hasFree ? [right(t(locale, 'pay.free'))] : []),
  ];
  const shown = rows.slice(0, mostShown);
  const body = shown.map(({ customer, aged, free: own }) => line(`${customer.name} (${customer.code})`, aged, own));
  const caption = t(locale, 'aging.as_of', { date: today, currency });
  const left = rows.length - shown.length;
  const table: Block = { kind: 'table', columns, rows: [...body, line(t(locale, 'aging.all'), total, free)], caption };
  const none: Block = { kind: 'text', text: t(locale, 'aging.none') };
  const more: Block = { kind: 'text', text: t(locale, 'aging.more', { n: left }), style: 'quiet' };
  return {
    title,
    blocks: rows.length === 0 ? [none] : [table, ...(left > 0 ? [more] : [])],
    summary: rows.length === 0 ? t(locale, 'aging.none') : `${title}: ${moneyText(sumOf(total), currency)}`,
  };
}

/** What the customer owes after a payment was taken back of which money had gone back. */
function owesBlocks({ locale, person }: Viewer, customer: Named, { short = 0, currency }: MadePayment): Block[] {
  if (short >= 0 || !mayReadPaymentsOf(person, customer)) return [];
  const values = { customer: customer.name, owed: moneyText(-short, currency), free: moneyText(short, currency) };
  return [{ kind: 'text', text: t(locale, 'pay.reversed.owes', values), tone: 'warn' }];
}

/** What came of money that names only its customer, or was taken back: of orders of others only how many there are. */
export function recordedCard(
  viewer: Viewer,
  customer: Named,
  payment: MadePayment,
  orders: readonly Order[],
  repeated: boolean,
): Card {
  const { locale, person } = viewer;
  const isBack = payment.reverses !== undefined;
  const isRefund = !isBack && payment.amount < 0;
  const amount = moneyText(Math.abs(payment.amount), payment.currency);
  const values = { customer: customer.name, amount, reference: paymentName(payment) };
  const title = t(locale, isBack ? 'pay.reversed.title' : isRefund ? 'pay.refunded.title' : 'pay.done.title', values);
  const partOf = (order: Order) => (payment.applied ?? []).find((part) => part.order === order._id)?.amount ?? 0;
  const seen = orders.filter((order) => mayRead(person, 'Order', order) && mayReadPaymentsOf(person, order));
  const others = orders.length - seen.length;
  const items = seen.map((order) => {
    const name = orderName(order);
    const text = isBack
      ? t(locale, 'pay.reversed.order', { order: name, owed: moneyText(owed(order), order.currency) })
      : t(locale, 'pay.done.went', { order: name, amount: moneyText(partOf(order), order.currency) });
    return { text, detail: t(locale, `state.${order.state}`), buttons: [openButton(locale, order)] };
  });
  const free = payment.free ?? 0;
  const quiet = (text: string): Block => ({ kind: 'text', text, style: 'quiet' });
  return {
    title,
    tone: isBack ? 'warn' : 'good',
    blocks: [
      ...(repeated ? [quiet(t(locale, 'card.done.repeated'))] : []),
      ...(isBack ? [{ kind: 'text' as const, text: t(locale, 'pay.reversed.text', values) }] : []),
      ...owesBlocks(viewer, customer, payment),
      ...(items.length > 0 ? [{ kind: 'list' as const, items }] : []),
      ...(others > 0 ? [quiet(t(locale, 'pay.done.others', { n: others }))] : []),
      ...(free > 0
        ? [{ kind: 'text' as const, text: t(locale, 'pay.done.free', { amount: moneyText(free, payment.currency) }) }]
        : []),
      { kind: 'buttons', buttons: paymentButtons(viewer, customer) },
    ],
    summary: title,
  };
}

/** More came in than is owed: it is asked what becomes of the rest, and nothing is recorded until then. */
export function overCard(
  { locale }: Viewer,
  about: { order: Order } | { customer: Named },
  money: { amount: number; owed: number; currency: string },
  input: Record<string, unknown>,
): Card {
  const text = (amount: number) => moneyText(amount, money.currency);
  const values = { amount: text(money.amount), owed: text(money.owed), over: text(money.amount - money.owed) };
  const title = t(locale, 'pay.over.title', values);
  const question =
    'order' in about
      ? t(locale, 'pay.over.order', { ...values, order: orderName(about.order) })
      : t(locale, 'pay.over.customer', { ...values, customer: about.customer.name });
  const intent = (more: Record<string, unknown>) => ({ command: 'pay', input: { ...input, ...more } });
  return {
    title,
    tone: 'warn',
    blocks: [
      { kind: 'text', text: question },
      {
        kind: 'buttons',
        buttons: [
          { label: t(locale, 'pay.over.keep'), intent: intent({ over: true }), style: 'primary' },
          { label: t(locale, 'pay.over.correct'), intent: intent({}) },
        ],
      },
    ],
    summary: title,
  };
}
