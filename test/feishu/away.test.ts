import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { inboxModel } from '../../src/chat/inbox.ts';
import { outboxModel } from '../../src/chat/outbox-row.ts';
import { orderModel } from '../../src/orders/model.ts';
import type { Message } from '../support/feishu/types.ts';
import { wordsOf } from '../support/feishu/words.ts';
import { type FeishuDesk, openFeishuDesk } from '../support/feishu-desk.ts';
import { tellingIn } from '../support/feishu-telling.ts';
import { until } from '../support/until.ts';

let on: FeishuDesk;
beforeEach(async () => {
  on = await openFeishuDesk();
});
afterEach(() => on.close());
const { submitted, group, shownIn, once, states } = tellingIn(() => on);

const drain = () => on.desk.desk.outbox.drain();
const idOf = async (number: string) => (await orderModel(on.desk.connection).findOne({ number }).lean())?._id ?? '';
const approve = async (number: string) =>
  on.desk.desk.move(on.desk.actor(on.company.bob), await idOf(number), 'approve');
/** The desk works for so long, while the clock goes on. */
async function works(minutes: number): Promise<void> {
  for (let minute = 0; minute < minutes; minute += 5) {
    await drain();
    on.later(300_000);
  }
}

/** What is due is tried; then Feishu is away for three hours, and comes back. */
async function awayForHours(): Promise<void> {
  await drain();
  await on.feishu.faults.down();
  on.later(3 * 3_600_000);
  await works(5);
  await on.feishu.faults.up();
  await works(15);
  await on.settle();
}
/** Messages of the desk in a chat, what stands in threads too. */
const posted = (chat: string): Message[] => on.feishu.messages(chat).filter((m) => m.sender.sender_type === 'app');

describe('Feishu is away for an hour', () => {
  test('nothing is lost, and nothing comes twice', async () => {
    const chats = [on.users.bob.direct, await group('approvals')];
    await on.feishu.faults.down();
    const numbers = [await submitted(100), await submitted(110), await submitted(120)];
    await works(60);
    await on.feishu.faults.up();
    // What waits longest waits for ten minutes.
    await works(15);
    await on.settle();
    for (const chat of chats) expect(shownIn(chat, numbers)).toEqual(once(numbers));
    expect(await states()).toEqual(['sent']);
  });

  test('a desk that starts meanwhile takes what is said to it, and answers when Feishu is back', async () => {
    await on.close();
    on = await openFeishuDesk({
      beforeStart: (feishu) => void feishu.faults.fail({ method: '*', status: 503, times: 6 }),
    });
    const said = await on.users.anna.write('/order help');
    expect(said.delivered?.status).toBe(200);
    await until('the answer', 8_000, async () => {
      on.later(40_000);
      await on.desk.recover();
      return on.users.anna.shown().direct.some((m) => m.card);
    });
    const open = () => inboxModel(on.desk.connection).countDocuments({ open: true });
    await until('it is done', 5_000, async () => (await open()) === 0);
    expect(on.users.anna.shown().direct.filter((m) => m.card)).toHaveLength(1);
  });
});

