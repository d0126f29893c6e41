import type { ClientSession, Connection } from 'mongoose';
import { customerModel } from './model.ts';

/**
 * Whoever is about to add to what customers with a limit owe takes their turn, in its transaction: of two that read the
 * same exposure at the same moment one collides and reads anew, so that they do not both fit under the limit.
 */
export async function takeCreditTurn(
  connection: Connection,
  customers: readonly string[],
  session: ClientSession,
): Promise<void> {
  if (customers.length === 0) return;
  await customerModel(connection).updateMany(
    { _id: { $in: [...customers].sort() } },
    { $inc: { creditTurn: 1 } },
    { session, timestamps: false },
  );
}
