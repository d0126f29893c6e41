import type { Connection } from 'mongoose';
import type { Order } from '../orders/order.ts';
import { productModel } from '../products/model.ts';
import type { Product } from '../products/product.ts';
import type { AwaitedGoods } from './awaited.ts';

/** Reads what an order waits for; nothing is asked of the database where it waits for nothing. */
export async function readAwaited(
  connection: Connection,
  { waitsFor }: Pick<Order, 'waitsFor'>,
): Promise<AwaitedGoods> {
  if (!waitsFor?.length) return new Map();
  const found = await productModel(connection)
    .find({ _id: { $in: waitsFor }, counted: true }, { leadTimeDays: 1 })
    .lean<Pick<Product, '_id' | 'leadTimeDays'>[]>();
  return new Map(found.map(({ _id, leadTimeDays }) => [_id, { leadTimeDays }]));
}
