import type { Connection } from 'mongoose';
import type { Audit } from '../audit/service.ts';
import { transact } from '../database/transact.ts';
import { DeskError } from '../errors.ts';
import { may } from '../members/ability.ts';
import type { Actor } from '../members/actor.ts';
import { type Person, personOf } from '../members/member.ts';
import { decimalText, quantityScale } from '../money.ts';
import { productModel } from '../products/model.ts';
import type { Product } from '../products/product.ts';
import { checkWhole, fitsUnit } from '../products/unit.ts';
import type { GiveWay } from './give-way.ts';
import { addStockMoves } from './ledger.ts';
import { moveShelves, shelvesOf } from './shelf.ts';

/** What somebody books by hand: what was counted, what came in, what is of no use any more. */
export const bookings = ['count', 'receive', 'scrap'] as const;
export type Booking = {
  kind: (typeof bookings)[number];
  /** Thousandths: of a count what is there, else by how much it is more or less. */
  quantity: number;
  /** Why; only what comes in may go without. */
  reason?: string;
  /** What was on hand when whoever counts looked; where it moved since, the count may be of before. */
  seen?: number;
};

/** Signs of a reason. */
export const longestReason = 300;
/** The largest quantity that is booked at once, in thousandths. */
const largest = 10 ** 13;

/** Throws at the field what can be said without looking at the product. */
function checkBooking({ kind, quantity, reason }: Booking): void {
  const least = kind === 'count' ? 0 : 1;
  if (!Number.isSafeInteger(quantity) || quantity < least || quantity > largest)
    throw new DeskError('error.stock_quantity', {}, { field: 'quantity' });
  if (kind !== 'receive' && !reason?.trim())
    throw new DeskError('error.reason_required', { action: { text: `stock.${kind}` } }, { field: 'reason' });
  if ((reason?.length ?? 0) > longestReason)
    throw new DeskError('error.too_long', { most: longestReason }, { field: 'reason' });
}

/** By how much a booking moves what is on hand. Throws where it does not fit what is there. */
function differenceOf({ kind, quantity, seen }: Booking, { sku, onHand }: Product): number {
  const there = decimalText(onHand, quantityScale);
  if (kind === 'receive') return quantity;
  if (kind === 'count') {
    if (seen !== undefined && seen !== onHand)
      throw new DeskError('error.stock_moved', { sku, seen: decimalText(seen, quantityScale), there });
    return quantity - onHand;
  }
  if (quantity > onHand) throw new DeskError('error.stock_scrap', { sku, there }, { field: 'quantity' });
  return -quantity;
}

/** Throws where the person may not book anything. */
export function checkBooker(person: Person): void {
  if (!may(person, 'product.edit'))
    throw new DeskError('error.not_allowed', { who: { text: 'entry.who.operations' } }, { loudness: 'warn' });
}

/** Books counts, goods that came in and goods that are of no use: operations and admins, on the trail and in the ledger. */
export function createBooking({
  connection,
  audit,
  giveWay,
}: {
  connection: Connection;
  audit: Pick<Audit, 'has' | 'changed'>;
  giveWay: GiveWay;
}) {
  const products = productModel(connection);

  /** Books once: the same key again gives what is there. Throws `DeskError`. */
  return async (actor: Actor, sku: string, booking: Booking): Promise<Product> => {
    checkBooker(personOf(actor.member));
    checkBooking(booking);
    const { kind, quantity } = booking;
    const reason = booking.reason?.trim() || undefined;
    return transact(connection, async (session) => {
      const there = await products.findOne({ sku }, null, { session }).lean<Product>();
      if (!there)
        throw new DeskError('error.product_not_found', { text: sku, nearest: { text: 'entry.nearest_none' } });
      const subject = { kind: 'Product', id: there._id } as const;
      if (await audit.has(actor, `stock.${kind}`, subject, session)) return there;
      // A part of a piece that is there from before may be written off.
      if (kind !== 'scrap' || fitsUnit(there.onHand, there.unit))
        checkWhole(there.sku, there.unit, quantity, 'quantity');
      const onHand = differenceOf(booking, there);
      const shelves = await shelvesOf(connection, [there._id], session);
      await moveShelves(connection, [{ product: there._id, onHand }], shelves, actor.now, session, { counts: true });
      const line = { product: there._id, kind, quantity: kind === 'count' ? onHand : quantity, reason };
      await addStockMoves(connection, [line], actor, session);
      if (kind !== 'receive') await giveWay([there._id], { ...actor, cause: kind }, session);
      const after = (await products.findById(there._id, null, { session }).lean<Product>())!;
      const told = { onHand: after.onHand, counted: true, ...(reason && { reason }) };
      await audit.changed(actor, `stock.${kind}`, subject, { onHand: there.onHand }, told, session);
      return after;
    });
  };
}
export type BookStock = ReturnType<typeof createBooking>;
