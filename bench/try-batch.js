// Tries batch entry on a folder of real sales files: `node bench/try-batch.js FOLDER [--kind adventureworks|online-retail] [--file]`.
// Customers and products are made from the keys and list prices that occur; then each file is read as a person would have
// it read, and what is said of its rows is counted. The clock stands before the first order, so that dates can be judged.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { withAnswers } from '../dist/src/entry/batch/answers.js';
import { rightOf, wrongRows } from '../dist/src/entry/batch/plan.js';
import { csvText, gridOf } from '../dist/src/entry/csv.js';
import { runImport } from '../dist/src/entry/import/run.js';
import { newId } from '../dist/src/id.js';
import { openDesk } from './support/desk-inside.js';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { kind: { type: 'string', default: 'adventureworks' }, file: { type: 'boolean', default: false } },
});
const [source] = positionals;
if (!source) throw new Error('name the folder with the files');

/** Rows that one table may have, its header included. */
const most = 20_000;
const linesOf = (name) => readFileSync(join(source, name), 'latin1').split(/\r?\n/);
const column = (rows, place) => [...new Set(rows.map(({ cells }) => (cells[place] ?? '').trim()).filter(Boolean))];

const kinds = {
  adventureworks: {
    now: '2014-12-31T02:00:00Z',
    files: (names) => names.filter((n) => /^Sales_\d{4}\.csv$/.test(n)),
    columns: {
      OrderDate: 'requested_at',
      OrderNumber: 'order_no',
      ProductKey: 'sku',
      CustomerKey: 'customer',
      OrderQuantity: 'quantity',
    },
    products() {
      const rows = gridOf(readFileSync(join(source, 'Products.csv'))).rows;
      return rows
        .filter(({ cells }) => /^\d+$/.test(cells[0]) && Number(cells[8]) > 0)
        .map(({ cells }) => [cells[0], cells[3] || cells[0], String(cells[8])]);
    },
    customers: (names) =>
      names.flatMap((n) => column(gridOf(readFileSync(join(source, n))).rows, 4)).filter((key) => /^\d+$/.test(key)),
  },
  'online-retail': {
    now: '2011-11-30T02:00:00Z',
    files: (names) => names.filter((n) => /^lines.*\.csv$/.test(n)),
    columns: {
      InvoiceNo: 'order_no',
      StockCode: 'sku',
      Quantity: 'quantity',
      UnitPrice: 'unit_price',
      CustomerID: 'customer',
    },
    products(names) {
      const rows = names.flatMap((n) => gridOf(readFileSync(join(source, n))).rows.slice(1));
      const known = new Map(
        rows.map(({ cells }) => [cells[1].trim().toUpperCase(), [cells[1].trim(), cells[2] || cells[1], '1']]),
      );
      return [...known.values()];
    },
    customers: (names) =>
      column(
        names.flatMap((n) => gridOf(readFileSync(join(source, n))).rows.slice(1)),
        6,
      ),
  },
};
const kind = kinds[options.kind];

/** A file in parts that are short enough, each with the rows up to its header. */
function parts(name) {
  const lines = linesOf(name);
  const at = lines.findIndex((line) => Object.keys(kind.columns).every((header) => line.includes(header)));
  const [head, body] = [lines.slice(0, at + 1), lines.slice(at + 1).filter((line) => line !== '')];
  const size = most - 100;
  return Array.from({ length: Math.ceil(body.length / size) }, (_, i) => ({
    name: body.length > size ? `${name} part ${i + 1}` : name,
    bytes: Buffer.from([...head, ...body.slice(i * size, (i + 1) * size)].join('\n'), 'latin1'),
  }));
}

/** What a person would answer: columns by their headers, and dates that change part-way as the file seems to change. */
function answersTo(question, answers) {
  if (question.kind === 'columns') {
    const columns = question.headers.flatMap(({ header, place }) =>
      kind.columns[header] ? [[kind.columns[header], place]] : [],
    );
    return { ...answers, columns: Object.fromEntries(columns) };
  }
  if (question.kind === 'number') return withAnswers(answers, { [`number.${question.column}`]: 'point' });
  const { change } = question;
  const value = change ? `${change.answer.order}@${change.answer.until}` : 'dmy';
  return withAnswers(answers, { [`date.${question.column}`]: value });
}

