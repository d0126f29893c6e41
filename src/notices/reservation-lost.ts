import { openButton } from '../orders/cards/open-button.ts';
import { orderName } from '../orders/order.ts';
import { t } from '../text/index.ts';
import type { Notice } from './notice.ts';

/** Goods that were held for an order are not there any more: what, and that it waits for them. */
export const reservationLost: Notice = ({ viewer, order, data }) => {
  const { locale } = viewer;
  const said = order.timeline.find((e) => e.key === data.key && e.action === 'reservation_lost');
  if (!said?.goods?.held) return undefined;
  const { held, short = held, lost } = said.goods;
  const title = t(locale, 'card.lost.title', { order: orderName(order), customer: order.customerSnapshot.name });
  return {
    title,
    tone: 'warn',
    blocks: [
      {
        kind: 'fields',
        fields: [
          { label: t(locale, 'card.lost.held'), value: held },
          ...(lost ? [{ label: t(locale, 'card.lost.why'), value: t(locale, `goods.lost.${lost}`) }] : []),
          { label: t(locale, 'card.served.missing'), value: short, tone: 'warn' },
        ],
      },
      { kind: 'text', text: t(locale, 'card.lost.text') },
      { kind: 'buttons', buttons: [openButton(locale, order)] },
    ],
    summary: title,
  };
};
