import { parseArgs } from 'node:util';
import { boughtBy } from '../dist/src/customers/bought.js';
import { customerModel } from '../dist/src/customers/model.js';
import { addDays } from '../dist/src/dates.js';
import { orderModel } from '../dist/src/orders/model.js';
import { productModel } from '../dist/src/products/model.js';
import { buildModel, companionModel } from '../dist/src/recommendations/model.js';
import { createRecommendations } from '../dist/src/recommendations/service.js';
import { withDatabase } from './support/database.js';

const { values: options } = parseArgs({ options: { orders: { type: 'string', default: '100000' } } });
const ordersInAll = Number(options.orders);
const customersInAll = Math.ceil(ordersInAll / 20);
const productsInAll = 2_000;
const linesEach = 4;
const habitsEach = 12;
const today = '2026-12-02';
const now = new Date(`${today}T02:00:00Z`);
const asked = 300;
const loaded = 2_000;
const admin = { id: 'ada', roles: ['admin'], teams: [] };

/** The same numbers on each machine. */
let state = 7;
const random = (n) => {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return Math.floor((state / 2 ** 32) * n);
};
/** Few products are in many orders. */
const anyProduct = () => Math.min(random(productsInAll), random(productsInAll), random(productsInAll));
const customerId = (i) => `c${String(i).padStart(6, '0')}`;
const productId = (i) => `p${String(i).padStart(5, '0')}`;

async function insert(model, size, documentOf) {
  for (let i = 0; i < size; i += loaded)
    await model.collection.insertMany(Array.from({ length: Math.min(loaded, size - i) }, (_, k) => documentOf(i + k)));
}

async function fill(connection) {
  const [customers, products, orders] = [customerModel, productModel, orderModel].map((model) => model(connection));
  await insert(customers, customersInAll, (i) => ({ _id: customerId(i), code: `C${i}`, name: `Customer ${i}` }));
  await insert(products, productsInAll, (i) => ({
    _id: productId(i),
    sku: `P${i}`,
    name: `Product ${i}`,
    unit: 'pcs',
    price: 1_0000,
    active: true,
  }));
  const habits = Array.from({ length: customersInAll }, () => Array.from({ length: habitsEach }, anyProduct));
  await insert(orders, ordersInAll, (i) => {
    const own = habits[i % customersInAll];
    const chosen = Array.from({ length: linesEach }, () => (random(3) > 0 ? own[random(habitsEach)] : anyProduct()));
    return {
      _id: `o${String(i).padStart(7, '0')}`,
      customer: customerId(i % customersInAll),
      state: 'completed',
      orderDate: addDays(today, -1 - random(700)),
      lines: chosen.map((p) => ({
        product: productId(p),
        sku: `P${p}`,
        name: `Product ${p}`,
        unit: 'pcs',
        quantity: (1 + random(20)) * 1000,
      })),
    };
  });
  for (const keys of [
    { customer: 1, orderDate: -1, _id: -1 },
    { customer: 1, _id: -1 },
    { customer: 1, state: 1 },
  ])
    await orders.collection.createIndex(keys);
  await companionModel(connection).createIndexes();
}

const at = (times, share) => [...times].sort((a, b) => a - b)[Math.floor(times.length * share)].toFixed(1);
const memoryMb = () => process.memoryUsage().rss / 2 ** 20;

/** Recommends to one customer after the other, as long as `goesOn` says so; the time of each in ms. */
async function ask({ connection, service }, goesOn) {
  const times = [];
  while (goesOn(times.length)) {
    const customer = customerId(random(customersInAll));
    const start = performance.now();
    await service.of(admin, await boughtBy(connection, admin, customer), today);
    times.push(performance.now() - start);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return times;
}

async function count({ connection, service }) {
  const before = memoryMb();
  let most = before;
  const watch = setInterval(() => {
    most = Math.max(most, memoryMb());
  }, 50);
  const start = performance.now();
  let isDone = false;
  const during = ask({ connection, service }, () => !isDone);
  await service.rebuild(now, today);
  isDone = true;
  const seconds = (performance.now() - start) / 1000;
  clearInterval(watch);
  return { seconds, before, most, during: await during };
}

await withDatabase(async (connection) => {
  await fill(connection);
  const service = createRecommendations({ connection, log: console });
  await ask({ connection, service }, (n) => n < 50);
  const idle = await ask({ connection, service }, (n) => n < asked);
  const { seconds, before, most, during } = await count({ connection, service });
  const after = await ask({ connection, service }, (n) => n < asked);
  const [rows, build] = [
    await companionModel(connection).countDocuments(),
    await buildModel(connection).findById('current').lean(),
  ];
  console.log(`${ordersInAll} orders of ${customersInAll} customers, ${rows} products counted`);
  console.log(`counted in                 ${seconds.toFixed(1)} s, with pauses`);
  console.log(`memory of the process      ${before.toFixed(0)} MB before, ${most.toFixed(0)} MB at most`);
  for (const [when, times] of [
    ['before it was counted', idle],
    ['while it is counted', during],
    ['afterwards', after],
  ])
    console.log(`recommending, p50 / p99    ${at(times, 0.5)} / ${at(times, 0.99)} ms ${when} (${times.length} times)`);
  const worth = Object.entries(build.weights).map(([name, weight]) => `${name} ${weight.toFixed(2)}`);
  console.log(`weights                    ${worth.join(', ')}`);
});
