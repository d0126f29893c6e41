import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { feishuAddress } from '../../adapters/feishu/address.ts';
import { feishuFromDesk } from '../../adapters/feishu/from-desk.ts';
import { slackAddress } from '../../adapters/slack/address.ts';
import { slackFromDesk } from '../../adapters/slack/from-desk.ts';
import { readConfig } from '../../src/config.ts';
import { orderModel } from '../../src/orders/model.ts';
import { type Company, foundCompany } from '../support/company.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
import { startLocalFeishu } from '../support/feishu/server.ts';
import { wordsOf } from '../support/feishu/words.ts';
import { type FeishuUser, feishuSettings, type LocalFeishu } from '../support/feishu-desk.ts';
import { settle } from '../support/settle.ts';
import { startLocalSlack } from '../support/slack/server.ts';
import { type LocalSlack, type SlackUser, wordsIn } from '../support/slack-desk.ts';
import { until } from '../support/until.ts';

let [slack, feishu]: [LocalSlack?, LocalFeishu?] = [];
let desk: TestDesk;
let company: Company;
let bobInSlack: SlackUser;
let bobInFeishu: FeishuUser;

beforeAll(async () => {
  let now = () => Date.now();
  const clock = { now: () => now() };
  slack = await startLocalSlack(clock);
  feishu = await startLocalFeishu(clock);
  const env = {
    ...feishuSettings(feishu),
    SLACK_BOT_TOKEN: slack.team.botToken,
    SLACK_SIGNING_SECRET: slack.signingSecret,
    SLACK_API_URL: slack.apiUrl,
  };
  const config = readConfig(env);
  if (!config.slack || !config.feishu) throw new Error('the settings connect both chats');
  desk = await openTestDesk({ env, adapters: [slackFromDesk(config.slack), feishuFromDesk(config.feishu)] });
  now = () => desk.clock().getTime();
  slack.connect({ url: `${desk.url}/slack/events` });
  feishu.connect({ url: `${desk.url}/feishu/events` });
  company = await foundCompany(desk);
  bobInSlack = slack.user({ id: 'U0BOB', name: 'Bob' });
  bobInFeishu = feishu.user({ id: 'ou_bob', name: 'Bob' });
  for (const identity of [slackAddress(slack.team.id, bobInSlack.id), feishuAddress(bobInFeishu.id)])
    await desk.desk.members.link(desk.actor(company.ada), company.bob._id, identity);
});
afterAll(async () => {
  await desk.close();
  await slack?.close();
  await feishu?.close();
});

const inSlack = (number: string) =>
  bobInSlack
    .shown()
    .direct.filter((m) => wordsIn(m.blocks).includes(number))
    .map((m) => wordsIn(m.blocks));
const inFeishu = (number: string) => bobInFeishu.shown().direct.filter((m) => wordsOf(m).includes(number));

test('a manager who uses both chats is asked in both, decides in one, and both are true', async () => {
  const lines = [{ sku: 'A100', quantity: 100_000 }];
  const draft = await desk.desk.drafts.create(desk.actor(company.anna), { customer: company.acme._id, lines });
  const { order } = await desk.desk.move(desk.actor(company.anna), draft._id, 'submit');
  const number = order.number ?? '';
  await settle(desk);
  expect([inSlack(number).length, inFeishu(number).length]).toEqual([1, 1]);
  const [card] = inFeishu(number);
  if (!card) throw new Error('no card in Feishu');
  const act = await bobInFeishu.click(card, 'Approve');
  expect(act.error).toBeUndefined();
  await settle(desk);
  const stored = await orderModel(desk.connection).findOne({ number }).lean();
  expect(stored?.state).toBe('approved');
  expect(inSlack(number)[0]).toContain('Bob · approved');
  expect(inSlack(number)[0]).not.toContain('Approve');
});

test('what was begun in one chat goes on in the other, under one name', async () => {
  await bobInSlack.command('/order list');
  const shown = await until('the list in Slack', 8_000, () =>
    [...bobInSlack.shown().ephemeral, ...bobInSlack.shown().direct].findLast((m) => wordsIn(m.blocks).includes('SO-')),
  );
  const number = /SO-\d{6}/.exec(wordsIn(shown.blocks))?.[0] ?? '';
  await bobInFeishu.write(`/order hold ${number} the customer asked`);
  await until('the order is on hold', 8_000, async () => {
    const order = await orderModel(desk.connection).findOne({ number }).lean();
    return order?.state === 'on_hold';
  });
  const trail = await orderModel(desk.connection).findOne({ number }).lean();
  expect(new Set(trail?.timeline.filter((e) => e.action !== 'create').map((e) => e.by))).toContain(company.bob._id);
});
