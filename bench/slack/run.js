// The desk in Slack beside a bare Bolt app and `chat`: see README.md of the benchmarks.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { watchProcesses } from '../support/clock.js';
import { foundCompany } from './company.js';
import { contendersOn } from './contenders.js';
import { figuresOf, goalsOf, rowOf, tableOf } from './figures.js';
import { startOwn, stopAll } from './processes.js';

const { values: options } = parseArgs({
  options: {
    orders: { type: 'string', default: '100000' },
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '4' },
    requests: { type: 'string' },
    concurrent: { type: 'string', default: '1,16,64' },
    only: { type: 'string' },
    alone: { type: 'boolean', default: true },
    profile: { type: 'boolean', default: false },
  },
  allowNegative: true,
});
const rounds = Number(options.rounds);
const concurrencies = options.concurrent.split(',').map(Number);
const length = options.requests ? { requests: Number(options.requests) } : { seconds: Number(options.seconds) };
/** Before each round of a contender, with many at once, and before each cell. */
const warmUp = { concurrent: 16, seconds: 3 };
const warmUpSeconds = 1;

const folder = mkdtempSync(join(tmpdir(), 'orderdesk-bench-'));

/** One contender from its start to its end: warmed up, then each concurrency. */
async function round({ name, start }, { generator, slack, cells }) {
  const { url, pids, stop } = await start();
  await generator.tell({ url, ...warmUp });
  for (const concurrent of concurrencies) {
    await generator.tell({ url, concurrent, seconds: warmUpSeconds });
    await slack.tell({ about: 'watch' });
    const used = watchProcesses(pids);
    const cell = await generator.tell({ url, concurrent, ...length });
    const eachMs = used() / cell.answered.length;
    const { share } = await slack.tell({ about: 'share' });
    const key = `${name} ${concurrent}`;
    const known = cells.get(key) ?? { contender: name, concurrent, rounds: [] };
    known.rounds.push({ ...figuresOf(cell), eachMs, slackShare: share });
    cells.set(key, known);
  }
  const { last, unknown } = await slack.tell({ about: 'last' });
  if (unknown > 0) console.log(`${name}: ${unknown} calls that the local Slack does not know`);
  await stop();
  return last;
}

try {
  const began = performance.now();
  const asks = await foundCompany(folder, Number(options.orders));
  console.log(`${asks.length} orders to ask about, stored in ${((performance.now() - began) / 1000).toFixed(0)} s`);
  const slack = await startOwn('./local-slack.js');
  const { url } = await slack.answer();
  const generator = await startOwn('./generator.js');
  await generator.tell({ slack: url, asks });
  const nodeOptions = options.profile ? ['--cpu-prof', '--cpu-prof-dir=bench-profile'] : [];
  const only = options.only?.split(',');
  const all = contendersOn({ folder, slack: url, nodeOptions, alone: options.alone });
  const contenders = all.filter(({ name }) => !only || only.includes(name));
  const cells = new Map();
  for (let n = 0; n < rounds; n += 1) {
    for (let i = 0; i < contenders.length; i += 1) {
      // Another one begins each round, so that what the machine does meanwhile favours nobody.
      const contender = contenders[(n + i) % contenders.length];
      const last = await round(contender, { generator, slack, cells });
      if (n === 0) console.log(`${contender.name} posts ${Buffer.byteLength(last)} bytes`);
    }
  }
  const rows = contenders.flatMap(({ name }) =>
    concurrencies.map((c) => {
      const { contender, concurrent, rounds: found } = cells.get(`${name} ${c}`);
      return { contender, concurrent, ...rowOf(found) };
    }),
  );
  console.log(`\nms; median of ${rounds} rounds\n\n${tableOf(rows)}\n\n${goalsOf(rows)}`);
  console.log(`took ${((performance.now() - began) / 60_000).toFixed(1)} minutes`);
} finally {
  await stopAll();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}
