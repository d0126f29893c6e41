// Replays a history of orders: what would have been recommended before each order, from what was known then.
import { marketOf } from '../../dist/src/recommendations/companions.js';
import { takenBy } from '../../dist/src/recommendations/history.js';
import { recommend } from '../../dist/src/recommendations/recommend.js';
import { learn, mostLearntFrom } from '../../dist/src/recommendations/weights.js';

/** Products that are recommended. */
const most = 5;
const dayMs = 86_400_000;

/** Orders of each customer, oldest first. */
export function byCustomer(orders) {
  const all = new Map();
  for (const order of orders) all.set(order.customer, [...(all.get(order.customer) ?? []), order]);
  return all;
}

/** The last `n` orders of each customer, and all the others. */
export function lastOf(orders, n) {
  const last = [...byCustomer(orders).values()].flatMap((own) => own.slice(-n));
  const chosen = new Set(last);
  return { last, others: orders.filter((order) => !chosen.has(order)) };
}

/** What the product's job knows on a day: everything before it, counted customer by customer. */
function known(before) {
  const histories = [...byCustomer(before).values()];
  const market = marketOf(histories);
  const sold = takenBy(before);
  const popular = [...sold.values()].sort(
    (a, b) => b.quantities.length - a.quantities.length || (a.product < b.product ? -1 : 1),
  );
  return {
    market,
    histories,
    popular: popular.map(({ product }) => product),
    ...learn(histories.slice(0, mostLearntFrom)),
  };
}

function frequentOf(own) {
  const taken = [...takenBy(own).values()].map(({ product, quantities, dates }) => ({
    product,
    times: quantities.length,
    last: dates.at(-1),
  }));
  return taken.sort(
    (a, b) => b.times - a.times || (a.last < b.last ? 1 : a.last > b.last ? -1 : 0) || (a.product < b.product ? -1 : 1),
  );
}

const alone = (name) => ({ usual: 0, due: 0, together: 0, popular: 1e-9, [name]: 1 });
const weighted =
  (weights) =>
  ({ market }, own, date) =>
    recommend(own, market, weights, date, most).map(({ product }) => product);

/** The rule of the product, and what it is compared with; each gives products, best first. */
export const methods = {
  desk: ({ market, weights }, own, date) => weighted(weights)({ market }, own, date),
  mixture: ({ market, mixture }, own, date) => weighted(mixture)({ market }, own, date),
  own: (_, own) => frequentOf(own).map(({ product }) => product),
  'own, then popular': ({ popular }, own) => [
    ...new Set([...frequentOf(own).map(({ product }) => product), ...popular]),
  ],
  popular: ({ popular }) => popular,
};
/** Parts of the rule alone, and with weights that nobody learnt: what it was chosen from. */
export const others = {
  'usual alone': weighted(alone('usual')),
  'due alone': weighted(alone('due')),
  'together alone': weighted(alone('together')),
  'popular and together, 4 : 1': weighted({ usual: 0, due: 0, together: 0.2, popular: 0.8 }),
  'equal weights': weighted({ usual: 0.25, due: 0.25, together: 0.25, popular: 0.25 }),
};

/**
 * For each target the hits of each method, from the orders of days before it. What is known over all customers is at most
 * `freshDays` old, what is known of the customer is not older than the day before.
 */
export function replay(orders, targets, compared, { freshDays = 1 } = {}) {
  const sorted = [...targets].sort((a, b) => (a.date < b.date ? -1 : 1));
  const found = [];
  let state;
  let asOf = Number.NEGATIVE_INFINITY;
  const ownOf = byCustomer(orders);
  for (const target of sorted) {
    const day = Date.parse(target.date) / dayMs;
    if (day - asOf >= freshDays) {
      state = known(orders.filter(({ date }) => date < target.date));
      asOf = day;
    }
    const own = ownOf.get(target.customer).filter(({ date }) => date < target.date);
    const wanted = new Set(target.items.map(({ product }) => product));
    const hits = Object.entries(compared).map(([name, method]) => [
      name,
      method(state, own, target.date)
        .slice(0, most)
        .filter((product) => wanted.has(product)).length,
    ]);
    found.push({ customer: target.customer, isKnown: own.length > 0, hits: Object.fromEntries(hits) });
  }
  return { found, learnt: state };
}

/** The same numbers on each machine. */
function dice(seed = 7) {
  let state = seed;
  return (n) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
}

/** A mean over orders with its 95 % interval, from drawing customers anew `rounds` times. */
export function spreadOf(found, worth, rounds = 4000) {
  const groups = [...byCustomer(found).values()].map((own) => [
    own.reduce((sum, one) => sum + worth(one), 0),
    own.length,
  ]);
  const meanOf = (some) => {
    let [sum, n] = [0, 0];
    for (const [s, k] of some) [sum, n] = [sum + s, n + k];
    return sum / n;
  };
  const roll = dice();
  const drawn = Array.from({ length: rounds }, () => meanOf(groups.map(() => groups[roll(groups.length)])));
  drawn.sort((a, b) => a - b);
  return { mean: meanOf(groups), from: drawn[Math.floor(rounds * 0.025)], to: drawn[Math.floor(rounds * 0.975)] };
}
