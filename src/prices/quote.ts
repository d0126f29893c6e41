import type { Connection } from 'mongoose';
import type { Customer } from '../customers/customer.ts';
import { customerModel } from '../customers/model.ts';
import type { CalendarDate } from '../dates.ts';
import { readFilter, sees } from '../members/ability.ts';
import type { Person } from '../members/member.ts';
import { rateOf } from '../orders/currency.ts';
import { orderModel } from '../orders/model.ts';
import { offersOf, pricerFor } from '../orders/offers.ts';
import type { Product } from '../products/product.ts';
import type { Settings } from '../settings/settings.ts';
import { tierKey, type Whom } from './entry.ts';
import { entriesFor } from './read.ts';
import { breaksFor, type Priced, priceFor } from './rule.ts';

type Deps = { connection: Connection; settings: { get(): Promise<Settings> } };

type Buyer = Pick<Customer, '_id' | 'tier'>;

/** What lines are priced for: a customer, if one is known, and the currency and day of their order. */
export type QuoteFor = {
  /** A customer whom the person may read. */
  customer?: Buyer;
  /** The id of the customer that an order has: their prices count, also where they belong to somebody else by now. */
  present?: string;
  currency: string;
  today: CalendarDate;
};

/** What a product costs from a quantity on. */
export type Step = Priced & { from: number };

/** Says what the price lists would say, before anything is ordered. */
export function createQuotes({ connection, settings }: Deps) {
  async function buyerOf({ customer, present }: QuoteFor): Promise<Buyer> {
    const there = present && (await customerModel(connection).findById(present, 'tier').lean<Buyer>());
    return customer ?? (there || { _id: '' });
  }

  return {
    /**
     * What lines cost that have no price of their own, by SKU and quantity (thousandths). Without a customer: what
     * everybody pays. Nothing for who reads no prices.
     */
    async quoted(person: Person, skus: readonly string[], order: QuoteFor) {
      if (skus.length === 0 || sees(person, 'commercial') !== 'full') return () => undefined;
      const rate = rateOf(order.currency, await settings.get());
      const [customer, offers] = await Promise.all([buyerOf(order), offersOf(connection, skus, rate)]);
      const priceOf = await pricerFor(connection, offers.values(), { customer, date: order.today, rate });
      return (sku: string, quantity: number): Priced | undefined => {
        const offer = offers.get(sku);
        return offer && priceOf(offer, quantity);
      };
    },

    /** What a product costs somebody today, for one and from each quantity on at which another price counts. */
    async steps(product: Pick<Product, '_id' | 'price'>, buyer: Whom, today: CalendarDate): Promise<Step[]> {
      const asked = { customer: buyer.customer, tier: buyer.tier, date: today };
      const customers = [{ _id: buyer.customer ?? '', tier: buyer.tier }];
      const entries = await entriesFor(connection, { products: [product._id], customers });
      const all = breaksFor(product._id, entries, asked).map((from) => ({
        from,
        ...priceFor(product, entries, { ...asked, quantity: from }),
      }));
      // A break that changes nothing, since a more special price counts there, says nothing.
      return all.filter((step, i) => i === 0 || step.price !== all[i - 1]?.price);
    },

    /** How many open drafts with a product a person sees, of those whom a price is for: they keep their prices. */
    async openDrafts(person: Person, { sku }: Pick<Product, 'sku'>, { customer, tier }: Whom): Promise<number> {
      const whose = customer ? { customer } : {};
      const where = { state: 'draft', search: sku.toLowerCase(), 'lines.sku': sku, ...whose };
      const found = await orderModel(connection)
        .find({ $and: [readFilter(person, 'Order'), where] } as object, 'customerSnapshot.tier')
        .lean();
      const ofTier = (one: string | undefined) => tier === undefined || (one && tierKey(one) === tierKey(tier));
      return found.filter((order) => ofTier(order.customerSnapshot?.tier)).length;
    },
  };
}
export type Quotes = ReturnType<typeof createQuotes>;
