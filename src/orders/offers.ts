import type { ClientSession, Connection } from 'mongoose';
import type { CalendarDate } from '../dates.ts';
import { divideRounded } from '../money.ts';
import type { PriceEntry } from '../prices/entry.ts';
import { entriesFor } from '../prices/read.ts';
import { priceFor } from '../prices/rule.ts';
import { productModel } from '../products/model.ts';
import type { Product } from '../products/product.ts';
import { wholeRate } from './currency.ts';
import type { PriceOf } from './lines.ts';

/** A unit price of the base currency in another one. */
export const priceAt = (price: number, rate: number): number =>
  rate === wholeRate ? price : Number(divideRounded(BigInt(price) * BigInt(wholeRate), BigInt(rate)));

/** List, floor, cost and reference price of a product in another currency. */
export function inCurrency(product: Product, rate: number): Product {
  if (rate === wholeRate) return product;
  const convert = (price: number) => priceAt(price, rate);
  const { price, floorPrice, cost, referencePrice } = product;
  const given = (value: number | undefined) => (value === undefined ? undefined : convert(value));
  return {
    ...product,
    price: convert(price),
    floorPrice: given(floorPrice),
    cost: given(cost),
    referencePrice: given(referencePrice),
  };
}

/** The products of some SKUs, priced in a currency. */
export async function offersOf(
  connection: Connection,
  skus: readonly string[],
  rate: number,
  session?: ClientSession,
): Promise<Map<string, Product>> {
  const found = await productModel(connection)
    .find({ sku: { $in: [...new Set(skus)] } }, null, { session })
    .lean<Product[]>();
  return new Map(found.map((p) => [p.sku, inCurrency(p, rate)]));
}

/** Who buys, on which day, at which rate. */
export type Buying = { customer: { _id: string; tier?: string }; date: CalendarDate; rate: number };

/** What price lists say of each product, by its id. */
export type Prices = ReadonlyMap<string, readonly PriceEntry[]>;

/** Sorts prices by their products, once for all who buy. */
export function byProduct(entries: readonly PriceEntry[]): Prices {
  const sorted = new Map<string, PriceEntry[]>();
  for (const entry of entries) {
    const there = sorted.get(entry.product);
    if (there) there.push(entry);
    else sorted.set(entry.product, [entry]);
  }
  return sorted;
}

/** What price lists say, in the currency of the rate; of a product that is priced in it, too. */
export function pricerOf(prices: Prices, { customer, date, rate }: Buying): PriceOf {
  const { _id, tier } = customer;
  return (product, quantity) => {
    const entries = (prices.get(product._id) ?? []).map((entry) => ({ ...entry, price: priceAt(entry.price, rate) }));
    return priceFor(product, entries, { customer: _id, tier, quantity, date });
  };
}

/** What the price lists say of some products for a customer. */
export async function pricerFor(
  connection: Connection,
  products: Iterable<{ _id: string }>,
  buying: Buying,
  session?: ClientSession,
): Promise<PriceOf> {
  const ids = [...products].map((p) => p._id);
  const entries = await entriesFor(connection, { products: ids, customers: [buying.customer] }, session);
  return pricerOf(byProduct(entries), buying);
}
