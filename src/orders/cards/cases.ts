import { isClaimable } from '../../aftersales/claims.ts';
import type { Block, Button } from '../../chat/card.ts';
import type { CalendarDate } from '../../dates.ts';
import { may } from '../../members/ability.ts';
import type { Viewer } from '../../members/viewer.ts';
import { t } from '../../text/index.ts';
import { lostOf } from '../goods.ts';
import type { Order } from '../order.ts';

/** The after-sales cases that are not closed, in one line. */
export function openCases({ locale }: Viewer, { openCases: open = [] }: Order, today: CalendarDate): Block[] {
  if (open.length === 0) return [];
  const said = open.map(({ number, kind, dueDate }) =>
    t(locale, 'case.in_line', { case: number, kind: { text: `case.kind.${kind}` }, date: dueDate }),
  );
  const isLate = open.some(({ dueDate }) => dueDate < today);
  const text = t(locale, 'case.open_on_order', { cases: said.join(' · ') });
  return [{ kind: 'text', text, tone: isLate ? 'bad' : 'warn' }];
}

/** Of an order of which nothing arrived: how the customer gets money or goods. */
export function allLost({ locale }: Viewer, order: Order): Block[] {
  const isLost = order.state === 'delivered' && order.lines.every((l, i) => l.delivered === 0 && lostOf(order, i) > 0);
  const isSeenTo = order.openCases?.length || order.credited || order.timeline.some((e) => e.action === 'case_receive');
  if (!isLost || isSeenTo) return [];
  return [{ kind: 'text', text: t(locale, 'card.order.all_lost'), tone: 'bad' }];
}

/** Shows the cases where there are some, and opens one where the person may. */
export function caseButtons({ locale, person }: Viewer, order: Order): Button[] {
  const button = (label: 'case.show_all' | 'case.open_one', more: object): Button => ({
    label: t(locale, label),
    intent: { command: 'case', input: { order: order._id, ...more } },
  });
  return [
    ...(order.openCases?.length ? [button('case.show_all', {})] : []),
    ...(isClaimable(order) && may(person, 'case.open', order) ? [button('case.open_one', { step: 'open' })] : []),
  ];
}
