/**
 * What figures cost as history grows: `npm run build && node bench/reports.js`. `--sizes 1000,100000,1000000` orders, of which
 * always the same 900 lie in the last twelve weeks; `--runs` times each: the weekly recap, the report of the month, the same by
 * product as a manager and as a salesperson, the forecast, and a free filter that roll-ups cannot tell over `--wide` orders.
 * Charts are not drawn (see chart.js). The desk is this process, the database another one.
 */
import { parseArgs } from 'node:util';
import { migrate } from '../dist/src/database/migrate.js';
import { addDays } from '../dist/src/dates.js';
import { memberModel, teamModel } from '../dist/src/members/model.js';
import { parseRequest } from '../dist/src/reports/request.js';
import { createReports } from '../dist/src/reports/service.js';
import { createRollups } from '../dist/src/rollups/service.js';
import { settingsSchema } from '../dist/src/settings/settings.js';
import { withDatabase } from './support/database.js';

const { values: options } = parseArgs({
  options: {
    sizes: { type: 'string', default: '1000,100000' },
    runs: { type: 'string', default: '40' },
    wide: { type: 'string', default: '100000' },
  },
});
const sizes = options.sizes.split(',').map(Number);
const runs = Number(options.runs);
const wide = Number(options.wide);
const recent = 900;
const perBatch = 2_000;
const today = '2030-12-04';
const now = new Date(`${today}T02:00:00Z`);
const lastWeek = '2030-11-25';
const states = ['completed', 'delivered', 'shipped', 'approved'];

const show = (what, value) => console.log(`${what.padEnd(72)} ${value}`);
const at = (times, share) => [...times].sort((a, b) => a - b)[Math.floor(times.length * share)];

/** Order 0 is the newest; the first 900 lie in twelve weeks, the others 270 a day before them. */
const dateOf = (i) => addDays(today, i < recent ? -((i * 7) % 84) : -84 - Math.floor((i - recent) / 270));

function orderOf(i) {
  const orderDate = dateOf(i);
  const submitted = Date.parse(`${orderDate}T02:00:00Z`);
  const isOpen = i < recent && i % 5 === 0;
  const owner = i % 40;
  const lines = [0, 1, 2].map((k) => {
    const n = (i * 31 + k * 17) % 500;
    const amount = 10_00 + ((i * 7_919 + k * 104_729) % 900_000);
    return {
      product: `p${n}`,
      sku: `SKU-${n}`,
      name: `Product ${n}`,
      unit: 'pc',
      category: `Category ${n % 12}`,
      quantity: 5_000,
      unitPrice: amount * 20,
      discount: 0,
      amount,
      shipped: 0,
      delivered: 0,
    };
  });
  const total = lines.reduce((sum, line) => sum + line.amount, 0);
  const c = (i * 13) % 2_000;
  return {
    ...{
      _id: `o${String(i).padStart(8, '0')}`,
      number: `SO-${i}`,
      draftNo: `D-${i}`,
      revision: 0,
      version: 1,
      lines,
      total,
    },
    ...{ customer: `c${c}`, customerSnapshot: { code: `C${c}`, name: `Customer ${c}`, region: `Region ${c % 9}` } },
    ...{ owner: `m${owner}`, team: `t${owner % 5}`, submittedOwner: `m${owner}`, submittedTeam: `t${owner % 5}` },
    ...{ baseTotal: total, currency: 'CNY', rate: 1_000_000, paid: isOpen ? 0 : total, paymentDays: 30, orderDate },
    ...{
      classes: { size: ['small', 'medium', 'large'][i % 3], customer: 'existing', urgency: ['short', 'long'][i % 2] },
    },
    ...{ state: isOpen ? 'approved' : i < recent ? states[i % 3] : 'completed', promisedDate: addDays(orderDate, 10) },
    ...(!isOpen && {
      shippedAt: addDays(orderDate, 5 + (i % 9)),
      deliveredAt: i < recent && i % 3 === 2 ? undefined : addDays(orderDate, 7 + (i % 9)),
    }),
    ...{ submittedAt: new Date(submitted), approvedAt: new Date(submitted + 7_200_000 * (1 + (i % 20))) },
    approval: {
      steps: [{ seats: [], decision: 'approved', at: new Date(submitted + 7_200_000 * (1 + (i % 20))) }],
      submittedAt: new Date(submitted),
    },
    ...{ priority: i % 300, shipments: [], openComplaints: 0, search: [`so-${i}`], timeline: [] },
    ...(isOpen && { dueDate: addDays(orderDate, 30) }),
  };
}

