import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { feishuAddress } from '../../adapters/feishu/address.ts';
import { type PostedCard, postModel } from '../../src/chat/posts.ts';
import { orderModel } from '../../src/orders/model.ts';
import type { Order } from '../../src/orders/order.ts';
import { t } from '../../src/text/index.ts';
import type { Message } from '../support/feishu/types.ts';
import { wordsOf } from '../support/feishu/words.ts';
import { type FeishuDesk, type FeishuUser, openFeishuDesk } from '../support/feishu-desk.ts';
import { until } from '../support/until.ts';

let on: FeishuDesk;
let group: string;
beforeAll(async () => {
  on = await openFeishuDesk();
  group = await on.group('orders');
  const address = feishuAddress(group);
  const { desk, company } = on;
  await desk.desk.settings.connect(desk.actor(company.ada), { address, purpose: 'approvals', role: 'manager' });
});
afterAll(async () => {
  expect(on.feishu.complaints).toEqual([]);
  await on.close();
});

const read = async (number: string): Promise<Order> =>
  (await orderModel(on.desk.connection).findOne({ number }).lean<Order>()) as Order;
const sees = <T>(what: string, look: () => T | undefined): Promise<NonNullable<T>> =>
  until(what, 8_000, () => look() ?? undefined) as Promise<NonNullable<T>>;
const told = (user: FeishuUser, words: string): Promise<Message> =>
  sees(`a direct message with “${words}”`, () => user.shown().direct.findLast((m) => wordsOf(m).includes(words)));
const whispered = (user: FeishuUser, words: string): Promise<Message> =>
  sees(`a card for one person with “${words}”`, () =>
    user.shown().ephemeral.findLast((m) => wordsOf(m).includes(words)),
  );
const inGroup = (words: string): Message[] => on.feishu.messages(group).filter((m) => wordsOf(m).includes(words));

/** An order that waits for a manager; gives its number. Everything that is due was sent. */
async function submitted(quantity = 100): Promise<string> {
  const { desk, company } = on;
  const lines = [{ sku: 'A100', quantity: quantity * 1000 }];
  const draft = await desk.desk.drafts.create(desk.actor(company.anna), { customer: company.acme._id, lines });
  const { order } = await desk.desk.move(desk.actor(company.anna), draft._id, 'submit');
  await on.settle();
  return order.number ?? '';
}

describe('an order in a group', () => {
  let number: string;
  beforeAll(async () => {
    number = await submitted();
  });

  test('has one home there, in whose thread things are told as they happen', async () => {
    const { desk, company } = on;
    const [home, ...others] = inGroup(number).filter((m) => !m.root_id && !wordsOf(m).includes('Please decide'));
    expect(wordsOf(home as Message)).toContain(number);
    expect(others).toEqual([]);
    await desk.desk.move(desk.actor(company.bob), (await read(number))._id, 'approve');
    await on.settle();
    const told = on.feishu.messages(group).filter((m) => m.root_id === home?.message_id);
    expect(told.map(wordsOf).join('\n')).toMatch(/submitted.*approved/s);
    expect(wordsOf(on.feishu.message(home?.message_id ?? '') as Message)).toContain('approved');
  });

  test('is meant by words in its thread, and the answer is for the asker’s eyes', async () => {
    const home = (await postModel(on.desk.connection).findOne({
      view: 'order',
      conversation: `feishu:${group}`,
    })) as PostedCard;
    await on.users.otto.write('show', { chat: group, mention: true, reply: home.message, inThread: true });
    expect(wordsOf(await whispered(on.users.otto, number))).toContain(number);
    expect(on.users.anna.shown().ephemeral).toEqual([]);
  });

  test('where the group shows no such card, the answer comes directly, and the group reads nothing', async () => {
    const { anna } = on.users;
    const other = on.feishu.chat({ name: 'third', members: [anna.id] }).id;
    on.feishu.faults.refuse({ method: 'ephemeral.send', code: 230001, status: 400 });
    await anna.write('/order help', { chat: other, mention: true });
    expect(wordsOf(await told(anna, '/order list'))).toContain('/order list');
    expect(on.feishu.messages(other).filter((m) => m.sender.sender_type === 'app')).toEqual([]);
  });
});

describe('a decision in a group', () => {
  test('fifty clicks at once are one decision, each click is answered, and the card is true afterwards', async () => {
    const number = await submitted(110);
    const card = inGroup(number).find((m) => wordsOf(m).includes('Approve')) as Message;
    const acts = await Promise.all(Array.from({ length: 50 }, () => on.users.bob.click(card, 'Approve')));
    expect(acts.every((a) => a.status === 200 && a.error === undefined)).toBe(true);
    await on.settle();
    const order = await read(number);
    expect(order.state).toBe('approved');
    expect(order.timeline.filter((e) => e.action === 'approve')).toHaveLength(1);
    expect(wordsOf(on.feishu.message(card.message_id) as Message)).toContain('Bob');
    expect(wordsOf(on.feishu.message(card.message_id) as Message)).not.toContain('Approve');
  });

  test('somebody who may not decide is told so by a toast, and nothing else happens', async () => {
    const number = await submitted(120);
    const card = inGroup(number).find((m) => wordsOf(m).includes('Approve')) as Message;
    const act = await on.users.anna.click(card, 'Approve');
    expect(act.toast?.type).toBe('error');
    expect((await read(number)).state).toBe('pending');
  });
});

describe('figures', () => {
  test('come with a chart that Feishu draws itself, its words folded below, and a file beside the card', async () => {
    const { ada } = on.users;
    await ada.write('/order report this month');
    const card = await sees('the report', () =>
      ada.shown().direct.findLast((m) => JSON.stringify(m.card ?? '').includes('"tag":"chart"')),
    );
    expect(wordsOf(card)).toContain('CNY');
    expect(JSON.stringify(card.card)).toMatch(/"collapsible_panel".*39,600\.00/);
    const before = ada.shown().direct.length;
    await ada.click(card, 'Export');
    const file = await sees('the file', () =>
      ada
        .shown()
        .direct.slice(before)
        .find((m) => m.msg_type === 'file'),
    );
    expect(JSON.parse(file.body.content)).toHaveProperty('file_key');
  });
});

describe('a new person', () => {
  test('asks, an admin clicks a role, and both see it', async () => {
    const zoe = on.feishu.user({ id: 'ou_zoe', name: 'Zoe Q', email: 'zoe@elsewhere.example' });
    await zoe.write('订单');
    expect(wordsOf(await told(zoe, 'Ada'))).toContain('Ada');
    await on.settle();
    const asked = await told(on.users.ada, 'Zoe Q');
    await on.users.ada.click(asked, 'sales');
    await on.settle();
    await until('Zoe is a member', 4_000, async () => (await on.desk.desk.members.find('feishu:ou_zoe')) ?? undefined);
    await zoe.menu('order');
    expect(wordsOf(await told(zoe, 'My day, Zoe Q'))).toContain(t('en', 'card.day.nothing'));
  });

  test('who adds the bot to a group reads how it is connected; the group reads nothing', async () => {
    const other = on.feishu.chat({ name: 'new group', members: [on.users.ada.id], withBot: false }).id;
    await on.feishu.addBot(other);
    expect(wordsOf(await told(on.users.ada, other))).toContain(`feishu:${other}`);
    expect(on.feishu.messages(other)).toEqual([]);
  });
});
