import type { Block, Button, Card } from '../chat/card.ts';
import { type CalendarDate, daysBetween } from '../dates.ts';
import { may } from '../members/ability.ts';
import type { Viewer } from '../members/viewer.ts';
import { moneyText } from '../money.ts';
import { orderItem } from '../orders/cards/list-card.ts';
import { openButton } from '../orders/cards/open-button.ts';
import { owed } from '../orders/guards.ts';
import { type Order, orderName } from '../orders/order.ts';
import { type TextKey, t } from '../text/index.ts';
import type { Day } from './read.ts';

const strong = (viewer: Viewer, key: TextKey): Block => ({
  kind: 'text',
  text: t(viewer.locale, key),
  style: 'strong',
});

function stageBlocks(viewer: Viewer, day: Day): Block[] {
  if (day.stages.length === 0) return [];
  const fields = day.stages.map((s) => ({ label: t(viewer.locale, `state.${s.state}`), value: String(s.count) }));
  return [strong(viewer, 'card.day.stages'), { kind: 'fields', fields }];
}

function overdueItem(viewer: Viewer, order: Order, today: CalendarDate) {
  const due = order.dueDate ?? today;
  const since = t(viewer.locale, 'card.day.overdue_since', { date: due, days: daysBetween(due, today) });
  return {
    text: t(viewer.locale, 'card.list.line', { order: orderName(order), customer: order.customerSnapshot.name }),
    detail: `${moneyText(owed(order), order.currency)} · ${since}`,
    tone: 'bad' as const,
    buttons: [openButton(viewer.locale, order)],
  };
}

/** What the person has to see to in production and purchasing; nothing where that is nothing. */
function milestoneBlocks(viewer: Viewer, day: Day, today: CalendarDate): Block[] {
  if (day.milestones.length === 0) return [];
  const { locale } = viewer;
  const items = day.milestones.map(({ order, milestone: { name, planned: date } }) => ({
    text: t(locale, 'card.list.line', { order: orderName(order), customer: order.customerSnapshot.name }),
    detail: t(locale, 'card.day.milestone', { name, date }),
    tone: date < today ? ('bad' as const) : date === today ? ('warn' as const) : ('info' as const),
    buttons: [openButton(locale, order)],
  }));
  return [strong(viewer, 'card.day.milestones'), { kind: 'list', items }];
}

function buttonsOf({ locale, person }: Viewer): Button[] {
  const button = (key: TextKey, command: string, input = {}): Button => ({
    label: t(locale, key),
    intent: { command, input },
  });
  return [
    ...(may(person, 'order.create') ? [{ ...button('card.day.new', 'new'), style: 'primary' as const }] : []),
    button('card.day.list', 'list'),
    button('card.day.report', 'report'),
    button('card.day.help', 'help'),
  ];
}

/** My day, as the person sees it. */
export function dayCard(viewer: Viewer, day: Day, today: CalendarDate): Card {
  const { locale } = viewer;
  const items = (orders: Order[]) => orders.map((o) => orderItem(viewer, o, today));
  return {
    title: t(locale, 'card.day.title', { name: viewer.member?.name ?? '' }),
    blocks: [
      strong(viewer, 'card.day.turn'),
      { kind: 'list', items: items(day.waiting), empty: t(locale, 'card.day.nothing') },
      ...stageBlocks(viewer, day),
      strong(viewer, 'card.day.week'),
      { kind: 'list', items: items(day.deliveries), empty: t(locale, 'card.day.no_deliveries') },
      ...milestoneBlocks(viewer, day, today),
      ...(day.overdue
        ? [
            strong(viewer, 'card.day.overdue'),
            {
              kind: 'list' as const,
              items: day.overdue.map((o) => overdueItem(viewer, o, today)),
              empty: t(locale, 'card.day.no_overdue'),
            },
          ]
        : []),
      { kind: 'buttons', buttons: buttonsOf(viewer) },
    ],
    summary: t(locale, day.waiting.length === 1 ? 'card.day.summary_one' : 'card.day.summary', {
      n: day.waiting.length,
    }),
  };
}
