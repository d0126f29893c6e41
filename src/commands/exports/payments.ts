import type { Customer } from '../../customers/customer.ts';
import { redact } from '../../members/ability.ts';
import { moneyDecimal } from '../../money.ts';
import type { AgedCustomer } from '../../payments/aging.ts';
import { buckets, sumOf } from '../../payments/buckets.ts';
import type { ListedPayment } from '../../payments/list.ts';
import { t } from '../../text/index.ts';
import type { CommandContext } from '../command.ts';
import { columnsFor } from './columns.ts';
import type { ListExport } from './list.ts';

/** Payments that one reading takes. */
const atOnce = 500;

/** The payments of a customer, newest first, as their list has them. */
export const paymentsExport = (customer: Customer, { desk, locale }: CommandContext): ListExport<ListedPayment> => ({
  list: 'payments',
  what: customer.name,
  columns(reader) {
    const { text, date, money } = columnsFor<ListedPayment>(reader);
    const currency = ({ payment }: ListedPayment) => payment.currency;
    const standing = ({ payment: { reverses, reversedBy, amount, history } }: ListedPayment) => [
      ...(reversedBy ? [t(locale, 'pay.list.reversed')] : []),
      ...(reverses ? [t(locale, 'pay.list.reversal')] : []),
      ...(amount < 0 && !reverses ? [t(locale, 'pay.list.refund')] : []),
      ...(history ? [t(locale, 'pay.list.history')] : []),
    ];
    return [
      date('field.paid_at', ({ payment }) => payment.paidAt),
      text('export.customer_code', () => customer.code),
      text('field.customer', () => customer.name),
      text('field.reference', ({ payment }) => payment.reference),
      text('audit.field.currency', currency),
      money('field.amount', currency, ({ payment }) => payment.amount),
      text('field.order_no', ({ order }) => order),
      text('export.went_to', ({ parts, payment }) =>
        parts.map((part) => `${part.order} ${moneyDecimal(part.amount, payment.currency)}`).join(' · '),
      ),
      money('pay.free', currency, ({ payment }) => payment.free),
      text('field.status', (row) => standing(row).join(' · ')),
      text('label.reason', ({ payment }) => payment.reason),
    ];
  },
  async *rows({ person }) {
    for (let skip = 0; ; skip += atOnce) {
      const page = await desk.payments.listOf(person, customer, { skip, limit: atOnce });
      for (const one of page.payments) yield { ...one, payment: redact(person, 'Payment', one.payment) as never };
      if (!page.more) return;
    }
  },
});

/** What customers owe by age, in the base currency. */
export const agingExport = ({ desk, today, locale }: CommandContext): ListExport<AgedCustomer> => ({
  list: 'aging',
  columns(reader) {
    const { text, money } = columnsFor<AgedCustomer>(reader);
    const { currency } = reader;
    return [
      text('export.customer_code', ({ customer }) => customer.code),
      text('field.customer', ({ customer }) => customer.name),
      ...buckets.map((bucket) => money(`aging.${bucket}`, currency, ({ aged }) => aged[bucket])),
      money('label.owed', currency, ({ aged }) => sumOf(aged)),
      money('pay.free', currency, ({ free }) => free),
    ];
  },
  what: t(locale, 'export.as_of', { date: today }),
  async *rows({ person, currency }) {
    yield* (await desk.payments.aging(person, { base: currency, today })).rows;
  },
});
