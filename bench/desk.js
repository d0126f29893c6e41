// What the desk promises about speed, measured on the built program over HTTP: `npm run build && node bench/desk.js`.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import mongoose from 'mongoose';
import { growHistory } from './support/history.js';
import { fileOrder, signIn, someOrder } from './support/person.js';
import { databaseOf, memoryOf, pause, settled, startDesk } from './support/program.js';

const { values: options } = parseArgs({
  options: {
    sizes: { type: 'string', default: '1000,10000,100000' },
    runs: { type: 'string', default: '40' },
    profile: { type: 'boolean', default: false },
  },
});
const sizes = options.sizes.split(',').map(Number);
const runs = Number(options.runs);
const nodeOptions = options.profile ? ['--cpu-prof', '--cpu-prof-dir=bench-profile'] : [];

const folder = mkdtempSync(join(tmpdir(), 'orderdesk-bench-'));
const show = (what, value) => console.log(`${what.padEnd(58)} ${value}`);
const fixed = (n, digits = 1) => n.toFixed(digits);
const quantile = (sorted, q) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))];

async function starts() {
  const first = await startDesk(folder);
  show('start to ready, first (makes the sample company), s', fixed(first.seconds, 2));
  await settled(first);
  await first.stop();
  const seconds = [];
  for (let n = 0; n < 3; n += 1) {
    const again = await startDesk(folder);
    seconds.push(again.seconds);
    await again.stop();
  }
  show('start to ready, second (median of 3; goal < 1.5), s', fixed(seconds.sort((a, b) => a - b)[1], 2));
}

/** The smallest of some looks: what the program needs when nothing happens. */
async function idleMemory(desk) {
  await settled(desk);
  const looks = [];
  for (let n = 0; n < 10; n += 1) {
    await pause(500);
    looks.push(memoryOf(desk.pid));
  }
  show('idle memory (resident), MB', fixed(Math.min(...looks), 0));
}

async function filing(desk, workers, orders) {
  const people = await Promise.all(
    Array.from({ length: workers }, (_, n) =>
      signIn(desk.url, ['anna', 'leo', 'emma', 'hugo'][n % 4], workers === 1 ? 4 : 2),
    ),
  );
  const words = await Promise.all(people.map(someOrder));
  await Promise.all(people.map((person, n) => fileOrder(person, words[n])));
  let left = orders;
  const began = performance.now();
  await Promise.all(
    people.map(async (person, n) => {
      while (left > 0) {
        left -= 1;
        await fileOrder(person, words[n]);
      }
    }),
  );
  const seconds = (performance.now() - began) / 1000;
  show(`orders filed per second, ${workers} at a time (${orders} orders)`, fixed(orders / seconds));
  show('  then all notices are out after, s', fixed(await settled(desk)));
}

/** Median and p95 of one thing that a person says, ms. */
async function timeOf(person, text) {
  for (let n = 0; n < 5; n += 1) await person.say(text);
  const times = [];
  for (let n = 0; n < runs; n += 1) {
    const began = performance.now();
    const answer = await person.say(text);
    times.push(performance.now() - began);
    if (!answer.messages.at(-1)?.card || answer.messages.at(-1).card.tone === 'bad')
      throw new Error(`${text}: ${JSON.stringify(answer).slice(0, 300)}`);
  }
  times.sort((a, b) => a - b);
  return { median: quantile(times, 0.5), p95: quantile(times, 0.95) };
}

/** What is asked, by whom: the salesperson Anna, and the admin Mei for the whole company. */
async function questionsFor(desk, connection) {
  const anna = await signIn(desk.url, 'anna', 10);
  const mei = await signIn(desk.url, 'mei', 6);
  const mine = await connection.collection('orders').findOne({ owner: 'sample-anna', number: { $gt: '' } });
  return [
    ['help (reads no orders: what any answer costs)', anna, '/order help'],
    ['My day', anna, '/order'],
    ['list', anna, '/order list'],
    ['show', anna, `/order show ${mine.number}`],
    ['report this month', mei, '/order report this month'],
  ];
}

/** One size on a desk of its own: a conversation that grew while another size was measured would be measured too. */
async function readingAt(size, medians) {
  const own = mkdtempSync(join(tmpdir(), 'orderdesk-bench-'));
  const desk = await startDesk(own, nodeOptions);
  const connection = await mongoose.createConnection(databaseOf(own)).asPromise();
  try {
    await settled(desk);
    const began = performance.now();
    await growHistory(connection, 0, size);
    const loaded = fixed((performance.now() - began) / 1000);
    show(`history of ${size} orders (loaded in ${loaded} s), ms`, 'median    p95   ×first');
    for (const [what, person, text] of await questionsFor(desk, connection)) {
      const { median, p95 } = await timeOf(person, text);
      if (!medians.has(what)) medians.set(what, median);
      const ratio = fixed(median / medians.get(what), 2);
      show(`  ${what}`, `${fixed(median).padStart(6)} ${fixed(p95).padStart(6)}   ${ratio}`);
    }
  } finally {
    await connection.close();
    await desk.stop();
    rmSync(own, { recursive: true, force: true, maxRetries: 5 });
  }
}

try {
  await starts();
  const desk = await startDesk(folder, nodeOptions);
  await idleMemory(desk);
  await filing(desk, 1, 40);
  await filing(desk, 8, 120);
  await desk.stop();
  const medians = new Map();
  for (const size of sizes) await readingAt(size, medians);
} finally {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}
