import type { ClientSession, Connection } from 'mongoose';
import type { CalendarDate } from '../dates.ts';
import { readSupplyFacts } from '../suppliers/supply-facts.ts';
import type { ProductFacts } from './facts.ts';

/** Products by SKU, each with what comes of it and from whom. */
export async function withSupply<P extends ProductFacts & { _id: string }>(
  connection: Connection,
  products: ReadonlyMap<string, P>,
  today: CalendarDate,
  session?: ClientSession,
): Promise<Map<string, P>> {
  const supplies = await readSupplyFacts(
    connection,
    [...products.values()].map(({ _id }) => _id),
    today,
    session,
  );
  return new Map([...products].map(([sku, product]) => [sku, { ...product, supply: supplies.get(product._id) }]));
}
