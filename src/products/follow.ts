import { isDeepStrictEqual } from 'node:util';
import type { ClientSession, Connection } from 'mongoose';
import type { Actor } from '../members/actor.ts';
import { markRisks } from '../risks/marks.ts';
import { keepCosts } from './costs.ts';
import type { Product } from './product.ts';

/** What the risks of open orders are worked out from. */
const risked = ['cost', 'referencePrice', 'leadTimeDays', 'supplierId', 'suppliers'] as const;

/** Whether a change moves what risks of open orders are worked out from. */
export const movesRisks = (before: Partial<Product>, after: Partial<Product>): boolean =>
  risked.some((field) => !isDeepStrictEqual(before[field] ?? undefined, after[field] ?? undefined));

/** Keeps what a product cost, and has the risks of its open orders looked at anew; in the transaction of the change. */
export async function followProduct(
  connection: Connection,
  actor: Actor,
  before: Partial<Product>,
  after: Product,
  session: ClientSession,
): Promise<void> {
  const by = actor.member._id;
  await keepCosts(connection, [{ product: after._id, before, after }], { now: actor.now, by }, session);
  if (before._id && movesRisks(before, after))
    await markRisks(connection, [{ kind: 'product', about: after._id }], { now: actor.now, session });
}
