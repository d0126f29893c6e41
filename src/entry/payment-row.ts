import { moneyDecimal } from '../money.ts';
import type { Payment } from '../payments/payment.ts';
import type { Row } from './table/row-reader.ts';

/**
 * A payment as a row of a file, with what its customer and order are called there. One without a reference gets its key
 * instead, as does a reversal, which has the reference of what it takes back, so that it is recognised when the file comes back.
 */
export const paymentRow = (payment: Payment, names: { customer: string; order: string | undefined }): Row => ({
  customer: names.customer,
  order_no: names.order,
  amount: moneyDecimal(payment.amount, payment.currency),
  paid_at: payment.paidAt,
  reference: payment.reverses ? payment.key : (payment.reference ?? payment.key),
});
