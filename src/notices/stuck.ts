import { openReview } from '../members/kinds.ts';
import { openButton } from '../orders/cards/open-button.ts';
import { nameOf } from '../orders/cards/words.ts';
import { orderName } from '../orders/order.ts';
import { t } from '../text/index.ts';
import type { Notice } from './notice.ts';

/** An admin reads which step of which order waits for nobody, and what to do; nothing when it was settled meanwhile. */
export const stuck: Notice = ({ viewer, order, members, data }) => {
  if (!openReview(order)) return undefined;
  const { locale } = viewer;
  const values = { order: orderName(order), customer: order.customerSnapshot.name };
  const person = typeof data.person === 'string' ? data.person : undefined;
  const role = { text: `role.${String(data.role)}` };
  const text = person
    ? t(locale, 'card.stuck.person', { ...values, name: nameOf(members, person, locale) })
    : t(locale, 'card.stuck.role', { ...values, role });
  const team = {
    label: t(locale, 'card.stuck.team'),
    intent: { command: 'team', input: {} },
    style: 'primary' as const,
  };
  return {
    title: t(locale, 'card.stuck.title', values),
    tone: 'bad',
    blocks: [
      { kind: 'text', text },
      { kind: 'text', text: t(locale, 'card.stuck.again'), style: 'quiet' },
      { kind: 'buttons', buttons: [team, openButton(locale, order)] },
    ],
    summary: t(locale, 'card.stuck.title', values),
  };
};
