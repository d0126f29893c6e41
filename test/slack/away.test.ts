import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { outboxModel } from '../../src/chat/outbox-row.ts';
import { orderModel } from '../../src/orders/model.ts';
import { openSlackDesk, type SlackDesk, wordsIn } from '../support/slack-desk.ts';
import { until } from '../support/until.ts';

let on: SlackDesk;
beforeEach(async () => {
  on = await openSlackDesk();
});
afterEach(() => on.close());

const inputOf = (quantity: number) => ({
  customer: on.company.acme._id,
  lines: [{ sku: 'A100', quantity: quantity * 1000 }],
});

/** Anna submits an order that Bob has to approve; gives its number. Nothing is sent yet but what is tried at once. */
async function submitted(quantity = 100): Promise<string> {
  const { desk, company } = on;
  const draft = await desk.desk.drafts.create(desk.actor(company.anna), inputOf(quantity));
  const { order } = await desk.desk.move(desk.actor(company.anna), draft._id, 'submit');
  return order.number ?? '';
}

const cardsFor = (number: string) => on.users.bob.shown().direct.filter((m) => wordsIn(m.blocks).includes(number));
const outcomes = async () => outboxModel(on.desk.connection).distinct('state');

describe('a post whose answer is lost', () => {
  test('is looked for by its key before it is sent again, and is there once', async () => {
    on.slack.faults.loseAnswer({ method: 'chat.postMessage', times: 1 });
    const number = await submitted();
    await on.settle();
    expect(cardsFor(number)).toHaveLength(1);
    expect(on.slack.calls.some((c) => c.method === 'conversations.history')).toBe(true);
    expect(await outcomes()).toEqual(['sent']);
  });

  test('and that appears in the conversation only twenty seconds later is there once, too', async () => {
    on.slack.faults.loseAnswer({ method: 'chat.postMessage', times: 1 });
    on.slack.faults.late({ method: 'chat.postMessage', ms: 20_000 });
    const number = await submitted();
    await on.settle();
    expect(cardsFor(number)).toHaveLength(1);
  });

  test('and that never came through is sent', async () => {
    on.slack.faults.fail({ method: 'chat.postMessage', status: 500, times: 1 });
    const number = await submitted();
    await on.settle();
    expect(cardsFor(number)).toHaveLength(1);
  });
});

describe('a doubt that lasts', () => {
  test('a post that landed before Slack went away is found after it came back, and not sent again', async () => {
    on.slack.faults.loseAnswer({ method: 'chat.postMessage', times: 1 });
    const number = await submitted();
    await on.desk.desk.outbox.drain();
    on.slack.faults.fail({ method: 'conversations.history', status: 500, times: 6 });
    for (let n = 0; n < 12; n += 1) {
      on.later(40_000);
      await on.desk.desk.outbox.drain();
    }
    await on.settle();
    expect(cardsFor(number)).toHaveLength(1);
  });
});

describe('an order’s thread', () => {
  test('has every event, though its head was held up', async () => {
    const { desk, company, slack } = on;
    const channel = await on.channel('orders');
    slack.faults.rateLimit({ method: 'chat.postMessage', channel, times: 2, retryAfter: 20 });
    const number = await submitted();
    const order = await orderModel(desk.connection).findOne({ number }).lean();
    await desk.desk.move(desk.actor(company.bob), order?._id ?? '', 'approve');
    await on.settle();
    const [head, ...events] = slack.messages(channel);
    expect(wordsIn(head?.blocks)).toContain(number);
    expect(events.map((m) => m.thread_ts)).toEqual([head?.ts, head?.ts]);
    expect(events.map((m) => wordsIn(m.blocks)).join()).toMatch(/submitted.*approved/s);
  });
});

describe('cards that are brought up to date', () => {
  /** Anna's order of which Bob and a channel have a card; all is sent. */
  async function shownTwice() {
    const { desk, company } = on;
    const channel = await on.channel('approvals');
    const number = await submitted();
    await on.settle();
    const order = await orderModel(desk.connection).findOne({ number }).lean();
    const move = (action: string, data = {}) =>
      desk.desk.move(desk.actor(company.bob), order?._id ?? '', action as 'approve', data);
    return { channel, number, move };
  }
  const updates = () => on.slack.callsOf('chat.update');

  test('wait where Slack says so, and those that are done are not done again', async () => {
    const { channel, number, move } = await shownTwice();
    on.slack.faults.rateLimit({ method: 'chat.update', times: 1, retryAfter: 20 });
    await move('approve');
    await on.settle();
    for (const card of [...cardsFor(number).slice(0, 1), ...on.slack.messages(channel)])
      expect(wordsIn(card.blocks)).toContain('approved');
    const done = updates().filter((c) => c.result === 'ok');
    expect(new Set(done.map((c) => c.channel)).size).toBe(done.length);
    const refused = updates().filter((c) => c.result !== 'ok');
    expect(refused).toHaveLength(1);
    const after = done.filter((c) => c.at > (refused[0]?.at ?? 0));
    expect(after.length).toBeGreaterThan(0);
    expect(after.every((c) => c.at - (refused[0]?.at ?? 0) >= 20_000)).toBe(true);
  });

  test('are forgotten when somebody deleted them', async () => {
    const { channel, move } = await shownTwice();
    on.slack.faults.refuse({ method: 'chat.update', channel, error: 'message_not_found' });
    await move('approve');
    await on.settle();
    const before = updates().filter((c) => c.channel === channel).length;
    expect(before).toBe(1);
    await move('hold', { reason: 'the customer asked' });
    await on.settle();
    expect(updates().filter((c) => c.channel === channel)).toHaveLength(before);
  });
});

