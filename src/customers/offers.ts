import type { Choice } from '../chat/form.ts';
import type { Finder } from '../entry/find/finder.ts';
import { sees } from '../members/ability.ts';
import type { Person } from '../members/member.ts';
import { decimalText, priceScale, quantityScale } from '../money.ts';
import { offerOf } from '../products/offer.ts';
import type { Product } from '../products/product.ts';
import type { Customer } from './customer.ts';
import type { CustomerProfiles } from './profile.ts';

type Deps = {
  profiles: Pick<CustomerProfiles, 'habits'>;
  findProduct: Pick<Finder<Product>, 'exactly'>;
  settings: { get(): Promise<{ currency: string }> };
};

/** What forms offer of a customer: what is usually taken. */
export function createOffers(deps: Deps) {
  /**
   * Of the orders that the person may read, what is sold today, with the usual quantity and the last price. A price in
   * another currency than the company's is left out.
   */
  async function usual(person: Person, customer: Customer): Promise<Choice[]> {
    const [habits, { currency }] = await Promise.all([deps.profiles.habits(person, customer), deps.settings.get()]);
    const skus = habits.usual.map((item) => item.sku);
    const products = await deps.findProduct.exactly(person, skus);
    const isPriced = sees(person, 'commercial') === 'full';
    return habits.usual.flatMap((item) => {
      const product = products.get(item.sku)?.find((p) => p.sku === item.sku);
      if (!product) return [];
      const last = isPriced && item.currency === currency ? decimalText(item.lastPrice, priceScale) : undefined;
      const quantity = decimalText(item.quantity, quantityScale);
      return [{ ...offerOf(person, product), quantity, ...(last !== undefined && { lastPrice: last }) }];
    });
  }
  return { usual };
}
export type Offers = ReturnType<typeof createOffers>;
