import type { FieldClass, Kind } from './kinds.ts';

/**
 * Which fields belong to which class, by kind and path (a line's field is `lines.…`). Names that are only worked out
 * (`margin`, `exposure`) are listed too, so that nothing can be sorted or filtered by them either.
 */
export const classOfField = {
  Order: {
    total: 'commercial',
    baseTotal: 'commercial',
    paid: 'commercial',
    outstanding: 'commercial',
    credited: 'commercial',
    'lines.unitPrice': 'commercial',
    'lines.priceSource': 'commercial',
    'lines.discount': 'commercial',
    'lines.amount': 'commercial',
    decidedTotal: 'commercial',
    toleratedMove: 'commercial',
    splitTotal: 'commercial',
    'approval.steps.reasons': 'commercial',
    'approval.steps.instead.reasons': 'commercial',
    'change.content.total': 'commercial',
    'change.content.baseTotal': 'commercial',
    'change.content.lines.unitPrice': 'commercial',
    'change.content.lines.priceSource': 'commercial',
    'change.content.lines.discount': 'commercial',
    'change.content.lines.amount': 'commercial',
    'change.content.lines.cost': 'cost',
    'change.content.lines.reference': 'cost',
    'change.approval.steps.reasons': 'commercial',
    'change.approval.steps.instead.reasons': 'commercial',
    'returnedChange.content.total': 'commercial',
    'returnedChange.content.baseTotal': 'commercial',
    'returnedChange.content.lines.unitPrice': 'commercial',
    'returnedChange.content.lines.priceSource': 'commercial',
    'returnedChange.content.lines.discount': 'commercial',
    'returnedChange.content.lines.amount': 'commercial',
    'returnedChange.content.lines.cost': 'cost',
    'returnedChange.content.lines.reference': 'cost',
    'lastSubmitted.total': 'commercial',
    'lastSubmitted.baseTotal': 'commercial',
    'lastSubmitted.lines.unitPrice': 'commercial',
    'lastSubmitted.lines.priceSource': 'commercial',
    'lastSubmitted.lines.discount': 'commercial',
    'lastSubmitted.lines.amount': 'commercial',
    'lastSubmitted.lines.cost': 'cost',
    'lastSubmitted.lines.reference': 'cost',
    'timeline.amount': 'commercial',
    'lines.cost': 'cost',
    'lines.reference': 'cost',
    'lines.margin': 'cost',
    margin: 'cost',
    'approvedOnce.amount': 'credit',
    'change.approvedOnce.amount': 'credit',
    'change.security.amount': 'commercial',
    riskWeight: 'cost',
    approvedOnceAmount: 'credit',
    securityAmount: 'commercial',
    'security.amount': 'commercial',
    'risks.credit': 'credit',
    'risks.market': 'cost',
    shipTo: 'shipping',
    exposure: 'credit',
    creditLimit: 'credit',
  },
  Customer: {
    revenue: 'commercial',
    address: 'contact',
    'contacts.phone': 'contact',
    'contacts.email': 'contact',
    creditLimit: 'credit',
    exposure: 'credit',
    overdue: 'credit',
    free: 'commercial',
    rating: 'credit',
  },
  Product: { price: 'commercial', floorPrice: 'cost', cost: 'cost', referencePrice: 'cost', margin: 'cost' },
  Supplier: { 'contacts.phone': 'shipping', 'contacts.email': 'shipping' },
  Purchase: { unitCost: 'cost' },
  Price: { price: 'commercial' },
  Payment: { amount: 'commercial', free: 'commercial', refunded: 'commercial', 'applied.amount': 'commercial' },
  Case: { credit: 'commercial', 'lines.credit': 'commercial' },
  Template: { 'lines.unitPrice': 'commercial', 'lines.discount': 'commercial' },
  Member: { email: 'contact' },
} as const satisfies Partial<Record<Kind, Record<string, FieldClass>>>;

/** Kinds that have fields with a class. */
export type FieldKind = keyof typeof classOfField;
/** The paths of a kind that have a class. */
export type ClassedPath<K extends FieldKind> = Extract<keyof (typeof classOfField)[K], string>;

/** The classed fields of a kind; none for a kind that has no secrets. */
export const fieldsOf = (kind: Kind): Readonly<Record<string, FieldClass>> =>
  (classOfField as Partial<Record<Kind, Record<string, FieldClass>>>)[kind] ?? {};

/** A path without places in lists: `lines.3.cost` is `lines.cost`. */
const unplaced = (path: string): string =>
  /\d|\[/.test(path) ? path.replace(/\.\d+(?=\.|$)/g, '').replace(/\[\d*\]/g, '') : path;

/**
 * The class of a field, `lines.3.cost` like `lines.cost`, and of what is in it; undefined for a field that is open to readers
 * of the record.
 */
export function fieldClassOf(kind: Kind, path: string): FieldClass | undefined {
  const plain = unplaced(path);
  const table = fieldsOf(kind);
  for (let at = plain; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('.'))))
    if (Object.hasOwn(table, at)) return table[at];
  return undefined;
}

/** Whether a field that is open itself has fields with a class in it. */
export function holdsClassed(kind: Kind, path: string): boolean {
  const inside = `${unplaced(path)}.`;
  return Object.keys(fieldsOf(kind)).some((name) => name.startsWith(inside));
}
