import { shortTimeAt } from '../dates.ts';
import { openReview } from '../members/kinds.ts';
import { nameOf, toneOf } from '../orders/cards/words.ts';
import { orderName } from '../orders/order.ts';
import { t } from '../text/index.ts';
import type { Notice } from './notice.ts';

/** Whoever's turn it is hears that the owner waits. Nothing is said when it was decided meanwhile. */
export const urged: Notice = ({ viewer, order, members, settings }) => {
  const review = openReview(order);
  if (!review) return undefined;
  const { locale, member } = viewer;
  const title = t(locale, 'card.urged.title', { order: orderName(order), customer: order.customerSnapshot.name });
  const since = shortTimeAt(review.stepStartedAt, member?.timezone ?? settings.timezone);
  const text = t(locale, 'card.urged.text', { owner: nameOf(members, order.owner, locale), since });
  const intent = { command: 'decide', input: { order: order._id } };
  return {
    title,
    tone: toneOf.pending,
    blocks: [
      { kind: 'text', text },
      { kind: 'buttons', buttons: [{ label: t(locale, 'card.decide'), style: 'primary', intent }] },
    ],
    summary: title,
  };
};
