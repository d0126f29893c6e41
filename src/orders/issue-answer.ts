import type { ClientSession, Connection } from 'mongoose';
import { DeskError } from '../errors.ts';
import { personOf } from '../members/member.ts';
import { checkBooker } from '../stock/book.ts';
import { stirred } from '../stock/follow.ts';
import { type Gap, gapsOf, receivedOf } from '../stock/issue.ts';
import { shelvesOf } from '../stock/shelf.ts';
import { goodsText } from '../stock/shortage.ts';
import type { Change, Circumstances } from './deeds/deed.ts';
import { type Order, orderName } from './order.ts';

/** What is sent beyond what is there for the order, as goods are written. */
const beyondText = (gaps: readonly Gap[]): string =>
  goodsText(gaps.map(({ sku, sent, there }) => ({ sku, quantity: sent - there })));

/**
 * A shipment sends what its order holds and what nobody holds; more is asked about. Gives what is booked in with it, by
 * product, in thousandths. Without an answer that fits nothing is stored (`error.ship_asks`).
 */
export async function settledIssue(
  connection: Connection,
  order: Order,
  change: Change,
  { actor, input }: Pick<Circumstances, 'actor' | 'input'>,
  session: ClientSession,
): Promise<ReadonlyMap<string, number>> {
  const shelves = await shelvesOf(connection, stirred(order, change), session);
  const gaps = gapsOf(order, { ...order, ...change.set, state: change.state }, shelves);
  if (gaps.length === 0) return new Map();
  if (input.issue === 'receive') {
    checkBooker(personOf(actor.member));
    return receivedOf(gaps);
  }
  if (input.issue === 'take' && gaps.every(({ isOnHand }) => isOnHand)) return new Map();
  throw new DeskError('error.ship_asks', { order: orderName(order), goods: beyondText(gaps) });
}
