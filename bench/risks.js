/**
 * How long it takes to work out what a customer owes, to show a customer's card and an order, and to look at all open orders
 * for risks: `npm run build && node bench/risks.js`. 100,000 orders of four lines, of 5,000 customers with a limit and 2,000
 * products whose costs and stock moved; a fifth of the orders is open. `--orders 20000` for less, `--open 1` for all of them
 * open, `--runs 300` for how often each is asked. The desk is this process, the database another one.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { consoleFromDesk } from '../dist/adapters/console/from-desk.js';
import { createApp } from '../dist/src/app.js';
import { fixedClock } from '../dist/src/clock.js';
import { readConfig } from '../dist/src/config.js';
import { creditOf } from '../dist/src/customers/credit.js';
import { customerModel } from '../dist/src/customers/model.js';
import { migrate } from '../dist/src/database/migrate.js';
import { addDays } from '../dist/src/dates.js';
import { createLog } from '../dist/src/log.js';
import { orderModel } from '../dist/src/orders/model.js';
import { productModel } from '../dist/src/products/model.js';
import { withDatabase } from './support/database.js';

const { values: options } = parseArgs({
  options: {
    orders: { type: 'string', default: '100000' },
    open: { type: 'string', default: '0.2' },
    runs: { type: 'string', default: '300' },
  },
});
const ordersInAll = Number(options.orders);
const openShare = Number(options.open);
const runs = Number(options.runs);
const customersInAll = Math.ceil(ordersInAll / 20);
const productsInAll = 2_000;
const linesEach = 4;
const loaded = 2_000;
const today = '2026-12-02';
const now = new Date(`${today}T02:00:00Z`);
const watched = ['pending', 'approved', 'in_production', 'ready', 'part_shipped'];

/** The same numbers on each machine. */
let state = 7;
const random = (n) => {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return Math.floor((state / 2 ** 32) * n);
};
const customerId = (i) => `c${String(i).padStart(6, '0')}`;
const productId = (i) => `p${String(i).padStart(5, '0')}`;
const show = (what, value) => console.log(`${what.padEnd(64)} ${value}`);
const at = (times, share) => [...times].sort((a, b) => a - b)[Math.floor(times.length * share)];
const both = (times) => `${at(times, 0.5).toFixed(1)} / ${at(times, 0.99).toFixed(1)}`;

async function insert(model, size, documentOf) {
  for (let i = 0; i < size; i += loaded)
    await model.collection.insertMany(Array.from({ length: Math.min(loaded, size - i) }, (_, k) => documentOf(i + k)));
}

const customerOf = (i) => ({
  ...{ _id: customerId(i), code: `C${i}`, name: `Customer ${i}`, contacts: [], search: [`c${i}`] },
  ...{ creditLimit: (200 + random(4_000)) * 100_00, paymentDays: 30, revision: 0 },
});
const productOf = (i) => ({
  ...{ _id: productId(i), sku: `P${i}`, name: `Product ${i}`, unit: 'pc', active: true, search: [`p${i}`] },
  ...{ price: 100_0000, cost: 60_0000 + random(10) * 8_000, onHand: random(40) * 1000, reserved: 0, counted: true },
  ...{ leadTimeDays: random(40), revision: 0 },
});
function lineOf() {
  const p = random(productsInAll);
  const quantity = (1 + random(20)) * 1000;
  return {
    ...{ product: productId(p), sku: `P${p}`, name: `Product ${p}`, unit: 'pc', quantity, unitPrice: 100_0000 },
    ...{ discount: 0, cost: 60_0000, amount: quantity * 10, shipped: 0, delivered: 0 },
  };
}

