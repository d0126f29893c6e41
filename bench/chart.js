/**
 * Charts: `npm run build && node bench/chart.js` (`--runs 40`, `--shows 1500`).
 * 1. One chart of each kind in this thread, beside chart.js alone with the same data, canvas and size (goal: 1.2 times at most).
 * 2. The same through the drawing thread: the first, a new one, one that was drawn before; how long the desk stands still.
 * 3. `/order show` while 20 charts wait to be drawn all the time, in turns with the same with nothing to draw, and with a loop of
 *    the lowest priority in another program: what any work on the other processor costs on this machine.
 */
import { spawn } from 'node:child_process';
import { parseArgs } from 'node:util';
import { createArtist } from '../dist/src/reports/chart/artist.js';
import { draw } from '../dist/src/reports/chart/draw.js';
import { bareChart } from './support/bare-chart.js';
import { chartsOf } from './support/charts.js';
import { withOrders } from './support/desk-with-orders.js';

const { values: options } = parseArgs({
  options: { runs: { type: 'string', default: '40' }, shows: { type: 'string', default: '1500' } },
});
const [runs, shows] = [Number(options.runs), Number(options.shows)];
const atOnce = 20;

const print = (what, value) => console.log(`${what.padEnd(58)} ${value}`);
const at = (times, share) => times.toSorted((a, b) => a - b)[Math.floor(times.length * share)];
const both = (times) => `${at(times, 0.5).toFixed(1)} / ${at(times, 0.99).toFixed(1)}`;

/** Processor time of several works, ms, in turns: what else runs on the machine changes it least. */
function inTurns(...works) {
  const times = works.map(() => []);
  for (let n = -3; n < runs; n += 1)
    for (const [i, work] of works.entries()) {
      const before = process.cpuUsage();
      work();
      const { user, system } = process.cpuUsage(before);
      if (n >= 0) times[i].push((user + system) / 1000);
    }
  return times;
}

function besideBare() {
  const all = [0, 0];
  for (const [name, spec] of Object.entries(chartsOf())) {
    const [own, bare] = inTurns(() => draw(spec), bareChart(spec)).map((times) => at(times, 0.5));
    all[0] += own;
    all[1] += bare;
    print(
      `${name}: own / bare, processor ms (median)`,
      `${own.toFixed(1)} / ${bare.toFixed(1)}   × ${(own / bare).toFixed(2)}`,
    );
  }
  print('all of them (goal × 1.2)', `× ${(all[0] / all[1]).toFixed(2)}`);
}

/** The longest that a timer of 5 ms was late while `work` ran. */
async function standstill(work) {
  let last = performance.now();
  let longest = 0;
  const timer = setInterval(() => {
    longest = Math.max(longest, performance.now() - last - 5);
    last = performance.now();
  }, 5);
  await work();
  clearInterval(timer);
  return longest;
}

async function timeOf(work) {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

async function throughThread(artist) {
  const { trend } = chartsOf();
  print('first chart (thread, canvas and fonts are loaded), ms', (await timeOf(() => artist.draw(trend))).toFixed(0));
  print('one that was drawn before, ms', (await timeOf(() => artist.draw(trend))).toFixed(2));
  const times = [];
  const still = await standstill(async () => {
    for (let n = 1; n <= runs; n += 1) times.push(await timeOf(() => artist.draw(Object.values(chartsOf(n))[n % 7])));
  });
  print('a new one, of each kind in turn, p50 / p99, ms', both(times));
  print('  the desk stood still meanwhile for at most, ms', still.toFixed(0));
}

/** Runs `work` while 20 askers each want a chart that was not drawn before; how many were drawn meanwhile goes to `count`. */
async function whileDrawing(artist, count, work) {
  let isOver = false;
  const askers = Array.from({ length: atOnce }, async (_, i) => {
    while (!isOver) {
      count.asked += 1;
      await artist.draw(Object.values(chartsOf(1_000 + count.asked))[i % 7]);
      if (!isOver) count.drawn += 1;
    }
  });
  const start = performance.now();
  const times = await work();
  count.ms += performance.now() - start;
  isOver = true;
  await Promise.all(askers);
  return times;
}

async function whileBurning(work) {
  const burner = spawn('nice', ['-n', '19', process.execPath, '-e', 'for (;;);'], { stdio: 'ignore' });
  const times = await work();
  burner.kill('SIGKILL');
  return times;
}

const block = 100;
const rounds = Math.ceil(shows / block);

async function besideShow(artist) {
  await withOrders(1_000, async (show) => {
    const ask = async () => {
      const times = [];
      for (let n = 0; n < block; n += 1) times.push(await show());
      return times;
    };
    await ask();
    const count = { asked: 0, drawn: 0, ms: 0 };
    const [quiet, burning, busy] = [[], [], []];
    for (let n = 0; n < rounds; n += 1) {
      quiet.push(...(await ask()));
      burning.push(...(await whileBurning(ask)));
      busy.push(...(await whileDrawing(artist, count, ask)));
    }
    const inTimes = (times) => `${both(times)}   × ${(at(times, 0.99) / at(quiet, 0.99)).toFixed(2)}`;
    print('show an order, nothing to draw, p50 / p99, ms', both(quiet));
    print('  beside an idle loop elsewhere', inTimes(burning));
    print(`  beside ${atOnce} charts at once all the time`, inTimes(busy));
    print('  charts drawn meanwhile, a second', ((count.drawn * 1000) / count.ms).toFixed(1));
  });
}

besideBare();
const artist = createArtist();
await throughThread(artist);
await besideShow(artist);
await artist.close();