describe('a post whose answer is lost', () => {
  test('is there once, when it is sent again under its key', async () => {
    const chat = await group('approvals');
    on.feishu.faults.loseAnswer({ method: 'im.message.create', times: 2 });
    const number = await submitted();
    await on.settle();
    for (const c of [chat, on.users.bob.direct]) expect(shownIn(c, [number])).toEqual([1]);
    expect(await states()).toEqual(['sent']);
  });

  test('shows what is true when it is found, though that changed meanwhile', async () => {
    const chat = await group('approvals');
    on.feishu.faults.loseAnswer({ method: 'im.message.create', times: 2 });
    const number = await submitted();
    await drain();
    await approve(number);
    await on.settle();
    for (const c of [chat, on.users.bob.direct]) {
      const cards = posted(c).filter((m) => wordsOf(m).includes(number));
      expect(cards.map((m) => /approved/i.test(wordsOf(m)))).toEqual([true]);
    }
  });

  test('and that is tried again only after more than an hour is found by its mark', async () => {
    const chat = await group('approvals');
    on.feishu.faults.loseAnswer({ method: 'im.message.create', times: 1 });
    on.feishu.faults.loseAnswer({ method: 'im.message.create', chat, times: 1 });
    const number = await submitted();
    await awayForHours();
    expect(shownIn(chat, [number])).toEqual([1]);
    expect(on.feishu.callsOf('im.message.list').length).toBeGreaterThan(0);
    expect(await states()).toEqual(['sent']);
  });

  test('in a direct conversation is found by its mark, too', async () => {
    await on.users.bob.write('/order help');
    await until('the answer', 5_000, () => posted(on.users.bob.direct).length === 1);
    on.later(2_000);
    on.feishu.faults.loseAnswer({ method: 'im.message.create', chat: on.users.bob.direct });
    const number = await submitted();
    await awayForHours();
    expect(shownIn(on.users.bob.direct, [number])).toEqual([1]);
  });

  test('in the thread of an order is found by its mark, too', async () => {
    const chat = await group('orders', 'orders');
    const number = await submitted();
    await on.settle();
    const head = posted(chat)[0] as Message;
    const before = on.feishu.messages(chat, { thread: head.thread_id as string }).length;
    on.feishu.faults.loseAnswer({ method: 'im.message.reply', chat });
    await approve(number);
    await awayForHours();
    expect(on.feishu.messages(chat, { thread: head.thread_id as string })).toHaveLength(before + 1);
    expect(posted(chat).filter((m) => !m.root_id)).toHaveLength(1);
    expect(await states()).toEqual(['sent']);
  });

  test('where the app may not read the group, it is sent rather than lost', async () => {
    const chat = await group('approvals');
    on.feishu.faults.fail({ method: 'im.message.create', chat, status: 502 });
    on.feishu.faults.refuse({ method: 'im.message.list', code: 230027, times: 9 });
    const number = await submitted();
    await drain();
    on.later(3 * 3_600_000);
    await on.settle();
    expect(shownIn(chat, [number])).toEqual([1]);
    expect(await states()).toEqual(['sent']);
  });

  test('an answer to somebody is there once, also when it is brought hours later', async () => {
    await on.users.anna.write('/order help');
    await until('the first answer', 5_000, () => posted(on.users.anna.direct).length === 1);
    on.later(2_000);
    on.feishu.faults.loseAnswer({ method: 'im.message.create', times: 2 });
    await on.users.anna.write('/order new Acme A100x2');
    await on.users.anna.write('/order list');
    const tried = { tries: { $gt: 0 } };
    await until(
      'both were tried',
      8_000,
      async () => (await inboxModel(on.desk.connection).countDocuments(tried)) === 2,
    );
    on.later(3 * 3_600_000);
    await on.desk.recover();
    const open = () => inboxModel(on.desk.connection).countDocuments({ open: true });
    await until('both are done', 8_000, async () => (await open()) === 0);
    expect(posted(on.users.anna.direct)).toHaveLength(3);
  });
});

