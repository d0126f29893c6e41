import type { Order } from '../orders/order.ts';
import { partsOf, type Shelf } from './held.ts';
import type { MarkedShelf } from './shelf.ts';

/**
 * What becomes of goods that are sent though they are not there for the order: they came in without having been booked, and
 * are booked in now; or they are taken from what other orders hold.
 */
export const overshipAnswers = ['receive', 'take'] as const;
export type OvershipAnswer = (typeof overshipAnswers)[number];

/** Goods of a shipment that are not there for its order; all in thousandths. */
export type Gap = {
  product: string;
  sku: string;
  /** What is sent. */
  sent: number;
  /** What the order may send of it: what it holds, and what nobody holds. */
  there: number;
  /** Whether all that is sent is on hand, so that the rest can be what others hold. */
  isOnHand: boolean;
};

/** What an order may send of a product: what it holds, and what nobody holds; in thousandths. */
export const sendable = ({ onHand, reserved }: Shelf, held: number): number =>
  Math.max(0, Math.min(onHand, onHand - (reserved - held)));

/**
 * The products of which a shipment sends more than is there for its order. A product that stock is not kept of, and history
 * from a file, send what they say.
 */
export function gapsOf(before: Order, after: Order, shelves: ReadonlyMap<string, MarkedShelf>): Gap[] {
  return partsOf(before, after).flatMap(({ product, held, sent }) => {
    const shelf = shelves.get(product);
    if (!shelf?.counted || sent === 0) return [];
    const there = sendable(shelf, held);
    const sku = before.lines.find((line) => line.product === product)?.sku ?? '';
    return sent > there ? [{ product, sku, sent, there, isOnHand: sent <= shelf.onHand }] : [];
  });
}

/** How much is sent beyond what is there for the order, in thousandths. */
export const beyondOf = ({ sent, there }: Gap): number => sent - there;

/**
 * The parts of a shipment that can leave without a question: of each product what is there for the order, the first line
 * first. Lines by their place, in thousandths.
 */
export function withinThere(
  order: Pick<Order, 'lines'>,
  parts: readonly { index: number; quantity: number }[],
  gaps: readonly Gap[],
): { index: number; quantity: number }[] {
  const left = new Map(gaps.map(({ product, there }) => [product, there]));
  return parts.flatMap(({ index, quantity }) => {
    const product = order.lines[index]?.product ?? '';
    const most = left.get(product);
    if (most === undefined) return [{ index, quantity }];
    const part = Math.min(quantity, most);
    left.set(product, most - part);
    return part > 0 ? [{ index, quantity: part }] : [];
  });
}
