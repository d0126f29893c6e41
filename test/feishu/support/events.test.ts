import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { deskScopes } from '../../support/feishu/core.ts';
import { type LocalFeishu, type Options, startLocalFeishu } from '../../support/feishu/server.ts';
import { until } from '../../support/until.ts';
import { send } from './client.ts';
import { type Desk, openDesk } from './desk.ts';

type Json = Record<string, unknown>;
type Received = {
  event: { message: Json & { content: string; mentions?: Json[] }; sender: Json } & Json;
  header: Json;
};

let feishu: LocalFeishu;
let desk: Desk;
const start = async (options: Options = {}) => {
  feishu = await startLocalFeishu(options);
  desk = await openDesk(feishu);
};
const stop = async () => {
  await feishu.close();
  await desk.close();
};
beforeEach(() => start());
afterEach(() => stop());

const anna = () => feishu.user({ id: 'ou_anna', name: 'Anna' });
const last = () => desk.last().body as unknown as Received;

describe('what somebody writes', () => {
  test('to the bot comes as it was typed', async () => {
    const { message } = await anna().write('/order new "Acme" A100x20');
    expect(last()).toMatchObject({
      schema: '2.0',
      header: { event_type: 'im.message.receive_v1', app_id: feishu.appId, tenant_key: feishu.tenantKey },
      event: {
        sender: { sender_id: { open_id: 'ou_anna', union_id: 'on_anna' }, sender_type: 'user' },
        message: {
          message_id: message.message_id,
          chat_type: 'p2p',
          message_type: 'text',
          content: JSON.stringify({ text: '/order new "Acme" A100x20' }),
        },
      },
    });
    expect(last().event.message.mentions).toBeUndefined();
  });

  test('in a group calls the bot, and is heard only then', async () => {
    const group = feishu.chat({ members: ['ou_anna'] }).id;
    await anna().write('list', { chat: group, others: ['ou_anna'] });
    expect(JSON.parse(last().event.message.content)).toEqual({ text: '@_user_1 @_user_2 list' });
    expect(last().event.message.mentions).toMatchObject([
      { key: '@_user_1', id: { open_id: feishu.botId }, mentioned_type: 'bot' },
      { key: '@_user_2', id: { open_id: 'ou_anna' }, mentioned_type: 'user' },
    ]);
    const unheard = await anna().write('chatting', { chat: group, mention: false });
    expect([unheard.delivered, desk.received.length]).toEqual([undefined, 1]);
  });

  test('in a group is all heard by an app that may', async () => {
    await stop();
    await start({ scopes: [...deskScopes, 'im:message.group_msg', 'contact:user.employee_id:readonly'] });
    const group = feishu.chat({ members: ['ou_anna'] }).id;
    await anna().write('chatting', { chat: group, mention: false });
    expect(last().event.sender).toMatchObject({ sender_id: { user_id: 'anna' } });
  });

  test('as rich text has its lines and calls as parts', async () => {
    const group = feishu.chat({ members: ['ou_anna'] }).id;
    await anna().write('new Acme\nA100 20', { chat: group, post: [[{ tag: 'img', image_key: 'img_v3_1' }]] });
    const { content } = JSON.parse(last().event.message.content);
    expect(content).toMatchObject([
      [
        { tag: 'at', user_id: '@_user_1' },
        { tag: 'text', text: 'new Acme' },
      ],
      [{ tag: 'text', text: 'A100 20' }],
      [{ tag: 'img', image_key: 'img_v3_1' }],
    ]);
  });

  test('from another tenant names that tenant', async () => {
    const guest = feishu.user({ id: 'ou_guest', isExternal: true });
    await guest.write('hello', { post: true });
    expect(last().event.sender.tenant_key).not.toBe(feishu.tenantKey);
    expect(last().header.tenant_key).toBe(feishu.tenantKey);
  });

  test('as an answer names its root, and its thread', async () => {
    const group = feishu.chat({ members: ['ou_anna'] }).id;
    const { data } = await send(feishu, group, 'text', { text: 'order' });
    const reply = String(data!.message_id);
    await anna().write('ship', { chat: group, reply });
    expect(last().event.message).toMatchObject({ root_id: reply, parent_id: reply });
    expect(last().event.message.thread_id).toBeUndefined();
    await anna().write('ship', { chat: group, reply, inThread: true });
    expect(last().event.message.thread_id).toBe(feishu.message(reply)?.thread_id);
  });

  test('as a file comes with its key and name; a picture with its key', async () => {
    await anna().sendFile('订单.csv', Buffer.from('a'));
    expect(JSON.parse(last().event.message.content)).toMatchObject({ file_name: '订单.csv' });
    await anna().sendFile('a.png', Buffer.from('89504e470d0a1a0a', 'hex'));
    expect(last().event.message.message_type).toBe('image');
  });
});

