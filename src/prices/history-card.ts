import type { AuditEntry } from '../audit/entry.ts';
import type { Card } from '../chat/card.ts';
import { dateAt } from '../dates.ts';
import type { Viewer } from '../members/viewer.ts';
import { priceWithCurrency } from '../money.ts';
import { nameOf } from '../orders/cards/words.ts';
import type { Product } from '../products/product.ts';
import { type TextKey, t } from '../text/index.ts';
import { type PriceContext, pageButtons, pageOf, pricePage } from './card.ts';
import type { SeenPrice } from './service.ts';
import { entryWords } from './words.ts';

/** Changes that the earlier prices of a product go back to. */
export const mostHistory = 200;

/** What of a product its history is about. */
const parts: readonly (readonly [field: string, label: TextKey])[] = [
  ['price', 'price.list'],
  ['floorPrice', 'field.floor_price'],
  ['cost', 'field.cost'],
];

type Event = { at: Date; text: string; detail: string };

/** `List price: CNY 9.00 → CNY 9.50 · Cost: …`, as far as the reader may see it. */
function moveOf({ locale }: Viewer, { at, by, before = {}, after = {} }: AuditEntry, context: PriceContext): Event[] {
  const { currency, members, zone } = context;
  const text = (value: unknown) => (typeof value === 'number' ? priceWithCurrency(value, currency) : '—');
  const words = parts
    .filter(([field]) => before[field] !== after[field])
    .map(([field, label]) => {
      const values = { field: t(locale, label), before: text(before[field]), after: text(after[field]) };
      return t(locale, 'audit.change', values);
    });
  const detail = t(locale, 'price.set_by', { who: nameOf(members, by, locale), date: dateAt(at, zone) });
  return words.length > 0 ? [{ at, text: words.join(' · '), detail }] : [];
}

function endedOf({ locale }: Viewer, entry: SeenPrice, { currency, members, zone }: PriceContext): Event {
  const at = entry.endedAt ?? entry.at;
  const who = nameOf(members, entry.endedBy, locale);
  const detail = t(locale, 'price.ended_by', { who, date: dateAt(at, zone) });
  return { at, text: entryWords(locale, entry, currency), detail };
}

type History = { moves: readonly AuditEntry[]; ended: readonly SeenPrice[] };

/** What was changed about the prices of a product, the last change first: list price, floor, cost, and what was ended. */
export function historyCard(
  viewer: Viewer,
  product: Product,
  { moves, ended }: History,
  context: PriceContext & { page?: number },
): Card {
  const { locale } = viewer;
  const { sku, name } = product;
  const events = [
    ...moves.flatMap((line) => moveOf(viewer, line, context)),
    ...ended.map((entry) => endedOf(viewer, entry, context)),
  ].sort((a, b) => b.at.getTime() - a.at.getTime());
  const page = pageOf(events, context.page ?? 0, pricePage);
  const back = { label: t(locale, 'price.present'), intent: { command: 'price', input: { sku } } };
  return {
    title: t(locale, 'price.history_title', { sku, name }),
    blocks: [
      {
        kind: 'list',
        items: page.shown.map(({ text, detail }) => ({ text, detail })),
        empty: t(locale, 'price.history_none'),
      },
      { kind: 'buttons', buttons: [...pageButtons(viewer, sku, page, 'history'), back] },
    ],
    summary: t(locale, 'price.history_title', { sku, name }),
  };
}
