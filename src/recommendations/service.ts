import type { Connection } from 'mongoose';
import type { CalendarDate } from '../dates.ts';
import type { Log } from '../log.ts';
import { readFilter } from '../members/ability.ts';
import type { Person } from '../members/member.ts';
import { productModel } from '../products/model.ts';
import type { Product } from '../products/product.ts';
import type { Market, ProductFacts } from './companions.ts';
import { createKept } from './kept.ts';
import { buildModel, companionModel, type ProductRow } from './model.ts';
import { boughtIn, type ReadOrder } from './read.ts';
import { createRebuild, fromOf } from './rebuild.ts';
import { type Reason, type Recommended, recommend } from './recommend.ts';
import { learn, mostRecommended } from './weights.ts';

/** A product that a customer may want next. */
export type Recommendation = {
  product: string;
  sku: string;
  name: string;
  unit: string;
  /** Thousandths: the customer's median; of what is new to the customer, the smallest quantity of an order. */
  quantity: number;
  /** `sku` is what the customer has bought of late. */
  reason: Exclude<Reason, { kind: 'together' }> | { kind: 'together'; sku: string };
};

/** Products that are looked at, since some of them may not be sold any more. */
const mostLookedAt = 40;
/** One piece, in thousandths. */
const one = 1000;

const factsOf = ({ _id, build: _, ...facts }: ProductRow): ProductFacts => ({ product: _id, ...facts });
const nothing = { customers: 0, lines: 0, popular: [] };

/** Recommends products to customers; what is known over all customers is counted by a job. */
export function createRecommendations({ connection, log }: { connection: Connection; log: Log }) {
  const products = productModel(connection);
  const { rebuild, stop } = createRebuild({ connection });

  const build = createKept(() => buildModel(connection));

  async function marketFor(bought: Iterable<string>) {
    const [current, rows] = await Promise.all([
      build.current(),
      companionModel(connection)
        .find({ _id: { $in: [...bought] } })
        .lean<ProductRow[]>(),
    ]);
    const market: Market = {
      totals: current?.totals ?? nothing,
      facts: new Map(rows.map((row) => [row._id, factsOf(row)])),
    };
    return { market, weights: current?.weights ?? learn([]).weights };
  }

  /** Of some products those that are sold today and that the person may read. */
  async function sold(person: Person, ids: readonly string[]): Promise<Map<string, Product>> {
    const found = await products
      .find({ $and: [{ _id: { $in: [...ids] }, active: true }, readFilter(person, 'Product')] })
      .lean<Product[]>();
    return new Map(found.map((product) => [product._id, product]));
  }

  function drawn(
    { sku, name, unit, moq = 0 }: Product,
    { product, reason, quantity }: Recommended,
    skus: ReadonlyMap<string, string>,
  ): Recommendation {
    const told: Recommendation['reason'] =
      reason.kind === 'together' ? { kind: 'together', sku: skus.get(reason.product)! } : reason;
    return { product, sku, name, unit, quantity: Math.max(quantity ?? (moq || one), moq), reason: told };
  }

  return {
    /**
     * What whoever ordered this may want next, at most five, best first. `bought`: the newest orders of a customer that the
     * person may read, newest first. What other customers buy shows in which products go together, never whose.
     */
    async of(person: Person, bought: readonly ReadOrder[], today: CalendarDate): Promise<Recommendation[]> {
      const [from, until] = [fromOf(today), today];
      const newestFirst = bought.filter(({ orderDate = '' }) => orderDate >= from && orderDate <= until);
      const skus = new Map(
        newestFirst.toReversed().flatMap(({ lines }) => lines.map((l) => [l.product, l.sku] as const)),
      );
      const { market, weights } = await marketFor(skus.keys());
      const found = recommend(boughtIn(newestFirst), market, weights, today, mostLookedAt);
      const offered = await sold(
        person,
        found.map(({ product }) => product),
      );
      return found
        .flatMap((recommended) => {
          const product = offered.get(recommended.product);
          return product ? [drawn(product, recommended, skus)] : [];
        })
        .slice(0, mostRecommended);
    },
    /** Counts anew what is known over all customers, where a day has passed; true where it did. */
    rebuild,
    /** The same, for whoever does not wait for the end. */
    kick(now: Date, today: CalendarDate): void {
      rebuild(now, today).catch((error) => log.error({ err: error }, 'recommendations could not be counted'));
    },
    stop,
  };
}
export type Recommendations = ReturnType<typeof createRecommendations>;
