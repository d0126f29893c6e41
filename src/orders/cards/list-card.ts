import type { Block, Button, Card } from '../../chat/card.ts';
import { type CalendarDate, daysBetween } from '../../dates.ts';
import { redact } from '../../members/ability.ts';
import type { Viewer } from '../../members/viewer.ts';
import { moneyText } from '../../money.ts';
import { t } from '../../text/index.ts';
import { underReview } from '../content.ts';
import type { Page } from '../find.ts';
import { type Order, orderName } from '../order.ts';
import { openButton } from './open-button.ts';
import { isLate, toneOf } from './words.ts';

type Item = Extract<Block, { kind: 'list' }>['items'][number];

/** What a list says of where an order is: of one that waits to be decided about, that it is its change. */
function standing({ locale }: Viewer, { state, change }: Order, isToDecide: boolean): string {
  return isToDecide && change ? t(locale, 'card.list.change', { change: change.id }) : t(locale, `state.${state}`);
}

/**
 * One order in a list: its name, state, money where it may be read, and a button that opens it. In a list of decisions
 * a change is told by its amount, and that it is one.
 */
export function orderItem(viewer: Viewer, order: Order, today: CalendarDate, { isToDecide = false } = {}): Item {
  const { locale } = viewer;
  const seen = redact(viewer.person, 'Order', isToDecide ? underReview(order) : order);
  const late = isLate(order, today);
  const details = [
    standing(viewer, order, isToDecide),
    ...(seen.total === undefined ? [] : [moneyText(seen.total, order.currency)]),
    ...(order.promisedDate ? [t(locale, 'card.list.promised', { date: order.promisedDate })] : []),
    ...(late && order.promisedDate
      ? [t(locale, 'card.list.late', { days: daysBetween(order.promisedDate, today) })]
      : []),
  ];
  return {
    text: t(locale, 'card.list.line', { order: orderName(order), customer: order.customerSnapshot.name }),
    detail: details.join(' · '),
    tone: late ? 'bad' : toneOf[order.state],
    buttons: [openButton(locale, order)],
  };
}

/** Which of the list a page shows: `11–20 …` where there is more. */
const shown = ({ orders, more }: Page, skip: number): string =>
  `${skip + 1}–${skip + orders.length}${more ? ' …' : ''}`;

/** A page of orders with buttons to turn it. */
export function listCard(
  viewer: Viewer,
  page: Page,
  options: {
    title: string;
    empty: string;
    today: CalendarDate;
    turn(skip: number): Button['intent'];
    skip: number;
    size: number;
  },
): Card {
  const { locale } = viewer;
  const items = page.orders.map((o) => orderItem(viewer, o, options.today));
  const buttons: Button[] = [
    ...(options.skip > 0
      ? [{ label: t(locale, 'word.previous'), intent: options.turn(Math.max(0, options.skip - options.size)) }]
      : []),
    ...(page.more ? [{ label: t(locale, 'word.more'), intent: options.turn(options.skip + options.size) }] : []),
  ];
  return {
    title: options.title,
    blocks: [
      { kind: 'list', items, empty: options.empty },
      ...(buttons.length > 0 ? [{ kind: 'buttons' as const, buttons }] : []),
    ],
    summary: items.length === 0 ? options.empty : `${options.title} · ${shown(page, options.skip)}`,
  };
}
