// The desk in Feishu beside the same desk in Slack: see README.md of the benchmarks.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import mongoose from 'mongoose';
import { foundCompany } from '../slack/company.js';
import { figuresOf, rowOf } from '../slack/figures.js';
import { startBuilt, startOwn, stopAll } from '../slack/processes.js';
import { signingSecret, workspace } from '../slack/signed.js';
import { databaseOf, startDesk } from '../support/program.js';
import { tenant } from './signed.js';

const { values: options } = parseArgs({
  options: {
    orders: { type: 'string', default: '100000' },
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '5' },
    rate: { type: 'string', default: '24' },
    accounts: { type: 'string', default: '420' },
    concurrent: { type: 'string', default: '1,16,64' },
  },
});
const [rounds, seconds, rate] = [options.rounds, options.seconds, options.rate].map(Number);
const concurrencies = options.concurrent.split(',').map(Number);
const folder = mkdtempSync(join(tmpdir(), 'orderdesk-bench-'));

/** Gives the owners of the orders so many Feishu accounts together; the accounts by Slack account. */
async function joinFeishu(size) {
  const desk = await startDesk(folder);
  const connection = await mongoose.createConnection(databaseOf(folder)).asPromise();
  const members = connection.collection('members');
  const owners = await members
    .find({ _id: { $in: await connection.collection('orders').distinct('owner') } })
    .toArray();
  const accounts = new Map();
  for (const [n, owner] of owners.entries()) {
    const mine = Array.from({ length: Math.ceil(size / owners.length) }, (_, i) => `ou_bench${n}x${i}`);
    await members.updateOne({ _id: owner._id }, { $push: { identities: { $each: mine.map((id) => `feishu:${id}`) } } });
    const slack = owner.identities.find((identity) => identity.startsWith('slack:'));
    if (slack) accounts.set(slack.split(':').at(-1), mine);
  }
  await connection.close();
  await desk.stop();
  return accounts;
}

async function startBoth(slack, feishu) {
  const env = {
    PORT: '0',
    LOG_LEVEL: 'warn',
    DATA_DIR: folder,
    ORDERDESK_SECRET: 'a secret of the benchmark, long enough',
    SLACK_API_URL: `${slack}/api/`,
    SLACK_BOT_TOKEN: workspace.botToken,
    SLACK_SIGNING_SECRET: signingSecret,
    FEISHU_APP_ID: tenant.appId,
    FEISHU_APP_SECRET: tenant.appSecret,
    FEISHU_ENCRYPT_KEY: tenant.encryptKey,
    FEISHU_VERIFICATION_TOKEN: tenant.verificationToken,
    FEISHU_DOMAIN: feishu,
  };
  const desk = await startBuilt('main.js', { env, pattern: /http:\/\/localhost:(\d+)\/feishu\/events/ });
  return { ...desk, url: `http://127.0.0.1:${desk.said[1]}` };
}

const waitedMs = async (url) =>
  Number(/orderdesk_chat_wait_ms\{chat="feishu"\} (\S+)/.exec(await (await fetch(`${url}/metrics`)).text())?.[1] ?? 0);

/** One chat at one concurrency. */
async function cell(desk, generator, { chat, concurrent }) {
  const asked = { url: `${desk.url}/${chat}/events`, chat, concurrent, rate };
  await generator.tell({ ...asked, seconds: 1 });
  const before = await waitedMs(desk.url);
  const measured = figuresOf(await generator.tell({ ...asked, seconds }));
  return { ...measured, waited: ((await waitedMs(desk.url)) - before) / Math.max(1, measured.requests) };
}

const shown = (row) =>
  ['ack50', 'ack99', 'post50', 'post99', 'waited', 'perSecond']
    .map((name) => row[name].toFixed(1).padStart(8))
    .join(' |');

try {
  const asks = await foundCompany(folder, Number(options.orders));
  const accounts = await joinFeishu(Number(options.accounts));
  const questions = asks.flatMap((a) => (accounts.has(a.user) ? [{ ...a, accounts: accounts.get(a.user) }] : []));
  const [slack, feishu] = [await startOwn('../slack/local-slack.js'), await startOwn('../feishu/local-feishu.js')];
  const urls = { slack: (await slack.answer()).url, feishu: (await feishu.answer()).url };
  const generator = await startOwn('../feishu/generator.js');
  await generator.tell({ listenTo: urls, asks: questions });
  const desk = await startBoth(urls.slack, urls.feishu);
  const cells = new Map();
  for (let n = 0; n < rounds; n += 1)
    for (const concurrent of concurrencies)
      for (const chat of n % 2 ? ['slack', 'feishu'] : ['feishu', 'slack']) {
        const key = `${chat} ${concurrent}`;
        cells.set(key, [...(cells.get(key) ?? []), await cell(desk, generator, { chat, concurrent })]);
      }
  const { tokens, unknown } = await feishu.tell({});
  console.log(
    `${questions.length} orders, ${[...accounts.values()].flat().length} Feishu conversations, at most ${rate} a second; ms, median of ${rounds} rounds\n`,
  );
  console.log('chat   | at once | ack p50 | ack p99 | post p50 | post p99 | waited each | answers/s');
  const rows = new Map([...cells].map(([key, all]) => [key, rowOf(all)]));
  for (const [key, row] of rows)
    console.log(`${key.split(' ')[0].padEnd(6)} | ${key.split(' ')[1].padStart(7)} |${shown(row)}`);
  for (const concurrent of concurrencies) {
    const [f, s] = ['feishu', 'slack'].map((chat) => rows.get(`${chat} ${concurrent}`));
    const ratio = (f.post50 - f.waited) / s.post50;
    console.log(
      `${ratio <= 1.2 ? 'met   ' : 'MISSED'}  at ${concurrent}: Feishu / Slack ${ratio.toFixed(2)} (goal ≤ 1.2, post p50 without the wait)`,
    );
  }
  const lost = [...rows.values()].reduce((sum, row) => sum + row.failed + row.stray, 0);
  console.log(`${lost === 0 ? 'met   ' : 'MISSED'}  every request was answered once (${lost} were not)`);
  console.log(
    `${tokens === 1 ? 'met   ' : 'MISSED'}  one token was asked for (${tokens}); calls that the local Feishu does not know: ${unknown}`,
  );
} finally {
  await stopAll();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}
