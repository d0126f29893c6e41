import type { ClientSession, Connection } from 'mongoose';
import type { Order } from '../orders/order.ts';
import type { Case } from './case.ts';
import { caseModel } from './model.ts';

/** An order was handed over: its cases are read by whoever may read it now. */
export async function followOrder(
  connection: Connection,
  { _id, owner, team }: Pick<Order, '_id' | 'owner' | 'team'>,
  session: ClientSession,
): Promise<void> {
  const gone = {
    ...(owner === undefined && { orderOwner: 1 as const }),
    ...(team === undefined && { team: 1 as const }),
  };
  const now = { ...(owner !== undefined && { orderOwner: owner }), ...(team !== undefined && { team }) };
  await caseModel(connection).updateMany({ order: _id }, { $set: now, $unset: gone }, { session, timestamps: false });
}

/** The owner of orders moved to another team: the cases of these orders move, too. */
export async function followOwner(
  connection: Connection,
  owner: string,
  change: { $set: { team: string } } | { $unset: { team: 1 } },
  session: ClientSession,
): Promise<void> {
  await caseModel(connection).updateMany({ orderOwner: owner }, change, { session, timestamps: false });
}

/** Lines of an order have other places after a change: its cases name them by their new ones. */
export async function followLines(
  connection: Connection,
  order: string,
  places: ReadonlyMap<number, number>,
  session: ClientSession,
): Promise<void> {
  if ([...places].every(([before, after]) => before === after)) return;
  const cases = caseModel(connection);
  for (const { _id, lines } of await cases
    .find({ order }, { lines: 1 }, { session })
    .lean<Pick<Case, '_id' | 'lines'>[]>()) {
    const moved = lines.map((line) => ({ ...line, index: places.get(line.index) ?? line.index }));
    await cases.updateOne({ _id }, { $set: { lines: moved } }, { session, timestamps: false });
  }
}
