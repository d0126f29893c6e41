/**
 * How well recommendations hit: `npm run build && node bench/recommend.js FOLDER`, with `orders.csv` in the desk's import
 * columns. For each of a customer's last five orders in turn, five products are recommended from what was known on the day
 * before; a hit is an order with at least one of them. `--choose` puts the last five orders of each customer away and does
 * the same with the five before: what the rule was chosen by. `--known` leaves first orders out, `--fresh 7` counts what is
 * known over all customers every seven days only, which is faster.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { gridOf } from '../dist/src/entry/csv.js';
import { lastOf, methods, others, replay, spreadOf } from './support/replay.js';

const flag = { type: 'boolean', default: false };
const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { choose: flag, known: flag, fresh: { type: 'string', default: '1' } },
});
const [folder] = positionals;
if (!folder) throw new Error('name the folder with orders.csv');
/** Orders of each customer that are asked about. */
const tested = 5;

/** Orders by day, each product once; what was called off is left out. */
function ordersOf(bytes) {
  const [header, ...rows] = gridOf(bytes).rows;
  const at = (name) => header.cells.indexOf(name);
  const [no, customer, date, sku, quantity, status] = [
    'order_no',
    'customer',
    'ordered_at',
    'sku',
    'quantity',
    'status',
  ].map(at);
  const orders = new Map();
  for (const { cells } of rows) {
    if (['draft', 'rejected', 'cancelled'].includes(cells[status])) continue;
    const order = orders.get(cells[no]) ?? { no: cells[no], customer: cells[customer], date: cells[date], items: [] };
    orders.set(cells[no], order);
    const item = order.items.find(({ product }) => product === cells[sku]);
    if (item) item.quantity += Number(cells[quantity]) * 1000;
    else order.items.push({ product: cells[sku], quantity: Number(cells[quantity]) * 1000 });
  }
  const key = ({ date, no }) => `${date} ${no.padStart(12, '0')}`;
  return [...orders.values()].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

const all = ordersOf(readFileSync(join(folder, 'orders.csv')));
const known = options.choose ? lastOf(all, tested).others : all;
const targets = lastOf(known, tested).last;
const compared = options.choose ? { ...methods, ...others } : methods;
const start = performance.now();
const { found: every, learnt } = replay(known, targets, compared, { freshDays: Number(options.fresh) });
const found = options.known ? every.filter(({ isKnown }) => isKnown) : every;

const percent = (n) => (n * 100).toFixed(1).padStart(6);
const customers = new Set(found.map(({ customer }) => customer)).size;
console.log(
  `${known.length} orders; ${found.length} of them asked about, of ${customers} customers${options.choose ? ' (the last five of each put away)' : ''}\n`,
);
console.log('                              at least one hit, %            hits an order');
for (const name of Object.keys(compared)) {
  const rate = spreadOf(found, ({ hits }) => Number(hits[name] > 0));
  const mean = spreadOf(found, ({ hits }) => hits[name]);
  console.log(
    `${name.padEnd(28)} ${percent(rate.mean)}  [${percent(rate.from)}, ${percent(rate.to)}]   ${mean.mean.toFixed(3)} [${mean.from.toFixed(3)}, ${mean.to.toFixed(3)}]`,
  );
}
console.log('\nthe desk against                 more orders with a hit, %');
for (const name of Object.keys(compared).slice(1)) {
  const gain = spreadOf(found, ({ hits }) => Number(hits.desk > 0) - Number(hits[name] > 0));
  console.log(`${name.padEnd(28)} ${percent(gain.mean)}  [${percent(gain.from)}, ${percent(gain.to)}]`);
}
for (const [of, weights] of [
  ['the mixture', learnt.mixture],
  ['the desk', learnt.weights],
]) {
  const worth = Object.entries(weights).map(([name, weight]) => `${name} ${weight.toFixed(2)}`);
  console.log(`weights of ${of} on the last day: ${worth.join(', ')}`);
}
console.log(`95 % intervals by drawing customers; all in ${((performance.now() - start) / 1000).toFixed(1)} s`);
