import { afterAll, beforeAll, expect, test } from '@jest/globals';
import mongoose, { type Connection } from 'mongoose';
import { consoleFromDesk } from '../../adapters/console/from-desk.ts';
import { messageModel } from '../../adapters/console/model.ts';
import { feishuAddress } from '../../adapters/feishu/address.ts';
import { feishuFromDesk } from '../../adapters/feishu/from-desk.ts';
import { slackAddress } from '../../adapters/slack/address.ts';
import { slackFromDesk } from '../../adapters/slack/from-desk.ts';
import type { ChatAdapter } from '../../src/chat/adapter.ts';
import type { Address } from '../../src/chat/address.ts';
import { type NewOutboxRow, outboxModel } from '../../src/chat/outbox-row.ts';
import { readConfig } from '../../src/config.ts';
import { newId } from '../../src/id.ts';
import type { Member } from '../../src/members/member.ts';
import { orderModel } from '../../src/orders/model.ts';
import { orderIn } from '../orders/support/seed.ts';
import { foundCompany, nameOf } from '../support/company.ts';
import { openTestDesk, testSecret } from '../support/desk.ts';
import { startLocalFeishu } from '../support/feishu/server.ts';
import { type FeishuUser, feishuSettings, type LocalFeishu } from '../support/feishu-desk.ts';
import { type Program, startProgram } from '../support/program.ts';
import { startLocalSlack } from '../support/slack/server.ts';
import { type LocalSlack, type SlackUser, wordsIn } from '../support/slack-desk.ts';
import { until } from '../support/until.ts';

/** Ms of load during which the replicas die; the soak goes on for ten minutes. */
const loadMs = process.env.SOAK ? 600_000 : 12_000;
/** Ms between two things that happen. */
const pauseMs = 250;
/** Ms for what is left: rows of a dead replica are free again after ten seconds. */
const settleMs = process.env.SOAK ? 900_000 : 180_000;

let slack: LocalSlack;
let feishu: LocalFeishu;
let connection: Connection;
let env: Record<string, string>;
let replicas: Program[] = [];
let kills = 0;
type Reader = { member: Member; slack: SlackUser; feishu: FeishuUser; at: Record<string, Address> };
const readers: Reader[] = [];

/** A company whose people are in Slack, in Feishu and in the console at once. */
async function found(uri: URL): Promise<void> {
  const [slackConfig, feishuConfig] = [readConfig(env).slack, readConfig(env).feishu];
  if (!slackConfig || !feishuConfig) throw new Error('the settings connect no chats');
  const chats: ChatAdapter[] = [];
  const adapters = [consoleFromDesk, slackFromDesk(slackConfig), feishuFromDesk(feishuConfig)].map(
    (make) => (kit: Parameters<typeof make>[0]) => {
      const chat = make(kit);
      chats.push(chat);
      return chat;
    },
  );
  const desk = await openTestDesk({ database: uri.pathname.slice(1), env, adapters });
  const people = new Map<string, Pick<Reader, 'slack' | 'feishu'>>();
  const company = await foundCompany(desk, (name) => {
    const called = { name: nameOf(name), email: `${name}@company.example` };
    const own = {
      slack: slack.user({ ...called, id: `U0${name.toUpperCase()}` }),
      feishu: feishu.user({ ...called, id: `ou_${name}` }),
    };
    people.set(nameOf(name), own);
    return { identities: [slackAddress(slack.team.id, own.slack.id), feishuAddress(own.feishu.id)] };
  });
  for (const member of [company.anna, company.bob, company.fiona, company.ada]) {
    const direct = (platform: string, identity: Address) =>
      chats.find((chat) => chat.platform === platform)!.direct(identity);
    const [inSlack, inFeishu] = member.identities as [Address, Address];
    const at = {
      slack: direct('slack', inSlack),
      feishu: direct('feishu', inFeishu),
      console: direct('console', `console:${member._id}`),
    };
    readers.push({ member, ...people.get(member.name)!, at });
  }
  await desk.close();
}

