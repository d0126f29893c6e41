/**
 * How long it takes to find a customer or product as it is typed: `npm run build && node bench/find.js [records]`. For a
 * salesperson with 50 of the customers, a manager of a team with a tenth of them, and an admin who sees all.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import mongoose from 'mongoose';
import { customerModel } from '../dist/src/customers/model.js';
import { createCustomerFinder, createProductFinder } from '../dist/src/entry/find/finder.js';
import { searchWords } from '../dist/src/entry/find/words.js';
import { productModel } from '../dist/src/products/model.js';

const MAIN = join(dirname(fileURLToPath(import.meta.url)), '../dist/src/database/embedded/main.js');
const SIZE = Number(process.argv[2] ?? 100_000);
const RUNS = 200;
const GOAL_MS = 20;
const places = ['深圳', '上海', '重庆', '长沙', '北京', '广州', '苏州', '成都', '杭州', '厦门'];
const first = [
  '华',
  '信',
  '长',
  '绿',
  '金',
  '海',
  '天',
  '宏',
  '鑫',
  '东',
  '欣',
  '瑞',
  '博',
  '远',
  '新',
  '荣',
  '盛',
  '泰',
  '安',
  '联',
];
const trades = ['科技', '贸易', '电子', '机械', '食品', '银行设备', '物流', '建材'];
const heads = ['Acme', 'Alfreds', 'Northern', 'Blue', 'Great', 'Pacific', 'Union', 'Delta', 'Summit', 'Harbor'];
const tails = ['Trading', 'Electronics', 'Foods', 'Machinery', 'Logistics', 'Supplies'];
const letters = 'abcdefghijklmnopqrstuvwxyz';

const at = (times, share) => [...times].sort((a, b) => a - b)[Math.floor(times.length * share)];

/** Fifty customers are the salesperson's, and a tenth is the team's; both write in two languages. */
const isOwn = (i) => i % Math.floor(SIZE / 50) === Math.floor(i / Math.floor(SIZE / 50)) % 2;
const isEast = (i) => i % 20 === 3 || i % 20 === 8;

/** The same numbers on each machine. */
let state = 7;
const random = (n) => {
  state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
  return Math.floor((state / 2_147_483_648) * n);
};
const any = (list) => list[random(list.length)];
const word = () => Array.from({ length: 4 + random(5) }, () => letters[random(26)]).join('');

function nameOf(i) {
  if (i % 2) return `${any(places)}${any(first)}${any(first)}${any(first)}${any(trades)}有限公司`;
  return `${any(heads)} ${word().replace(/^./, (c) => c.toUpperCase())} ${any(tails)}`;
}

