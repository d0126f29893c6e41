import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type LocalSlack, startLocalSlack } from '../../support/slack/server.ts';
import { clientOf, raw, refusal, refusedWith } from './client.ts';

let slack: LocalSlack;
let channel: string;
beforeEach(async () => {
  slack = await startLocalSlack();
  channel = slack.channel({ name: 'orders' }).id;
});
afterEach(() => slack.close());

const client = () => clientOf(slack);
const post = (text: string, more: object = {}) => client().chat.postMessage({ channel, text, ...more });
const textsOf = (messages: { text?: string }[] | undefined) => messages?.map((m) => m.text);

describe('who calls', () => {
  test('auth.test says whose token it is', async () => {
    expect(await client().auth.test()).toMatchObject({
      ok: true,
      team_id: slack.team.id,
      user_id: slack.team.botUserId,
      bot_id: slack.team.botId,
    });
  });

  test('no token, a wrong one, and a dead one are told apart', async () => {
    expect(await refusal(clientOf(slack, '').auth.test())).toBe('not_authed');
    expect(await refusal(clientOf(slack, 'xoxb-wrong').auth.test())).toBe('invalid_auth');
    slack.connect({ url: 'http://127.0.0.1:1' });
    await slack.uninstall(slack.team.id);
    expect(await refusal(client().auth.test())).toBe('account_inactive');
  });

  test('a token in the arguments counts too, and is not remembered', async () => {
    const answer = await fetch(`${slack.apiUrl}auth.test`, {
      method: 'POST',
      body: new URLSearchParams({ token: slack.team.botToken }),
    });
    expect(await answer.json()).toMatchObject({ ok: true });
    expect(JSON.stringify(slack.calls)).not.toContain(slack.team.botToken);
  });

  test('a scope that is missing is named', async () => {
    const small = slack.addTeam({ id: 'T2', scopes: ['chat:write'] });
    const person = slack.user({ id: 'U9', name: 'Zoe', teamId: 'T2', email: 'zoe@x.example' });
    const narrow = clientOf(slack, small.botToken);
    expect(await refusal(narrow.chat.postMessage({ channel: person.direct, text: 'x' }))).toBe('ok');
    expect(await refusedWith(narrow.conversations.history({ channel: person.direct }))).toMatchObject({
      error: 'missing_scope',
      needed: 'im:history',
      provided: 'chat:write',
    });
    expect(await refusedWith(narrow.users.info({ user: 'U9' }))).toMatchObject({
      error: 'missing_scope',
      needed: 'users:read',
    });
  });

  test('what is no method, no JSON or no form is refused', async () => {
    expect(await refusal(client().apiCall('orders.list'))).toBe('unknown_method');
    const json = { 'content-type': 'application/json' };
    expect(await raw(slack, 'chat.postMessage', { body: '{', headers: json })).toEqual({
      ok: false,
      error: 'invalid_json',
    });
    expect(await raw(slack, 'chat.postMessage', { body: '[]', headers: json })).toEqual({
      ok: false,
      error: 'json_not_object',
    });
    expect(await raw(slack, 'chat.postMessage', { body: 'x', headers: { 'content-type': 'text/xml' } })).toEqual({
      ok: false,
      error: 'invalid_post_type',
    });
  });

  test('a method that takes no JSON does not see it', async () => {
    const answer = await raw(slack, 'users.info', {
      body: '{"user":"U1"}',
      headers: { 'content-type': 'application/json' },
    });
    expect(answer).toMatchObject({ ok: false, error: 'invalid_arguments' });
  });
});

describe('history', () => {
  test('is newest first, in pages, without the replies of threads', async () => {
    const first = await post('1');
    await post('1a', { thread_ts: first.ts });
    await post('1b', { thread_ts: first.ts, reply_broadcast: true });
    for (const text of ['2', '3', '4']) await post(text);
    const page = await client().conversations.history({ channel, limit: 2 });
    expect(textsOf(page.messages)).toEqual(['4', '3']);
    expect(page.has_more).toBe(true);
    const rest = await client().conversations.history({ channel, cursor: page.response_metadata?.next_cursor });
    expect(textsOf(rest.messages)).toEqual(['2', '1b', '1']);
    expect(rest.messages?.at(-1)).toMatchObject({ reply_count: 2, thread_ts: first.ts });
  });

  test('of a window leaves its ends out unless they are asked for', async () => {
    const [, second, third] = [await post('1'), await post('2'), await post('3')];
    const window = { channel, oldest: second.ts, latest: third.ts };
    expect(textsOf((await client().conversations.history(window)).messages)).toEqual([]);
    expect(textsOf((await client().conversations.history({ ...window, inclusive: true })).messages)).toEqual([
      '3',
      '2',
    ]);
    expect(
      textsOf(
        (await client().conversations.history({ channel, latest: third.ts, inclusive: true, limit: 1 })).messages,
      ),
    ).toEqual(['3']);
    expect(await refusal(client().conversations.history({ channel, oldest: 'yesterday' }))).toBe('invalid_ts_oldest');
    expect(await refusal(client().conversations.history({ channel, cursor: 'none' }))).toBe('invalid_cursor');
  });

  test('shows metadata only when it is asked for', async () => {
    const metadata = { event_type: 'order_changed', event_payload: { key: 'k1' } };
    const { ts } = await post('x', { metadata });
    const plain = await client().conversations.history({ channel });
    const all = await client().conversations.history({ channel, include_all_metadata: true });
    expect([plain, all].map((a) => a.messages?.[0]?.metadata)).toEqual([{ event_type: 'order_changed' }, metadata]);
    const thread = await client().conversations.replies({ channel, ts: ts!, include_all_metadata: true });
    expect(thread.messages?.[0]?.metadata).toEqual(metadata);
  });

  test('a thread is its parent and its replies, asked for by any of them', async () => {
    const parent = await post('1');
    const reply = await post('1a', { thread_ts: parent.ts });
    for (const ts of [parent.ts!, reply.ts!])
      expect(textsOf((await client().conversations.replies({ channel, ts })).messages)).toEqual(['1', '1a']);
    expect(await refusal(client().conversations.replies({ channel, ts: '1.000001' }))).toBe('thread_not_found');
  });

  test('is for members', async () => {
    const other = slack.channel({ withApp: false }).id;
    expect(await refusal(client().conversations.history({ channel: other }))).toBe('not_in_channel');
    expect(await refusal(client().conversations.history({ channel: 'C404' }))).toBe('channel_not_found');
  });
});

