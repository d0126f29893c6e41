import type { Connection } from 'mongoose';
import { addDays, dateAt } from '../../dates.ts';
import { linesKey, poKey } from '../../orders/double-keys.ts';
import { dayBefore } from '../../orders/doubles.ts';
import { orderModel } from '../../orders/model.ts';

/** Orders whose PO number is compared in another way than it was kept are found by that, too. */
export async function poWords(connection: Connection): Promise<void> {
  const orders = orderModel(connection);
  for await (const { _id, poNo } of orders.find({ poNo: { $gt: '' } }, { poNo: 1 }).lean()) {
    if (poNo && poKey(poNo) !== '' && poKey(poNo) !== poNo.toLowerCase())
      await orders.updateOne({ _id }, { $addToSet: { search: poKey(poNo) } }, { timestamps: false });
  }
}

/** Orders of the last 24 hours are found by their lines, which those of the same lines are asked about. */
export async function linesWords(connection: Connection, now: Date): Promise<void> {
  const orders = orderModel(connection);
  // In whatever zone the dates are, these are at least the last 24 hours.
  const some = { orderDate: { $gte: addDays(dateAt(now, 'UTC'), -2) }, submittedAt: { $gte: dayBefore(now) } };
  for await (const { _id, lines } of orders.find(some, { lines: 1 }).lean())
    await orders.updateOne({ _id }, { $addToSet: { search: linesKey(lines) } }, { timestamps: false });
}
