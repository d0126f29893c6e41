import type { ClientSession } from 'mongoose';
import { auditModel } from '../../audit/model.ts';
import { newId } from '../../id.ts';
import { keepCosts, type Recosted } from '../../products/costs.ts';
import { movesRisks } from '../../products/follow.ts';
import type { Product } from '../../products/product.ts';
import { markRisks } from '../../risks/marks.ts';
import { codeFromName, findOrMakeSuppliers, supplierIdOf, suppliersNamed } from '../../suppliers/named.ts';
import type { Read } from './record.ts';
import type { ImportContext } from './types.ts';

/** The suppliers that some products name. */
const textsOf = (products: readonly Partial<Product>[]): string[] => [
  ...new Set(products.flatMap(({ supplier }) => (supplier?.trim() ? [supplier] : []))),
];

/** Products with the ids of their suppliers; one that is not there yet has the id that it will be made with. */
export async function idsOfSuppliers(
  { connection }: ImportContext,
  reads: readonly Read<Product>[],
  session: ClientSession,
): Promise<Read<Product>[]> {
  const texts = textsOf(reads.flatMap((read) => ('value' in read ? [read.value] : [])));
  const named = await suppliersNamed(connection, texts, session);
  return reads.map((read) => {
    if (!('value' in read) || !read.value.supplier?.trim()) return read;
    const { supplier } = read.value;
    const supplierId = named.get(supplier)?._id ?? supplierIdOf(codeFromName(supplier));
    return { value: { ...read.value, supplierId } };
  });
}

/** Makes the suppliers that are not there yet, each with a line on the trail. */
export async function makeSuppliersOf(
  { connection, now }: ImportContext,
  products: readonly Partial<Product>[],
  session: ClientSession,
): Promise<void> {
  const { made } = await findOrMakeSuppliers(connection, textsOf(products), now, session);
  if (made.length === 0) return;
  const lines = made.map(({ _id: id }) => {
    const _id = newId();
    return {
      _id,
      at: now,
      from: 'cli:import',
      action: 'supplier.import',
      subject: { kind: 'Supplier' as const, id },
      key: _id,
    };
  });
  await auditModel(connection).insertMany(lines, { session });
}

/** Keeps what products cost, and has the risks of open orders looked at anew where a change moves them. */
export async function followProducts(
  { connection, now }: ImportContext,
  changes: readonly (Recosted & { isChange?: boolean })[],
  session: ClientSession,
): Promise<void> {
  await keepCosts(connection, changes, { now }, session);
  const moved = changes.filter(({ isChange, before, after }) => isChange && movesRisks(before, after));
  await markRisks(
    connection,
    moved.map(({ product }) => ({ kind: 'product', about: product })),
    { now, session },
  );
}
