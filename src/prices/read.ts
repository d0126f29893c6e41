import type { ClientSession, Connection } from 'mongoose';
import { native } from '../database/native.ts';
import { inParts } from '../in-parts.ts';
import { type PriceEntry, whomsOf } from './entry.ts';
import { priceModel } from './model.ts';

/** How many products one query asks for. */
const atOnce = 500;

type Buyer = { _id: string; tier?: string };

async function hasAny(
  connection: Connection,
  products: readonly string[],
  session: ClientSession | undefined,
): Promise<boolean> {
  const where = { product: { $in: [...products] } };
  return (await native(priceModel(connection)).findOne(where, { projection: { _id: 1 }, session })) !== null;
}

/** The prices of some products that may count for some customers, and no others; ended ones are left out. */
export async function entriesFor(
  connection: Connection,
  { products, customers }: { products: readonly string[]; customers: readonly Buyer[] },
  session?: ClientSession,
): Promise<PriceEntry[]> {
  const whom = [...new Set(['all', ...customers.flatMap(whomsOf)])];
  const ids = [...new Set(products)];
  const found: PriceEntry[] = [];
  for (const part of inParts(ids, atOnce)) {
    // Many products have no price besides the list: one look saves asking for each of them with each buyer.
    if (part.length > 1 && !(await hasAny(connection, part, session))) continue;
    const where = { product: { $in: part }, whom: { $in: whom }, endedAt: { $exists: false } };
    found.push(...(await priceModel(connection).find(where, null, { session }).lean<PriceEntry[]>()));
  }
  return found;
}
