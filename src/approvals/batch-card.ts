import type { Block, Button, Card } from '../chat/card.ts';
import type { Member } from '../members/member.ts';
import type { Viewer } from '../members/viewer.ts';
import { openButton } from '../orders/cards/open-button.ts';
import { nameOf } from '../orders/cards/words.ts';
import type { Order } from '../orders/order.ts';
import { type Locale, t } from '../text/index.ts';
import type { BatchDecision, BatchResult, Skipped } from './batch.ts';

type Item = Extract<Block, { kind: 'list' }>['items'][number];

/** What ended an order's review: who, and what they did. */
function endOf(locale: Locale, { timeline }: Order, members: readonly Member[]): string {
  const last = timeline.findLast((e) => e.from === 'pending' && e.to !== undefined);
  const what = last ? t(locale, `did.${last.action}`) : '';
  return t(locale, 'pending.skip.decided', { who: nameOf(members, last?.by, locale), what });
}

function skippedText(locale: Locale, skipped: Skipped, order: Order | undefined, members: readonly Member[]): string {
  if (typeof skipped !== 'string') return skipped.sentence(locale);
  return skipped === 'decided' && order ? endOf(locale, order, members) : t(locale, `pending.skip.${skipped}`);
}

/** What the decision came to for one order. */
function doneText(locale: Locale, { state }: Order, { action }: BatchDecision): string {
  if (action === 'approve' && state === 'pending') return t(locale, 'pending.done.next');
  return t(locale, `pending.done.${action}`);
}

function itemOf(
  { locale }: Viewer,
  { seen, order, skipped }: BatchResult,
  decision: BatchDecision,
  members: readonly Member[],
): Item {
  const customer = order?.customerSnapshot.name;
  const text = customer ? t(locale, 'card.list.line', { order: seen.name, customer }) : seen.name;
  const detail = skipped ? skippedText(locale, skipped, order, members) : order && doneText(locale, order, decision);
  const tone = skipped ? 'warn' : decision.action === 'approve' ? 'good' : 'bad';
  return { text, detail, tone, ...(order && { buttons: [openButton(locale, order)] }) };
}

/** What became of each order: first those that were passed over, which are named with the reason. */
export function batchCard(
  viewer: Viewer,
  results: readonly BatchResult[],
  decision: BatchDecision,
  { members, back }: { members: readonly Member[]; back: Button['intent'] },
): Card {
  const { locale } = viewer;
  const [skipped, done] = [results.filter((r) => r.skipped), results.filter((r) => !r.skipped)];
  const values = { done: done.length, all: results.length, skipped: skipped.length };
  const summary = t(locale, `pending.result.${decision.action}`, values);
  const items = (some: readonly BatchResult[]) => some.map((r) => itemOf(viewer, r, decision, members));
  const part = (title: 'pending.result.skipped' | 'pending.result.done', some: readonly BatchResult[]): Block[] =>
    some.length === 0
      ? []
      : [
          { kind: 'text', text: t(locale, title, { n: some.length }), style: 'strong' },
          { kind: 'list', items: items(some) },
        ];
  return {
    title: t(locale, 'pending.result.title'),
    tone: skipped.length > 0 ? 'warn' : 'good',
    blocks: [
      { kind: 'text', text: summary },
      ...(decision.reason ? [{ kind: 'text' as const, text: `${t(locale, 'label.reason')}: ${decision.reason}` }] : []),
      ...part('pending.result.skipped', skipped),
      ...part('pending.result.done', done),
      { kind: 'buttons', buttons: [{ label: t(locale, 'pending.back'), intent: back }] },
    ],
    summary,
  };
}
