import type { AskedFor, Choice } from '../chat/form.ts';
import type { CalendarDate } from '../dates.ts';
import type { Finder } from '../entry/find/finder.ts';
import { sees } from '../members/ability.ts';
import type { Viewer } from '../members/viewer.ts';
import { decimalText, parseDecimal, priceScale, quantityScale } from '../money.ts';
import type { Quotes } from '../prices/quote.ts';
import { offeredPrice } from '../prices/words.ts';
import { offerOf, productChoice, soldBySku } from '../products/offer.ts';
import type { Product } from '../products/product.ts';
import type { Customer } from './customer.ts';
import type { CustomerProfiles } from './profile.ts';

type Deps = {
  profiles: Pick<CustomerProfiles, 'habits'>;
  findCustomer: Finder<Customer>;
  findProduct: Finder<Product>;
  prices: Pick<Quotes, 'quoted'>;
  settings: { get(): Promise<{ currency: string }> };
};

/** A customer to choose. */
export const customerChoice = ({ code, name }: Pick<Customer, 'code' | 'name'>): Choice => ({
  value: code,
  label: name,
  detail: code,
});

/** What forms offer while they are filled in: customers, products, and what a customer usually takes. */
export function createOffers({ profiles, findCustomer, findProduct, prices, settings }: Deps) {
  /** The customer whom a text can only mean. */
  async function named({ person }: Viewer, text: string): Promise<Customer | undefined> {
    const [customer, ...more] = (await findCustomer.exactly(person, [text])).get(text) ?? [];
    return more.length === 0 ? customer : undefined;
  }

  /**
   * Of the orders that the person may read, what is sold today, with the usual quantity, what the customer pays for it
   * today, and the last price. A last price in another currency than the company's is left out.
   */
  async function usual({ person, locale }: Viewer, customer: Customer, today: CalendarDate): Promise<Choice[]> {
    const [habits, { currency }] = await Promise.all([profiles.habits(person, customer), settings.get()]);
    const skus = habits.usual.map((item) => item.sku);
    const [products, priceOf] = await Promise.all([
      soldBySku(findProduct, person, skus),
      prices.quoted(person, skus, { customer, currency, today }),
    ]);
    const isPriced = sees(person, 'commercial') === 'full';
    return habits.usual.flatMap((item) => {
      const product = products.get(item.sku);
      if (!product) return [];
      const found = priceOf(item.sku, item.quantity);
      const offer = offerOf(person, product, found && offeredPrice(locale, found));
      const last = isPriced && item.currency === currency ? decimalText(item.lastPrice, priceScale) : undefined;
      const quantity = decimalText(item.quantity, quantityScale);
      return [{ ...offer, quantity, ...(last !== undefined && { lastPrice: last }) }];
    });
  }

  return {
    usual,

    /** What the customer usually takes whom a text can only mean. */
    async usualOf(viewer: Viewer, text: string, today: CalendarDate): Promise<Choice[]> {
      const customer = await named(viewer, text);
      return customer ? usual(viewer, customer, today) : [];
    },

    async customers({ person }: Viewer, text: string): Promise<Choice[]> {
      const found = await findCustomer.find(person, text);
      return [...found.several, ...found.nearest].map(customerChoice);
    },

    /** Products, at what they cost whom they are for and for so much; for nobody in particular, at the list price. */
    async products(viewer: Viewer, text: string, today: CalendarDate, wanted?: AskedFor): Promise<Choice[]> {
      const { person, locale } = viewer;
      const { several, nearest } = await findProduct.find(person, text);
      const found = [...several, ...nearest];
      if (!wanted) return found.map((product) => productChoice(person, product));
      const { currency = (await settings.get()).currency } = wanted;
      const customer = wanted.customer ? await named(viewer, wanted.customer) : undefined;
      const skus = found.map((product) => product.sku);
      const priceOf = await prices.quoted(person, skus, { customer, currency, today });
      const quantity = parseDecimal(wanted.quantity ?? '', quantityScale) ?? 0;
      return found.map((product) => {
        const priced = priceOf(product.sku, quantity);
        return productChoice(person, product, priced && offeredPrice(locale, priced));
      });
    },
  };
}
export type Offers = ReturnType<typeof createOffers>;
