import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type LocalFeishu, startLocalFeishu } from '../../support/feishu/server.ts';
import { raw, send } from './client.ts';
import { type Desk, openDesk } from './desk.ts';
import { card, words } from './samples.ts';

let feishu: LocalFeishu;
let desk: Desk;
let group = '';
beforeEach(async () => {
  feishu = await startLocalFeishu();
  desk = await openDesk(feishu);
  feishu.user({ id: 'ou_anna', name: 'Anna', email: 'anna@acme.example' });
  group = feishu.chat({ members: ['ou_anna'] }).id;
});
afterEach(async () => {
  await feishu.close();
  await desk.close();
});

const get = (path: string) => raw(feishu, 'GET', path);

test('a card reads as words unless its JSON is asked for', async () => {
  const { data } = await send(feishu, group, 'interactive', card(words()));
  const contentOf = async (as = '') => {
    const read = await get(`im/v1/messages/${data!.message_id}?card_msg_content_type=${as}`);
    return JSON.parse((read.data!.items as { body: { content: string } }[])[0]!.body.content);
  };
  expect(await contentOf()).toHaveProperty('elements');
  expect(await contentOf('user_card_content')).toEqual(card(words()));
});

test('history is by time, forwards or backwards, with the roots of threads only', async () => {
  const { data } = await send(feishu, group, 'text', { text: 'root' });
  const reply = { msg_type: 'text', content: '{"text":"in the thread"}', reply_in_thread: true };
  const inThread = await raw(feishu, 'POST', `im/v1/messages/${data!.message_id}/reply`, { body: reply });
  await send(feishu, group, 'text', { text: 'last' });
  const list = async (query: string) => {
    const read = await get(`im/v1/messages?${query}`);
    return (read.data!.items as { body: { content: string } }[]).map((m) => JSON.parse(m.body.content).text);
  };
  const chat = `container_id_type=chat&container_id=${group}`;
  expect(await list(chat)).toEqual(['root', 'last']);
  expect(await list(`${chat}&sort_type=ByCreateTimeDesc`)).toEqual(['last', 'root']);
  expect(await list(`container_id_type=thread&container_id=${inThread.data!.thread_id}`)).toEqual([
    'root',
    'in the thread',
  ]);
  expect(await list(`${chat}&start_time=${Math.floor(feishu.clock.now() / 1000) + 100}`)).toEqual([]);
});

test('what cannot be read is refused', async () => {
  expect((await get('im/v1/messages?container_id_type=chat&container_id=oc_no')).code).toBe(230001);
  expect((await get(`im/v1/messages?container_id_type=chat&container_id=${group}&page_size=51`)).code).toBe(230001);
  const { id } = feishu.chat({ withBot: false });
  expect((await get(`im/v1/messages?container_id_type=chat&container_id=${id}`)).code).toBe(230002);
  const { data } = await send(feishu, group, 'text', { text: 'x' });
  await raw(feishu, 'DELETE', `im/v1/messages/${data!.message_id}`);
  expect((await get(`im/v1/messages/${data!.message_id}`)).code).toBe(230110);
  expect((await get('no/such/page')).status).toBe(404);
});

test('a file is fetched with the message that it came in', async () => {
  const anna = feishu.user({ id: 'ou_anna' });
  const [one, other] = [await anna.sendFile('a.csv', Buffer.from('a')), await anna.write('hi')];
  const { file_key } = JSON.parse(one.message.body.content);
  const at = (id: string, type = 'file') => `im/v1/messages/${id}/resources/${file_key}?type=${type}`;
  expect((await get(at(other.message.message_id))).code).toBe(234003);
  expect((await get(at(one.message.message_id, 'image'))).code).toBe(234001);
  const { data } = await send(feishu, group, 'interactive', card(words()));
  expect((await get(at(String(data!.message_id)))).code).toBe(234043);
});

test('people are looked up as far as the app’s range and scopes go', async () => {
  feishu.user({ id: 'ou_guest', isExternal: true });
  expect((await get('contact/v3/users/ou_guest')).code).toBe(41050);
  expect((await get('contact/v3/users/ou_nobody')).code).toBe(41012);
  const { data } = await get('contact/v3/users/anna%40acme.example?user_id_type=email');
  expect(data).toEqual({
    user: { open_id: 'ou_anna', union_id: 'on_anna', name: 'Anna', en_name: '', email: 'anna@acme.example' },
  });
  const body = { user_ids: ['ou_guest'] };
  expect((await raw(feishu, 'POST', 'contact/v3/users/basic_batch', { body })).data).toEqual({
    users: [{ user_id: 'ou_guest', name: 'ou_guest' }],
  });
});

test('chats are known to the bot while it is in them', async () => {
  expect((await get(`im/v1/chats/${group}`)).data).toMatchObject({ chat_status: 'normal', chat_mode: 'group' });
  await feishu.removeBot(group);
  expect((await get(`im/v1/chats/${group}`)).code).toBe(232011);
  expect((await get('im/v1/chats/oc_none')).code).toBe(232006);
});
