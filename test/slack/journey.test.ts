import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { orderModel } from '../../src/orders/model.ts';
import type { Order } from '../../src/orders/order.ts';
import { openSlackDesk, type SlackDesk, type SlackUser, wordsIn } from '../support/slack-desk.ts';
import { until } from '../support/until.ts';

let on: SlackDesk;
let channel: string;
beforeAll(async () => {
  on = await openSlackDesk();
  channel = await on.channel('orders');
});
afterAll(() => on.close());

const read = async (number: string): Promise<Order> =>
  (await orderModel(on.desk.connection).findOne({ number }).lean<Order>()) as Order;
const numberIn = (words: string): string => /SO-\d{6}/.exec(words)?.[0] ?? '';

/** Waits for what a person sees. */
const sees = <T>(what: string, look: () => T | undefined): Promise<NonNullable<T>> =>
  until(what, 8_000, () => look() ?? undefined) as Promise<NonNullable<T>>;
const modalOf = (user: SlackUser, words: string) =>
  sees(`a modal with “${words}”`, () => {
    const { modal } = user.shown();
    return modal && wordsIn([modal.title, modal.blocks]).includes(words) ? modal : undefined;
  });
const whispered = (user: SlackUser, words: string) =>
  sees(`a private answer with “${words}”`, () =>
    user.shown().ephemeral.findLast((m) => wordsIn(m.blocks).includes(words)),
  );
const told = (user: SlackUser, words: string) =>
  sees(`a direct message with “${words}”`, () =>
    user.shown().direct.findLast((m) => wordsIn(m.blocks).includes(words)),
  );

/** Anna files an order by a line of words and the modal; gives its number. */
async function file(words: string): Promise<string> {
  const { anna } = on.users;
  const before = anna.shown().ephemeral.length;
  expect((await anna.command(`/order new ${words}`, { channel })).status).toBe(200);
  const modal = await modalOf(anna, 'Acme');
  expect((await anna.submitView(modal)).status).toBe(200);
  const card = await sees('the filed order', () => anna.shown().ephemeral.slice(before).at(-1));
  return numberIn(wordsIn(card.blocks));
}

