import type { Block, Button, Card, Field } from '../chat/card.ts';
import { may } from '../members/ability.ts';
import type { Viewer } from '../members/viewer.ts';
import { decimalText } from '../money.ts';
import { type PurchaseContext, paidWords, purchaseBlocks } from '../purchases/card.ts';
import type { Paid } from '../purchases/paid.ts';
import type { SeenPurchase } from '../purchases/read.ts';
import { quantityOf } from '../stock/cards/fields.ts';
import { type Locale, t } from '../text/index.ts';
import { rateOf } from './rate.ts';
import type { SeenSupplier } from './service.ts';
import type { SuppliedProduct } from './sourcing.ts';

/** Suppliers that one page of the list shows. */
export const supplierPage = 8;

/** What the card of a supplier shows. */
export type SupplierSheet = {
  supplier: SeenSupplier;
  products: readonly SuppliedProduct[];
  open: { shown: readonly SeenPurchase[]; all: number };
  last: readonly SeenPurchase[];
  paid: ReadonlyMap<string, Paid>;
};

export type SupplierContext = PurchaseContext & {
  /** Under it a supplier is a risk, basis points. */
  supplierOnTime: number;
  /** What was just done, above everything, and what can be done next. */
  said?: string;
  next?: readonly Button[];
};

type Rated = Pick<SeenSupplier, 'onTime' | 'agreedRate'>;

/** How punctual a supplier is, in words, and whether that is less than it agreed or than is asked of all. */
export function rateField(locale: Locale, { onTime, agreedRate }: Rated, least: number): Field {
  const rate = rateOf(onTime);
  const percent = (value: number) => decimalText(value, 100);
  const words =
    rate === undefined
      ? t(locale, 'supplier.rate_unknown', { n: onTime?.counted ?? 0 })
      : t(locale, 'supplier.rate_words', { rate: percent(rate), n: onTime?.counted ?? 0 });
  const isLow = rate !== undefined && rate < Math.max(least, agreedRate ?? 0);
  return {
    label: t(locale, 'supplier.rate'),
    value:
      agreedRate === undefined
        ? words
        : t(locale, 'supplier.rate_agreed', { rate: words, agreed: percent(agreedRate) }),
    ...(isLow && { tone: 'warn' as const }),
  };
}

/** The button that opens a supplier. */
export const supplierButton = (locale: Locale, { code }: Pick<SeenSupplier, 'code'>): Button => ({
  label: t(locale, 'supplier.open'),
  intent: { command: 'supplier', input: { code } },
});

function fieldsOf({ locale }: Viewer, supplier: SeenSupplier, least: number): Field[] {
  const { leadTimeDays, onTime, contacts, notes } = supplier;
  const days = (n: number) => t(locale, 'supplier.lead', { days: n });
  const people = contacts.map(({ name, phone, email }) => [name, phone, email].filter(Boolean).join(' · '));
  const field = (label: string, value: string | undefined): Field[] => (value ? [{ label, value }] : []);
  return [
    rateField(locale, supplier, least),
    ...field(t(locale, 'field.lead_time_days'), leadTimeDays === undefined ? undefined : days(leadTimeDays)),
    ...field(t(locale, 'supplier.real_lead'), onTime?.leadDays === undefined ? undefined : days(onTime.leadDays)),
    ...field(t(locale, 'field.contact'), people.join('\n')),
    ...field(t(locale, 'field.notes'), notes),
  ];
}

/** What it brings: since when, what is on order of it, and for who reads costs what was paid. */
function productBlocks(viewer: Viewer, { products, paid }: SupplierSheet, currency: string): Block[] {
  const { locale } = viewer;
  const items = products.map((product) => {
    const { _id, sku, name, leadTimeDays, onOrder, isMain } = product;
    const known = paid.get(_id);
    return {
      text: `${sku} · ${name}`,
      detail: [
        t(locale, isMain ? 'supplier.usual' : 'supplier.other'),
        leadTimeDays === undefined ? undefined : t(locale, 'supplier.lead', { days: leadTimeDays }),
        onOrder ? `${t(locale, 'product.on_order')} ${quantityOf(product, onOrder)}` : undefined,
        known && paidWords(viewer, known, currency),
      ]
        .filter(Boolean)
        .join(' · '),
      buttons: [{ label: t(locale, 'word.open'), intent: { command: 'product', input: { code: sku } } }],
    };
  });
  return [
    { kind: 'text', text: t(locale, 'supplier.products'), style: 'strong' },
    { kind: 'list', items, empty: t(locale, 'supplier.no_products') },
  ];
}

