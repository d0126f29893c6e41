import type { Button } from '../../chat/card.ts';
import { supplierCard } from '../../suppliers/card.ts';
import type { SeenSupplier } from '../../suppliers/service.ts';
import type { CommandContext, Reply } from '../command.ts';

/** Products, open and last purchases that a card shows. */
const most = { products: 10, open: 8, last: 5 };

/** What was just done, and what can be done next. */
export type Done = { said?: string; next?: readonly Button[] };

/** The card of a supplier, with what was just done. */
export async function shownSupplier(supplier: SeenSupplier, context: CommandContext, done: Done = {}): Promise<Reply> {
  const { desk, person, viewer, today } = context;
  const of = { supplier: supplier._id };
  const [products, open, last, paid, { currency, supplierOnTime }] = await Promise.all([
    desk.suppliers.productsOf(person, supplier._id, most.products),
    desk.purchases.open(person, of, most.open),
    desk.purchases.last(person, of, most.last),
    desk.purchases.paid(person, of, today),
    desk.settings.get(),
  ]);
  const units = await desk.products.units([...open.shown, ...last].map(({ product }) => product));
  const sheet = { supplier, products, open, last, paid };
  const card = supplierCard(viewer, sheet, { currency, today, units, supplierOnTime, ...done });
  return { card, replace: done.said !== undefined };
}
