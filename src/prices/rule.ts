import type { CalendarDate } from '../dates.ts';
import { isOn, type PriceEntry, tierKey } from './entry.ts';

/** Where the price of a line comes from, kept with the line. */
export type PriceSource = {
  from: 'customer' | 'tier' | 'list' | 'typed';
  /** The tier whose price it is. */
  tier?: string;
  /** Thousandths from which it counts; missing: from the first. */
  quantity?: number;
  /** The last day on which it counts. */
  until?: CalendarDate;
};

/** A price and where it comes from. */
export type Priced = { price: number; source: PriceSource };

/** Whom a price is asked for, how much of the product, and on which day. */
export type Asked = {
  /** Customer id. */
  customer?: string;
  tier?: string;
  /** Thousandths. */
  quantity: number;
  date: CalendarDate;
};

type Entry = Pick<
  PriceEntry,
  '_id' | 'product' | 'customer' | 'tier' | 'from' | 'price' | 'validFrom' | 'validTo' | 'at' | 'endedAt'
>;

/** The levels, the most special first. */
const levels = ['customer', 'tier', 'list'] as const;
type Level = (typeof levels)[number];

/** On which level an entry counts for whoever asks; undefined for a price of somebody else. */
function levelFor({ customer, tier }: Entry, asked: Asked): Level | undefined {
  if (customer) return customer === asked.customer ? 'customer' : undefined;
  if (tier) return asked.tier && tierKey(tier) === tierKey(asked.tier) ? 'tier' : undefined;
  return 'list';
}

/** Which of two prices of one level goes first: the larger break, then what was made later. */
const goesFirst = (a: Entry, b: Entry): number =>
  b.from - a.from || b.at.getTime() - a.at.getTime() || (a._id < b._id ? 1 : -1);

const sourceOf = (level: Level, { tier, from, validTo }: Entry): PriceSource => ({
  from: level,
  ...(level === 'tier' && { tier }),
  ...(from > 0 && { quantity: from }),
  ...(validTo && { until: validTo }),
});

/**
 * What a product costs: the customer's price, else the tier's, else the list price. On a level the largest break that the
 * quantity reaches counts, and of several the one that was made last. A level of which nothing counts on that day for
 * that quantity is passed over. `entries` may hold anything, in any order; what is of another product, of somebody else,
 * ended, or of other days never counts.
 */
export function priceFor(
  product: { readonly _id: string; readonly price: number },
  entries: readonly Entry[],
  asked: Asked,
): Priced {
  const counting = entries.filter(
    (e) => e.product === product._id && !e.endedAt && e.from <= asked.quantity && isOn(e, asked.date),
  );
  for (const level of levels) {
    const [first] = counting.filter((e) => levelFor(e, asked) === level).sort(goesFirst);
    if (first) return { price: first.price, source: sourceOf(level, first) };
  }
  return { price: product.price, source: { from: 'list' } };
}

/** The quantities from which another price may count for whoever asks, from the first on. */
export const breaksFor = (product: string, entries: readonly Entry[], asked: Omit<Asked, 'quantity'>): number[] => {
  const mine = entries.filter(
    (e) =>
      e.product === product &&
      !e.endedAt &&
      isOn(e, asked.date) &&
      levelFor(e, { ...asked, quantity: 0 }) !== undefined,
  );
  return [...new Set([0, ...mine.map((e) => e.from)])].sort((a, b) => a - b);
};

/** Whether a line's price follows the lists: nobody typed it. Lines of earlier times do not say, and stay as they are. */
export const isAutomatic = ({ priceSource }: { priceSource?: PriceSource }): boolean =>
  priceSource !== undefined && priceSource.from !== 'typed';

/** Whether a price was told by a list, by more than the list price as everybody pays it. */
export const isListed = (source: PriceSource | undefined): source is PriceSource =>
  isTelling(source) && source.from !== 'typed';

/** Whether there is more to say of a source than that it is the list price as everybody pays it. */
export const isTelling = (source: PriceSource | undefined): source is PriceSource =>
  source !== undefined && (source.from !== 'list' || source.quantity !== undefined || source.until !== undefined);
