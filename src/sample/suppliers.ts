import type { Product } from '../products/product.ts';
import { codeFromName, newSupplier, supplierIdOf } from '../suppliers/named.ts';
import type { Supplier } from '../suppliers/supplier.ts';

/** The id of the supplier that a product of the sample names. */
export const sampleSupplierId = (name: string): string => supplierIdOf(codeFromName(name));

/** The suppliers of the sample company: one for each name that its products have, with the lead time that fits all of them. */
export async function sampleSuppliers(products: readonly Product[], createdAt: Date): Promise<Supplier[]> {
  const names = [...new Set(products.flatMap(({ supplier }) => supplier ?? []))];
  return Promise.all(
    names.map(async (name) => {
      const leads = products.filter((p) => p.supplier === name).map((p) => p.leadTimeDays ?? 0);
      return {
        ...(await newSupplier(name, createdAt)),
        leadTimeDays: Math.max(...leads),
        agreedRate: 95_00,
        sample: true,
      };
    }),
  );
}
