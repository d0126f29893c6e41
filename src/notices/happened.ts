import { noteWords, toneOf, whoDid } from '../orders/cards/words.ts';
import { orderName } from '../orders/order.ts';
import { t } from '../text/index.ts';
import type { Notice } from './notice.ts';

/** One line in the order's thread: who did what. The card that heads the thread shows the rest. */
export const happened: Notice = ({ viewer, order, members, data }) => {
  const { locale } = viewer;
  const entry = order.timeline.find((e) => e.key === data.key && e.action === data.action);
  if (!entry) return undefined;
  const who = whoDid(members, entry, locale);
  const said = [t(locale, `did.${entry.action}`), noteWords(locale, entry)].filter(Boolean).join(' · ');
  const summary = t(locale, 'card.happened', { order: orderName(order), who, what: said });
  return {
    title: summary,
    tone: toneOf[entry.to ?? order.state],
    blocks: [],
    summary,
  };
};
