import type { Bought } from './history.ts';
import { type Market, type PartName, partNames, partsOf, type Weights } from './parts.ts';

/**
 * What the parts are worth before anything is known, as so many products that were bought because of each. A company with
 * some dozens of orders has its own weights.
 */
export const beforehand: Readonly<Record<PartName, number>> = { usual: 3, due: 2, together: 1, popular: 2 };

/** Last orders of a customer that are explained by what came before. */
const mostExplained = 3;
const rounds = 50;

type Row = Readonly<Record<PartName, number>>;

/** What each part said, before they were bought, of the products of a customer's last orders. */
function rowsOf(orders: readonly Bought[], market: Market): Row[] {
  return orders.slice(-mostExplained).flatMap(({ date, items }) => {
    const before = orders.filter((earlier) => earlier.date < date);
    if (before.length === 0) return [];
    const { shares } = partsOf(before, market, date, orders);
    return items.map(({ product }) => {
      const said = (name: PartName) => shares[name].get(product) ?? 0;
      return { usual: said('usual'), due: said('due'), together: said('together'), popular: said('popular') };
    });
  });
}

function normal(sums: Readonly<Record<PartName, number>>): Weights {
  const all = partNames.reduce((sum, name) => sum + sums[name], 0);
  const share = (name: PartName) => sums[name] / all;
  return { usual: share('usual'), due: share('due'), together: share('together'), popular: share('popular') };
}

/**
 * Learns from some customers' orders how much habit, interval, companions and popularity are worth in this company: the
 * weights under which their last orders are most likely (expectation and maximisation of a mixture, which has one best
 * answer). What is learnt of a customer's last order knows nothing of that customer but the orders before it.
 */
export function learnWeights(histories: readonly (readonly Bought[])[], market: Market): Weights {
  const rows = histories.flatMap((orders) => rowsOf(orders, market));
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
