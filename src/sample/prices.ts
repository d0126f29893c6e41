import type { Customer } from '../customers/customer.ts';
import { type CalendarDate, startOfDate } from '../dates.ts';
import { type PriceEntry, slotOf, whomOf } from '../prices/entry.ts';
import type { Product } from '../products/product.ts';
import { sampleId } from './id.ts';
import { type PersonKey, personId } from './people.ts';

/** A price of the sample company: for a customer (by code) or a tier, in percent of the list price. */
type Row = {
  sku: string;
  customer?: string;
  tier?: string;
  /** Whole units. */
  from?: number;
  percent: number;
  by: PersonKey;
  /** It was another price until the present one was made. */
  ended?: true;
};

/** One price of a customer, with the one that it took the place of, and one of a tier for much at once. */
const rows: readonly Row[] = [
  { sku: 'A100', customer: 'ACME', percent: 98, by: 'bo', ended: true },
  { sku: 'A100', customer: 'ACME', percent: 95, by: 'bo' },
  { sku: 'B200', tier: 'A', from: 500, percent: 92, by: 'bo' },
];

type Goods = { products: readonly Product[]; customers: ReadonlyMap<string, Customer> };

/** The prices as they were made: those that count since a date, the earlier one at the instant when the company began. */
export function samplePrices(
  { products, customers }: Goods,
  founded: Date,
  since: CalendarDate,
  zone: string,
): PriceEntry[] {
  const start = startOfDate(since, zone);
  return rows.map(({ sku, customer: code, tier, from = 0, percent, by, ended }) => {
    const product = products.find((p) => p.sku === sku)!;
    const place = { product: product._id, customer: code && customers.get(code)!._id, tier, from: from * 1000 };
    const days = ended ? {} : { validFrom: since };
    const whom = whomOf(place);
    const at = ended ? founded : start;
    return {
      _id: sampleId(`price:${sku}:${whom}:${percent}`, at),
      ...place,
      ...days,
      whom,
      price: Math.round((product.price * percent) / 100),
      by: personId(by),
      at,
      ...(ended ? { endedAt: start, endedBy: personId(by) } : { slot: slotOf({ ...place, ...days, whom }) }),
      sample: true,
    };
  });
}
