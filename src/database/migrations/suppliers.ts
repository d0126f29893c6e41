import type { Connection } from 'mongoose';
import { productModel } from '../../products/model.ts';
import { findOrMakeSuppliers } from '../../suppliers/named.ts';

/** How many products are written at once. */
const atOnce = 200;

/** Products that name a supplier as a text are bought from the supplier of that name, who is made where there is none. */
export async function linkSuppliers(connection: Connection, now: Date): Promise<void> {
  const products = productModel(connection);
  let part: { _id: string; supplier: string }[] = [];
  const flush = async () => {
    if (part.length === 0) return;
    const { ids } = await findOrMakeSuppliers(
      connection,
      part.map(({ supplier }) => supplier),
      now,
    );
    const writes = part.map(({ _id, supplier }) => ({
      // A supplier that changed meanwhile is linked already.
      updateOne: { filter: { _id, supplier }, update: { $set: { supplierId: ids.get(supplier) } } },
    }));
    await products.bulkWrite(writes as never[], { ordered: false, timestamps: false });
    part = [];
  };
  const unlinked = { supplier: { $gt: '' }, supplierId: { $exists: false } };
  for await (const { _id, supplier } of products.find(unlinked, { supplier: 1 }).lean()) {
    if (!supplier?.trim()) continue;
    part.push({ _id, supplier });
    if (part.length >= atOnce) await flush();
  }
  await flush();
}
