import type { Line, Order, Shipment } from './order.ts';

/** A line after the change with the place that it had before; undefined for a new one. */
export type Matched = { line: Line; before?: number };

/**
 * Finds each line of a change among the present ones: the same SKU, of several the one at the same price and quantity first,
 * then one of which something was shipped. What was shipped, received and held stays with its line.
 */
export function matched(present: readonly Line[], wanted: readonly Line[]): Matched[] {
  const free = new Set(present.keys());
  const take = (fits: (line: Line) => boolean): number | undefined => {
    const place = [...free].find((i) => fits(present[i]!));
    if (place !== undefined) free.delete(place);
    return place;
  };
  const isPriced = (p: Line, w: Line) => p.sku === w.sku && p.unitPrice === w.unitPrice && p.discount === w.discount;
  const ways: ((p: Line, w: Line) => boolean)[] = [
    (p, w) => isPriced(p, w) && p.quantity === w.quantity,
    (p, w) => isPriced(p, w) && p.shipped > 0,
    isPriced,
    (p, w) => p.sku === w.sku && p.shipped > 0,
    (p, w) => p.sku === w.sku,
  ];
  const places = new Map<number, number>();
  for (const fits of ways)
    for (const [i, w] of wanted.entries()) {
      const place = places.has(i) ? undefined : take((p) => fits(p, w));
      if (place !== undefined) places.set(i, place);
    }
  return wanted.map((w, i) => {
    const before = places.get(i);
    return { line: before === undefined ? w : kept(present[before]!, w), before };
  });
}

/** A price that was agreed and stays was not typed now: it comes from where it came. */
const sourceOf = (before: Line, { priceSource, unitPrice }: Line): Pick<Line, 'priceSource'> =>
  priceSource?.from === 'typed' && before.unitPrice === unitPrice ? { priceSource: before.priceSource } : {};

/** What the goods cost, and the market asked, when the line was priced: anew where it has another price now. */
function pricedAt(before: Line, wanted: Line): Pick<Line, 'cost' | 'reference'> {
  const isSame = before.unitPrice === wanted.unitPrice && before.discount === wanted.discount;
  const [first, second] = isSame ? [before, wanted] : [wanted, before];
  const reference = first.reference ?? second.reference;
  return { cost: first.cost ?? second.cost, ...(reference !== undefined && { reference }) };
}

/** A changed line with what happened to it before. */
const kept = (before: Line, wanted: Line): Line => ({
  ...wanted,
  ...sourceOf(before, wanted),
  ...pricedAt(before, wanted),
  promisedDate: wanted.promisedDate ?? before.promisedDate,
  shipped: before.shipped,
  delivered: before.delivered,
  ...(before.reserved !== undefined && { reserved: before.reserved }),
  ...(before.returned !== undefined && { returned: before.returned }),
});

/** The lines that a change leaves out. */
export const removed = (present: readonly Line[], lines: readonly Matched[]): Line[] =>
  present.filter((_, i) => !lines.some(({ before }) => before === i));

/** The place of each present line after the change. */
export const placesOf = (lines: readonly Matched[]): Map<number, number> =>
  new Map(lines.flatMap(({ before }, place) => (before === undefined ? [] : [[before, place] as const])));

/** The parcels with the places that their lines have after the change. */
export function replaced(shipments: readonly Shipment[], lines: readonly Matched[]): Order['shipments'] {
  const places = placesOf(lines);
  return shipments.map((s) => ({ ...s, lines: s.lines.map((l) => ({ ...l, index: places.get(l.index) ?? l.index })) }));
}
