import type { Block } from '../chat/card.ts';
import { openButton } from '../orders/cards/open-button.ts';
import { nameOf, noteWords } from '../orders/cards/words.ts';
import { orderName } from '../orders/order.ts';
import { t } from '../text/index.ts';
import type { Notice } from './notice.ts';

/** Something went wrong with a parcel, or less arrived than was sent. */
export const exception: Notice = ({ viewer, order, members, data }) => {
  const entry = order.timeline.find((e) => e.key === data.key && e.goods !== undefined && e.action !== 'expected');
  if (!entry) return undefined;
  const { locale } = viewer;
  const values = { order: orderName(order), customer: order.customerSnapshot.name };
  const title = t(locale, 'card.exception.title', values);
  const said = [nameOf(members, entry.by, locale), noteWords(locale, entry)].filter(Boolean).join(' · ');
  const missing: Block[] = entry.goods?.missing
    ? [{ kind: 'text', text: t(locale, 'card.exception.missing'), style: 'quiet' }]
    : [];
  return {
    title,
    badge: { label: t(locale, 'track.exception'), tone: 'bad' },
    tone: 'bad',
    blocks: [{ kind: 'text', text: said }, ...missing, { kind: 'buttons', buttons: [openButton(locale, order)] }],
    summary: title,
  };
};
