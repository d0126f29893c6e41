import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type LocalFeishu, startLocalFeishu } from '../../support/feishu/server.ts';
import { codeOf, raw, send, tokenOf } from './client.ts';
import { type Desk, openDesk } from './desk.ts';
import { button, card, words } from './samples.ts';

/** Calls that Feishu refuses although each part of them is there: by what they are about. */
let feishu: LocalFeishu;
let desk: Desk;
let anna: ReturnType<LocalFeishu['user']>;
let group = '';
beforeEach(async () => {
  feishu = await startLocalFeishu();
  desk = await openDesk(feishu);
  anna = feishu.user({ id: 'ou_anna' });
  group = feishu.chat({ members: ['ou_anna'] }).id;
});
afterEach(async () => {
  await feishu.close();
  await desk.close();
});

const post = (path: string, body: unknown) => codeOf(raw(feishu, 'POST', path, { body }));
const get = (path: string) => codeOf(raw(feishu, 'GET', path));
const drop = (id: string) => codeOf(raw(feishu, 'DELETE', `im/v1/messages/${id}`));
const large = card(words('x'.repeat(30_000)));
const sent = async (content: unknown = card(words()), type = 'interactive') =>
  String((await send(feishu, group, type, content)).data!.message_id);

test('bodies that are no JSON, or no object', async () => {
  expect(await post('im/v1/messages?receive_id_type=chat_id', '{"receive_id":')).toBe(9499);
  expect(await post('im/v1/messages?receive_id_type=chat_id', '[]')).toBe(9499);
  const headers = {
    'content-type': 'multipart/form-data; boundary=x',
    authorization: `Bearer ${await tokenOf(feishu)}`,
  };
  const answer = await fetch(`${feishu.url}/open-apis/im/v1/images`, { method: 'POST', headers, body: 'nothing' });
  expect(await answer.json()).toMatchObject({ code: 234001 });
});

test('messages without a receiver, a kind of receiver, a type or a content', async () => {
  const whole = { receive_id: group, msg_type: 'text', content: '{"text":"x"}' };
  const codes = ['receive_id', 'msg_type', 'content'].map((name) =>
    post('im/v1/messages?receive_id_type=chat_id', { ...whole, [name]: undefined }),
  );
  expect(await Promise.all(codes)).toEqual([230001, 230001, 230001]);
  expect(await post('im/v1/messages', whole)).toBe(230001);
});

test('messages that show what is another’s, or of another kind', async () => {
  const { message } = await anna.sendFile('a.csv', Buffer.from('a'));
  expect(await codeOf(send(feishu, group, 'file', message.body.content))).toBe(230017);
  const form = new FormData();
  for (const [name, value] of Object.entries({ file_type: 'mp4', file_name: 'a.mp4' })) form.append(name, value);
  form.append('file', new Blob(['x']), 'a.mp4');
  const headers = { authorization: `Bearer ${await tokenOf(feishu)}` };
  const answer = await fetch(`${feishu.url}/open-apis/im/v1/files`, { method: 'POST', headers, body: form });
  const { data } = (await answer.json()) as { data: object };
  expect(await codeOf(send(feishu, group, 'file', data))).toBe(230055);
});

test('answers to a message that was recalled; recalls of what is another’s or gone', async () => {
  const id = await sent();
  const { message } = await anna.write('hi');
  expect([await drop(message.message_id), await drop(id), await drop(id)]).toEqual([230026, 0, 230110]);
  expect(await post(`im/v1/messages/${id}/reply`, { msg_type: 'text', content: '{"text":"x"}' })).toBe(230011);
});

test('reads of what the bot may not see, or in odd words', async () => {
  const { message } = await anna.sendFile('a.csv', Buffer.from('a'));
  const { file_key } = JSON.parse(message.body.content);
  const file = `im/v1/messages/${message.message_id}/resources/${file_key}?type=file`;
  expect(await get(`im/v1/messages?container_id_type=mail&container_id=${group}`)).toBe(230001);
  expect(await get(`im/v1/messages?container_id_type=chat&container_id=${group}&start_time=now`)).toBe(230001);
  await feishu.removeBot(anna.direct);
  expect(await get(file)).toBe(234004);
  expect(await get(`im/v1/messages/${message.message_id}`)).toBe(230002);
  await feishu.addBot(anna.direct);
  await anna.recall(message);
  expect(await get(file)).toBe(230110);
});

test('too many people at once, or none', async () => {
  const ids = (n: number) => Array.from({ length: n }, (_, i) => `user_ids=ou_${i}`).join('&');
  expect(await get('contact/v3/users/batch')).toBe(40001);
  expect(await get(`contact/v3/users/batch?${ids(50)}`)).toBe(0);
  expect(await get(`contact/v3/users/batch?${ids(51)}`)).toBe(40001);
  expect(await post('contact/v3/users/basic_batch', { user_ids: [] })).toBe(40001);
  expect(await post('contact/v3/users/basic_batch', { user_ids: Array.from({ length: 11 }, () => 'ou_a') })).toBe(
    40001,
  );
});

test('cards for one person that lack a reader, a card or a bot; and taking them away', async () => {
  const whole = { chat_id: group, open_id: 'ou_anna', msg_type: 'interactive', card: card(words()) };
  const whisper = (more: object) => post('ephemeral/v1/send', { ...whole, ...more });
  expect(await whisper({ open_id: undefined })).toBe(10003);
  expect([await whisper({ msg_type: 'text' }), await whisper({ card: '{}' })]).toEqual([10003, 10003]);
  expect([await whisper({ card: large }), await whisper({ card: card({ tag: 'note' }) })]).toEqual([230025, 230099]);
  expect(await whisper({ chat_id: feishu.chat({ withBot: false, members: ['ou_anna'] }).id })).toBe(10002);
  expect(await whisper({})).toBe(0);
  const message_id = anna.shown().ephemeral[0]!.message_id;
  expect(await get(`im/v1/messages/${message_id}`)).toBe(230050);
  expect(await post('ephemeral/v1/delete', { message_id })).toBe(0);
  expect(await post('ephemeral/v1/delete', { message_id })).toBe(18051);
  expect(await post('ephemeral/v1/delete', { message_id: await sent() })).toBe(10003);
});

test('delayed updates without a card, or with one that is too large', async () => {
  const id = await sent(card(button('Go')));
  await anna.click(feishu.message(id)!, 'Go');
  const { token } = desk.last().body.event as { token: string };
  const update = (content: unknown) =>
    raw(feishu, 'POST', 'interactive/v1/card/update', { body: { token, card: content } });
  expect(await update(undefined)).toMatchObject({ code: 10002, status: 200 });
  expect(await update(large)).toMatchObject({ code: 100000, status: 200 });
});

test('answers to clicks that have more than they may, or no real card', async () => {
  const errorAfter = async (json: unknown) => {
    desk.answer({ json });
    return (await anna.click(feishu.message(await sent(card(button('Go'))))!, 'Go')).error;
  };
  expect(await errorAfter({ message: 'ok' })).toBe(200672);
  expect(await errorAfter({ card: 'x' })).toBe(200672);
  expect(await errorAfter({ card: { type: 'template', data: { template_id: 'x' } } })).toBe(200673);
  expect(await errorAfter({ card: { type: 'raw', data: '{}' } })).toBe(200673);
  expect(await errorAfter({ card: { type: 'raw', data: large } })).toBe(200673);
});
