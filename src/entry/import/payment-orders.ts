import type { Connection } from 'mongoose';
import { orderModel } from '../../orders/model.ts';
import type { Order } from '../../orders/order.ts';

/** What a payment needs to know of its order. */
export type PaymentOrder = Pick<Order, '_id' | 'customer' | 'externalNo' | 'number' | 'state' | 'currency'>;

/** One of our own numbers, written in full. */
const ownNumber = /^SO-\d+$/;

/**
 * The orders that payments name. A number of a file is the one that an order has in the other system; only where no
 * order has it there, and it is one of ours in full, is it ours. Short forms that people type are not taken: `42` of
 * another system must never be our SO-000042.
 */
export async function findOrders(
  connection: Connection,
  names: readonly string[],
): Promise<ReadonlyMap<string, PaymentOrder>> {
  const wanted = [...new Set(names.filter(Boolean))];
  const find = (field: 'externalNo' | 'number', values: readonly string[]) =>
    orderModel(connection)
      .find({ [field]: { $in: values } }, 'customer externalNo number state currency')
      .lean<PaymentOrder[]>();
  const [ours, theirs] = [
    await find(
      'number',
      wanted.filter((name) => ownNumber.test(name)),
    ),
    await find('externalNo', wanted),
  ];
  return new Map([
    ...ours.map((order) => [order.number!, order] as const),
    ...theirs.map((order) => [order.externalNo!, order] as const),
  ]);
}
