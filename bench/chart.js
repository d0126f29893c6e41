/**
 * Charts: `npm run build && node bench/chart.js` (`--runs 40`, `--shows 400`).
 * 1. One chart of each kind in this thread, beside chart.js alone with the same data, canvas and size (goal: 1.2 times at most).
 * 2. The same through the drawing thread: the first, a new one, one that was drawn before; how long the desk stands still.
 * 3. `/order show` while 20 charts wait to be drawn all the time, beside the same with nothing to draw.
 */
import { parseArgs } from 'node:util';
import { createArtist } from '../dist/src/reports/chart/artist.js';
import { draw } from '../dist/src/reports/chart/draw.js';
import { bareChart } from './support/bare-chart.js';
import { chartsOf } from './support/charts.js';
import { withOrders } from './support/desk-with-orders.js';

const { values: options } = parseArgs({
  options: { runs: { type: 'string', default: '40' }, shows: { type: 'string', default: '400' } },
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

async function besideShow(artist) {
  await withOrders(1_000, async (show) => {
    const ask = async (often) => {
      const times = [];
      for (let n = 0; n < often; n += 1) times.push(await show());
      return times;
    };
    await ask(100);
    const quiet = await ask(shows);
    let isOver = false;
    let drawn = 0;
    const crowd = (async () => {
      for (let n = 1_000; !isOver; n += 3) {
        const specs = [0, 1, 2].flatMap((k) => Object.values(chartsOf(n + k))).slice(0, atOnce);
        await Promise.all(specs.map((spec) => artist.draw(spec)));
        drawn += specs.length;
      }
    })();
    const start = performance.now();
    const busy = await ask(shows);
    const seconds = (performance.now() - start) / 1000;
    isOver = true;
    await crowd;
    print('show an order, nothing to draw, p50 / p99, ms', both(quiet));
    print(`show an order, ${atOnce} charts at once all the time, p50 / p99, ms`, both(busy));
    print('  p99 in times of nothing to draw', (at(busy, 0.99) / at(quiet, 0.99)).toFixed(2));
    print('  charts drawn meanwhile, a second', (drawn / seconds).toFixed(1));
  });
}

besideBare();
const artist = createArtist();
await throughThread(artist);
await besideShow(artist);
await artist.close();