describe('people and conversations', () => {
  test('a person has a zone, a language, and an e-mail to be found by', async () => {
    slack.user({
      id: 'U1',
      name: 'Anna Li',
      email: 'Anna@x.example',
      tz: 'Europe/Berlin',
      locale: 'zh-CN',
      isGuest: true,
    });
    const { user } = await client().users.info({ user: 'U1', include_locale: true });
    expect(user).toMatchObject({
      id: 'U1',
      real_name: 'Anna Li',
      tz: 'Europe/Berlin',
      locale: 'zh-CN',
      is_restricted: true,
    });
    expect([3600, 7200]).toContain(user?.tz_offset);
    expect((await client().users.info({ user: 'U1' })).user).not.toHaveProperty('locale');
    expect((await client().users.lookupByEmail({ email: 'anna@X.example' })).user?.id).toBe('U1');
    expect(await refusal(client().users.info({ user: 'U404' }))).toBe('user_not_found');
    expect(await refusal(client().users.lookupByEmail({ email: 'nobody@x.example' }))).toBe('users_not_found');
  });

  test('somebody who left is not found by e-mail any more', async () => {
    const bob = slack.user({ id: 'U2', name: 'Bob', email: 'bob@x.example' });
    bob.leave();
    expect((await client().users.info({ user: 'U2' })).user?.deleted).toBe(true);
    expect(await refusal(client().users.lookupByEmail({ email: 'bob@x.example' }))).toBe('users_not_found');
    expect(await refusal(client().conversations.open({ users: 'U2' }))).toBe('user_disabled');
  });

  test('opening a conversation twice gives the same one', async () => {
    slack.user({ id: 'U1', name: 'Anna' });
    const ids = [
      await client().conversations.open({ users: 'U1' }),
      await client().conversations.open({ users: 'U1' }),
    ].map((a) => a.channel?.id);
    expect(new Set(ids).size).toBe(1);
    expect(await refusal(client().apiCall('conversations.open'))).toBe('users_list_not_supplied');
    expect(await refusal(client().conversations.open({ users: 'U404' }))).toBe('user_not_found');
  });

  test('a channel says what it is', async () => {
    const { channel: info } = await client().conversations.info({ channel });
    expect(info).toMatchObject({ id: channel, name: 'orders', is_channel: true, is_im: false, is_member: true });
  });
});

describe('installing', () => {
  const access = (code: string, secret = slack.clientSecret) =>
    clientOf(slack, undefined).oauth.v2.access({ code, client_id: slack.clientId, client_secret: secret });

  test('a code gives a team’s token, once', async () => {
    const code = slack.install({ id: 'T2', name: 'Second', scopes: ['chat:write', 'commands'] });
    const answer = await access(code);
    expect(answer).toMatchObject({
      token_type: 'bot',
      scope: 'chat:write,commands',
      team: { id: 'T2', name: 'Second' },
    });
    expect(await clientOf(slack, answer.access_token).auth.test()).toMatchObject({ team_id: 'T2' });
    expect(await refusal(access(code))).toBe('invalid_code');
    expect(await refusal(access(slack.install({ id: 'T3' }), 'wrong'))).toBe('bad_client_secret');
  });

  test('Socket Mode takes an app’s token alone, and gives an address with a ticket', async () => {
    const { url } = (await clientOf(slack, slack.appToken).apps.connections.open({})) as { url: string };
    expect(url).toMatch(/^ws:\/\/127\.0\.0\.1:\d+\/link\/\?ticket=/);
    expect(await refusal(client().apps.connections.open({}))).toBe('not_allowed_token_type');
  });
});
