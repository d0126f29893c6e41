import type { ClientSession, Connection } from 'mongoose';
import { native } from '../database/native.ts';
import type { CalendarDate } from '../dates.ts';
import { inParts } from '../in-parts.ts';
import { productModel } from '../products/model.ts';
import type { Product } from '../products/product.ts';
import { purchaseModel } from '../purchases/model.ts';
import { arrivalOf, type Purchase, restOf } from '../purchases/purchase.ts';
import { supplierModel } from './model.ts';
import { leastCounted } from './rate.ts';
import type { Supplier } from './supplier.ts';

/** What comes of a product, and whom it comes from. Quantities in thousandths, rates from 0 to 1. */
export type SupplyFacts = {
  /** What open purchases still have to bring, the earliest first; what is late comes today. */
  arriving: { on: CalendarDate; quantity: number }[];
  /** The product's own, else what its supplier says, else the median that its supplier really needed. */
  leadTimeDays?: number;
  /** `onTimeRate` is missing where fewer than three purchases (`counted`) say something about it. */
  supplier?: { id: string; name: string; onTimeRate?: number; agreedRate?: number; counted: number };
  /** Whom else it could be ordered from, in the order in which they were named. */
  others: { id: string; name: string; leadTimeDays?: number }[];
};

/** How many products one round of questions is about. */
const atOnce = 1000;
const whole = 10_000;

type Supplied = Pick<Product, 'sku' | 'leadTimeDays' | 'supplierId' | 'suppliers'> & { _id: string };
type Source = Pick<Supplier, '_id' | 'name' | 'leadTimeDays' | 'agreedRate' | 'active' | 'onTime'>;
type Coming = Pick<Purchase, 'product' | 'quantity' | 'received' | 'state' | 'expectedOn'>;

const ofProduct = { sku: 1, leadTimeDays: 1, supplierId: 1, suppliers: 1 } as const;
const ofSupplier = { name: 1, leadTimeDays: 1, agreedRate: 1, active: 1, onTime: 1 } as const;
const ofPurchase = { _id: 0, product: 1, quantity: 1, received: 1, state: 1, expectedOn: 1 } as const;

/** What a supplier needs, as far as it is known. */
const leadOf = (source: Source | undefined): number | undefined => source?.leadTimeDays ?? source?.onTime?.leadDays;

/** What follows from what is stored of a product, its suppliers and its open purchases. */
export function supplyFactsOf(
  product: Omit<Supplied, 'sku'>,
  sources: ReadonlyMap<string, Source>,
  coming: readonly Coming[],
  today: CalendarDate,
): SupplyFacts {
  const source = product.supplierId === undefined ? undefined : sources.get(product.supplierId);
  const leadTimeDays = product.leadTimeDays ?? leadOf(source);
  const arriving = coming
    .map((purchase) => ({ on: arrivalOf(purchase, today), quantity: restOf(purchase) }))
    .filter(({ quantity }) => quantity > 0)
    .toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
  const others = (product.suppliers ?? []).flatMap(({ supplier: id, leadTimeDays: own }) => {
    const other = id === product.supplierId ? undefined : sources.get(id);
    const lead = own ?? leadOf(other);
    if (!other?.active) return [];
    return [{ id, name: other.name, ...(lead !== undefined && { leadTimeDays: lead }) }];
  });
  return {
    arriving,
    ...(leadTimeDays !== undefined && { leadTimeDays }),
    ...(source && { supplier: ratedOf(source) }),
    others,
  };
}

function ratedOf({ _id, name, agreedRate, onTime }: Source): NonNullable<SupplyFacts['supplier']> {
  const counted = onTime?.counted ?? 0;
  return {
    id: _id,
    name,
    ...(onTime && counted >= leastCounted && { onTimeRate: onTime.onTime / counted }),
    ...(agreedRate !== undefined && { agreedRate: agreedRate / whole }),
    counted,
  };
}

/** Products by their ids, and those that are no ids by their SKUs. */
async function suppliedBy(
  connection: Connection,
  asked: readonly string[],
  session: ClientSession | undefined,
): Promise<Supplied[]> {
  const products = native(productModel(connection));
  const options = { projection: ofProduct, session };
  const byId = (await products.find({ _id: { $in: [...asked] } }, options).toArray()) as Supplied[];
  const known = new Set(byId.map(({ _id }) => _id));
  const rest = asked.filter((one) => !known.has(one));
  if (rest.length === 0) return byId;
  const bySku = (await products.find({ sku: { $in: rest } }, options).toArray()) as Supplied[];
  return [...byId, ...bySku.filter(({ _id }) => !known.has(_id))];
}

async function sourcesOf(
  connection: Connection,
  products: readonly Supplied[],
  session: ClientSession | undefined,
): Promise<Map<string, Source>> {
  const ids = products.flatMap((p) => [
    ...(p.supplierId ? [p.supplierId] : []),
    ...(p.suppliers ?? []).map((s) => s.supplier),
  ]);
  const unique = [...new Set(ids)];
  if (unique.length === 0) return new Map();
  const found = (await native(supplierModel(connection))
    .find({ _id: { $in: unique } }, { projection: ofSupplier, session })
    .toArray()) as Source[];
  return new Map(found.map((source) => [source._id, source]));
}

async function comingOf(
  connection: Connection,
  products: readonly string[],
  session: ClientSession | undefined,
): Promise<Map<string, Coming[]>> {
  const found = (await native(purchaseModel(connection))
    .find({ product: { $in: [...products] }, state: 'open' }, { projection: ofPurchase, session })
    .toArray()) as unknown as Coming[];
  const byProduct = new Map<string, Coming[]>();
  for (const one of found) byProduct.set(one.product, [...(byProduct.get(one.product) ?? []), one]);
  return byProduct;
}

/**
 * What comes of some products and whom from, by product id; they are asked for by ids or SKUs, and what is no product is
 * left out. Four questions at most for each thousand of them; rates are read as they were last worked out.
 */
export async function readSupplyFacts(
  connection: Connection,
  skusOrProductIds: readonly string[],
  today: CalendarDate,
  session?: ClientSession,
): Promise<Map<string, SupplyFacts>> {
  const facts = new Map<string, SupplyFacts>();
  for (const part of inParts([...new Set(skusOrProductIds)], atOnce)) {
    const products = await suppliedBy(connection, part, session);
    const sources = await sourcesOf(connection, products, session);
    const ids = products.map(({ _id }) => _id);
    const coming = await comingOf(connection, ids, session);
    for (const product of products)
      facts.set(product._id, supplyFactsOf(product, sources, coming.get(product._id) ?? [], today));
  }
  return facts;
}
