import { sees } from '../members/ability.ts';
import { moneyText } from '../money.ts';
import { openButton } from '../orders/cards/open-button.ts';
import { nameOf } from '../orders/cards/words.ts';
import { owed } from '../orders/guards.ts';
import { orderName } from '../orders/order.ts';
import { paymentModel } from '../payments/model.ts';
import type { Payment } from '../payments/payment.ts';
import { t } from '../text/index.ts';
import type { Notice } from './notice.ts';

/** The words for money that came, was taken back, or went back to the customer. */
function wordsOf(isBack: boolean, { reverses }: Pick<Payment, 'reverses'>) {
  if (!isBack) return ['card.paid.title', 'card.paid.text', 'card.paid.text_plain'] as const;
  return reverses === undefined
    ? (['card.paid.refunded', 'card.paid.refunded_text', 'card.paid.refunded_plain'] as const)
    : (['card.paid.reversed', 'card.paid.reversed_text', 'card.paid.reversed_plain'] as const);
}

/** The owner hears of a payment of the order, that one was taken back, or that money went back. */
export const paid: Notice = async ({ connection, viewer, order, members, data }) => {
  const payment = await paymentModel(connection).findById(String(data.payment)).lean();
  if (!payment) return undefined;
  const { locale, person } = viewer;
  const values = { order: orderName(order), customer: order.customerSnapshot.name };
  const who = nameOf(members, String(data.by), locale);
  const amount = typeof data.amount === 'number' ? data.amount : payment.amount;
  const isBack = amount < 0;
  const amounts = {
    amount: moneyText(Math.abs(amount), payment.currency),
    owed: moneyText(owed(order), order.currency),
  };
  const [head, full, plain] = wordsOf(isBack, payment);
  const title = t(locale, head, values);
  const isSeen = sees(person, 'commercial', order) === 'full';
  return {
    title,
    tone: isBack ? 'warn' : 'good',
    blocks: [
      {
        kind: 'text',
        text: isSeen ? t(locale, full, { who, ...amounts }) : t(locale, plain, { who }),
      },
      { kind: 'buttons', buttons: [openButton(locale, order)] },
    ],
    summary: title,
  };
};
