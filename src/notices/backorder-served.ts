import { openButton } from '../orders/cards/open-button.ts';
import { orderName } from '../orders/order.ts';
import { t } from '../text/index.ts';
import type { Notice } from './notice.ts';

/** Goods that an order waited for came in: what, and whether all of it is there now. */
export const backorderServed: Notice = ({ viewer, order, data }) => {
  const { locale } = viewer;
  const said = order.timeline.find((e) => e.key === data.key && e.action === 'backorder_served');
  if (!said?.goods?.held) return undefined;
  const { held, short } = said.goods;
  const values = { order: orderName(order), customer: order.customerSnapshot.name };
  const title = t(locale, short ? 'card.served.title' : 'card.served.complete', values);
  const fields = [
    { label: t(locale, 'card.served.arrived'), value: held },
    ...(short ? [{ label: t(locale, 'card.served.missing'), value: short, tone: 'warn' as const }] : []),
  ];
  return {
    title,
    tone: short ? 'info' : 'good',
    blocks: [
      { kind: 'fields', fields },
      { kind: 'buttons', buttons: [openButton(locale, order)] },
    ],
    summary: title,
  };
};
