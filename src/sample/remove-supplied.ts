import type { ClientSession, Connection } from 'mongoose';
import { costModel } from '../products/costs.ts';
import { productModel } from '../products/model.ts';
import { purchaseModel } from '../purchases/model.ts';
import { supplierModel } from '../suppliers/model.ts';

/** Removes what belongs to goods that went: their purchases, and what they cost. */
export async function removeOfGoods(connection: Connection, goods: readonly string[], session: ClientSession) {
  await purchaseModel(connection).deleteMany({ product: { $in: [...goods] } }, { session });
  await costModel(connection).deleteMany({ product: { $in: [...goods] } }, { session });
}

/** Removes suppliers of the sample and of its people; one from whom something real is bought stays, and is no sample any more. */
export async function removeSuppliers(connection: Connection, tried: readonly string[], session: ClientSession) {
  const suppliers = supplierModel(connection);
  const gone = { $or: [{ sample: true }, { _id: { $in: [...tried] } }] };
  const ids = (await suppliers.find(gone, { _id: 1 }, { session }).lean()).map((s) => s._id);
  const bought = await productModel(connection)
    .find({ $or: [{ supplierId: { $in: ids } }, { 'suppliers.supplier': { $in: ids } }] }, null, { session })
    .lean();
  const ordered = await purchaseModel(connection)
    .find({ supplier: { $in: ids } }, { supplier: 1 }, { session })
    .lean();
  const needed = new Set([
    ...bought.flatMap((p) => [p.supplierId, ...(p.suppliers ?? []).map((one) => one.supplier)]),
    ...ordered.map((p) => p.supplier),
  ]);
  const [stay, go] = [ids.filter((id) => needed.has(id)), ids.filter((id) => !needed.has(id))];
  await suppliers.deleteMany({ _id: { $in: go } }, { session });
  await suppliers.updateMany({ _id: { $in: stay } }, { $unset: { sample: 1 } }, { session });
}
