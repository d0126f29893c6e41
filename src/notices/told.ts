import { askedWords } from '../approvals/asked-words.ts';
import type { Block, Button } from '../chat/card.ts';
import { movesFor } from '../members/ability.ts';
import type { Viewer } from '../members/viewer.ts';
import { differenceBlocks } from '../orders/cards/difference-blocks.ts';
import { feedbackButtons } from '../orders/cards/feedback.ts';
import { openButton } from '../orders/cards/open-button.ts';
import { moveButton } from '../orders/cards/parts.ts';
import { noteWords, toneOf, whoDid } from '../orders/cards/words.ts';
import { changeContentOf } from '../orders/content.ts';
import { type Order, orderName, type TimelineEntry } from '../orders/order.ts';
import { t } from '../text/index.ts';
import type { Notice } from './notice.ts';

/** The answer that is waited for, while it is. */
const answers = (viewer: Viewer, order: Order): Button[] =>
  movesFor(viewer.person, order).includes('answer')
    ? [{ ...moveButton(viewer, order, 'answer'), style: 'primary' }]
    : [];

/**
 * A change that came back to its owner, because somebody returned or rejected it or because it does not fit any more: why,
 * and what. What was rejected is not offered again.
 */
function cameBack(viewer: Viewer, order: Order, said: TimelineEntry | undefined): Block[] {
  const { locale } = viewer;
  const lapsed = order.timeline.find((e) => e.action === 'change_lapsed' && e.key === said?.key);
  const isBack = lapsed || said?.action === 'return' || said?.action === 'reject';
  const change = isBack ? order.returnedChange : undefined;
  // A notice that comes late does not speak of another change that came back since.
  if (!change || (change.key !== undefined && change.key !== said?.key)) return [];
  const why = lapsed && [t(locale, 'did.change_lapsed'), noteWords(locale, lapsed)].filter(Boolean).join(': ');
  const intent = { command: 'change', input: { order: order._id, again: change.id } };
  return [
    ...(why ? [{ kind: 'text' as const, text: why, tone: 'warn' as const }] : []),
    ...differenceBlocks(viewer, order, changeContentOf(order), change.content),
    ...(said?.action !== 'reject' && movesFor(viewer.person, order).includes('change')
      ? [{ kind: 'buttons' as const, buttons: [{ label: t(locale, 'card.change.again'), intent }] }]
      : []),
  ];
}

/** What was said with it: of a question what is asked for, too, which stands in no note. */
const noteOf = (viewer: Viewer, order: Order, entry: TimelineEntry): string | undefined =>
  entry.action === 'ask' && entry.by
    ? askedWords(viewer, order, { by: entry.by, at: entry.at, text: entry.note ?? '' })
    : noteWords(viewer.locale, entry);

/** The owner hears what somebody did to the order. */
export const told: Notice = ({ viewer, order, members, data }) => {
  const { locale } = viewer;
  const entry = order.timeline.findLast((e) => e.action === data.action && e.by === data.by);
  const note = entry && noteOf(viewer, order, entry);
  const action = { text: `did.${String(data.action)}` };
  const values = { order: orderName(order), customer: order.customerSnapshot.name, action };
  const who = whoDid(members, entry ?? { by: String(data.by) }, locale);
  return {
    title: t(locale, 'card.order.title', values),
    badge: { label: t(locale, `state.${order.state}`), tone: toneOf[order.state] },
    tone: toneOf[order.state],
    blocks: [
      {
        kind: 'text',
        text: t(locale, note ? 'card.told.text_note' : 'card.told.text', { who, action, note: note ?? '' }),
      },
      ...cameBack(viewer, order, entry),
      {
        kind: 'buttons',
        buttons: [...answers(viewer, order), ...feedbackButtons(viewer, order), openButton(locale, order)],
      },
    ],
    summary: t(locale, 'card.told.title', values),
  };
};
