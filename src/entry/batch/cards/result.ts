import type { Block, Card, Field } from '../../../chat/card.ts';
import type { CalendarDate } from '../../../dates.ts';
import type { Viewer } from '../../../members/viewer.ts';
import { orderItem } from '../../../orders/cards/list-card.ts';
import type { Order } from '../../../orders/order.ts';
import { type TextKey, t } from '../../../text/index.ts';
import type { Verdict } from '../verdict.ts';
import type { Work } from '../work.ts';
import { amountFor, thereItem, wrongItems } from './items.ts';
import type { LongCard } from './pages.ts';
import { subjectOf } from './progress.ts';

type Result = {
  today: CalendarDate;
  currency: string;
  /** The first orders that were filed. */
  first: readonly Order[];
  /** The verdicts on what was not. */
  left: readonly Verdict[];
};

function fieldsOf(viewer: Viewer, work: Work, currency: string): Field[] {
  const { locale } = viewer;
  const { filed, pending, there, wrong, total } = work;
  const field = (key: TextKey, value: string | undefined): Field[] =>
    value === undefined ? [] : [{ label: t(locale, key), value }];
  const counted = (key: TextKey, n: number) => field(key, n > 0 ? String(n) : undefined);
  return [
    ...field('batch.done.filed', String(filed)),
    ...field('batch.done.total', filed > 0 ? amountFor(viewer, total, currency) : undefined),
    ...counted('batch.done.pending', pending),
    ...counted('batch.there', there),
    ...counted('batch.done.rejected', wrong),
  ];
}

function sentencesOf({ locale }: Viewer, { state, orders, done, rejected }: Work): Block[] {
  const text = (key: TextKey, values = {}): Block => ({ kind: 'text', text: t(locale, key, values) });
  return [
    ...(state === 'stopped' ? [text('batch.done.stopped', { left: Math.max(0, orders - done) })] : []),
    ...(rejected ? [text('batch.done.correct'), { kind: 'file' as const, file: rejected, label: rejected.name }] : []),
  ];
}

/** The orders that were filed, or the first of them. */
function filedBlocks(viewer: Viewer, { filed }: Work, { first, today }: Result): Block[] {
  if (first.length === 0) return [];
  const { locale } = viewer;
  const more = filed - first.length;
  return [
    { kind: 'text', text: t(locale, 'batch.done.filed'), style: 'strong' },
    { kind: 'list', items: first.map((order) => orderItem(viewer, order, today)) },
    ...(more > 0
      ? [{ kind: 'text' as const, text: t(locale, 'batch.done.more', { n: more }), style: 'quiet' as const }]
      : []),
  ];
}

/** The card of a filing: what was filed, and below what was there and what has to be corrected, with a file of those rows. */
export function resultCard(viewer: Viewer, work: Work, result: Result): LongCard {
  const { locale } = viewer;
  const { filed, there, wrong } = work;
  const summary = t(locale, 'batch.done.summary', { filed, there, wrong });
  const tone = wrong > 0 || work.state === 'stopped' ? 'warn' : 'good';
  const items = [
    ...wrongItems(viewer, result.left),
    ...result.left.flatMap((v) => (v.kind === 'there' ? [thereItem(viewer, v)] : [])),
  ];
  const card: Card = {
    subject: subjectOf(work),
    title: t(locale, 'batch.done.title', { name: work.name }),
    badge: { label: summary, tone },
    tone,
    blocks: [
      { kind: 'fields', fields: fieldsOf(viewer, work, result.currency) },
      ...sentencesOf(viewer, work),
      ...filedBlocks(viewer, work, result),
      ...(items.length > 0
        ? [{ kind: 'text' as const, text: t(locale, 'batch.done.left'), style: 'strong' as const }]
        : []),
    ],
    summary,
  };
  return { card, items };
}
