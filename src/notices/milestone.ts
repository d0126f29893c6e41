import { openButton } from '../orders/cards/open-button.ts';
import { nameOf } from '../orders/cards/words.ts';
import { orderName } from '../orders/order.ts';
import { t } from '../text/index.ts';
import type { Notice } from './notice.ts';

/** Somebody is responsible for a milestone now. Nothing is said when it is done, or somebody else's, by then. */
export const milestone: Notice = ({ viewer, order, members, data }) => {
  const item = order.milestones?.find((m) => m.id === data.milestone);
  if (!item || item.actual || item.responsible !== viewer.member?._id) return undefined;
  const { locale } = viewer;
  const values = { name: item.name, order: orderName(order), customer: order.customerSnapshot.name };
  const title = t(locale, 'card.milestone.title', values);
  const who = nameOf(members, String(data.by), locale);
  return {
    title,
    tone: 'info',
    blocks: [
      { kind: 'text', text: t(locale, 'card.milestone.text', { who, date: item.planned }) },
      ...(item.note ? [{ kind: 'text' as const, text: item.note, style: 'quiet' as const }] : []),
      { kind: 'buttons', buttons: [openButton(locale, order)] },
    ],
    summary: title,
  };
};
