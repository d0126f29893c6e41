/**
 * How long a list takes to be written as a workbook and as CSV, with how much memory, and how long the desk stands still
 * meanwhile: `npm run build && node --expose-gc bench/export.js [--rows 100000]`.
 */
import { writeSheet } from '../dist/src/spreadsheet/index.js';

const at = process.argv.indexOf('--rows');
const sizes = at > 0 ? [Number(process.argv[at + 1])] : [1_000, 10_000, 100_000];

const text = (label, of) => ({ kind: 'text', label, of });
const date = (label, day) => ({ kind: 'date', label, of: (n) => `2026-0${1 + (n % 9)}-${day + (n % 9)}` });
const columns = [
  text('order', (n) => `SO-${String(n).padStart(6, '0')}`),
  text('PO', (n) => (n % 2 ? `4500${n * 17}` : undefined)),
  text('status', (n) => ['approved', 'shipped', '已发货'][n % 3]),
  text('customer code', (n) => `C${n % 4_000}`),
  text('customer', (n) => `华信科技有限公司 ${n % 4_000} & Partners`),
  text('owner', (n) => ['Anna Li', '王芳', 'Bob'][n % 3]),
  date('ordered', 10),
  date('promised', 11),
  date('shipped', 12),
  date('due', 13),
  text('currency', (n) => (n % 5 ? 'CNY' : 'USD')),
  ...['total', 'paid', 'to be paid'].map((label, i) => ({
    kind: 'money',
    label,
    currency: (n) => (n % 5 ? 'CNY' : 'USD'),
    total: true,
    of: (n) => n * 97 * (i + 1),
  })),
];
const sheet = { name: 'Orders', columns, totalLabel: (currency) => `Total ${currency ?? ''}` };

/** Rows as a cursor has them: batches of 500, a turn of the event loop between two. */
async function* rows(count) {
  for (let n = 0; n < count; n += 1) {
    if (n % 500 === 0) await new Promise((done) => setImmediate(done));
    yield n;
  }
}

/** Time, growth of resident memory and the longest standstill while `work` ran. */
async function measured(work) {
  globalThis.gc?.();
  const before = process.memoryUsage().rss;
  const begun = performance.now();
  let [last, longest, peak] = [begun, 0, before];
  const timer = setInterval(() => {
    longest = Math.max(longest, performance.now() - last - 5);
    last = performance.now();
    peak = Math.max(peak, process.memoryUsage().rss);
  }, 5);
  const result = await work();
  clearInterval(timer);
  return { result, ms: performance.now() - begun, mb: (peak - before) / 1e6, longest };
}

await writeSheet(sheet, rows(2_000), ['xlsx', 'csv'], 1e9);
for (const count of sizes)
  for (const formats of [['csv'], ['xlsx'], ['xlsx', 'csv']]) {
    const { result, ms, mb, longest } = await measured(() => writeSheet(sheet, rows(count), formats, 1e9));
    const files = result.bytes.map((bytes) => `${(bytes.length / 1e6).toFixed(1)} MB`).join(' + ');
    console.log(
      `${count} rows ${formats.join(' + ')}: ${ms.toFixed(0)} ms, ${files}, memory +${mb.toFixed(0)} MB, longest standstill ${longest.toFixed(0)} ms`,
    );
  }
