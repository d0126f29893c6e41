import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type LocalFeishu, type Options, startLocalFeishu } from '../../support/feishu/server.ts';
import { codeOf, raw, send, tokenOf } from './client.ts';
import { card, png, words } from './samples.ts';

let feishu: LocalFeishu;
let group = '';
const start = async (options: Options = {}) => {
  feishu = await startLocalFeishu(options);
  feishu.user({ id: 'ou_anna', email: 'anna@acme.example' });
  group = feishu.chat({ members: ['ou_anna'] }).id;
};
beforeEach(() => start());
afterEach(() => feishu.close());

const text = (content = 'x') => ({ text: content });

describe('who may call at all', () => {
  const ask = (token?: string) => raw(feishu, 'GET', 'bot/v3/info', { token });

  test('needs a token, of the right form, that is alive', async () => {
    expect(await ask('')).toMatchObject({ code: 99991661, status: 400 });
    expect(await codeOf(ask('x-1'))).toBe(99991671);
    expect(await codeOf(ask('t-unknown'))).toBe(99991663);
    expect(await codeOf(ask())).toBe(0);
  });

  test('for two hours, and a new token is given out in the last half hour of the old', async () => {
    feishu.clock.freeze();
    const first = await tokenOf(feishu);
    feishu.clock.advance(5_400_000);
    expect(await tokenOf(feishu)).toBe(first);
    feishu.clock.advance(1);
    const second = await tokenOf(feishu);
    expect(second).not.toBe(first);
    expect([await codeOf(ask(first)), await codeOf(ask(second))]).toEqual([0, 0]);
    feishu.clock.advance(1_800_000);
    expect([await codeOf(ask(first)), await codeOf(ask(second))]).toEqual([99991663, 0]);
  });

  test('until tokens are made to end, or revoked', async () => {
    feishu.clock.freeze();
    const token = await tokenOf(feishu);
    feishu.faults.expireToken(60);
    expect(await codeOf(ask(token))).toBe(0);
    feishu.clock.advance(60_000);
    expect(await codeOf(ask(token))).toBe(99991663);
    const next = await tokenOf(feishu);
    feishu.faults.revokeToken();
    expect(await codeOf(ask(next))).toBe(99991663);
  });

  test('with the right app and secret', async () => {
    const login = (body: object) => raw(feishu, 'POST', 'auth/v3/tenant_access_token/internal', { token: '', body });
    expect(await login({ app_id: 'cli_other', app_secret: feishu.appSecret })).toMatchObject({
      code: 10003,
      status: 200,
    });
    expect(await login({ app_id: feishu.appId, app_secret: 'x' })).toMatchObject({ code: 10014, status: 200 });
  });

  test('from an address that the app allows, with the scopes that the method needs', async () => {
    await feishu.close();
    await start({ scopes: [] });
    const refused = await send(feishu, group, 'text', text());
    expect(refused).toMatchObject({ code: 99991672, status: 400 });
    expect(JSON.stringify(refused.body.error)).toContain('im:message:send_as_bot');
    await feishu.close();
    await start({ addressAllowed: false });
    expect(await codeOf(ask('t-x'))).toBe(99991401);
  });
});

describe('a message', () => {
  test('goes to somebody who can be reached', async () => {
    const { id: away } = feishu.chat({ withBot: false });
    const { id: ended } = feishu.chat({ isDissolved: true });
    feishu.user({ id: 'ou_far', isAvailable: false });
    feishu.user({ id: 'ou_gone', isResigned: true });
    const to = (id: string) => codeOf(send(feishu, id, 'text', text()));
    expect(await to(away)).toBe(230002);
    expect(await to(ended)).toBe(232009);
    expect([await to('ou_far'), await to('ou_gone')]).toEqual([230013, 230013]);
    expect([await to('ou_nobody'), await to('oc_nowhere')]).toEqual([230034, 230034]);
  });

  test('has a type and a content that belong together', async () => {
    const code = (type: string, content: unknown) => codeOf(send(feishu, group, type, content));
    expect(await code('text', 'no json')).toBe(230001);
    expect(await code('text', {})).toBe(230001);
    expect(await code('audio', {})).toBe(230001);
    expect(await code('interactive', 'no json')).toBe(230099);
    expect(await code('file', { file_key: 'file_v3_none' })).toBe(230001);
  });

  test('has a uuid of 50 characters', async () => {
    expect(await codeOf(send(feishu, group, 'text', text(), { uuid: 'x'.repeat(50) }))).toBe(0);
    expect(await codeOf(send(feishu, group, 'text', text(), { uuid: 'x'.repeat(51) }))).toBe(230001);
  });

  test('has 150 KB of text or 30 KB of card, in bytes', async () => {
    expect(await codeOf(send(feishu, group, 'text', text('单'.repeat(49_900))))).toBe(0);
    expect(await codeOf(send(feishu, group, 'text', text('单'.repeat(50_000))))).toBe(230025);
    expect(await codeOf(send(feishu, group, 'interactive', card(words('单'.repeat(9_800)))))).toBe(0);
    expect(await send(feishu, group, 'interactive', card(words('单'.repeat(10_000))))).toMatchObject({
      code: 230025,
      status: 400,
    });
  });

  test('calls whom it names, and nobody who is not there', async () => {
    const { data } = await send(feishu, group, 'text', text('<at user_id="ou_anna"></at> look'));
    expect(data).toMatchObject({ body: { content: '{"text":"@_user_1 look"}' }, mentions: [{ id: 'ou_anna' }] });
    await send(feishu, group, 'interactive', card({ tag: 'markdown', content: '<at id=all></at>' }));
    expect(feishu.messages(group).map((m) => m.called)).toEqual([['ou_anna'], ['all']]);
    const unknown = await send(feishu, group, 'interactive', card({ tag: 'markdown', content: '<at id=ou_no></at>' }));
    expect(unknown.msg).toContain('ErrCode: 100290');
  });

  test('shows pictures that were uploaded', async () => {
    const image = { tag: 'img', img_key: 'img_v3_none', alt: { tag: 'plain_text', content: '' } };
    for (const element of [image, { tag: 'markdown', content: '![x](img_v3_none)' }])
      expect((await send(feishu, group, 'interactive', card(element))).msg).toContain('ErrCode: 200570');
  });
});

