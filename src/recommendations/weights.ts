import { type Market, marketOf } from './companions.ts';
import type { Bought } from './history.ts';
import { type PartName, partNames, partsOf, type Weights } from './parts.ts';

/**
 * What the parts are worth before anything is known, as so many products that were bought because of each: customers have
 * to show that they have habits. A company with some hundred lines has its own weights.
 */
export const beforehand: Readonly<Record<PartName, number>> = { usual: 1, due: 1, together: 10, popular: 10 };

/** Customers from whom weights are learnt, at most. */
export const mostLearntFrom = 300;
/** Last orders of a customer that are explained by what came before. */
const mostExplained = 5;
/** Groups of customers: each is explained by what the others bought. */
const groups = 4;
const rounds = 50;

type Named = Readonly<Record<PartName, number>>;

/** What each part said, before they were bought, of the products of a customer's last orders. */
function rowsOf(orders: readonly Bought[], market: Market): Named[] {
  return orders.slice(-mostExplained).flatMap(({ date, items }) => {
    const before = orders.filter((earlier) => earlier.date < date);
    if (before.length === 0) return [];
    const { shares } = partsOf(before, market, date);
    return items.map(({ product }) => {
      const said = (name: PartName) => shares[name].get(product) ?? 0;
      return { usual: said('usual'), due: said('due'), together: said('together'), popular: said('popular') };
    });
  });
}

function normal(sums: Named): Weights {
  const all = partNames.reduce((sum, name) => sum + sums[name], 0);
  const share = (name: PartName) => sums[name] / all;
  return { usual: share('usual'), due: share('due'), together: share('together'), popular: share('popular') };
}

/**
 * Learns from some customers' orders (each oldest first) how much habit, interval, companions and popularity are worth in this
 * company: the weights under which their last orders are most likely (expectation and maximisation of a mixture, which has one
 * best answer). What is learnt of a customer's order knows that customer's earlier orders, and those of customers of other
 * groups: a customer's own orders must not praise what they themselves made known.
 */
export function learnWeights(histories: readonly (readonly Bought[])[]): Weights {
  const rows = Array.from({ length: groups }, (_, group) => {
    const isOurs = (i: number) => i % groups === group;
    const market = marketOf(histories.filter((_, i) => !isOurs(i)));
    return histories.filter((_, i) => isOurs(i)).flatMap((orders) => rowsOf(orders, market));
  }).flat();
  let weights = normal(beforehand);
  for (let i = 0; i < rounds; i++) {
    const sums = { ...beforehand };
    for (const row of rows) {
      const all = partNames.reduce((sum, name) => sum + weights[name] * row[name], 0);
      if (all > 0) for (const name of partNames) sums[name] += (weights[name] * row[name]) / all;
    }
    weights = normal(sums);
  }
  return weights;
}