function buttonsOf({ locale, person }: Viewer, { code, active }: SeenSupplier): Button[] {
  const button = (label: string, input: object): Button => ({
    label,
    intent: { command: 'supplier', input: { ...input } },
  });
  return [
    ...(active && may(person, 'purchase.edit')
      ? [{ ...button(t(locale, 'supplier.order'), { code, step: 'order' }), style: 'primary' as const }]
      : []),
    ...(may(person, 'supplier.edit') ? [button(t(locale, 'supplier.edit'), { code, step: 'edit' })] : []),
    button(t(locale, 'supplier.all'), {}),
  ];
}

/** A supplier as a viewer may see it; unit costs only for those who read them. */
export function supplierCard(viewer: Viewer, sheet: SupplierSheet, context: SupplierContext): Card {
  const { locale } = viewer;
  const { supplier, open, last } = sheet;
  const { code, name, active } = supplier;
  const { said, next = [] } = context;
  return {
    title: `${code} · ${name}`,
    ...(active ? {} : { badge: { label: t(locale, 'supplier.inactive'), tone: 'warn' as const } }),
    blocks: [
      ...(said ? [{ kind: 'text' as const, text: said, tone: 'good' as const }] : []),
      ...(next.length > 0 ? [{ kind: 'buttons' as const, buttons: [...next] }] : []),
      { kind: 'fields', fields: fieldsOf(viewer, supplier, context.supplierOnTime) },
      ...productBlocks(viewer, sheet, context.currency),
      ...purchaseBlocks(viewer, 'purchase.open', open.shown, { ...context, names: 'product', all: open.all }),
      ...purchaseBlocks(viewer, 'purchase.last', last, { ...context, names: 'product' }),
      { kind: 'buttons', buttons: buttonsOf(viewer, supplier) },
    ],
    summary: t(locale, 'supplier.summary', { name, code }),
  };
}

/** A page of all suppliers, with what is late above it. */
export function supplierList(
  { locale, person, ...viewer }: Viewer,
  { shown, all }: { shown: readonly SeenSupplier[]; all: number },
  { skip, late, ...context }: SupplierContext & { skip: number; late: readonly SeenPurchase[] },
): Card {
  const items = shown.map((supplier) => ({
    text: `${supplier.code} · ${supplier.name}`,
    detail: [
      supplier.active ? undefined : t(locale, 'supplier.inactive'),
      rateField(locale, supplier, context.supplierOnTime).value,
      supplier.leadTimeDays === undefined ? undefined : t(locale, 'supplier.lead', { days: supplier.leadTimeDays }),
    ]
      .filter(Boolean)
      .join(' · '),
    buttons: [{ ...supplierButton(locale, supplier), label: t(locale, 'word.open') }],
  }));
  const page = (label: string, to: number): Button => ({ label, intent: { command: 'supplier', input: { skip: to } } });
  const buttons = [
    ...(skip > 0 ? [page(t(locale, 'word.previous'), Math.max(0, skip - supplierPage))] : []),
    ...(skip + shown.length < all ? [page(t(locale, 'word.more'), skip + supplierPage)] : []),
    ...(may(person, 'supplier.edit')
      ? [{ label: t(locale, 'supplier.new'), intent: { command: 'supplier', input: { step: 'new' } } }]
      : []),
  ];
  const range = { from: skip + 1, to: skip + shown.length, all };
  return {
    title: t(locale, 'supplier.title'),
    blocks: [
      ...purchaseBlocks({ locale, person, ...viewer }, 'supplier.late', late, context),
      { kind: 'list', items, empty: t(locale, 'supplier.none') },
      ...(all > shown.length
        ? [{ kind: 'text' as const, text: t(locale, 'supplier.count', range), style: 'quiet' as const }]
        : []),
      ...(may(person, 'purchase.edit')
        ? [{ kind: 'text' as const, text: t(locale, 'supplier.hint'), style: 'quiet' as const }]
        : []),
      ...(buttons.length > 0 ? [{ kind: 'buttons' as const, buttons }] : []),
    ],
    summary: t(locale, 'supplier.title'),
  };
}
