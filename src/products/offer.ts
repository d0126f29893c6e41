import type { Choice } from '../chat/form.ts';
import type { Finder } from '../entry/find/finder.ts';
import { sees } from '../members/ability.ts';
import type { Person } from '../members/member.ts';
import { decimalText, priceScale, quantityScale } from '../money.ts';
import { freeOf } from '../stock/shelf.ts';
import type { Product } from './product.ts';

/** A price that is not the list price, and where it comes from. */
type Offered = Pick<Choice, 'price' | 'source'>;

/**
 * A product as forms offer it: its words, what a new order could have of it now (of what stock is kept, and nobody waits for
 * it), and for those who may read it its price: the list price, where none is told.
 */
export function offerOf(person: Person, product: Product, offered?: Offered): Choice {
  const { sku, name, price } = product;
  const free = freeOf(product);
  return {
    value: sku,
    label: `${sku} · ${name}`,
    ...(free !== undefined && { available: decimalText(free, quantityScale) }),
    ...(sees(person, 'commercial') === 'full' && { price: decimalText(price, priceScale), ...offered }),
  };
}

type Sought = Pick<Finder<Product>, 'exactly'>;

/** What of some SKUs is sold today, by SKU: a product that is only written alike is another one. */
export async function soldBySku(
  finder: Sought,
  person: Person,
  skus: readonly string[],
): Promise<Map<string, Product>> {
  const found = await finder.exactly(person, skus);
  return new Map([...found.values()].flatMap((some) => some.map((product) => [product.sku, product])));
}

/** A product to choose. */
export function productChoice(person: Person, product: Product, offered?: Offered): Choice {
  const offer = offerOf(person, product, offered);
  return { ...offer, detail: offer.price };
}
