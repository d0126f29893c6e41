import type { Form } from '../../chat/form.ts';
import type { Customer } from '../../customers/customer.ts';
import { DeskError } from '../../errors.ts';
import { may } from '../../members/ability.ts';
import { moneyDecimal } from '../../money.ts';
import { owed } from '../../orders/guards.ts';
import { type Order, orderName } from '../../orders/order.ts';
import { t } from '../../text/index.ts';
import type { CommandContext, Input } from '../command.ts';

/** What money is for: an order, or only its customer. */
export type Of = { order: Order } | { customer: Customer };

/** What was said of money already: minor units of its currency, which of a customer is the company's where none was said. */
export type Said = { amount?: number; currency?: string; paidAt?: string; reference?: string };

/** Refuses who may not record money of an order or a customer. */
export function checkMayPay(of: Of, { person }: CommandContext): void {
  const record = 'order' in of ? of.order : of.customer;
  const name = 'order' in of ? orderName(of.order) : of.customer.name;
  if (!may(person, 'pay', record)) throw new DeskError('error.move_not_yours', { order: name }, { loudness: 'warn' });
}

/** The currency that money of a customer is in: what was said, else the company's. */
export const currencyOf = async (said: string | undefined, { desk }: CommandContext): Promise<string> =>
  said ?? (await desk.settings.get()).currency;

/** What the button of a question or the form of a payment carries of what was said. */
export const saidIn = (input: Input): Said => ({
  ...(typeof input.amount === 'number' && { amount: input.amount }),
  ...(typeof input.currency === 'string' && { currency: input.currency }),
  ...(typeof input.paidAt === 'string' && { paidAt: input.paidAt }),
  ...(typeof input.reference === 'string' && { reference: input.reference }),
});

/**
 * The form of a payment, or with `back` of money of a customer that goes back, with what was said already. Of a customer it
 * carries the currency that its amount is in. Where nothing can go back there is no form.
 */
export async function payForm(
  of: Of,
  said: Said,
  context: CommandContext,
  { back = false }: { back?: boolean } = {},
): Promise<{ form: Form }> {
  const { locale, today, desk } = context;
  checkMayPay(of, context);
  const isOrder = 'order' in of;
  const currency = isOrder ? of.order.currency : await currencyOf(said.currency, context);
  const openIn = back ? desk.payments.freeIn : desk.payments.openOf;
  const open = isOrder ? owed(of.order) : await openIn(of.customer._id, currency);
  if (back && !isOrder && open === 0) throw new DeskError('error.refund_nothing', { name: of.customer.name });
  const input = isOrder
    ? { order: of.order._id, paid: of.order.paid }
    : { customer: of.customer.code, currency, ...(back && { refund: true }) };
  const title = isOrder
    ? t(locale, 'form.pay.title', { order: orderName(of.order) })
    : t(locale, back ? 'form.pay.refund' : 'form.pay.customer', { customer: of.customer.name });
  return {
    form: {
      title,
      submit: t(locale, back ? 'pay.refund' : 'action.pay'),
      intent: { command: 'pay', input },
      fields: [
        {
          kind: 'number',
          name: 'amount',
          label: `${t(locale, 'label.amount')} (${currency})`,
          required: true,
          value: moneyDecimal(said.amount ?? open, currency),
        },
        {
          kind: 'date',
          name: 'paidAt',
          label: t(locale, back ? 'label.refunded_at' : 'label.paid_at'),
          value: said.paidAt ?? today,
        },
        {
          kind: 'text',
          name: 'reference',
          label: t(locale, 'label.reference'),
          maxLength: 60,
          ...(said.reference && { value: said.reference }),
        },
      ],
    },
  };
}
