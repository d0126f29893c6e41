import type { CalendarDate } from '../dates.ts';
import { decimalText, quantityScale } from '../money.ts';
import { isAllShipped, unshipped } from './guards.ts';
import type { Line, Order, Shipment } from './order.ts';
import { undelivered } from './stages.ts';

/** What can be said of a parcel on its way. */
export const trackingKinds = ['picked_up', 'in_transit', 'out_for_delivery', 'received', 'exception'] as const;
export type TrackingKind = (typeof trackingKinds)[number];

/** One event of a parcel. */
export type TrackingEvent = {
  at: Date;
  kind: TrackingKind;
  place?: string;
  note?: string;
  /** Member id; undefined for the desk itself. */
  by?: string;
  /** The key of the deed that it came with. */
  key: string;
};

export const milestoneKinds = ['production', 'purchasing'] as const;
export type MilestoneKind = (typeof milestoneKinds)[number];

/** Something of production or purchasing that has to be done by a date. */
export type Milestone = {
  /** `M1`, `M2` … within the order. */
  id: string;
  name: string;
  kind: MilestoneKind;
  /** When it is to be done, as is known today. */
  planned: CalendarDate;
  /** When it was to be done at first: slips are measured from it. */
  original: CalendarDate;
  /** When it was done. */
  actual?: CalendarDate;
  note?: string;
  /** Member id; without one it is the owner's. */
  responsible?: string;
};

/** Why goods that an order held are not there any more: counted, written off, sent with another order, or told by a file. */
export const lossCauses = ['count', 'scrap', 'ship', 'file'] as const;
export type LossCause = (typeof lossCauses)[number];

/** What a timeline entry says of the goods: facts, which the reader's language puts into words. */
export type GoodsNews = {
  parcel?: string;
  event?: TrackingKind;
  place?: string;
  eta?: CalendarDate;
  /** When a parcel was received, where that was said later. */
  on?: CalendarDate;
  /** What was sent and did not arrive: `A100x2`. */
  missing?: string;
  milestone?: string;
  name?: string;
  planned?: CalendarDate;
  done?: CalendarDate;
  person?: string;
  /** The expected date before and after. */
  from?: CalendarDate;
  to?: CalendarDate;
  promised?: CalendarDate;
  /** Goods that came into stock for it, or that it held and lost, and what it still waits for: `A100x2`. */
  held?: string;
  short?: string;
  /** Why what was held is not there any more. */
  lost?: LossCause;
  /** Goods of a shipment that were booked in with it, and those that other orders held: `A100x2`. */
  booked?: string;
  taken?: string;
  /** The draft that has what was split off. */
  rest?: string;
};

/** So much of the line at that place, in thousandths. */
type LinePart = { index: number; quantity: number };

/** The parcels that are on their way. */
export const openParcels = ({ shipments }: Pick<Order, 'shipments'>): Shipment[] =>
  shipments.filter((s) => s.deliveredAt === undefined || s.deliveredAt === null);

/** All that is still to be sent of an order, in thousandths. */
export const leftToSend = ({ lines }: Pick<Order, 'lines'>): LinePart[] =>
  lines.map((line, index) => ({ index, quantity: unshipped(line) })).filter(({ quantity }) => quantity > 0);

/** Parts of an order's lines, each line once: the quantities of one that is named twice are added up. In thousandths. */
export function summedParts(parts: readonly LinePart[]): LinePart[] {
  const sums = new Map<number, number>();
  for (const { index, quantity } of parts) sums.set(index, (sums.get(index) ?? 0) + quantity);
  return [...sums].map(([index, quantity]) => ({ index, quantity }));
}

/** What of each line of a parcel was sent and did not arrive, in thousandths. */
const missingOf = ({ lines }: Pick<Shipment, 'lines'>): LinePart[] =>
  lines
    .map(({ index, quantity, received = quantity }) => ({ index, quantity: quantity - (received ?? quantity) }))
    .filter(({ quantity }) => quantity > 0);

/** What of a line was sent in parcels that are settled and never arrived, in thousandths. */
export const lostOf = ({ shipments = [] }: Partial<Pick<Order, 'shipments'>>, index: number): number =>
  shipments
    .flatMap(missingOf)
    .filter((part) => part.index === index)
    .reduce((sum, { quantity }) => sum + quantity, 0);

/** What did not arrive of a parcel: `A100x2 B200x0.5`; undefined when nothing is missing. */
export function missingText(parcel: Pick<Shipment, 'lines'>, lines: readonly Pick<Line, 'sku'>[]): string | undefined {
  const parts = missingOf(parcel).map(
    ({ index, quantity }) => `${lines[index]?.sku ?? '?'}x${decimalText(quantity, quantityScale)}`,
  );
  return parts.join(' ') || undefined;
}

/** The milestones that are still to be done. */
export const openMilestones = ({ milestones = [] }: Pick<Order, 'milestones'>): Milestone[] =>
  (milestones ?? []).filter((m) => !m.actual);

/** Whether nothing is left to be prepared: all has left the warehouse, and milestones do not matter any more. */
export const isPrepared = ({ lines }: Pick<Order, 'lines'>): boolean => lines.length > 0 && isAllShipped(lines);

/** What is stored beside the milestones so that they are found by index, while something is still to be prepared. */
export function milestoneFields(order: Pick<Order, 'state' | 'lines' | 'milestones'>): {
  milestoneDue: CalendarDate | undefined;
  milestonesOf: string[] | undefined;
} {
  const isWaiting = undelivered.includes(order.state) && !isPrepared(order);
  const open = isWaiting ? openMilestones(order) : [];
  const people = [...new Set(open.flatMap((m) => (m.responsible ? [m.responsible] : [])))].sort();
  return {
    milestoneDue: open
      .map((m) => m.planned)
      .sort()
      .at(0),
    milestonesOf: people.length > 0 ? people : undefined,
  };
}

/** Whether news of the expected date are a warning: later than before, and than promised. */
export const isDelay = ({ from, to, promised }: GoodsNews): boolean =>
  to !== undefined && (from === undefined || to > from) && (promised === undefined || to > promised);
