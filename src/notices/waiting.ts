import { askedNow } from '../approvals/eligible.ts';
import type { Card } from '../chat/card.ts';
import { shortTimeAt } from '../dates.ts';
import { redact } from '../members/ability.ts';
import { openReview } from '../members/kinds.ts';
import { openButton } from '../orders/cards/open-button.ts';
import { moneyFields } from '../orders/cards/parts.ts';
import { classWords, nameOf } from '../orders/cards/words.ts';
import { orderName } from '../orders/order.ts';
import type { Level } from '../reviews/levels.ts';
import { listed, t } from '../text/index.ts';
import { decision } from './decision.ts';
import type { Notice, NoticeContext } from './notice.ts';

/** How loud each level is. */
const tones = { 50: 'info', 80: 'warn', 100: 'bad', 150: 'bad' } as const;

/** The sentence: what waits, for whom, and by when it is due, in the reader's time zone. */
function sentence({ viewer, order, members, settings, data }: NoticeContext, level: Level): string {
  const { locale, member } = viewer;
  const asked = askedNow(order, members).map((m) => m.name);
  const who = listed(locale, asked) || t(locale, 'review.nobody');
  const due = new Date(String(data.due ?? data.started));
  const time = shortTimeAt(due, member?.timezone ?? settings.timezone);
  return t(locale, `review.waiting.${level}`, { order: orderName(order), who, time });
}

/** What is shown of the order beside the sentence, and the way to the decision. */
function shortCard({ viewer, order, members }: NoticeContext, title: string, level: Level): Card {
  const { locale } = viewer;
  const seen = redact(viewer.person, 'Order', order);
  return {
    title,
    tone: tones[level],
    blocks: [
      {
        kind: 'fields',
        fields: [
          { label: t(locale, 'label.customer'), value: order.customerSnapshot.name },
          { label: t(locale, 'label.owner'), value: nameOf(members, order.owner, locale) },
          ...moneyFields(viewer, seen),
          ...(order.classes ? [{ label: t(locale, 'label.classes'), value: classWords(locale, order.classes) }] : []),
        ],
      },
      {
        kind: 'buttons',
        buttons: [
          {
            label: t(locale, 'card.decide'),
            style: 'primary',
            intent: { command: 'decide', input: { order: order._id } },
          },
          openButton(locale, order),
        ],
      },
    ],
    summary: title,
  };
}

/**
 * A review waits: a reminder to whom it waits for, the decision card to whom it is passed on, a call to the channel.
 * Nothing is said when it was decided, passed on or asked back meanwhile.
 */
export const waiting: Notice = async (context) => {
  const { order, data } = context;
  const review = openReview(order);
  const level = data.level as Level;
  if (!review || review.question || review.stepStartedAt.toISOString() !== data.started) return undefined;
  const text = sentence(context, level);
  const card = level === 100 ? await decision(context) : undefined;
  if (!card) return shortCard(context, text, level);
  const said = { kind: 'text', text, style: 'strong', tone: tones[level] } as const;
  return { ...card, tone: tones[level], blocks: [said, ...card.blocks], summary: text };
};
