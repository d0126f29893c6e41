import type { ClientSession, Connection } from 'mongoose';
import { divideRounded } from '../money.ts';
import { productModel } from '../products/model.ts';
import type { Product } from '../products/product.ts';
import { wholeRate } from './currency.ts';

/** List, floor and cost of a product in another currency. */
export function inCurrency(product: Product, rate: number): Product {
  if (rate === wholeRate) return product;
  const convert = (price: number) => Number(divideRounded(BigInt(price) * BigInt(wholeRate), BigInt(rate)));
  const { price, floorPrice, cost } = product;
  return {
    ...product,
    price: convert(price),
    floorPrice: floorPrice === undefined ? undefined : convert(floorPrice),
    cost: cost === undefined ? undefined : convert(cost),
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