const said = (question) =>
  question.kind === 'date'
    ? `date: “${question.sample.text}”${question.change ? `, changes after row ${question.change.before.row} (${question.change.before.text} | ${question.change.from.text})` : ''}`
    : question.kind;

async function checked(desk, actor, table) {
  let answers = {};
  for (;;) {
    const seen = await desk.batch.look(actor(), { ...table, answers });
    if (!seen.asked) return { plan: seen, answers };
    console.log(`  asked: ${seen.asked.map(said).join('; ')}`);
    for (const question of seen.asked) answers = answersTo(question, answers);
  }
}

function tell(plan) {
  const wrong = wrongRows(plan.verdicts);
  const reasons = new Map();
  for (const { row, reasons: all } of wrong) {
    const code = all[0].code;
    const there = reasons.get(code) ?? { n: 0, rows: [] };
    reasons.set(code, {
      n: there.n + 1,
      rows: there.rows.length < 6 ? [...there.rows, `${row.row}: ${all[0].sentence('en')}`] : there.rows,
    });
  }
  const right = rightOf(plan).reduce((sum, order) => sum + order.unit.rows.length, 0);
  console.log(
    `  rows ${plan.file.rows.length}, right ${right} (orders ${rightOf(plan).length}), to correct ${wrong.length}, above the header ${plan.above}`,
  );
  for (const [code, { n, rows }] of reasons) console.log(`    ${code} × ${n}\n      ${rows.join('\n      ')}`);
}

const folder = mkdtempSync(join(tmpdir(), 'orderdesk-try-'));
const clock = () => new Date(kind.now);
const { desk, connection, close } = await openDesk(folder, { clock });
try {
  const names = kind.files(readdirSync(source)).toSorted();
  const cause = () => ({ from: 'cli:try', key: newId(), now: clock() });
  const more = { locale: 'en', timezone: 'Asia/Shanghai' };
  await desk.members.create(cause(), { name: 'Bob', roles: ['manager'], ...more });
  await desk.members.create(cause(), { name: 'Cai', roles: ['admin'], ...more });
  const ada = await desk.members.create(cause(), { name: 'Ada', roles: ['admin'], ...more });
  const actor = () => ({ member: ada, from: `console:${ada._id}`, key: newId(), now: clock() });
  const load = async (table, header, rows) => {
    const deps = { connection, settings: await desk.settings.get(), now: clock() };
    const bytes = Buffer.from(csvText(header, rows));
    const { imported, rejected } = await runImport(deps, table, bytes, {
      update: false,
      openBalance: false,
      dryRun: false,
    });
    console.log(`${table}: ${imported} made, ${rejected} refused`);
  };
  await load('products', ['sku', 'name', 'price'], kind.products(names));
  await load(
    'customers',
    ['code', 'name'],
    [...new Set(kind.customers(names))].map((key) => [key, `Customer ${key}`]),
  );
  for (const table of names.flatMap(parts)) {
    console.log(table.name);
    const began = performance.now();
    const { plan, answers } = await checked(desk, actor, table);
    tell(plan);
    console.log(`  looked at in ${((performance.now() - began) / 1000).toFixed(1)} s`);
    if (!options.file) continue;
    const filing = performance.now();
    const work = await desk.batch.begin(actor(), { ...table, answers });
    // The desk's clock stands in the past, and what is so old is cleared away.
    await connection.collection('imports').updateOne({ _id: work._id }, { $set: { at: new Date() } });
    await desk.batch.start(actor(), work._id, 'valid');
    await desk.batch.run(work._id);
    const { filed, there, wrong } = await connection.collection('imports').findOne({ _id: work._id });
    console.log(
      `  filed ${filed}, there ${there}, wrong ${wrong} orders in ${((performance.now() - filing) / 1000).toFixed(1)} s`,
    );
  }
} finally {
  await close();
  rmSync(folder, { recursive: true, force: true });
}
