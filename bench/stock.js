/** Many orders at once for too few goods: `npm run build && node bench/stock.js [--orders 1000] [--processes 3] [--pieces 600]`. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { databaseOf } from './support/program.js';
import { rush } from './support/stock-rush.js';

const number = (fallback) => ({ type: 'string', default: String(fallback) });
const { values } = parseArgs({ options: { orders: number(1000), processes: number(3), pieces: number(600) } });
const wanted = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, Number(value)]));

const main = fileURLToPath(new URL('../dist/src/database/embedded/main.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'orderdesk-bench-'));
const server = spawn(process.execPath, [main, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
try {
  await once(server.stdout, 'data');
  const found = await rush(databaseOf(folder), wanted);
  const { longestHeldMs, longestCommitMs, conflicts } = found.transactions;
  console.log(`${wanted.orders} orders of one piece, ${wanted.pieces} pieces, ${wanted.processes} processes at once`);
  console.log(
    `all are through        ${found.seconds.toFixed(1)} s, ${(found.filed / found.seconds).toFixed(0)} orders/s`,
  );
  console.log(`filed in (p50 / p99)   ${(found.p50 / 1000).toFixed(2)} / ${(found.p99 / 1000).toFixed(2)} s`);
  console.log(
    `longest hold           ${longestCommitMs} ms of the file by a commit, ${longestHeldMs} ms of documents by a transaction`,
  );
  console.log(
    `over 100 ms            ${found.longWriters} of ${found.writers} transactions held documents for so long`,
  );
  console.log(`conflicts, tried anew  ${conflicts}`);
  console.log(`reserved / waiting     ${found.reserved} / ${found.waiting} of ${wanted.pieces}`);
  console.log(`failed                 ${found.failed.length} ${found.failed[0] ?? ''}`);
  console.log(`ledger and orders      ${found.differences.length === 0 ? 'agree' : JSON.stringify(found.differences)}`);
  const isRight = found.failed.length === 0 && found.differences.length === 0 && found.reserved <= wanted.pieces;
  process.exitCode = isRight ? 0 : 1;
} finally {
  server.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
}