describe('the tenant’s token', () => {
  test('is asked for once for twenty messages at once', async () => {
    on.feishu.faults.revokeToken();
    const before = on.feishu.tokenRequests();
    on.feishu.faults.slow({ method: 'auth.token', ms: 500, times: 3 });
    const post = (n: number) => {
      const id = on.feishu.chat({ members: [on.users.anna.id] }).id;
      const card = { title: `Card ${n}`, summary: 's', blocks: [] };
      return on.desk.adapters[0]?.post({ conversation: `feishu:${id}`, card, key: `k${n}` });
    };
    const posts = Promise.all(Array.from({ length: 20 }, (_, n) => post(n)));
    const done = { yes: false };
    void posts.finally(() => {
      done.yes = true;
    });
    await until('all are posted', 8_000, () => {
      on.later(100);
      return done.yes;
    });
    await posts;
    expect(on.feishu.tokenRequests() - before).toBe(1);
  });

  test('is shared by two desks on one database', async () => {
    const number = await submitted();
    await on.settle();
    expect(shownIn(on.users.bob.direct, [number])).toEqual([1]);
    const before = on.feishu.tokenRequests();
    const second = await on.alsoOpen();
    const id = on.feishu.chat({ members: [on.users.anna.id] }).id;
    await second.adapters[0]?.post({
      conversation: `feishu:${id}`,
      card: { title: 'Two', summary: 's', blocks: [] },
      key: 'two',
    });
    expect(posted(id)).toHaveLength(1);
    // Revoked: one of them asks, the other one learns of it.
    on.feishu.faults.revokeToken();
    await second.adapters[0]?.post({
      conversation: `feishu:${id}`,
      card: { title: 'Three', summary: 's', blocks: [] },
      key: 'three',
    });
    const third = await submitted(110);
    await on.settle();
    expect(shownIn(on.users.bob.direct, [third])).toEqual([1]);
    expect(on.feishu.tokenRequests() - before).toBe(1);
  });

  test('that is revoked in mid-flight, or expired, is replaced, and the call made again', async () => {
    const first = await submitted(100);
    await on.settle();
    const before = on.feishu.tokenRequests();
    on.feishu.faults.revokeToken();
    const second = await submitted(110);
    await on.settle();
    on.feishu.faults.expireToken(0);
    const third = await submitted(120);
    await on.settle();
    on.later(3 * 3_600_000);
    const fourth = await submitted(130);
    await on.settle();
    const numbers = [first, second, third, fourth];
    expect(shownIn(on.users.bob.direct, numbers)).toEqual(once(numbers));
    expect(on.feishu.tokenRequests() - before).toBe(3);
    expect(await outboxModel(on.desk.connection).distinct('error')).toEqual([]);
  });

  test('that Feishu does not give for a while keeps nothing from being sent later', async () => {
    on.feishu.faults.revokeToken();
    on.feishu.faults.fail({ method: 'auth.token', status: 500, times: 2 });
    on.feishu.faults.rateLimit({ method: 'auth.token', reset: 7 });
    on.feishu.faults.loseAnswer({ method: 'auth.token' });
    on.feishu.faults.refuse({ method: 'auth.token', code: 10014, status: 200 });
    const number = await submitted();
    await on.settle();
    expect(shownIn(on.users.bob.direct, [number])).toEqual([1]);
    expect(await states()).toEqual(['sent']);
  });
});

describe('a card that is older than fourteen days', () => {
  test('is replaced by a fresh one, in which the order goes on', async () => {
    const chat = await group('orders', 'orders');
    const number = await submitted();
    await on.settle();
    const [old] = posted(chat);
    on.later(15 * 86_400_000);
    await approve(number);
    await on.settle();
    const heads = posted(chat).filter((m) => !m.root_id);
    expect(heads).toHaveLength(2);
    expect(wordsOf(heads[0] as Message)).toBe(wordsOf(old as Message));
    expect(wordsOf(heads[1] as Message)).toMatch(/approved/i);
    await on.desk.desk.move(on.desk.actor(on.company.bob), await idOf(number), 'hold', {
      reason: 'the customer asked',
    });
    await on.settle();
    const now = posted(chat).filter((m) => !m.root_id);
    expect(now).toHaveLength(2);
    expect(wordsOf(now[1] as Message)).toMatch(/hold/i);
    const last = posted(chat).at(-1) as Message;
    expect(last.root_id).toBe(heads[1]?.message_id);
    expect(await states()).toEqual(['sent']);
  });

  test('is replaced once, though the answer is lost, and shows what is true then', async () => {
    const chat = await group('orders', 'orders');
    const number = await submitted();
    await on.settle();
    on.later(15 * 86_400_000);
    on.feishu.faults.loseAnswer({ method: 'im.message.create', chat });
    await approve(number);
    await drain();
    await on.desk.desk.move(on.desk.actor(on.company.bob), await idOf(number), 'hold', {
      reason: 'the customer asked',
    });
    await on.settle();
    const heads = posted(chat).filter((m) => !m.root_id);
    expect(heads).toHaveLength(2);
    expect(wordsOf(heads[1] as Message)).toMatch(/hold/i);
  });
});
