import type { Card } from '../chat/card.ts';
import { sees } from '../members/ability.ts';
import type { Viewer } from '../members/viewer.ts';
import { moneyText } from '../money.ts';
import { openButton } from '../orders/cards/open-button.ts';
import { owed } from '../orders/guards.ts';
import { type Order, orderName } from '../orders/order.ts';
import { type TextKey, t } from '../text/index.ts';
import { dateFor, type Occurrence } from './occurrences.ts';

const when = (offset: number): 'before' | 'today' | 'after' =>
  offset < 0 ? 'before' : offset === 0 ? 'today' : 'after';

function item(viewer: Viewer, { kind, offset }: Occurrence, order: Order) {
  const { locale } = viewer;
  const key: TextKey = `reminder.${kind}.${when(offset)}`;
  const isSeen = sees(viewer.person, 'commercial', order) === 'full';
  const money = isSeen ? moneyText(owed(order), order.currency) : t(locale, 'word.payment');
  return {
    text: t(locale, 'card.list.line', { order: orderName(order), customer: order.customerSnapshot.name }),
    detail: t(locale, key, { date: dateFor(kind, order) ?? '', days: Math.abs(offset), money }),
    tone: offset > 0 ? ('bad' as const) : offset === 0 ? ('warn' as const) : ('info' as const),
    buttons: [openButton(locale, order)],
  };
}

/** The digest of reminders: latest first; what was paid or delivered meanwhile has dropped out. */
export function digestCard(viewer: Viewer, due: readonly { occurrence: Occurrence; order: Order }[]): Card | undefined {
  const { locale } = viewer;
  const open = due.filter(({ occurrence, order }) => dateFor(occurrence.kind, order) !== undefined);
  if (open.length === 0) return undefined;
  const sorted = open.toSorted((a, b) => b.occurrence.offset - a.occurrence.offset);
  const title = t(locale, 'reminder.title', { n: sorted.length });
  return {
    title,
    tone: 'warn',
    blocks: [{ kind: 'list', items: sorted.map(({ occurrence, order }) => item(viewer, occurrence, order)) }],
    summary: title,
  };
}