/** An order of the last two years: most are over, of the open ones a third was sent and is owed. */
function orderOf(i) {
  const isOpen = random(1000) < openShare * 1000;
  const is = isOpen ? (random(3) === 0 && openShare < 1 ? 'shipped' : watched[random(watched.length)]) : 'completed';
  const lines = Array.from({ length: linesEach }, lineOf);
  const total = lines.reduce((sum, line) => sum + line.amount, 0);
  const promisedDate = addDays(today, random(60) - 10);
  return {
    ...{
      _id: `o${String(i).padStart(7, '0')}`,
      number: `SO-${100_000 + i}`,
      draftNo: `D-${i}`,
      revision: 0,
      version: 1,
    },
    ...{
      customer: customerId(i % customersInAll),
      customerSnapshot: { code: `C${i % customersInAll}`, name: 'Customer' },
    },
    ...{ owner: `m${i % 40}`, team: 'east', lines, total, baseTotal: total, currency: 'CNY', rate: 1_000_000 },
    ...{ paid: is === 'completed' ? total : 0, paymentDays: 30, state: is, priority: random(300), shipments: [] },
    ...{ requestedDate: promisedDate, promisedDate, orderDate: addDays(today, -random(700)), openComplaints: 0 },
    ...{ timeline: [{ at: now, action: 'submit', key: `k${i}` }], search: [`so-${100_000 + i}`] },
    ...(is === 'shipped' && { dueDate: addDays(today, random(60) - 40) }),
    ...(is === 'completed' && { dueDate: addDays(today, -60), settledAt: addDays(today, -70 + random(30)) }),
    waitsFor: watched.includes(is) ? lines.map((line) => line.product) : undefined,
  };
}

/** Does something so often and gives the time of each in ms. */
async function timed(times, work) {
  const all = [];
  for (let n = 0; n < times; n += 1) {
    const start = performance.now();
    await work(n);
    all.push(performance.now() - start);
  }
  return all;
}

await withDatabase(async (connection) => {
  await migrate(connection);
  await insert(customerModel(connection), customersInAll, customerOf);
  await insert(productModel(connection), productsInAll, productOf);
  await insert(orderModel(connection), ordersInAll, orderOf);

  const config = readConfig({ ORDERDESK_TIMEZONE: 'Asia/Shanghai', SAMPLE_DATA: 'off', PORT: '0' });
  const log = createLog('error', { write: (line) => console.error(line) });
  const app = createApp({ connection, config, log, clock: fixedClock(now), adapters: [consoleFromDesk] });
  await app.start();
  const { desk } = app;
  const cause = { from: 'cli:bench', key: 'ada', now };
  const ada = await desk.members.create(cause, {
    ...{ name: 'Ada', roles: ['admin', 'finance'], locale: 'en', timezone: 'Asia/Shanghai' },
  });
  let asked = 0;
  const say = (text) => {
    asked += 1;
    const from = `console:${ada._id}`;
    return app.bot({ from, conversation: `console:@${ada._id}`, key: `k${asked}`, kind: 'command', text });
  };
  const card = () => say(`/order customer C${random(customersInAll)}`);
  const showOrder = () => say(`/order show SO-${100_000 + random(ordersInAll)}`);
  const list = () => say('/order risk');

  const open = await orderModel(connection).countDocuments({ state: { $in: watched } });
  show('orders, of them open; customers', `${ordersInAll}, ${open}; ${customersInAll}`);
  await timed(60, card);
  await timed(60, showOrder);
  const options_ = { base: 'CNY', today };
  const owed = await timed(runs, () => creditOf(connection, customerId(random(customersInAll)), options_));
  show('what a customer owes, p50 / p99, ms', both(owed));
  show("a customer's card (goal p99 < 50), p50 / p99, ms", both(await timed(runs, card)));
  const idle = await timed(runs, showOrder);
  show('show an order, nothing else going on, p50 / p99, ms', both(idle));

  for (const [name, day] of [
    ['first look at all, each risk is new', now],
    ['the next day, little changed', new Date(now.getTime() + 86_400_000)],
  ]) {
    const start = performance.now();
    let isDone = false;
    const during = [];
    const reader = (async () => {
      while (!isDone) {
        during.push(...(await timed(1, showOrder)));
        await pause(20);
      }
    })();
    await desk.risks.scan(day);
    isDone = true;
    await reader;
    show(`${name} (goal < 30), s`, ((performance.now() - start) / 1000).toFixed(1));
    show('  show an order meanwhile, p50 / p99, ms', both(during));
    show('  p99 in times of idle (goal <= 2)', (at(during, 0.99) / at(idle, 0.99)).toFixed(2));
  }
  const risky = await orderModel(connection).countDocuments({ riskWeight: { $gt: 0 } });
  show('orders at risk', risky);
  show('the list of risks, p50 / p99, ms', both(await timed(Math.ceil(runs / 3), list)));
  await app.stop();
});
