/** Figures of the embedded database: `npm run build && node bench/database.js [largest]`. Cost must stay flat as data grows. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MongoClient } from 'mongodb';

const MAIN = join(dirname(fileURLToPath(import.meta.url)), '../dist/src/database/embedded/main.js');
const SIZES = [1_000, 10_000, 100_000, 1_000_000].filter((size) => size <= Number(process.argv[2] ?? 100_000));
const HOUR = 3_600_000;

const folder = mkdtempSync(join(tmpdir(), 'orderdesk-bench-'));
const server = spawn(process.execPath, [MAIN, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
try {
  await new Promise((resolve) => server.stdout.on('data', resolve));
  const { username, password, port } = JSON.parse(readFileSync(join(folder, 'server.json'), 'utf8'));
  const client = await MongoClient.connect(
    `mongodb://${username}:${password}@127.0.0.1:${port}/bench?directConnection=true&authSource=admin`,
  );
  await writes(client);
  await growth(client);
  await client.close();
} finally {
  server.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
}

/** Durable writes: alone, side by side (they share a sync), and in transactions. */
async function writes(client) {
  const single = client.db().collection('single');
  await rate('inserts, one after the other', 300, async (i) => single.insertOne({ i }));
  await rate('inserts, 50 side by side', 5_000, async (i) => single.insertOne({ i }), 50);
  await rate('transactions of two writes, one after the other', 200, (i) => transfer(client, i));
  await rate('transactions of two writes, 20 side by side', 1_000, (i) => transfer(client, i), 20);
}

async function transfer(client, i) {
  const session = client.startSession();
  const accounts = client.db().collection('accounts');
  await session.withTransaction(async () => {
    await accounts.updateOne({ _id: i }, { $inc: { n: -1 } }, { session, upsert: true });
    await accounts.updateOne({ _id: -i - 1 }, { $inc: { n: 1 } }, { session, upsert: true });
  });
  await session.endSession();
}

/** The same questions at each size; the answer to each has the same size too. */
async function growth(client) {
  const orders = client.db().collection('orders');
  await orders.createIndexes([
    { key: { owner: 1, dueAt: 1 } },
    { key: { status: 1, dueAt: -1 } },
    { key: { number: 1 }, unique: true },
  ]);
  const first = new Map();
  for (const size of SIZES) {
    await fill(orders, size);
    for (const [name, ask] of Object.entries(questions(orders, size))) {
      const micros = await median(ask);
      if (!first.has(name)) first.set(name, micros);
      const ratio = (micros / first.get(name)).toFixed(2);
      console.log(
        `${String(size).padStart(9)}  ${name.padEnd(44)} ${String(Math.round(micros)).padStart(7)} µs  ×${ratio}`,
      );
    }
  }
}

function questions(orders, size) {
  const any = () => Math.floor(Math.random() * size);
  return {
    'by unique number': () => orders.findOne({ number: `SO-${any()}` }),
    'equality, order, limit 20': () => orders.find({ status: 'open' }).sort({ dueAt: -1 }).limit(20).toArray(),
    'several values, order, limit 20': () =>
      orders
        .find({ status: { $in: ['open', 'new'] } })
        .sort({ dueAt: -1 })
        .limit(20)
        .toArray(),
    'range of 20': () => orders.find({ owner: 3, dueAt: { $lt: new Date(HOUR * 1_000) } }).toArray(),
    'count of 20 by index': () => orders.countDocuments({ owner: 3, dueAt: { $lt: new Date(HOUR * 1_000) } }),
    'update one by number': () => orders.updateOne({ number: `SO-${any()}` }, { $inc: { n: 1 } }),
  };
}

async function fill(orders, size) {
  const from = await orders.estimatedDocumentCount();
  const start = performance.now();
  for (let i = from; i < size; i += 2_000) {
    const count = Math.min(2_000, size - i);
    await orders.insertMany(Array.from({ length: count }, (_, j) => order(i + j)));
  }
  const perSecond = Math.round(((size - from) / (performance.now() - start)) * 1000);
  console.log(`${String(size).padStart(9)}  filled, ${perSecond} documents/s with three indexes`);
}

function order(i) {
  const status = ['new', 'open', 'done', 'gone'][i % 4];
  return {
    number: `SO-${i}`,
    owner: i % 50,
    status,
    dueAt: new Date(i * HOUR),
    n: 0,
    note: `order number ${i} of a customer`,
  };
}

async function median(ask) {
  const times = [];
  for (let i = 0; i < 60; i++) {
    const start = performance.now();
    await ask();
    times.push((performance.now() - start) * 1000);
  }
  return times.sort((a, b) => a - b)[30];
}

async function rate(name, count, work, parallel = 1) {
  const start = performance.now();
  let next = 0;
  const worker = async () => {
    while (next < count) await work(next++);
  };
  await Promise.all(Array.from({ length: parallel }, worker));
  console.log(`${name.padEnd(52)} ${Math.round((count / (performance.now() - start)) * 1000)}/s`);
}
