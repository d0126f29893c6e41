import type { Product } from '../../products/product.ts';
import type { ProductSupply } from '../../products/supply-card.ts';
import type { CommandContext } from '../command.ts';

/** Open and last purchases, and changes of costs that the card of a product shows. */
const most = { open: 5, last: 5, costs: 5 };

/** Whom a product is bought from and what is on its way, as far as the person may see it. */
export async function productSupply(product: Product, { desk, person, today }: CommandContext): Promise<ProductSupply> {
  const of = { product: product._id };
  const { supplierId, suppliers = [] } = product;
  const [known, open, last, paid, costs, members, { timezone: zone }] = await Promise.all([
    desk.suppliers.byIds(person, [...(supplierId ? [supplierId] : []), ...suppliers.map((one) => one.supplier)]),
    desk.purchases.open(person, of, most.open),
    desk.purchases.last(person, of, most.last),
    desk.purchases.paid(person, of, today),
    desk.products.costs(person, product._id, most.costs),
    desk.members.all(),
    desk.settings.get(),
  ]);
  const others = suppliers.flatMap(({ supplier: id, leadTimeDays }) => {
    const supplier = known.get(id);
    return supplier ? [{ supplier, ...(leadTimeDays !== undefined && { leadTimeDays }) }] : [];
  });
  const units = new Map([[product._id, product.unit]]);
  const supplier = supplierId ? known.get(supplierId) : undefined;
  return { supplier, others, open, last, paid: paid.get(product._id), costs, members, today, zone, units };
}
