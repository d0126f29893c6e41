import { sees } from '../members/ability.ts';
import { moneyText } from '../money.ts';
import { openButton } from '../orders/cards/open-button.ts';
import { nameOf } from '../orders/cards/words.ts';
import { owed } from '../orders/guards.ts';
import { orderName } from '../orders/order.ts';
import { paymentModel } from '../payments/model.ts';
import { t } from '../text/index.ts';
import type { Notice } from './notice.ts';

/** The owner hears of a payment of the order, or that one was taken back. */
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
  const title = t(locale, isBack ? 'card.paid.reversed' : 'card.paid.title', values);
  const [full, plain] = isBack
    ? (['card.paid.reversed_text', 'card.paid.reversed_plain'] as const)
    : (['card.paid.text', 'card.paid.text_plain'] as const);
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
