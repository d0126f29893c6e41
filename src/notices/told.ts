import { openButton } from '../orders/cards/open-button.ts';
import { nameOf, toneOf } from '../orders/cards/words.ts';
import { orderName } from '../orders/order.ts';
import { t } from '../text/index.ts';
import type { Notice } from './notice.ts';

/** The owner hears what somebody did to the order. */
export const told: Notice = ({ viewer, order, members, data }) => {
  const { locale } = viewer;
  const entry = order.timeline.findLast((e) => e.action === data.action && e.by === data.by);
  const action = { text: `did.${String(data.action)}` };
  const values = { order: orderName(order), customer: order.customerSnapshot.name, action };
  const who = nameOf(members, String(data.by), locale);
  return {
    title: t(locale, 'card.order.title', values),
    badge: { label: t(locale, `state.${order.state}`), tone: toneOf[order.state] },
    tone: toneOf[order.state],
    blocks: [
      {
        kind: 'text',
        text: t(locale, entry?.note ? 'card.told.text_note' : 'card.told.text', {
          who,
          action,
          note: entry?.note ?? '',
        }),
      },
      { kind: 'buttons', buttons: [openButton(locale, order)] },
    ],
    summary: t(locale, 'card.told.title', values),
  };
};