async function timed(work) {
  const times = [];
  for (let n = 0; n < runs; n += 1) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  return times;
}

const admin = { id: 'admin', roles: ['admin'], teams: [] };
const manager = { id: 'boss', roles: ['manager'], teams: ['t1'] };
const seller = { id: 'm6', roles: ['sales'], teams: ['t1'] };

await withDatabase(async (connection) => {
  await migrate(connection);
  await teamModel(connection).collection.insertMany([0, 1, 2, 3, 4].map((n) => ({ _id: `t${n}`, name: `Team ${n}` })));
  await memberModel(connection).collection.insertMany(
    Array.from({ length: 40 }, (_, n) => ({
      _id: `m${n}`,
      name: `Member ${n}`,
      roles: ['sales'],
      teams: [`t${n % 5}`],
      identities: [],
      active: true,
    })),
  );
  const settings = settingsSchema.parse({ currency: 'CNY', timezone: 'Asia/Shanghai', locale: 'en' });
  const rollups = createRollups({ connection });
  const artist = { draw: async () => new Uint8Array(1), close: async () => {} };
  const deps = {
    connection,
    clock: () => now,
    settings: { get: async () => settings },
    artist,
    saveFile: async ({ name, mime }) => ({ id: name, name, mime }),
  };
  const reports = createReports({ ...deps, rollups });
  const counted = createReports({ ...deps, rollups: { ...rollups, parts: async () => undefined } });
  const ask = (from, person, text) => () => from.report(person, 'en', parseRequest(text, today));
  const questions = [
    ['weekly recap of the company', () => reports.recap(admin, undefined, 'en', lastWeek)],
    ['weekly recap of a team', () => reports.recap(manager, 't1', 'en', lastWeek)],
    ['report of the month', ask(reports, admin, 'last month')],
    ['report of the month by product, a manager', ask(reports, manager, 'last month by product')],
    ['report of the month by customer, a salesperson', ask(reports, seller, 'last month by customer')],
    ['report of the month without roll-ups', ask(counted, admin, 'last month')],
    ['forecast', ask(reports, admin, 'last month forecast')],
    [
      'recap of the own month with its forecast',
      () => reports.review(seller, 'en', parseRequest('this month owner:me', today)),
    ],
  ];
  const medians = new Map();
  let size = 0;
  for (const wanted of sizes) {
    for (let i = size; i < wanted; i += perBatch)
      await connection.collection('orders').insertMany(
        Array.from({ length: Math.min(perBatch, wanted - i) }, (_, k) => orderOf(i + k)),
        { ignoreUndefined: true },
      );
    size = wanted;
    const start = performance.now();
    await rollups.rebuild(now, today);
    show(`${size} orders: roll-ups built anew, s`, ((performance.now() - start) / 1000).toFixed(1));
    for (const [name, work] of questions) {
      await work();
      const times = await timed(work);
      medians.set(`${name} ${size}`, at(times, 0.5));
      show(`  ${name}, p50 / p99, ms`, `${at(times, 0.5).toFixed(1)} / ${at(times, 0.99).toFixed(1)}`);
    }
  }
  const [least, most] = [sizes[0], sizes.at(-1)];
  if (sizes.length > 1)
    for (const [name] of questions)
      show(
        `${name}: ${most} orders in times of ${least} (goal 1.2)`,
        (medians.get(`${name} ${most}`) / medians.get(`${name} ${least}`)).toFixed(2),
      );
  if (size >= wide) {
    const text = `${dateOf(wide - 1)}..${today} region:"region 4" urgency:long`;
    const begin = performance.now();
    const { result } = await ask(reports, admin, text)();
    show(
      `a free filter over ${wide} orders (${result.now.count} of them), s (goal 2)`,
      ((performance.now() - begin) / 1000).toFixed(2),
    );
    const whole = performance.now();
    await ask(reports, admin, `${dateOf(wide - 1)}..${today}`)();
    show(`all of ${wide} orders from roll-ups, s`, ((performance.now() - whole) / 1000).toFixed(2));
  }
});
