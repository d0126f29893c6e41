import { sees } from '../members/ability.ts';
import { moneyText } from '../money.ts';
import { openButton } from '../orders/cards/open-button.ts';
import { nameOf } from '../orders/cards/words.ts';
import { owed } from '../orders/guards.ts';
import { orderName } from '../orders/order.ts';
import { paymentModel } from '../payments/model.ts';
import { t } from '../text/index.ts';
import type { Notice } from './notice.ts';

/** The owner hears of a payment. */
export const paid: Notice = async ({ connection, viewer, order, members, data }) => {
  const payment = await paymentModel(connection).findById(String(data.payment)).lean();
  if (!payment) return undefined;
  const { locale, person } = viewer;
  const values = { order: orderName(order), customer: order.customerSnapshot.name };
  const who = nameOf(members, String(data.by), locale);
  const amounts = { amount: moneyText(payment.amount, payment.currency), owed: moneyText(owed(order), order.currency) };
  const isSeen = sees(person, 'commercial', order) === 'full';
  return {
    title: t(locale, 'card.paid.title', values),
    tone: 'good',
    blocks: [
      {
        kind: 'text',
        text: isSeen ? t(locale, 'card.paid.text', { who, ...amounts }) : t(locale, 'card.paid.text_plain', { who }),
      },
      { kind: 'buttons', buttons: [openButton(locale, order)] },
    ],
    summary: t(locale, 'card.paid.title', values),
  };
};
