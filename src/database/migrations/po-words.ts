import type { Connection } from 'mongoose';
import { poKey } from '../../orders/double-keys.ts';
import { orderModel } from '../../orders/model.ts';

/** Orders whose PO number is compared in another way than it was kept are found by that, too. */
export async function poWords(connection: Connection): Promise<void> {
  const orders = orderModel(connection);
  for await (const { _id, poNo } of orders.find({ poNo: { $gt: '' } }, { poNo: 1 }).lean()) {
    if (poNo && poKey(poNo) !== '' && poKey(poNo) !== poNo.toLowerCase())
      await orders.updateOne({ _id }, { $addToSet: { search: poKey(poNo) } }, { timestamps: false });
  }
}
