import type { Line, Order } from '../orders/order.ts';
import { heldOf, holds, partsOf, perProduct, type Stocked } from './held.ts';

/** What an order keeps beside its lines so that its place in the queue, and the end of its reservation, are found by index. */
export type StockFields = Pick<Order, 'holdsOf' | 'waitsFor' | 'waitsSince' | 'reservedUntil' | 'lapsedAt'>;

/** What an order that holds stock still misses of a line, in thousandths. */
export const missing = ({ quantity, shipped, reserved = 0 }: Line): number =>
  Math.max(0, quantity - shipped - reserved);

/** The products that an order waits for: it still has to send more of them than it holds. */
export function awaited(order: Stocked): string[] {
  if (!holds(order)) return [];
  return [...perProduct(order.lines, missing)].flatMap(([product, n]) => (n > 0 ? [product] : [])).toSorted();
}

/** The products that an order holds something of. */
export function held(order: Stocked): string[] {
  return [...new Set(order.lines.flatMap((l) => (heldOf(l) > 0 ? [l.product] : [])))].toSorted();
}

/**
 * Since when an order waits: since its submission; where it asks for more of something later, and that is not there, from
 * then on, so that nobody keeps a place for goods that were not asked for.
 */
function sinceOf(
  before: Order,
  after: Stocked & Pick<Order, 'approval'>,
  waitsFor: readonly string[],
  now: Date,
): Date {
  const submitted = after.approval?.submittedAt ?? now;
  if (!holds(before)) return submitted;
  const raised = partsOf(before, after).some(
    ({ product, takes, wanted, waited, held }) => takes && wanted > held + waited && waitsFor.includes(product),
  );
  return raised ? now : (before.waitsSince ?? submitted);
}

/** The fields of an order after a change, with the lines as they are held then. */
export function stockFields(before: Order, after: Order, now: Date): StockFields {
  const waitsFor = awaited(after);
  const holdsOf = held(after);
  const isPending = after.state === 'pending';
  return {
    holdsOf: holdsOf.length > 0 ? holdsOf : undefined,
    waitsFor: waitsFor.length > 0 ? waitsFor : undefined,
    waitsSince: waitsFor.length > 0 ? sinceOf(before, after, waitsFor, now) : undefined,
    reservedUntil: isPending && !after.lapsedAt ? after.reservedUntil : undefined,
    lapsedAt: isPending ? after.lapsedAt : undefined,
  };
}
