import type { Block, Button, Field } from '../chat/card.ts';
import { movesFor } from '../members/ability.ts';
import type { Viewer } from '../members/viewer.ts';
import { openButton } from '../orders/cards/open-button.ts';
import { nameOf, noteWords } from '../orders/cards/words.ts';
import { type Order, orderName, type TimelineEntry } from '../orders/order.ts';
import { t } from '../text/index.ts';
import type { Notice, NoticeContext } from './notice.ts';

/** The change of the expected date, and what brought it about. */
function entriesOf({ order, data }: NoticeContext): { moved?: TimelineEntry; why?: TimelineEntry } {
  const said = order.timeline.filter((e) => e.key === data.key);
  return { moved: said.find((e) => e.action === 'expected'), why: said.find((e) => e.action !== 'expected') };
}

/** Who did what. */
function whyWords({ viewer, members }: NoticeContext, why: TimelineEntry | undefined): Block[] {
  if (!why) return [];
  const { locale } = viewer;
  const said = [nameOf(members, why.by, locale), t(locale, `did.${why.action}`), noteWords(locale, why)];
  return [{ kind: 'text', text: said.filter(Boolean).join(' · ') }];
}

function fieldsOf({ locale }: Viewer, { goods = {} }: TimelineEntry): Field[] {
  const { from, to, promised } = goods;
  return [
    ...(promised ? [{ label: t(locale, 'label.promised'), value: promised }] : []),
    {
      label: t(locale, 'label.expected'),
      value: from && to ? t(locale, 'goods.moved', { from, to }) : (to ?? ''),
      tone: 'warn',
    },
  ];
}

/** A change order that promises the date which is expected now, for who may propose one. */
const proposes = ({ person, locale }: Viewer, order: Order): Button[] =>
  movesFor(person, order).includes('change') && !order.change
    ? [
        {
          label: t(locale, 'card.delayed.propose'),
          style: 'primary',
          intent: { command: 'change', input: { order: order._id, promised: order.expectedDate } },
        },
      ]
    : [];

/** The owner is warned that the goods are expected later; nothing is said where they are in time again by now. */
export const delayed: Notice = (context) => {
  const { viewer, order } = context;
  const { moved, why } = entriesOf(context);
  const { promisedDate, expectedDate = '' } = order;
  if (!moved || (promisedDate && expectedDate <= promisedDate)) return undefined;
  const { locale } = viewer;
  const values = { order: orderName(order), customer: order.customerSnapshot.name };
  const title = t(locale, promisedDate ? 'card.delayed.title' : 'card.delayed.no_promise', values);
  return {
    title,
    tone: 'warn',
    blocks: [
      { kind: 'fields', fields: fieldsOf(viewer, moved) },
      ...whyWords(context, why),
      { kind: 'buttons', buttons: [...proposes(viewer, order), openButton(locale, order)] },
    ],
    summary: title,
  };
};
