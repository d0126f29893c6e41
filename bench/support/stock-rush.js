// So many orders at the same moment, through several processes, for goods of which there are fewer.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import mongoose from 'mongoose';
import { migrate } from '../../dist/src/database/migrate.js';
import { orderModel } from '../../dist/src/orders/model.js';
import { productModel } from '../../dist/src/products/model.js';
import { reconcile } from '../../dist/src/stock/reconcile.js';
import { actorOf, openDesk } from './bare-desk.js';

const worker = fileURLToPath(new URL('./stock-worker.js', import.meta.url));
const sku = 'RUSH';
/** What each process files some of first, as a desk has that runs for a while. */
const warmSku = 'WARM';

/** A company with one product, one who sells and one customer. */
async function found(uri, pieces) {
  const connection = await mongoose.createConnection(uri, { autoIndex: false, autoCreate: false }).asPromise();
  await migrate(connection);
  await connection.close();
  const app = await openDesk(uri);
  const cause = { from: 'cli:bench', key: 'bench', now: new Date() };
  const who = { locale: 'en', timezone: 'Asia/Shanghai' };
  const admin = await app.desk.members.create(cause, { ...who, name: 'Ada', roles: ['admin'] });
  const seller = await app.desk.members.create(
    { ...cause, key: 'bench-2' },
    { ...who, name: 'Anna', roles: ['sales'] },
  );
  await app.desk.customers.create(actorOf(seller), { code: 'BENCH', name: 'Bench Ltd' });
  await app.desk.products.create(actorOf(admin), { sku, name: 'Rush', price: 1_0000, onHand: pieces * 1000 });
  await app.desk.products.create(actorOf(admin), { sku: warmSku, name: 'Warm', price: 1_0000, onHand: 1e9 });
  return app;
}

async function start(uri, count) {
  const child = fork(worker, [uri, String(count), sku, warmSku]);
  await once(child, 'message');
  return child;
}

async function run(child) {
  const answer = once(child, 'message');
  child.send('go');
  const [result] = await answer;
  return result;
}

const transactionsOf = async ({ db }) => (await db.command({ serverStatus: 1 })).transactions;

const at = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];

/** Runs the rush on an empty database; gives what it took, how it was held, and what does not agree afterwards. */
export async function rush(uri, { orders = 1000, processes = 3, pieces = 600 } = {}) {
  const app = await found(uri, pieces);
  const counts = Array.from({ length: processes }, (_, n) => Math.floor((orders + n) / processes));
  const children = await Promise.all(counts.map((count) => start(uri, count)));
  const before = await transactionsOf(app.connection);
  const began = performance.now();
  const results = await Promise.all(children.map(run));
  const seconds = (performance.now() - began) / 1000;
  const times = results.flatMap((r) => r.times).sort((a, b) => a - b);
  const product = await productModel(app.connection).findOne({ sku }).lean();
  const states = await orderModel(app.connection).countDocuments({ state: 'approved', 'lines.sku': sku });
  const transactions = await transactionsOf(app.connection);
  const figures = {
    seconds,
    filed: states,
    failed: results.flatMap((r) => r.failed),
    p50: at(times, 0.5),
    p99: at(times, 0.99),
    reserved: product.reserved / 1000,
    waiting: (product.waiting ?? 0) / 1000,
    transactions,
    writers: transactions.writers - before.writers,
    longWriters: transactions.longWriters - before.longWriters,
    differences: await reconcile(app.connection),
  };
  await app.stop();
  await app.connection.close();
  return figures;
}
