// Orders from one file: dry run and filing, beside a bare insert of the same documents. `npm run bench:batch [-- --rows 10000]`.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { newId } from '../dist/src/id.js';
import { openDesk } from './support/desk-inside.js';

const { values: options } = parseArgs({
  options: {
    rows: { type: 'string', default: '10000' },
    customers: { type: 'string', default: '500' },
    products: { type: 'string', default: '200' },
    // Rows of one order; the rest of an order's rows name its number.
    lines: { type: 'string', default: '1' },
  },
});
const [rows, customers, products, lines] = ['rows', 'customers', 'products', 'lines'].map((k) => Number(options[k]));
const folder = mkdtempSync(join(tmpdir(), 'orderdesk-bench-'));
const show = (what, value) => console.log(`${what.padEnd(64)} ${value}`);
const fixed = (n, digits = 1) => n.toFixed(digits);

/**
 * Megabytes of this process: its own, and with the pages of the database file that it has mapped, which the system takes
 * back when somebody needs the room. The two are told apart on Linux only.
 */
function memory() {
  const all = process.memoryUsage.rss() / 2 ** 20;
  try {
    const own = /^RssAnon:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'));
    return { own: own ? Number(own[1]) / 1024 : all, all };
  } catch {
    return { own: all, all };
  }
}

/** Watches this process: the most memory that it had, and the longest time that it answered nobody. */
function watch() {
  const before = memory();
  const most = { ...before };
  const processor = process.cpuUsage();
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const timer = setInterval(() => {
    const now = memory();
    for (const kind of ['own', 'all']) most[kind] = Math.max(most[kind], now[kind]);
  }, 100);
  return () => {
    clearInterval(timer);
    delay.disable();
    const { user, system } = process.cpuUsage(processor);
    return {
      processor: (user + system) / 1e6,
      grown: most.own - before.own,
      most,
      blocked: delay.max / 1e6,
      p99: delay.percentile(99) / 1e6,
    };
  };
}

async function timed(what, goal, work) {
  const ended = watch();
  const began = performance.now();
  const value = await work();
  const seconds = (performance.now() - began) / 1000;
  const { processor, grown, most, blocked, p99 } = ended();
  show(`${what}, s (goal ${goal})`, fixed(seconds, 2));
  show('  processor, desk and database, s', fixed(processor, 2));
  show('  memory grew by, MB / at most, MB (goal < 300)', `${fixed(grown, 0)} / ${fixed(most.own, 0)}`);
  show('  at most with the mapped pages of the database file, MB', fixed(most.all, 0));
  show('  event loop held up: longest, ms / 99 %, ms', `${fixed(blocked, 0)} / ${fixed(p99, 0)}`);
  return { value, seconds, processor };
}

function fileOf(n) {
  const all = Array.from({ length: n }, (_, i) => {
    const order = Math.floor(i / lines);
    return `C${order % customers},S${i % products},${1 + (i % 9)},Q-${order},N-${order}`;
  });
  return Buffer.from(['customer,sku,quantity,po_no,order_no', ...all].join('\n'));
}

async function company(desk) {
  const cause = { from: 'cli:bench', key: newId(), now: desk.clock() };
  const more = { locale: 'en', timezone: 'Asia/Shanghai' };
  const team = await desk.members.createTeam({ ...cause, key: newId() }, { name: 'East' });
  await desk.members.create(
    { ...cause, key: newId() },
    { name: 'Bob', roles: ['manager'], teams: [team._id], ...more },
  );
  const person = { name: 'Anna', roles: ['sales'], teams: [team._id], ...more };
  const member = await desk.members.create({ ...cause, key: newId() }, person);
  const ada = await desk.members.create({ ...cause, key: newId() }, { name: 'Ada', roles: ['admin'], ...more });
  const actor = (who) => ({ member: who, from: `console:${who._id}`, key: newId(), now: desk.clock() });
  for (let n = 0; n < customers; n += 1)
    await desk.customers.create(actor(member), { code: `C${n}`, name: `Customer ${n} Trading` });
  for (let n = 0; n < products; n += 1)
    await desk.products.create(actor(ada), { sku: `S${n}`, name: `Part ${n}`, price: 50_000 + n, onHand: 10_000_000 });
  return () => actor(member);
}

/** What the filing stored (orders, their lines of the audit trail and of the stock ledger), inserted with the same indexes. */
async function bare(connection) {
  let [seconds, processor, count] = [0, 0, 0];
  for (const name of ['orders', 'audit', 'stock_moves']) {
    const filter = name === 'audit' ? { 'subject.kind': 'Order' } : name === 'orders' ? {} : { order: { $gt: '' } };
    const found = await connection.collection(name).find(filter).toArray();
    const copies = connection.collection(`bench_${name}`);
    for (const { key, name: index, v, ...rest } of await connection.collection(name).indexes())
      if (index !== '_id_') await copies.createIndex(key, { name: index, ...rest });
    const [began, busy] = [performance.now(), process.cpuUsage()];
    for (let n = 0; n < found.length; n += 1000) await copies.insertMany(found.slice(n, n + 1000));
    seconds += (performance.now() - began) / 1000;
    const { user, system } = process.cpuUsage(busy);
    processor += (user + system) / 1e6;
    count += found.length;
  }
  return { seconds, processor, count };
}

const { desk, connection, close } = await openDesk(folder);
try {
  const actor = await company(desk);
  const table = { name: 'orders.csv', bytes: fileOf(rows) };
  await desk.batch.plan(actor(), { name: 'warm.csv', bytes: fileOf(200) });
  console.log(`${rows} rows, ${Math.ceil(rows / lines)} orders, ${customers} customers, ${products} products`);
  await timed('dry run', '< 5', () => desk.batch.plan(actor(), table));
  const filed = await timed('filing, checked anew first', '< 20', async () => {
    const work = await desk.batch.begin(actor(), table);
    await desk.batch.start(actor(), work._id, 'valid');
    await desk.batch.run(work._id);
    return (await connection.collection('imports').findOne({ _id: work._id })) ?? {};
  });
  show('  filed / to correct', `${filed.value.filed} / ${filed.value.wrong}`);
  await timed('the same file again', '< 5', () => desk.batch.plan(actor(), table));
  const { seconds, processor, count } = await bare(connection);
  show(`bare insertMany of these ${count} documents, same indexes, s`, fixed(seconds, 2));
  show('filing takes so many times the bare insert (goal <= 3)', fixed(filed.seconds / seconds, 2));
  show('  by processor', fixed(filed.processor / processor, 2));
} finally {
  await close();
  rmSync(folder, { recursive: true, force: true });
}
