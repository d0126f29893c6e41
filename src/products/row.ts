import type { Row } from '../entry/table/row-reader.ts';
import { decimalText, priceScale, quantityScale } from '../money.ts';
import type { Product } from './product.ts';

const text = (value: number | undefined, scale: number): string | undefined =>
  value === undefined ? undefined : decimalText(value, scale);

/** A product as a row of a file. Reading it back gives the same product. */
export const productRow = (product: Pick<Product, 'sku' | 'name' | 'price'> & Partial<Product>): Row => ({
  sku: product.sku,
  name: product.name,
  unit: product.unit,
  category: product.category,
  price: text(product.price, priceScale),
  floor_price: text(product.floorPrice, priceScale),
  cost: text(product.cost, priceScale),
  reference_price: text(product.referencePrice, priceScale),
  on_hand: text(product.onHand, quantityScale),
  reorder_point: text(product.reorderPoint, quantityScale),
  lead_time_days: text(product.leadTimeDays, 1),
  supplier: product.supplier,
  moq: text(product.moq, quantityScale),
});
