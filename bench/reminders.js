/**
 * What the timetable costs when nothing is due, and how fast the outbox goes out: `npm run build && node bench/reminders.js`.
 * `--sizes 1000,1000000` orders, a tenth of them open, of 40 members, each of whom was told today; each job of the timetable is
 * run `--runs` times at each size. Then `--items 100000` messages are due to 1,000 people in a chat that takes each at once: how
 * many a second leave the desk. The desk is this process, the database another one.
 */
import { parseArgs } from 'node:util';
import { jobs } from '../dist/scheduler/index.js';
import { createApp } from '../dist/src/app.js';
import { outboxModel } from '../dist/src/chat/outbox-row.js';
import { fixedClock } from '../dist/src/clock.js';
import { readConfig } from '../dist/src/config.js';
import { migrate } from '../dist/src/database/migrate.js';
import { addDays, dateAt } from '../dist/src/dates.js';
import { createLog } from '../dist/src/log.js';
import { orderModel } from '../dist/src/orders/model.js';
import { priceModel } from '../dist/src/prices/model.js';
import { withDatabase } from './support/database.js';

const { values: options } = parseArgs({
  options: {
    sizes: { type: 'string', default: '1000,100000' },
    items: { type: 'string', default: '100000' },
    runs: { type: 'string', default: '30' },
  },
});
const sizes = options.sizes.split(',').map(Number).filter(Boolean);
const items = Number(options.items);
const runs = Number(options.runs);
const people = 40;
const conversations = 1_000;
const loaded = 2_000;
const today = '2030-12-04';
const morning = new Date(`${today}T02:00:00Z`);
const open = ['approved', 'in_production', 'ready', 'part_shipped'];

const show = (what, value) => console.log(`${what.padEnd(64)} ${value}`);
const at = (times, share) => [...times].sort((a, b) => a - b)[Math.floor(times.length * share)];

/** A chat that takes every message at once and shows nothing. */
let posted = 0;
const silentChat = () => ({
  platform: 'console',
  routes() {},
  async post({ conversation }) {
    posted += 1;
    return { conversation, message: String(posted) };
  },
  async update() {},
  direct: (identity) => `console:@${identity.slice('console:'.length)}`,
  ownAddress: (id) => `console:${id}`,
});

const orderOf = (i, members) => {
  const isOpen = i % 10 === 0;
  const promisedDate = addDays(today, isOpen ? 20 + (i % 200) : -(30 + (i % 600)));
  return {
    ...{ _id: `o${String(i).padStart(8, '0')}`, number: `SO-${i}`, draftNo: `D-${i}`, revision: 0, version: 1 },
    ...{ customer: `c${i % 5000}`, customerSnapshot: { code: `C${i % 5000}`, name: 'Customer' }, lines: [] },
    ...{ owner: members[i % members.length], team: 'east', total: 100_00, baseTotal: 100_00, currency: 'CNY' },
    ...{ rate: 1_000_000, paid: isOpen ? 0 : 100_00, paymentDays: 30, shipments: [], openComplaints: 0 },
    ...{ state: isOpen ? open[(i / 10) % open.length] : 'completed', promisedDate, priority: i % 300 },
    ...{
      orderDate: addDays(promisedDate, -20),
      search: [`so-${i}`],
      timeline: [{ at: morning, action: 'edit', key: 'k' }],
    },
  };
};

const dateOf = (at) => dateAt(at, 'Asia/Shanghai');

async function insert(model, from, to, documentOf) {
  for (let i = from; i < to; i += loaded)
    await model.collection.insertMany(Array.from({ length: Math.min(loaded, to - i) }, (_, k) => documentOf(i + k)));
}

/** Each job so often, with nothing to do; the time of each in ms. */
async function ticked(context, job) {
  const times = [];
  for (let n = 0; n < runs; n += 1) {
    // Ten minutes later each time, so that what is due at once is looked for, too.
    context.clock.set(new Date(context.clock().getTime() + 600_000));
    const start = performance.now();
    await job.run({ ...context, now: context.desk.clock() });
    await context.desk.outbox.drain();
    times.push(performance.now() - start);
  }
  return times;
}