describe('an order from one line to the last payment, in Slack', () => {
  let number: string;

  test('the salesperson types a line, and the modal shows what was understood', async () => {
    const { anna } = on.users;
    const act = await anna.command('/order new Acme A100x100 po 4711 "fragile"', { channel });
    expect([act.status, act.text]).toEqual([200, '']);
    const modal = await modalOf(anna, 'Acme Ltd');
    const words = wordsIn(modal.blocks);
    expect(words).toContain('A100');
    const sent = await anna.submitView(modal);
    expect(sent.json).toEqual({ response_action: 'clear' });
    expect(anna.shown().modal).toBeUndefined();
    const card = await whispered(anna, 'SO-0');
    number = numberIn(wordsIn(card.blocks));
    expect(await read(number)).toMatchObject({ state: 'pending', total: 12_000_00, poNo: '4711', notes: 'fragile' });
  });

  test('the manager is asked in a direct message, and the order has one home in the orders channel', async () => {
    await on.settle();
    const card = await told(on.users.bob, number);
    expect(wordsIn(card.blocks)).toContain('Approve');
    const about = on.slack.messages(channel).filter((m) => wordsIn(m.blocks).includes(number));
    const homes = about.filter((m) => !m.thread_ts || m.thread_ts === m.ts);
    expect(homes).toHaveLength(1);
    const [event] = on.slack.messages(channel, { thread: homes[0]?.ts }).slice(1);
    expect(wordsIn(event?.blocks)).toContain('submitted');
  });

  test('the manager approves by button; card, channel and salesperson know it', async () => {
    const { bob, anna } = on.users;
    await bob.click(await told(bob, number), 'Approve');
    await sees('the approval', () => wordsIn(on.users.bob.shown().direct).includes('approved') || undefined);
    expect((await read(number)).state).toBe('approved');
    await on.settle();
    const [home] = on.slack.messages(channel).filter((m) => !m.thread_ts || m.thread_ts === m.ts);
    expect(wordsIn(home?.blocks)).toContain('approved');
    const thread = on.slack.messages(channel, { thread: home?.ts }).slice(1);
    expect(thread.map((m) => wordsIn(m.blocks)).join()).toContain('Bob');
    expect(wordsIn((await told(anna, number)).blocks)).toContain('approved');
  });

  test('operations ship it in a form, and words in the order’s thread mean that order', async () => {
    const { otto } = on.users;
    const [home] = on.slack.messages(channel).filter((m) => !m.thread_ts || m.thread_ts === m.ts);
    await otto.mention('ship SF 1234567', { channel, thread_ts: home?.ts });
    await until('the shipment', 8_000, async () => (await read(number)).state === 'shipped');
    expect(await read(number)).toMatchObject({
      state: 'shipped',
      shipments: [{ carrier: 'SF', trackingNo: '1234567' }],
    });
  });

  test('it is received, paid and completed', async () => {
    const { otto, fiona, anna } = on.users;
    const becomes = (state: Order['state']) =>
      until(`it is ${state}`, 8_000, async () => (await read(number)).state === state);
    await otto.message(`deliver ${number}`);
    await becomes('delivered');
    await fiona.message(`/order pay ${number} full ref BANK-77`);
    await until('it is paid', 8_000, async () => (await read(number)).paid === 12_000_00);
    await anna.message(`订单 完成 ${number}`);
    await becomes('completed');
    await sees('the completion', () => wordsIn(anna.shown().direct).includes('completed') || undefined);
  });

  test('the report comes with a chart that Slack has, and its figures in words', async () => {
    const { ada } = on.users;
    await ada.message('/order report this month');
    const card = await sees('the report', () =>
      ada.shown().direct.findLast((m) => JSON.stringify(m.blocks).includes('slack_file')),
    );
    const image = card.blocks?.find((b) => b.type === 'image') as { alt_text?: string } | undefined;
    expect(image?.alt_text).toMatch(/12,000|12k|CNY/);
    expect(wordsIn(card.blocks)).toContain('CNY 12,000.00');
  });

  test('nothing of it was refused by Slack', () => {
    expect(on.slack.complaints).toEqual([]);
    expect(on.slack.calls.filter((c) => c.result !== 'ok').map((c) => [c.method, c.result])).toEqual([]);
  });
});

