import type { ClientSession, Connection } from 'mongoose';
import { DeskError } from '../errors.ts';
import { personOf } from '../members/member.ts';
import { checkBooker } from '../stock/book.ts';
import { stirred } from '../stock/follow.ts';
import { beyondOf, type Gap, gapsOf } from '../stock/overship.ts';
import { type MarkedShelf, shelvesOf } from '../stock/shelf.ts';
import { goodsText } from '../stock/shortage.ts';
import type { Change, Circumstances, MoveInput } from './deeds/deed.ts';
import { type Order, orderName } from './order.ts';

/** Goods that are booked in with a shipment, in thousandths, with what was on hand before. */
export type BookedIn = { product: string; quantity: number; onHand: number };

/** What a shipment comes to: the change as it counts, what is booked in with it, and the shelves that were looked at. */
export type SettledOvership = { change: Change; booked: BookedIn[]; shelves: ReadonlyMap<string, MarkedShelf> };

/** What is sent beyond what is there for the order, as goods are written. */
const beyondText = (gaps: readonly Gap[]): string =>
  goodsText(gaps.map((gap) => ({ sku: gap.sku, quantity: beyondOf(gap) })));

/** An answer is for what was shown: where more is missing by now, it is asked again. */
const isShown = (gaps: readonly Gap[], shown: MoveInput['shownBeyond']): boolean =>
  !shown || gaps.every((gap) => beyondOf(gap) <= (shown[gap.product] ?? 0));

/**
 * A shipment sends what its order holds and what nobody holds; more is asked about, and without an answer that fits nothing
 * is stored (`error.ship_asks`).
 */
export async function settledOvership(
  connection: Connection,
  order: Order,
  change: Change,
  { actor, input }: Pick<Circumstances, 'actor' | 'input'>,
  session: ClientSession,
): Promise<SettledOvership> {
  const shelves = await shelvesOf(connection, stirred(order, change), session);
  const gaps = gapsOf(order, { ...order, ...change.set, state: change.state }, shelves);
  if (gaps.length === 0) return { change, booked: [], shelves };
  const goods = beyondText(gaps);
  const says = (more: object): Change => ({ ...change, goods: { ...change.goods, ...more } });
  if (input.overship === 'receive' && isShown(gaps, input.shownBeyond)) {
    checkBooker(personOf(actor.member));
    const booked = gaps.map((gap) => ({
      product: gap.product,
      quantity: beyondOf(gap),
      onHand: shelves.get(gap.product)?.onHand ?? 0,
    }));
    return { change: says({ booked: goods }), booked, shelves };
  }
  const canTake = gaps.every(({ isOnHand }) => isOnHand) && isShown(gaps, input.shownBeyond);
  if (input.overship === 'take' && canTake) return { change: says({ taken: goods }), booked: [], shelves };
  throw new DeskError('error.ship_asks', { order: orderName(order), goods });
}
