import type { Form } from '../chat/form.ts';
import type { CalendarDate } from '../dates.ts';
import { dateFromWords } from '../entry/date-words.ts';
import { DeskError } from '../errors.ts';
import { may, mayAny } from '../members/ability.ts';
import { minorDigits, moneyDecimal, parseDecimal } from '../money.ts';
import { owed } from '../orders/guards.ts';
import { type Order, orderName } from '../orders/order.ts';
import { t } from '../text/index.ts';
import type { Command, CommandContext, Reply } from './command.ts';
import { collect } from './parts/collect.ts';
import { inputOrder, typedOrder } from './parts/order-argument.ts';
import { orderReply } from './parts/order-reply.ts';
import { dateOf, textOf } from './parts/values.ts';

type Paid = { amount: number | 'full'; seenPaid?: number; paidAt?: CalendarDate; reference?: string };

function amountOf(text: string, order: Order): number {
  const amount = parseDecimal(text, 10 ** minorDigits(order.currency));
  if (amount === undefined || amount <= 0)
    throw new DeskError('error.payment_amount', { text, currency: order.currency }, { field: 'amount' });
  return amount;
}

const fullWords = ['full', 'rest', 'all', '全款', '全额', '全部', '余款'];

/** Reads `1200.50 on 12/1 ref BANK-77`, or `full`. */
function readTyped(rest: string, order: Order, today: CalendarDate): Paid {
  const reference = /(?:^|\s)(?:ref|reference|流水|流水号)[:：\s]*(\S+)/i.exec(rest);
  const date = /(?:^|\s)(?:on|日期)[:：\s]*(\S+)/i.exec(rest);
  const paidAt = date ? dateFromWords(date[1] ?? '', today, 'past') : undefined;
  if (date && !paidAt) throw new DeskError('error.date_expected', { text: date[1] ?? '' }, { field: 'paidAt' });
  const words = rest
    .replace(reference?.[0] ?? '', ' ')
    .replace(date?.[0] ?? '', ' ')
    .trim();
  const amount = fullWords.includes(words.toLowerCase()) ? ('full' as const) : amountOf(words, order);
  return { amount, paidAt, reference: reference?.[1] };
}

function checkMay(order: Order, { person }: CommandContext): void {
  if (!may(person, 'pay', order))
    throw new DeskError('error.move_not_yours', { order: orderName(order) }, { loudness: 'warn' });
}

function form(order: Order, context: CommandContext): { form: Form } {
  const { locale, today } = context;
  checkMay(order, context);
  return {
    form: {
      title: t(locale, 'form.pay.title', { order: orderName(order) }),
      submit: t(locale, 'action.pay'),
      intent: { command: 'pay', input: { order: order._id, paid: order.paid } },
      fields: [
        {
          kind: 'number',
          name: 'amount',
          label: `${t(locale, 'label.amount')} (${order.currency})`,
          required: true,
          value: moneyDecimal(owed(order), order.currency),
        },
        { kind: 'date', name: 'paidAt', label: t(locale, 'label.paid_at'), value: today },
        { kind: 'text', name: 'reference', label: t(locale, 'label.reference'), maxLength: 60 },
      ],
    },
  };
}

async function record(order: Order, paid: Paid, context: CommandContext, replace: boolean): Promise<Reply> {
  const done = await context.desk.payments.record(context.actor, { order, ...paid });
  return orderReply(done.order, context, { repeated: done.repeated, replace });
}

/** Records money that came in for an order. */
export const pay: Command = {
  name: 'pay',
  words: { en: ['pay', 'payment'], zh: ['收款', '付款'] },
  does: 'does.pay',
  usage: { en: 'SO-000042 1200.50 ref BANK-77 [on 12/1]', zh: 'SO-000042 1200.50 流水 BANK-77 [日期 12月1日]' },
  may: (person) => mayAny(person, 'pay'),
  opensForm: (input) => input !== 'typed',
  async typed(words, context) {
    const { order, rest } = await typedOrder(words, context, pay);
    if (rest.trim() === '') return form(order, context);
    checkMay(order, context);
    return record(order, readTyped(rest, order, context.today), context, false);
  },
  async pressed(input, context) {
    return form(await inputOrder(input, context), context);
  },
  async filled(input, values, context) {
    const order = await inputOrder(input, context);
    const paid = collect({
      amount: () => amountOf(textOf(values, 'amount') ?? '', order),
      paidAt: () => dateOf(values, 'paidAt', context.today),
      reference: () => textOf(values, 'reference'),
    });
    const seenPaid = typeof input.paid === 'number' ? input.paid : undefined;
    return record(order, { ...paid, seenPaid }, context, true);
  },
};