describe('what could not be kept', () => {
  test('is not acknowledged, so that Slack sends it again', async () => {
    const { inbox } = on.desk.desk;
    const { take } = inbox;
    Object.assign(inbox, { take: () => Promise.reject(new Error('the disk is full')) });
    const refused = await on.users.anna.command('/order help');
    Object.assign(inbox, { take });
    expect(refused.status).toBe(503);
    expect((await on.users.anna.command('/order help')).status).toBe(200);
  });

  test('while Slack has not said who the desk is, its requests are put off, not refused for good', async () => {
    await on.close();
    on = await openSlackDesk({
      beforeStart: (slack) => slack.faults.fail({ method: 'auth.test', status: 500, times: 1 }),
    });
    expect((await on.users.anna.command('/order help')).status).toBe(503);
    on.later(61_000);
    expect((await on.users.anna.command('/order help')).status).toBe(200);
  });
});

describe('Slack is not itself', () => {
  test('away for an hour: nothing is lost, and nothing comes twice', async () => {
    on.slack.faults.down();
    const numbers = [await submitted(100), await submitted(110), await submitted(120)];
    for (let minute = 0; minute < 60; minute += 1) {
      await on.desk.desk.outbox.drain();
      on.later(60_000);
    }
    on.slack.faults.up();
    await on.settle();
    expect(numbers.map((n) => cardsFor(n).length)).toEqual([1, 1, 1]);
    expect(await outcomes()).toEqual(['sent']);
  });

  test('it limits one conversation: the others are served meanwhile, and the limit is kept', async () => {
    const { desk, slack } = on;
    const hot = await on.channel('approvals');
    slack.faults.rateLimit({ method: 'chat.postMessage', channel: hot, times: 1, retryAfter: 30 });
    const number = await submitted();
    await until('Bob was asked', 8_000, async () => {
      await desk.desk.outbox.drain();
      return cardsFor(number).length === 1;
    });
    expect(slack.messages(hot)).toEqual([]);
    await on.settle();
    expect(slack.messages(hot).filter((m) => wordsIn(m.blocks).includes(number))).toHaveLength(1);
    const tries = slack.calls.filter((c) => c.method === 'chat.postMessage' && c.channel === hot);
    expect((tries[1]?.at ?? 0) - (tries[0]?.at ?? 0)).toBeGreaterThanOrEqual(30_000);
  });

  test('many posts to one conversation go a second apart', async () => {
    const numbers = [];
    for (let n = 0; n < 5; n += 1) numbers.push(await submitted(100 + n));
    await on.settle();
    expect(numbers.map((n) => cardsFor(n).length)).toEqual(numbers.map(() => 1));
    const at = on.slack.calls
      .filter((c) => c.method === 'chat.postMessage' && c.channel === on.users.bob.direct && c.result === 'ok')
      .map((c) => c.at);
    expect(at.slice(1).every((time, i) => time - (at[i] as number) >= 1_000)).toBe(true);
  });

  test('the desk was removed from a channel: the rest goes on, and the dead letter says why', async () => {
    const { desk, company, slack } = on;
    const gone = slack.channel({ name: 'gone', members: [on.users.bob.id], withApp: false }).id;
    const address = `slack:${slack.team.id}:${gone}`;
    await desk.desk.settings.connect(desk.actor(company.ada), { address, purpose: 'approvals', role: 'manager' });
    const number = await submitted();
    await on.settle();
    expect(cardsFor(number)).toHaveLength(1);
    const dead = await outboxModel(desk.connection).find({ state: 'dead' }).lean();
    expect(dead.map((row) => row.error)).toEqual([expect.stringContaining('not_in_channel')]);
  });
});

describe('an answer that Slack does not take', () => {
  test('is brought again, and its deed is done once', async () => {
    const { anna } = on.users;
    const channel = on.slack.channel({ name: 'sales', members: [anna.id] }).id;
    await anna.command('/order new Acme A100x1', { channel });
    const modal = await until('the modal', 8_000, () => anna.shown().modal);
    on.slack.faults.down();
    const sending = await anna.submitView(modal as never);
    expect(sending.status).toBe(200);
    await until(
      'the order is filed',
      8_000,
      async () => (await orderModel(on.desk.connection).countDocuments({})) === 1,
    );
    on.slack.faults.up();
    await until('the answer comes', 20_000, async () => {
      on.later(10_000);
      await on.desk.recover();
      return [...anna.shown().ephemeral, ...anna.shown().direct].some((m) => wordsIn(m.blocks).includes('SO-000001'));
    });
    expect(await orderModel(on.desk.connection).countDocuments({})).toBe(1);
  });
});
