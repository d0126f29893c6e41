import type { Line, Order, Shipment } from '../../order.ts';

/** A line after the change with the place that it had before; undefined for a new one. */
export type Matched = { line: Line; before?: number };

/**
 * Finds each line of a change among the present ones: the same SKU, of several the one at the same price first. What was
 * shipped, received and held stays with its line.
 */
export function matched(present: readonly Line[], wanted: readonly Line[]): Matched[] {
  const free = new Set(present.keys());
  const take = (fits: (line: Line) => boolean): number | undefined => {
    const place = [...free].find((i) => fits(present[i]!));
    if (place !== undefined) free.delete(place);
    return place;
  };
  const exact = wanted.map((w) =>
    take((p) => p.sku === w.sku && p.unitPrice === w.unitPrice && p.discount === w.discount),
  );
  return wanted.map((w, i) => {
    const before = exact[i] ?? take((p) => p.sku === w.sku);
    return { line: before === undefined ? w : kept(present[before]!, w), before };
  });
}

/** A changed line with what happened to it before. */
const kept = (before: Line, wanted: Line): Line => ({
  ...wanted,
  cost: before.cost ?? wanted.cost,
  promisedDate: wanted.promisedDate ?? before.promisedDate,
  shipped: before.shipped,
  delivered: before.delivered,
  ...(before.reserved !== undefined && { reserved: before.reserved }),
});

/** The lines that a change leaves out. */
export const removed = (present: readonly Line[], lines: readonly Matched[]): Line[] =>
  present.filter((_, i) => !lines.some(({ before }) => before === i));

/** The parcels with the places that their lines have after the change. */
export function replaced(shipments: readonly Shipment[], lines: readonly Matched[]): Order['shipments'] {
  const places = new Map(
    lines.flatMap(({ before }, place) => (before === undefined ? [] : [[before, place] as const])),
  );
  return shipments.map((s) => ({ ...s, lines: s.lines.map((l) => ({ ...l, index: places.get(l.index) ?? l.index })) }));
}