describe('an update', () => {
  const sent = async (content: object = card(words())) =>
    String((await send(feishu, group, 'interactive', content)).data!.message_id);
  const patch = (id: string, content: object) =>
    raw(feishu, 'PATCH', `im/v1/messages/${id}`, { body: { content: JSON.stringify(content) } });

  test('is of a card of the bot, for 14 days', async () => {
    feishu.clock.freeze();
    const id = await sent();
    const { data } = await send(feishu, group, 'text', text());
    expect(await codeOf(patch(String(data!.message_id), card()))).toBe(230001);
    feishu.clock.advance(14 * 86_400_000);
    expect(await codeOf(patch(id, card()))).toBe(0);
    feishu.clock.advance(1);
    expect(await patch(id, card())).toMatchObject({ code: 230031, status: 400 });
  });

  test('says update_multi before and after', async () => {
    const shy = { ...card(words()), config: {} };
    expect(await codeOf(patch(await sent(shy), card()))).toBe(230001);
    expect(await codeOf(patch(await sent(), shy))).toBe(230001);
  });

  test('is not of what is gone, or unknown, or invalid', async () => {
    const id = await sent();
    expect(await codeOf(patch(id, card({ tag: 'note' })))).toBe(230099);
    await raw(feishu, 'DELETE', `im/v1/messages/${id}`);
    expect(await codeOf(patch(id, card()))).toBe(230011);
    expect(await codeOf(patch('om_none', card()))).toBe(99992354);
    expect(await codeOf(patch('none', card()))).toBe(230001);
  });
});

describe('an upload', () => {
  const upload = async (path: string, fields: Record<string, string | Buffer>) => {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) {
      if (typeof value === 'string') form.append(name, value);
      else form.append(name, new Blob([new Uint8Array(value)]), 'f');
    }
    const headers = { authorization: `Bearer ${await tokenOf(feishu)}` };
    const answer = await fetch(`${feishu.url}/open-apis/im/v1/${path}`, { method: 'POST', headers, body: form });
    return ((await answer.json()) as { code: number }).code;
  };
  const image = (bytes: Buffer) => upload('images', { image_type: 'message', image: bytes });
  const file = (bytes: Buffer, type = 'stream') =>
    upload('files', { file_type: type, file_name: 'a.csv', file: bytes });

  test('of a picture: a known kind, not empty, 10 MB and 12,000 px', async () => {
    expect(await image(png)).toBe(0);
    expect(await image(Buffer.from('no picture'))).toBe(234011);
    expect(await image(Buffer.alloc(0))).toBe(234010);
    expect(await image(Buffer.concat([png, Buffer.alloc(10 * 1024 * 1024)]))).toBe(234006);
    const wide = Buffer.from(png);
    wide.writeUInt32BE(12_001, 16);
    expect(await image(wide)).toBe(234039);
  });

  test('of a file: a known type, not empty, 30 MB', async () => {
    expect(await file(Buffer.from('a'))).toBe(0);
    expect(await file(Buffer.from('a'), 'csv')).toBe(234001);
    expect(await file(Buffer.alloc(0))).toBe(234010);
    expect(await file(Buffer.alloc(30 * 1024 * 1024 + 1))).toBe(234006);
  });
});