beforeAll(async () => {
  [slack, feishu] = [await startLocalSlack(), await startLocalFeishu()];
  const uri = new URL(process.env.TEST_MONGODB_URI ?? '');
  uri.pathname = `/replicas_${newId()}`;
  env = {
    ...{ MONGODB_URI: uri.href, SAMPLE_DATA: 'off', ORDERDESK_SECRET: testSecret, CONSOLE: 'on' },
    ...{ SLACK_BOT_TOKEN: slack.team.botToken, SLACK_SIGNING_SECRET: slack.signingSecret, SLACK_API_URL: slack.apiUrl },
    ...feishuSettings(feishu),
  };
  connection = await mongoose.createConnection(uri.href).asPromise();
  await found(uri);
  replicas = await Promise.all([1, 2, 3].map(() => startProgram(env)));
}, 120_000);
afterAll(async () => {
  await Promise.all(replicas.map((replica) => replica.kill()));
  await connection.dropDatabase();
  await connection.close();
  await slack.close();
  await feishu.close();
}, 60_000);

type Occurrence = { number: string; reader: Reader; keys: Record<string, string> };

/** Something happened to an order: its reader is told in every chat. */
async function happen(reader: Reader): Promise<Occurrence> {
  const { member, at } = reader;
  const order = orderIn('delivered', { _id: 'c', code: 'C', name: 'Customer' }, { owner: member._id });
  // What a salesperson, a manager, finance and an admin all may read.
  const number = `SO-${700_000 + Math.floor(performance.now() * 10)}`;
  await orderModel(connection).create([{ ...order, number, team: member.teams[0], search: [number.toLowerCase()] }]);
  const now = new Date();
  const rows = Object.entries(at).map(
    ([chat, conversation]): NewOutboxRow => ({
      ...{ _id: `notice:${order._id}:${chat}`, job: 'notice', notice: 'told', order: order._id },
      ...{ conversation, viewer: { member: member._id }, data: { action: 'deliver', by: member._id } },
    }),
  );
  await outboxModel(connection).insertMany(
    rows.map((row) => ({ ...row, state: 'due', attempts: 0, nextAt: now, createdAt: now })),
  );
  return { number, reader, keys: Object.fromEntries(Object.keys(at).map((chat, i) => [chat, rows[i]!._id])) };
}

/** One of the replicas after the other dies without warning, and comes back. */
async function die(isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    const n = Math.floor(Math.random() * replicas.length);
    await replicas[n]!.kill();
    kills += 1;
    replicas[n] = await startProgram(env);
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 2_000));
  }
}

/** How often each chat shows an occurrence. */
async function shownOf({ number, reader, keys }: Occurrence): Promise<Record<string, number>> {
  const inSlack = reader.slack.shown().direct.filter((m) => {
    const { key } = (m.metadata as { event_payload?: { key?: string } } | undefined)?.event_payload ?? {};
    return key === keys.slack;
  });
  const inFeishu = reader.feishu.shown().direct.filter((m) => JSON.stringify(m).includes(number));
  const key = `post ${reader.at.console} ${keys.console}`;
  return {
    slack: inSlack.filter((m) => wordsIn(m.blocks).includes(number)).length,
    feishu: inFeishu.length,
    console: await messageModel(connection).countDocuments({ key }),
  };
}

test(
  'three replicas die again and again under load: each occurrence is shown once in Slack, in Feishu and in the console',
  async () => {
    const occurrences: Occurrence[] = [];
    const end = performance.now() + loadMs;
    const isOver = () => performance.now() > end && kills >= 2;
    const dying = die(isOver);
    while (!isOver()) {
      occurrences.push(await happen(readers[occurrences.length % readers.length]!));
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
    await dying;
    const rows = outboxModel(connection);
    await until('everything is sent', settleMs, async () => (await rows.countDocuments({ state: 'due' })) === 0);
    expect(await rows.find({ state: 'dead' }).lean()).toEqual([]);
    const shown = await Promise.all(occurrences.map(async (one) => [one.number, await shownOf(one)] as const));
    expect(shown.filter(([, n]) => n.slack !== 1 || n.feishu !== 1 || n.console !== 1)).toEqual([]);
    expect(occurrences.length).toBeGreaterThan(loadMs / pauseMs / 4);
  },
  loadMs + settleMs + 120_000,
);
