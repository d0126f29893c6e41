import type { Block } from '../chat/card.ts';
import { openReview } from '../members/kinds.ts';
import type { Viewer } from '../members/viewer.ts';
import type { CardContext } from '../orders/cards/order-card.ts';
import { heldWhy, noteWords, toneOf, whoDid } from '../orders/cards/words.ts';
import { reviewEnds } from '../orders/moves.ts';
import type { Order, TimelineEntry } from '../orders/order.ts';
import { t } from '../text/index.ts';

/** What ends a review, and what begins another one, after which the last end says nothing any more. */
const ends: readonly string[] = [...reviewEnds, 'change_lapsed', 'cancel'];
const begins: readonly string[] = ['submit', 'revise', 'reopen'];

/** What ended the last review; of an order that was cancelled the cancellation, not the change that lapsed with it. */
function lastEnd({ timeline }: Order): TimelineEntry | undefined {
  const lapsedWith = (e: TimelineEntry) =>
    e.action === 'change_lapsed' && timeline.some((other) => other.key === e.key && other.action === 'cancel');
  const last = timeline.findLast((e) => [...ends, ...begins].includes(e.action) && !lapsedWith(e));
  return last && ends.includes(last.action) ? last : undefined;
}

/** Whether an end was that of a change: the order itself stays what it was. */
const isOfChange = ({ action, from }: TimelineEntry): boolean =>
  action === 'change_lapsed' || (action !== 'cancel' && from !== 'pending');

/** What happened to an order that needs no decision now, and to its change; or why its change cannot be decided now. */
export function outcome({ locale }: Viewer, order: Order, { members }: CardContext): string | undefined {
  if (openReview(order)) return undefined;
  if (order.change) {
    return t(locale, 'card.change.held', { change: order.change.id, reason: heldWhy(order) ?? '' });
  }
  const last = lastEnd(order);
  if (!last) return undefined;
  const what = [t(locale, `did.${last.action}`), noteWords(locale, last)].filter(Boolean).join(' · ');
  const said = { who: whoDid(members, last, locale), what };
  if (!isOfChange(last)) return t(locale, 'card.decision.by', said);
  return t(locale, 'card.change.by', { ...said, state: { text: `state.${order.state}` } });
}

/** The same as the heading of the card. */
export function outcomeBlocks(order: Order, decided: string | undefined): Block[] {
  if (!decided) return [];
  return [{ kind: 'text', text: decided, style: 'strong', tone: toneOf[order.state] }];
}