const folder = mkdtempSync(join(tmpdir(), 'orderdesk-bench-'));
const server = spawn(process.execPath, [MAIN, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
try {
  await new Promise((resolve) => server.stdout.on('data', resolve));
  const { username, password, port } = JSON.parse(readFileSync(join(folder, 'server.json'), 'utf8'));
  const uri = `mongodb://${username}:${password}@127.0.0.1:${port}/bench?directConnection=true&authSource=admin`;
  const connection = await mongoose.createConnection(uri, { autoIndex: false, autoCreate: false }).asPromise();
  await bench(connection);
  await connection.close();
} finally {
  server.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
}

async function bench(connection) {
  const [customers, products] = [customerModel(connection), productModel(connection)];
  for (const model of [customers, products]) await model.createIndexes();
  const names = await fill(customers, (i, name) => ({
    code: `C${i}`,
    name,
    owner: isOwn(i) ? 'anna' : `other${i % 500}`,
    team: isEast(i) ? 'east' : 'west',
  }));
  const own = names.filter((_, i) => isOwn(i));
  const teams = names.filter((_, i) => isEast(i));
  await fill(products, (i, name) => ({ sku: `P-${i}`, name, price: 10_000, unit: 'pcs' }));
  const finder = createCustomerFinder({ connection });
  const people = [
    ['a salesperson', { id: 'anna', roles: ['sales'], teams: [] }, own],
    ['a manager', { id: 'bob', roles: ['manager'], teams: ['east'] }, teams],
    ['an admin', { id: 'ada', roles: ['admin'], teams: [] }, names],
  ];
  for (const [who, person, seen] of people) await report(`customers, ${who}`, customers, finder, person, seen, 'C');
  await report('products', products, createProductFinder({ connection }), people[0][1], names, 'P-');
}

async function fill(model, recordOf) {
  const names = Array.from({ length: SIZE }, (_, i) => nameOf(i));
  const start = performance.now();
  for (let i = 0; i < SIZE; i += 200) {
    const part = names.slice(i, i + 200).map(async (name, j) => {
      const record = recordOf(i + j, name);
      return { _id: `r${i + j}`, ...record, search: await searchWords(record.code ?? record.sku, name), active: true };
    });
    await model.collection.insertMany(await Promise.all(part));
  }
  const perSecond = Math.round((SIZE / (performance.now() - start)) * 1000);
  console.log(`${SIZE} ${model.modelName} stored, ${perSecond}/s`);
  return names;
}

/** A name as it is typed in each way. */
async function queries(names, code) {
  const chinese = () => any(names.filter((n) => /^\p{Script=Han}/u.test(n)));
  const latin = () => any(names.filter((n) => /^[A-Z]/.test(n)));
  const wordsOf = async (name) => (await searchWords('', name)).filter((w) => /^[a-z]+$/.test(w));
  const middle = () => latin().split(' ')[1];
  const slip = (text) => `${text.slice(0, 3)}${text[4]}${text[3]}${text.slice(5)}`;
  return {
    code: async () => `${code}${random(SIZE)}`,
    'whole name': async () => any(names),
    'part (a rare word)': async () => middle(),
    'part (a word that thousands have)': async () => any([...tails, ...trades, ...places]),
    'two common words, in another order': async () => `${any(tails)} ${any(heads)}`,
    pinyin: async () => (await wordsOf(chinese()))[0],
    'pinyin, first two syllables': async () => (await wordsOf(chinese()))[0].slice(0, 7),
    initials: async () => (await wordsOf(chinese())).find((w) => w.length === 9 || w.length === 11) ?? 'szhx',
    'pinyin and Chinese mixed': async () => chinese().replace('有限公司', 'youxian'),
    'typo in a word': async () => slip(middle()),
    'typo in a Chinese name': async () => chinese().replace(/^(..)./u, '$1错'),
    nobody: async () => `qx${word()}`,
  };
}

async function report(title, model, finder, person, names, code) {
  console.log(`\n${title}`);
  for (const [way, ask] of Object.entries(await queries(names, code))) {
    const texts = [];
    for (let i = 0; i < RUNS; i++) texts.push(await ask());
    const [times, documents, keys] = [[], [], []];
    const before = processorMs();
    for (const text of texts) {
      const start = performance.now();
      await finder.find(person, text);
      times.push(performance.now() - start);
    }
    const cpu = (processorMs() - before) / RUNS;
    for (const text of texts.slice(0, 20)) {
      const { docs, read, scans } = await examined(model, finder, person, text);
      if (scans) throw new Error(`${way}: “${text}” scanned the collection`);
      documents.push(docs);
      keys.push(read);
    }
    const [p50, p99] = [at(times, 0.5), at(times, 0.99)];
    const late = p99 > GOAL_MS ? `  over ${GOAL_MS} ms` : '';
    console.log(
      `  ${way.padEnd(36)} p50 ${p50.toFixed(1).padStart(6)} ms  p99 ${p99.toFixed(1).padStart(6)} ms  processor ${cpu.toFixed(1).padStart(5)} ms  most read: ${String(Math.max(...keys)).padStart(5)} keys, ${String(Math.max(...documents)).padStart(5)} documents${late}`,
    );
  }
}

/** Processor time of this program and of the database, in ms; on Linux. */
function processorMs() {
  const { user, system } = process.cpuUsage();
  const stat = existsSync(`/proc/${server.pid}/stat`)
    ? readFileSync(`/proc/${server.pid}/stat`, 'utf8').split(' ')
    : [];
  return (user + system) / 1000 + (Number(stat[13] ?? 0) + Number(stat[14] ?? 0)) * 10;
}

/** What the questions of one search read, by the database's own word. */
async function examined(model, finder, person, text) {
  const asked = [];
  const { find, countDocuments } = model;
  model.find = (filter) => {
    asked.push([filter]);
    const query = find.call(model, filter);
    const limit = query.limit.bind(query);
    const own = asked.at(-1);
    query.limit = (n) => {
      own[1] = n;
      return limit(n);
    };
    return query;
  };
  await finder.find(person, text);
  model.find = find;
  model.countDocuments = countDocuments;
  let [docs, read, scans] = [0, 0, false];
  for (const [filter, limit] of asked) {
    const told = await model.collection.find(filter, { limit }).explain('executionStats');
    docs += told.executionStats.totalDocsExamined;
    read += told.executionStats.totalKeysExamined;
    scans ||= JSON.stringify(told.queryPlanner.winningPlan).includes('COLLSCAN');
  }
  return { docs, read, scans };
}
