import type { Block, Card, Field, FileRef } from '../../../chat/card.ts';
import type { CalendarDate } from '../../../dates.ts';
import type { Viewer } from '../../../members/viewer.ts';
import { orderItem } from '../../../orders/cards/list-card.ts';
import type { Order } from '../../../orders/order.ts';
import { type TextKey, t } from '../../../text/index.ts';
import type { Plan } from '../plan.ts';
import type { Outcome } from '../service.ts';
import type { Verdict } from '../verdict.ts';
import { amountFor, wrongItems } from './items.ts';

/** The card of a filing: what was filed, what was there, and what has to be corrected, with a file of those rows. */
export function resultCard(
  viewer: Viewer,
  plan: Pick<Plan, 'name' | 'currency'>,
  outcomes: readonly Outcome[],
  { today, rejected }: { today: CalendarDate; rejected?: FileRef },
): Card {
  const { locale } = viewer;
  const ordersOf = (kind: 'filed' | 'there'): Order[] => outcomes.flatMap((o) => (o.kind === kind ? [o.order] : []));
  const [filed, there] = [ordersOf('filed'), ordersOf('there')];
  const wrong = outcomes.filter((o): o is Verdict & { kind: 'wrong' } => o.kind === 'wrong');
  const total = amountFor(
    viewer,
    filed.reduce((sum, order) => sum + order.baseTotal, 0),
    plan.currency,
  );
  const field = (key: TextKey, value: string | undefined): Field[] =>
    value === undefined ? [] : [{ label: t(locale, key), value }];
  const part = (key: TextKey, items: Extract<Block, { kind: 'list' }>['items']): Block[] =>
    items.length === 0
      ? []
      : [
          { kind: 'text', text: t(locale, key), style: 'strong' },
          { kind: 'list', items },
        ];
  const listed = (orders: readonly Order[]) => orders.map((order) => orderItem(viewer, order, today));
  const counts = { filed: filed.length, there: there.length, wrong: wrong.length };
  const summary = t(locale, 'batch.done.summary', counts);
  return {
    title: t(locale, 'batch.done.title', { name: plan.name }),
    badge: { label: summary, tone: wrong.length > 0 ? 'warn' : 'good' },
    tone: wrong.length > 0 ? 'warn' : 'good',
    blocks: [
      {
        kind: 'fields',
        fields: [
          ...field('batch.done.filed', String(filed.length)),
          ...field('batch.done.total', filed.length > 0 ? total : undefined),
          ...field('batch.there', there.length > 0 ? String(there.length) : undefined),
          ...field('batch.done.rejected', wrong.length > 0 ? String(wrong.length) : undefined),
        ],
      },
      ...(rejected
        ? [
            { kind: 'text' as const, text: t(locale, 'batch.done.correct') },
            { kind: 'file' as const, file: rejected, label: rejected.name },
          ]
        : []),
      ...part('batch.done.rejected', wrongItems(viewer, wrong)),
      ...part('batch.done.filed', listed(filed)),
      ...part('batch.there', listed(there)),
    ],
    summary,
  };
}
