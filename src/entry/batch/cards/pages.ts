import type { Block, Button, Card } from '../../../chat/card.ts';
import { type Locale, t } from '../../../text/index.ts';

export type Item = Extract<Block, { kind: 'list' }>['items'][number];

/** A card whose last block is a list that may be long: the card without it, and all of its entries. */
export type LongCard = { card: Card; items: readonly Item[] };

/** Entries of one page. */
export const pageSize = 50;

/** A page of a long card, counted from 0, with buttons to the pages beside it. */
export function pageOf(
  { card, items }: LongCard,
  page: number,
  turn: (page: number) => Button['intent'],
  locale: Locale,
) {
  const last = Math.max(0, Math.ceil(items.length / pageSize) - 1);
  const at = Math.min(Math.max(0, page), last);
  const from = at * pageSize;
  const shown = items.slice(from, from + pageSize);
  const place = t(locale, 'batch.page', { from: from + 1, to: from + shown.length, all: items.length });
  const buttons: Button[] = [
    ...(at > 0 ? [{ label: t(locale, 'word.previous'), intent: turn(at - 1) }] : []),
    ...(at < last ? [{ label: t(locale, 'word.more'), intent: turn(at + 1) }] : []),
  ];
  const blocks: Block[] = [
    ...card.blocks,
    ...(shown.length > 0 ? [{ kind: 'list' as const, items: [...shown] }] : []),
    ...(last > 0 ? [{ kind: 'text' as const, text: place, style: 'quiet' as const }] : []),
    ...(buttons.length > 0 ? [{ kind: 'buttons' as const, buttons }] : []),
  ];
  return { ...card, blocks };
}