describe('second thoughts and slips', () => {
  test('mistakes come back at their fields, and the modal stays', async () => {
    const { anna } = on.users;
    await anna.command('/order new Acme A100x0', { channel });
    const modal = await modalOf(anna, 'Acme');
    const act = await anna.submitView(modal, {}, { force: true });
    expect(act.json).toMatchObject({ response_action: expect.stringMatching(/errors|update/) });
    expect(anna.shown().modal).toBeDefined();
    await anna.closeView({ all: true });
  });

  test('lines are added and removed in the modal, and what was typed stays', async () => {
    const { anna } = on.users;
    await anna.command('/order new Acme A100x2', { channel });
    const modal = await modalOf(anna, 'Acme');
    const heads = () =>
      modal.blocks
        .filter((b) => /^lines\.\d+\.head/.test(String(b.block_id)))
        .map((b) => (b as { text?: { text: string } }).text?.text);
    expect(heads()).toEqual(['Line 1 · A100 · Widget · list price 120']);
    await anna.click(modal, 'Add a line');
    await sees('a second line', () => wordsIn(modal.blocks).includes('Line 2') || undefined);
    const second = modal.blocks.find((b) => String(b.block_id).startsWith('lines.1.sku')) as { block_id: string };
    const { options } = await anna.suggest(modal, second.block_id, 'gadg');
    expect(JSON.stringify(options)).toContain('B200');
    await anna.click(modal, 'line:remove:0');
    await sees('one line again', () => !wordsIn(modal.blocks).includes('Line 2') || undefined);
    expect(heads()).toEqual(['Line 1']);
    await anna.closeView({ all: true });
  });

  test('fifty clicks on one decision count once, and each of the others reads the truth', async () => {
    const number = await file('Acme A100x101');
    await on.settle();
    const { bob } = on.users;
    const card = await told(bob, number);
    const acts = await Promise.all(Array.from({ length: 50 }, () => bob.click(card, 'Approve')));
    await until('it is approved', 8_000, async () => (await read(number)).state === 'approved');
    expect(acts.map((a) => a.status)).toEqual(Array(50).fill(200));
    await sees(
      'what the others read',
      () => wordsIn([bob.shown().direct, bob.shown().ephemeral]).includes('not possible now') || undefined,
    );
    const order = await read(number);
    expect(order.timeline.filter((e) => e.action === 'approve')).toHaveLength(1);
  });

  test('My day is the home tab', async () => {
    const { bob } = on.users;
    await bob.openHome();
    const home = await sees('the home tab', () => bob.home());
    expect(wordsIn(home.blocks)).toContain('Bob');
  });

  test('an order is begun from a message of a customer’s', async () => {
    const { anna } = on.users;
    const message = (await anna.message('Acme B200x5 due +10d', { channel })) as never;
    await anna.shortcut('order_from_message', message);
    expect(wordsIn((await modalOf(anna, 'Acme')).blocks)).toContain('B200');
    await anna.closeView({ all: true });
  });

  test('somebody whom the desk does not know is told whom to ask, and the admins are asked once', async () => {
    const zoe = on.slack.user({ id: 'U0ZOE', name: 'Zoe', email: 'zoe@company.example' });
    await zoe.command('/order list', { channel });
    await whispered(zoe, 'Ada');
    await zoe.command('/order list', { channel });
    await on.settle();
    const asked = on.users.ada.shown().direct.filter((m) => wordsIn(m.blocks).includes('Zoe wants to use the desk'));
    expect(asked).toHaveLength(1);
    await on.users.ada.click(asked[0] as never, 'sales');
    await sees(
      'that Zoe is a member',
      () => wordsIn(on.users.ada.shown().direct).includes('Zoe is a member now') || undefined,
    );
    await zoe.command('/order list', { channel });
    await whispered(zoe, 'Open orders');
  });
});

describe('a company without an orders channel', () => {
  test('has each order’s thread in its owner’s direct conversation, once, and what happens follows there', async () => {
    const alone = await openSlackDesk();
    try {
      const { desk, company, users, slack } = alone;
      const lines = [{ sku: 'A100', quantity: 100_000 }];
      const draft = await desk.desk.drafts.create(desk.actor(company.anna), { customer: company.acme._id, lines });
      const { order } = await desk.desk.move(desk.actor(company.anna), draft._id, 'submit');
      await alone.settle();
      await desk.desk.move(desk.actor(company.bob), order._id, 'approve');
      await alone.settle();
      const said = slack.messages(users.anna.direct);
      const threads = new Map<string, string[]>();
      for (const m of said.filter((m) => m.thread_ts && m.thread_ts !== m.ts))
        threads.set(m.thread_ts ?? '', [...(threads.get(m.thread_ts ?? '') ?? []), wordsIn(m.blocks)]);
      expect(threads.size).toBe(1);
      const [[head = '', events = []] = []] = [...threads];
      expect(events.join()).toMatch(/submitted.*approved/s);
      const byBob = said.filter((m) => m.ts !== head && wordsIn(m.blocks).includes('Bob'));
      expect(byBob.map((m) => [m.thread_ts === head, m.reply_broadcast])).toEqual([[true, true]]);
      expect(wordsIn(said.find((m) => m.ts === head)?.blocks)).toContain('approved');
      expect(slack.complaints).toEqual([]);
    } finally {
      await alone.close();
    }
  });
});
