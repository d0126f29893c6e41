/**
 * How long a chart takes, and how long the desk stands still meanwhile: `npm run build && node bench/chart.js`.
 * Charts are drawn in a thread of their own, so the second number should stay far below the first.
 */
import { createArtist } from '../dist/src/reports/chart/artist.js';

const weeks = Array.from({ length: 12 }, (_, i) => `W${36 + i}`);
const values = weeks.map((_, i) => 100_000 + ((i * 7919) % 90_000));
const specs = {
  trend: {
    kind: 'trend',
    labels: weeks,
    name: '2026',
    values,
    texts: [],
    before: { name: '2025', values: values.toReversed() },
  },
  bars: {
    kind: 'bars',
    items: values.slice(0, 9).map((value, i) => ({ label: `华信科技有限公司 ${i}`, value, text: `${value}` })),
  },
  stack: { kind: 'stack', labels: weeks, series: ['大单', '中单', '小单'].map((name) => ({ name, values })) },
};

const artist = createArtist();
const draw = (spec) => artist.draw({ title: '金额（CNY）', locale: 'zh', whole: false, ...spec });

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

const milliseconds = (value) => `${value.toFixed(0)} ms`;

const start = performance.now();
await draw(specs.trend);
console.log(`first chart (thread, canvas and fonts are loaded): ${milliseconds(performance.now() - start)}`);
for (const [kind, spec] of Object.entries(specs)) {
  const rounds = 20;
  const began = performance.now();
  let bytes = 0;
  const still = await standstill(async () => {
    for (let i = 0; i < rounds; i++) bytes = (await draw(spec)).length;
  });
  const each = milliseconds((performance.now() - began) / rounds);
  console.log(
    `${kind}: ${each} each, ${(bytes / 1024).toFixed(0)} KB, desk stood still for at most ${milliseconds(still)}`,
  );
}
await artist.close();