await withDatabase(async (connection) => {
  await migrate(connection);
  const config = readConfig({ ORDERDESK_TIMEZONE: 'Asia/Shanghai', SAMPLE_DATA: 'off', PORT: '0' });
  const log = createLog('error', { write: (line) => console.error(line) });
  const clock = fixedClock(morning);
  const app = createApp({ connection, config, log, clock, adapters: [silentChat] });
  await app.start();
  const { desk, reminders, recover } = app;
  const context = { desk, reminders, recover, clock };
  const members = [];
  for (let n = 0; n < people; n += 1) {
    const cause = { from: 'cli:bench', key: `member ${n}`, now: morning };
    const who = { name: `Member ${n}`, roles: ['sales'], locale: 'en', timezone: 'Asia/Shanghai' };
    members.push((await desk.members.create(cause, who))._id);
  }

  await insert(priceModel(connection), 0, 2_000, (i) => ({
    ...{ _id: `price${i}`, product: `p${i}`, customer: `c${i}`, whom: `c:c${i}`, from: 0, price: 10_0000, at: morning },
    validTo: addDays(today, i % 30),
  }));
  const medians = new Map();
  let size = 0;
  for (const wanted of sizes) {
    await insert(orderModel(connection), size, wanted, (i) => orderOf(i, members));
    size = wanted;
    const first = performance.now();
    // The day's own work is done once: digests, the silence of orders, risks, what recommendations rest on.
    for (const job of jobs) {
      await job.run({ ...context, now: clock() });
      await desk.outbox.drain();
    }
    // Orders were stored past the desk: its sums are built first, in slices.
    while ((await connection.collection('rollup_state').findOne())?.verifiedOn !== dateOf(clock()))
      await desk.reports.sumUp(clock());
    show(`${size} orders: the first round of the timetable, s`, ((performance.now() - first) / 1000).toFixed(1));
    for (const job of jobs) {
      clock.set(morning);
      const times = await ticked(context, job);
      medians.set(`${job.id} ${size}`, at(times, 0.5));
      show(
        `  ${job.id} with nothing due, p50 / p99, ms`,
        `${at(times, 0.5).toFixed(1)} / ${at(times, 0.99).toFixed(1)}`,
      );
    }
    const sum = jobs.reduce((total, { id }) => total + medians.get(`${id} ${size}`), 0);
    medians.set(`all ${size}`, sum);
    show('  all of them together, ms', sum.toFixed(1));
  }
  if (sizes.length > 1) {
    const [least, most] = [sizes[0], sizes.at(-1)];
    for (const name of ['reminders', 'all'])
      show(
        `${name}: ${most} orders in times of ${least} (goal 1)`,
        (medians.get(`${name} ${most}`) / medians.get(`${name} ${least}`)).toFixed(2),
      );
  }

  if (items > 0) {
    const rows = outboxModel(connection);
    await insert(rows, 0, items, (i) => ({
      ...{ _id: `item:${i}`, job: 'trouble', conversation: `console:@${i % conversations}`, data: { kind: 'letters' } },
      ...{ viewer: { audience: { role: 'admin', teams: [] } }, state: 'due', attempts: 0 },
      ...{ nextAt: morning, createdAt: morning },
    }));
    posted = 0;
    const start = performance.now();
    const every = setInterval(() => process.stderr.write(`\r${posted} of ${items}`), 2_000);
    await desk.outbox.drain();
    clearInterval(every);
    process.stderr.write('\r');
    const seconds = (performance.now() - start) / 1000;
    show(`${items} items due to ${conversations} people: sent, s`, `${posted}, ${seconds.toFixed(1)}`);
    show('a second (Feishu takes 16.7 of an app; Slack 1 of a conversation)', (posted / seconds).toFixed(0));
  }
  await app.stop();
});
