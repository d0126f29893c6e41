import type { Block, Button, Card, Field } from '../chat/card.ts';
import { type CalendarDate, dateAt } from '../dates.ts';
import { may, redact } from '../members/ability.ts';
import type { Member } from '../members/member.ts';
import type { Viewer } from '../members/viewer.ts';
import { priceWithCurrency } from '../money.ts';
import { nameOf } from '../orders/cards/words.ts';
import { marginText } from '../products/card.ts';
import type { Product } from '../products/product.ts';
import { t } from '../text/index.ts';
import { isOn, judgedPrice, tierKey } from './entry.ts';
import type { SeenPrice } from './service.ts';
import { entryWords } from './words.ts';

/** Prices that one page shows. */
export const pricePage = 8;

/** What the cards of prices need besides the prices. */
export type PriceContext = {
  sku: string;
  currency: string;
  members: readonly Member[];
  today: CalendarDate;
  zone: string;
};

type Item = Extract<Block, { kind: 'list' }>['items'][number];

/** For everybody first, then tiers, then customers by name; the smallest quantity first. */
export function inOrder(entries: readonly SeenPrice[]): SeenPrice[] {
  const level = ({ customer, tier }: SeenPrice) => (customer ? 2 : tier ? 1 : 0);
  const name = ({ tier, buyer }: SeenPrice) => buyer?.name ?? tierKey(tier ?? '');
  const text = (a: string, b: string) => (a < b ? -1 : Number(a > b));
  return entries.toSorted(
    (a, b) =>
      level(a) - level(b) ||
      text(name(a), name(b)) ||
      a.from - b.from ||
      text(a.validFrom ?? '', b.validFrom ?? '') ||
      b.at.getTime() - a.at.getTime(),
  );
}

/** Who made a price, and when. */
function madeWords({ locale }: Viewer, { by, at }: SeenPrice, { members, zone }: PriceContext): string {
  const date = dateAt(at, zone);
  return by
    ? t(locale, 'price.set_by', { who: nameOf(members, by, locale), date })
    : t(locale, 'price.loaded', { date });
}

/** One price: for whom, how much, from which quantity, on which days; who made it; the button that ends it. */
export function priceItem(viewer: Viewer, entry: SeenPrice, context: PriceContext): Item {
  const { locale } = viewer;
  const { today, currency, sku } = context;
  const isOver = entry.validTo !== undefined && entry.validTo < today;
  const state = isOn(entry, today) ? undefined : t(locale, isOver ? 'price.over' : 'price.upcoming');
  const end: Button = {
    label: t(locale, 'price.end'),
    intent: { command: 'price', input: { sku, end: entry._id } },
    confirm: t(locale, 'price.end_confirm'),
  };
  return {
    text: entryWords(locale, entry, currency),
    detail: [state, madeWords(viewer, entry, context)].filter(Boolean).join(' · '),
    ...(state && { tone: 'neutral' as const }),
    ...(may(viewer.person, 'price.set', judgedPrice(entry)) && { buttons: [end] }),
  };
}

/** List price, floor price, cost and margin, as far as the viewer may read them. */
function sellingFields({ locale, person }: Viewer, product: Product, currency: string): Field[] {
  const seen = redact(person, 'Product', product);
  const field = (label: string, value: string | undefined): Field[] => (value === undefined ? [] : [{ label, value }]);
  const price = (value: number | undefined) => (value === undefined ? undefined : priceWithCurrency(value, currency));
  const margin = seen.price === undefined || seen.cost === undefined ? undefined : marginText(seen.price, seen.cost);
  return [
    ...field(t(locale, 'price.list'), price(seen.price)),
    ...field(t(locale, 'field.floor_price'), price(seen.floorPrice)),
    ...field(t(locale, 'field.cost'), price(seen.cost)),
    ...field(t(locale, 'product.margin'), margin),
  ];
}

/** A page of a list, with the sentence that says which part of it is shown; nothing where it is all. */
export function pageOf<T>(all: readonly T[], page: number, size: number) {
  const pages = Math.max(1, Math.ceil(all.length / size));
  const at = Math.min(Math.max(0, Math.floor(page) || 0), pages - 1);
  return { shown: all.slice(at * size, (at + 1) * size), at, pages, from: at * size };
}

/** The buttons that turn the pages of a view of a product's prices. */
export function pageButtons(
  { locale }: Viewer,
  sku: string,
  { at, pages }: { at: number; pages: number },
  view?: string,
): Button[] {
  const turn = (label: 'word.previous' | 'word.more', page: number): Button => ({
    label: t(locale, label),
    intent: { command: 'price', input: { sku, page, ...(view && { view }) } },
  });
  return [...(at > 0 ? [turn('word.previous', at - 1)] : []), ...(at < pages - 1 ? [turn('word.more', at + 1)] : [])];
}

export type PriceCardOptions = PriceContext & {
  page?: number;
  /** What was just done, above everything. */
  note?: readonly string[];
  /** What is to be looked at about it. */
  warnings?: readonly string[];
  /** Only these people's prices are shown, to choose one that ends. */
  choosing?: boolean;
};

/** All prices of a product that the viewer may see. */
export function priceCard(
  viewer: Viewer,
  product: Product,
  entries: readonly SeenPrice[],
  options: PriceCardOptions,
): Card {
  const { locale, person } = viewer;
  const { sku, name } = product;
  const { note = [], warnings = [], choosing } = options;
  const page = pageOf(inOrder(entries), options.page ?? 0, pricePage);
  const button = (label: string, input: object): Button => ({
    label,
    intent: { command: 'price', input: { sku, ...input } },
  });
  const buttons = [
    ...pageButtons(viewer, sku, page),
    ...(may(person, 'price.set') && !choosing ? [button(t(locale, 'price.new'), { set: true })] : []),
    button(t(locale, 'price.history'), { view: 'history' }),
  ];
  const range = { from: page.from + 1, to: page.from + page.shown.length, all: entries.length };
  return {
    title: t(locale, 'price.title', { sku, name }),
    blocks: [
      ...note.map((text): Block => ({ kind: 'text', text, tone: 'good' })),
      ...warnings.map((text): Block => ({ kind: 'text', text, tone: 'warn' })),
      { kind: 'fields', fields: sellingFields(viewer, product, options.currency) },
      ...(choosing ? [{ kind: 'text' as const, text: t(locale, 'price.which_end'), style: 'strong' as const }] : []),
      {
        kind: 'list',
        items: page.shown.map((entry) => priceItem(viewer, entry, options)),
        empty: t(locale, 'price.none'),
      },
      ...(page.pages > 1
        ? [{ kind: 'text' as const, text: t(locale, 'price.count', range), style: 'quiet' as const }]
        : []),
      { kind: 'buttons', buttons },
    ],
    summary: t(locale, 'price.summary', { sku }),
  };
}
