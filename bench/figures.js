// Loads orders of a folder in the columns of the import and holds the desk's figures against a truth that somebody else worked out.
// node bench/figures.js FOLDER [--plain FILE] [--charts FOLDER] [--today YYYY-MM-DD]
// FOLDER: customers.csv, products.csv, orders.csv and truth.json with `orders`, `lines`, `total_line_rounded` and
// `per_month_line_rounded`. --plain: a truth whose sums are not rounded by line: counts equal it, sums within a cent a line.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { migrate } from '../dist/src/database/migrate.js';
import { runImport } from '../dist/src/entry/import/run.js';
import { createArtist } from '../dist/src/reports/chart/artist.js';
import { parseRequest } from '../dist/src/reports/request.js';
import { createReports } from '../dist/src/reports/service.js';
import { createRollups } from '../dist/src/rollups/service.js';
import { settingsSchema } from '../dist/src/settings/settings.js';
import { withDatabase } from './support/database.js';

const options = { plain: { type: 'string' }, charts: { type: 'string' }, today: { type: 'string' } };
const { values, positionals } = parseArgs({ options, allowPositionals: true });
const [folder] = positionals;
if (!folder) throw new Error('Name the folder with customers.csv, products.csv, orders.csv and truth.json.');
const read = (name) => readFileSync(join(folder, name));
const truth = JSON.parse(read('truth.json'));
const plain = values.plain ? JSON.parse(readFileSync(values.plain, 'utf8')) : undefined;
const settings = settingsSchema.parse({ currency: 'USD', timezone: 'UTC', locale: 'en' });
const person = { id: 'reader', roles: ['admin'], teams: [] };
const cents = (text) => Math.round(Number(text) * 100);
const months = Object.keys(truth.per_month_line_rounded);
const today = values.today ?? `${months.at(-1)}-28`;
const now = new Date(`${today}T12:00:00Z`);
let [good, bad] = [0, 0];

function hold(what, found, expected, within = 0) {
  const isRight = typeof expected === 'number' ? Math.abs(found - expected) <= within : found === expected;
  if (isRight) good += 1;
  else bad += 1;
  if (!isRight) console.log(`${what}: ${found} instead of ${expected}`);
}

await withDatabase(async (connection) => {
  await migrate(connection);
  for (const table of ['customers', 'products', 'orders']) {
    const done = await runImport({ connection, settings, now }, table, read(`${table}.csv`), {
      update: false,
      openBalance: false,
      dryRun: false,
    });
    console.log(`${table}: ${done.imported} imported, ${done.rejected} rejected`);
  }
  const rollups = createRollups({ connection });
  await rollups.tick(now, today, { ms: Number.POSITIVE_INFINITY });
  const files = new Map();
  const saveFile = async ({ name, bytes, mime }) => {
    files.set(name, bytes);
    return { id: name, name, mime };
  };
  const deps = {
    connection,
    clock: () => now,
    settings: { get: async () => settings },
    saveFile,
    artist: createArtist(),
  };
  const summed = createReports({ ...deps, rollups });
  const counted = createReports({ ...deps, rollups: { ...rollups, parts: async () => undefined } });
  const ask = async (reports, text) => (await reports.report(person, 'en', parseRequest(text, today))).result;
  for (const [how, reports] of [
    ['from roll-ups', summed],
    ['from orders', counted],
  ]) {
    [good, bad] = [0, 0];
    await compare((text) => ask(reports, text));
    console.log(`${how}: ${good} figures as they should be, ${bad} not`);
  }
  if (values.charts) await draw(summed, files);
  await deps.artist.close();
});
process.exitCode = bad > 0 ? 1 : 0;

async function compare(ask) {
  const all = `${months[0]}..${months.at(-1)}`;
  const whole = await ask(`${all} by month`);
  hold('orders', whole.now.count, truth.orders);
  hold('total, cents', whole.now.total, cents(truth.total_line_rounded));
  for (const { key, total } of whole.groups)
    hold(`revenue of ${key}, cents`, total, cents(truth.per_month_line_rounded[key] ?? 0));
  if (plain) await comparePlain(ask, all);
}

async function comparePlain(ask, all) {
  const cent = (count) => count * 3;
  const byMonth = await ask(`${all} by month`);
  for (const { key, count } of byMonth.groups) hold(`orders of ${key}`, count, plain.orders_per_month[key] ?? 0);
  const mondayOf = (key) => {
    const fourth = new Date(`${key.slice(0, 4)}-01-04T00:00:00Z`);
    const monday =
      fourth.getTime() - ((fourth.getUTCDay() + 6) % 7) * 86_400_000 + (Number(key.slice(6)) - 1) * 604_800_000;
    return new Date(monday).toISOString().slice(0, 10);
  };
  for (const { key, count, total } of (await ask(`${all} by week`)).groups) {
    const monday = mondayOf(key);
    hold(`orders of the week of ${monday}`, count, plain.orders_per_week_monday[monday] ?? 0);
    hold(
      `revenue of the week of ${monday}, cents`,
      total,
      cents(plain.revenue_per_week_monday[monday] ?? 0),
      cent(count),
    );
  }
  const customers = (await ask(`${all} by customer`)).groups;
  plain.top10_customers.forEach(({ id, revenue }, place) => {
    hold(`customer ${place + 1}`, customers[place]?.key, id);
    hold(`revenue of ${id}, cents`, customers[place]?.total, cents(revenue), cent(customers[place]?.count ?? 0));
  });
  const products = (await ask(`${all} by product`)).groups;
  plain.top10_products.forEach(({ name, revenue }, place) => {
    hold(`product ${place + 1}`, products[place]?.name, name);
    hold(`revenue of ${name}, cents`, products[place]?.total, cents(revenue), cent(products[place]?.count ?? 0));
  });
  hold('units', products.reduce((sum, group) => sum + group.quantity, 0) / 1000, plain.totals.units);
  hold('customers with orders', customers.length, plain.totals.customers_with_orders);
  const { onTime } = whole(await ask(all));
  hold('late of those shipped', onTime.late, plain.delivery.late);
  hold('on time of those shipped', onTime.onTime, plain.delivery.on_time);
  hold('median order, cents', whole(await ask(all)).median, cents(plain.order_value_distribution.median), 3);
}

function whole(result) {
  return result.now;
}

/** Every chart of these orders, to be looked at. */
async function draw(reports, files) {
  mkdirSync(values.charts, { recursive: true });
  const [year, last] = [months.at(-1).slice(0, 4), months.at(-2)];
  const asked = [
    year,
    `${year} by week`,
    last,
    `${last} by customer`,
    `${last} by product`,
    `${year} over-time`,
    `${year} by region over-time`,
    'distribution',
    'on-time',
    'funnel',
    'forecast',
  ].map((text) => (/\d/.test(text) ? text : `${months[0]}..${months.at(-1)} ${text}`));
  for (const locale of ['en', 'zh'])
    for (const [index, text] of asked.entries()) {
      files.clear();
      const { card } = await reports.report(person, locale, parseRequest(text, today));
      for (const [name, bytes] of files) writeFileSync(join(values.charts, `${locale}-${index}-${name}`), bytes);
      console.log(`${text}: ${card.summary}`);
    }
}
