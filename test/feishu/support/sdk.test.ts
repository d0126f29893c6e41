import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type LocalFeishu, startLocalFeishu } from '../../support/feishu/server.ts';
import { clientOf } from './client.ts';
import { button, card, png, words } from './samples.ts';

/** Feishu's own client, as it comes, on the local Feishu. */
let feishu: LocalFeishu;
let client: ReturnType<typeof clientOf>;
let group = '';
beforeEach(async () => {
  feishu = await startLocalFeishu({ scopes: undefined });
  client = clientOf(feishu);
  feishu.user({ id: 'ou_anna', name: 'Anna', email: 'anna@acme.example' });
  group = feishu.chat({ name: 'Orders', members: ['ou_anna'] }).id;
});
afterEach(() => feishu.close());

const create = (more: object = {}) =>
  client.im.v1.message.create({
    params: { receive_id_type: 'chat_id' },
    data: { receive_id: group, msg_type: 'interactive', content: JSON.stringify(card(words())), ...more },
  });

test('sends a card, and a text to a person', async () => {
  const sent = await create();
  expect(sent.code).toBe(0);
  expect(sent.data).toMatchObject({
    message_id: expect.stringMatching(/^om_/),
    msg_type: 'interactive',
    chat_id: group,
  });
  const told = await client.im.v1.message.create({
    params: { receive_id_type: 'open_id' },
    data: { receive_id: 'ou_anna', msg_type: 'text', content: JSON.stringify({ text: '您好' }) },
  });
  expect(told.data?.body?.content).toBe('{"text":"您好"}');
  expect(feishu.messages(group)).toHaveLength(1);
});

test('sends a message once, whatever comes with the same uuid within an hour', async () => {
  feishu.clock.freeze();
  const first = await create({ uuid: 'order-1' });
  feishu.clock.advance(3_599_000);
  const second = await create({ uuid: 'order-1', content: JSON.stringify(card(words('other'))) });
  expect(second.data?.message_id).toBe(first.data?.message_id);
  feishu.clock.advance(1_000);
  const third = await create({ uuid: 'order-1' });
  expect(third.data?.message_id).not.toBe(first.data?.message_id);
  expect(feishu.messages(group)).toHaveLength(2);
});

test('replies in a thread, and under a message', async () => {
  const { data } = await create();
  const path = { message_id: data!.message_id! };
  const content = JSON.stringify({ text: 'shipped' });
  const under = await client.im.v1.message.reply({ path, data: { msg_type: 'text', content } });
  expect(under.data).toMatchObject({ root_id: path.message_id, parent_id: path.message_id });
  expect(under.data?.thread_id).toBeUndefined();
  const inside = await client.im.v1.message.reply({ path, data: { msg_type: 'text', content, reply_in_thread: true } });
  expect(inside.data?.thread_id).toMatch(/^omt_/);
  expect(feishu.messages(group, { thread: inside.data!.thread_id! })).toHaveLength(2);
  const again = await client.im.v1.message.reply({ path, data: { msg_type: 'text', content } });
  expect(again.data?.thread_id).toBe(inside.data?.thread_id);
});

test('updates a card in place', async () => {
  const { data } = await create();
  const path = { message_id: data!.message_id! };
  const changed = await client.im.v1.message.patch({ path, data: { content: JSON.stringify(card(button('Ship'))) } });
  expect(changed.code).toBe(0);
  expect(feishu.message(path.message_id)?.card).toEqual(card(button('Ship')));
});

test('uploads a picture that a card then shows', async () => {
  const uploaded = await client.im.v1.image.create({ data: { image_type: 'message', image: png } });
  const element = { tag: 'img', img_key: uploaded!.image_key!, alt: { tag: 'plain_text', content: 'a chart' } };
  expect((await create({ content: JSON.stringify(card(element)) })).code).toBe(0);
});

test('uploads a file and sends it', async () => {
  const data = { file_type: 'stream', file_name: '订单.csv', file: Buffer.from('a,b') } as const;
  const uploaded = await client.im.v1.file.create({ data });
  const sent = await create({ msg_type: 'file', content: JSON.stringify({ file_key: uploaded!.file_key }) });
  expect(sent.code).toBe(0);
});

test('fetches a file that a person sent', async () => {
  const anna = feishu.user({ id: 'ou_anna' });
  feishu.connect({ url: 'http://127.0.0.1:9/' });
  const { message } = await anna.sendFile('orders.csv', Buffer.from('客户,数量'), { resend: false });
  const { file_key } = JSON.parse(message.body.content);
  const path = { message_id: message.message_id, file_key };
  const found = await client.im.v1.messageResource.get({ path, params: { type: 'file' } });
  const chunks: Buffer[] = [];
  for await (const chunk of found.getReadableStream()) chunks.push(chunk as Buffer);
  expect(Buffer.concat(chunks).toString()).toBe('客户,数量');
});

test('reads messages, one and many, page by page', async () => {
  for (let i = 0; i < 5; i += 1) await create();
  const params = { container_id_type: 'chat', container_id: group, page_size: 3 };
  const first = await client.im.v1.message.list({ params });
  expect(first.data).toMatchObject({ has_more: true, items: { length: 3 } });
  const rest = await client.im.v1.message.list({ params: { ...params, page_token: first.data!.page_token! } });
  expect(rest.data).toMatchObject({ has_more: false, items: { length: 2 } });
  const one = await client.im.v1.message.get({ path: { message_id: rest.data!.items![0]!.message_id! } });
  expect(one.data?.items).toHaveLength(1);
});

test('looks a person, a chat and the bot up', async () => {
  const person = await client.contact.v3.user.get({
    path: { user_id: 'ou_anna' },
    params: { user_id_type: 'open_id' },
  });
  expect(person.data?.user).toMatchObject({ open_id: 'ou_anna', name: 'Anna', email: 'anna@acme.example' });
  const many = await client.contact.v3.user.batch({ params: { user_ids: ['ou_anna', 'ou_nobody'] } });
  expect(many.data?.items).toHaveLength(1);
  const chat = await client.im.v1.chat.get({ path: { chat_id: group } });
  expect(chat.data).toMatchObject({ name: 'Orders', chat_mode: 'group', user_count: '1' });
  const bot = await client.request({ method: 'GET', url: '/open-apis/bot/v3/info' });
  expect(bot.bot).toMatchObject({ app_name: 'OrderDesk', open_id: feishu.botId });
});

describe('its token', () => {
  test('is asked for once, and kept', async () => {
    await create();
    await create();
    expect(feishu.tokenRequests()).toBe(1);
    expect(feishu.callsOf('auth.token')[0]?.args).toEqual({ app_id: feishu.appId });
  });

  test('is not had with a wrong secret', async () => {
    client = clientOf(feishu, { appSecret: 'wrong' });
    const failed = await create().catch((error) => error);
    expect(failed).not.toMatchObject({ code: 0 });
    expect(feishu.messages(group)).toEqual([]);
  });

  test('is refused once it is revoked, and the client keeps the dead one', async () => {
    await create();
    feishu.faults.revokeToken();
    const failed = await create().catch((error) => error.response.data);
    expect(failed.code).toBe(99991663);
    expect(feishu.tokenRequests()).toBe(1);
  });
});
