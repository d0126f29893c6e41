import { openButton } from '../orders/cards/open-button.ts';
import { orderName } from '../orders/order.ts';
import { t } from '../text/index.ts';
import type { Notice } from './notice.ts';

/** The owner hears that what the order held was given back, for want of a decision; nothing where it was decided since. */
export const reservationExpired: Notice = ({ viewer, order, data }) => {
  const { locale } = viewer;
  const said = order.timeline.find((e) => e.key === data.key && e.action === 'reservation_expired');
  if (!said || !order.lapsedAt) return undefined;
  const values = { order: orderName(order), customer: order.customerSnapshot.name };
  const title = t(locale, 'card.expired.title', values);
  const { held } = said.goods ?? {};
  return {
    title,
    tone: 'warn',
    blocks: [
      ...(held ? [{ kind: 'fields' as const, fields: [{ label: t(locale, 'card.expired.held'), value: held }] }] : []),
      { kind: 'text', text: t(locale, 'card.expired.text') },
      { kind: 'buttons', buttons: [openButton(locale, order)] },
    ],
    summary: title,
  };
};
