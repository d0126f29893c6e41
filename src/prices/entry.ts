import type { CalendarDate } from '../dates.ts';
import type { Judged } from '../members/kinds.ts';

/**
 * One price of a product: for one customer, for the customers of a tier, or for everybody (a quantity break of the list
 * price, or a list price of some days). It is never changed: another price ends it, and what was ended stays readable.
 */
export type PriceEntry = {
  _id: string;
  /** Product id. */
  product: string;
  /** Customer id; neither this nor a tier: everybody. */
  customer?: string;
  /** The word as it was typed; compared by `tierKey`. */
  tier?: string;
  /** For whom, as one text that can be looked up: `whomOf`. */
  whom: string;
  /** Thousandths from which it counts; 0 = from the first. */
  from: number;
  /** 1/10,000 of the major unit of the base currency. Commercial class. */
  price: number;
  /** First and last day on which it counts; without one it has no such end. */
  validFrom?: CalendarDate;
  validTo?: CalendarDate;
  /** Member id; undefined for the command line. */
  by?: string;
  at: Date;
  /** It counts no more. */
  endedAt?: Date;
  endedBy?: string;
  /** The place that only one entry takes at a time: `slotOf`; gone when it is ended. */
  slot?: string;
  /** SHA-256 of the file row that it was last loaded from. */
  importHash?: string;
  sample?: boolean;
};

/** For whom a price is. */
export type Whom = Pick<PriceEntry, 'customer' | 'tier'>;

/** What rights look at in a price: the customer whose it is, or that it is everybody's. One whose customer is gone is nobody's. */
export const judgedPrice = ({ customer, buyer }: Pick<PriceEntry, 'customer'> & { buyer?: Judged }): Judged =>
  customer ? (buyer ?? {}) : { shared: true };

/** Whether it is the list price itself: for everybody, from the first, without an end. */
export const isListPrice = (
  price: { customer?: unknown } & Partial<Omit<Place, 'product' | 'whom'> & Pick<Whom, 'tier'>>,
) => !price.customer && !price.tier && !price.from && !price.validFrom && !price.validTo;

/** A tier as it is compared: `a` and `Ａ` are the same. */
export const tierKey = (tier: string): string => tier.normalize('NFKC').trim().toLowerCase();

/** For whom a price is, as one text: `all`, `customer:<id>` or `tier:<key>`. */
export const whomOf = ({ customer, tier }: Whom): string =>
  customer ? `customer:${customer}` : tier ? `tier:${tierKey(tier)}` : 'all';

/** The texts of all prices that may count for a customer. */
export const whomsOf = ({ _id, tier }: { _id: string; tier?: string }): string[] => [
  'all',
  `customer:${_id}`,
  ...(tier ? [`tier:${tierKey(tier)}`] : []),
];

type Place = Pick<PriceEntry, 'product' | 'whom' | 'from' | 'validFrom' | 'validTo'>;

/** What makes two entries the same price at another amount: product, whom, from which quantity, and the days. */
export const slotOf = ({ product, whom, from, validFrom = '', validTo = '' }: Place): string =>
  [product, whom, from, validFrom, validTo].join('|');

type Days = Pick<PriceEntry, 'validFrom' | 'validTo'>;

/** Whether a date is one of the days, both ends included. */
export const isOn = ({ validFrom, validTo }: Days, date: CalendarDate): boolean =>
  (validFrom === undefined || validFrom <= date) && (validTo === undefined || date <= validTo);

/** Whether two prices have a day in common. */
export const overlap = (a: Days, b: Days): boolean =>
  !(a.validTo && b.validFrom && a.validTo < b.validFrom) && !(b.validTo && a.validFrom && b.validTo < a.validFrom);

/** Whether the days of `a` are all the days of `b`, or more. */
export const covers = (a: Days, b: Days): boolean =>
  (a.validFrom === undefined || (b.validFrom !== undefined && a.validFrom <= b.validFrom)) &&
  (a.validTo === undefined || (b.validTo !== undefined && b.validTo <= a.validTo));