test('menus, entries, recalls, groups and leavers are told', async () => {
  const person = anna();
  await person.menu('my_day');
  expect(last().event).toMatchObject({ event_key: 'my_day', operator: { operator_id: { open_id: 'ou_anna' } } });
  expect(last().event).not.toHaveProperty('chat_id');
  await person.enterChat();
  expect(last().event).toMatchObject({ chat_id: person.direct });
  const { message } = await person.write('oops');
  await person.recall(message);
  expect(last().event).toMatchObject({ message_id: message.message_id, recall_type: 'message_owner' });
  const { id } = feishu.chat({ name: 'New', withBot: false });
  await feishu.addBot(id);
  expect([last().header.event_type, last().event.name]).toEqual(['im.chat.member.bot.added_v1', 'New']);
  await feishu.dissolve(id);
  expect(last().header.event_type).toBe('im.chat.disbanded_v1');
  await person.leave();
  expect(last()).toMatchObject({
    header: { event_type: 'contact.user.deleted_v3' },
    event: { object: { open_id: 'ou_anna' } },
  });
});

describe('an event that was not taken', () => {
  const ids = () => desk.received.map((r) => (r.body as unknown as Received).header.event_id);
  const come = (times: number) => until(`${times} tries`, 2_000, () => desk.received.length === times);

  test('comes again after 15 s, 5 min, 1 h and 6 h, and then no more', async () => {
    feishu.clock.freeze();
    desk.answer({ status: 500 });
    const { delivered } = await anna().write('hi');
    for (const [i, wait] of [15_000, 300_000, 3_600_000, 21_600_000].entries()) {
      feishu.clock.advance(wait - 1);
      await feishu.settled();
      expect(desk.received).toHaveLength(i + 1);
      feishu.clock.advance(1);
      await come(i + 2);
      await until('the try is over', 2_000, () => delivered!.attempts.length === i + 2);
    }
    await delivered!.done;
    expect(new Set(ids()).size).toBe(1);
    expect(new Set(desk.received.map((r) => r.raw)).size).toBe(5);
    expect(desk.received.every((r) => r.genuine)).toBe(true);
  });

  test('comes no more once it is taken', async () => {
    feishu.clock.freeze();
    desk.answer(() => ({ status: desk.received.length > 1 ? 200 : 503 }));
    const { delivered } = await anna().write('hi');
    feishu.clock.advance(15_000);
    await delivered!.done;
    expect(delivered!.attempts.map((a) => a.status)).toEqual([503, 200]);
  });

  test('is one that was not answered in time, or had no connection', async () => {
    await stop();
    await start({ patienceMs: 40 });
    desk.answer({ silent: true });
    expect((await anna().write('hi', { resend: false })).delivered).toMatchObject({ status: 0, failure: 'timeout' });
    await desk.close();
    expect((await anna().write('hi', { resend: false })).delivered).toMatchObject({ failure: 'connection' });
  });
});

test('events come twice, renamed, and out of order, as a test wishes', async () => {
  const first = (await anna().write('one')).delivered!;
  const second = (await anna().write('two')).delivered!;
  await feishu.deliver(second.envelope);
  await feishu.deliver(first.envelope);
  await feishu.deliver(feishu.renamed(first.envelope));
  const seen = desk.received.map((r) => r.body as unknown as Received);
  expect(seen.map((s) => JSON.parse(s.event.message.content).text)).toEqual(['one', 'two', 'two', 'one', 'one']);
  expect(seen[4]!.header.event_id).not.toBe(seen[0]!.header.event_id);
  expect(seen[4]!.event).toEqual(seen[0]!.event);
});
