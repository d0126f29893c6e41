import type { Block, Button, Card } from '../../chat/card.ts';
import { shortTimeAt } from '../../dates.ts';
import { may } from '../../members/ability.ts';
import type { Member } from '../../members/member.ts';
import type { Viewer } from '../../members/viewer.ts';
import { decimalText, quantityScale } from '../../money.ts';
import { openButton } from '../../orders/cards/open-button.ts';
import { nameOf } from '../../orders/cards/words.ts';
import { orderName } from '../../orders/order.ts';
import { type TextKey, t } from '../../text/index.ts';
import { bookings } from '../book.ts';
import { historyPage, type SeenMove, type StockOrder, type StockSheet } from '../read.ts';
import { quantityOf, shelfFields } from './fields.ts';

type Context = { members: readonly Member[]; zone: string; skip: number; said?: string };

/** Orders that hold or wait for the product, and how much others do that are not named. */
function orderBlocks(
  { locale }: Viewer,
  { product }: StockSheet,
  title: TextKey,
  named: readonly StockOrder[],
  others: number,
): Block[] {
  if (named.length === 0 && others === 0) return [];
  const items = named.map(({ order, quantity }) => ({
    text: t(locale, 'card.list.line', { order: orderName(order), customer: order.customerSnapshot.name }),
    detail: `${quantityOf(product, quantity)} · ${t(locale, `state.${order.state}`)}`,
    buttons: [openButton(locale, order)],
  }));
  const rest = others > 0 ? [{ text: t(locale, 'stock.others', { n: quantityOf(product, others) }) }] : [];
  return [
    { kind: 'text', text: t(locale, title), style: 'strong' },
    { kind: 'list', items: [...items, ...rest] },
  ];
}

/** Kinds that take away, of what is on hand or of what is reserved. */
const taking: readonly SeenMove['kind'][] = ['ship', 'scrap', 'release'];

/** A line of the ledger: when, what, by how much, for which order, who and why. */
function moveText({ locale, member }: Viewer, move: SeenMove, { members, zone }: Context): string {
  const { at, kind, quantity, reason, order, isOthers, by } = move;
  const signed = taking.includes(kind) ? -quantity : quantity;
  const text = `${signed > 0 ? '+' : ''}${decimalText(signed, quantityScale)}`;
  return [
    shortTimeAt(at, member?.timezone ?? zone),
    `${t(locale, `stock.move.${kind}`)} ${text}`,
    isOthers ? t(locale, 'stock.other_order') : order?.name,
    isOthers ? undefined : nameOf(members, by, locale),
    reason,
  ]
    .filter(Boolean)
    .join(' · ');
}

function historyBlocks(viewer: Viewer, { history }: StockSheet, context: Context): Block[] {
  const { locale } = viewer;
  return [
    { kind: 'text', text: t(locale, 'stock.history'), style: 'strong' },
    {
      kind: 'list',
      items: history.map((move) => ({ text: moveText(viewer, move, context) })),
      empty: t(locale, 'stock.no_history'),
    },
  ];
}

/** What may be booked, and the pages of the history. */
function buttonsOf({ locale, person }: Viewer, { product, hasMore }: StockSheet, { skip }: Context): Button[] {
  const { sku } = product;
  const input = (more: object) => ({ command: 'stock', input: { sku, ...more } });
  const turn = (label: TextKey, to: number): Button => ({ label: t(locale, label), intent: input({ skip: to }) });
  return [
    ...(may(person, 'product.edit')
      ? bookings.map((step): Button => ({ label: t(locale, `stock.${step}`), intent: input({ step }) }))
      : []),
    ...(skip > 0 ? [turn('word.previous', Math.max(0, skip - historyPage))] : []),
    ...(hasMore ? [turn('word.more', skip + historyPage)] : []),
    { label: t(locale, 'stock.product'), intent: { command: 'product', input: { code: sku } } },
  ];
}

/** What there is of a product, for whom, and what moved it: without prices, and without what is others' to know. */
export function stockCard(viewer: Viewer, sheet: StockSheet, context: Context): Card {
  const { locale } = viewer;
  const { product } = sheet;
  const title = t(locale, 'stock.of', { sku: product.sku, name: product.name });
  return {
    title,
    blocks: [
      ...(context.said ? [{ kind: 'text' as const, text: context.said, tone: 'good' as const }] : []),
      ...(product.counted
        ? []
        : [{ kind: 'text' as const, text: t(locale, 'stock.uncounted'), style: 'quiet' as const }]),
      { kind: 'fields', fields: shelfFields(locale, product) },
      ...orderBlocks(viewer, sheet, 'stock.reserved_by', sheet.holding, sheet.heldByOthers),
      ...(product.counted ? orderBlocks(viewer, sheet, 'stock.waiting_by', sheet.waiting, sheet.waitedByOthers) : []),
      ...historyBlocks(viewer, sheet, context),
      { kind: 'buttons', buttons: buttonsOf(viewer, sheet, context) },
    ],
    summary: context.said ?? title,
  };
}
