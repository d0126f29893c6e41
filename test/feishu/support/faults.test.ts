import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type LocalFeishu, type Options, startLocalFeishu } from '../../support/feishu/server.ts';
import { until } from '../../support/until.ts';
import { codeOf, raw, send, tokenOf } from './client.ts';

let feishu: LocalFeishu;
let [hot, cold] = ['', ''];
const start = async (options: Options = {}) => {
  feishu = await startLocalFeishu(options);
  hot = feishu.chat({ name: 'hot' }).id;
  cold = feishu.chat({ name: 'cold' }).id;
};
beforeEach(() => start());
afterEach(() => feishu.close());

const post = (chat = hot, more: object = {}) => send(feishu, chat, 'text', { text: 'x' }, more);
const count = (chat = hot) => feishu.messages(chat).length;

test('a rate limit meets one method and one chat, as often as it is told to', async () => {
  feishu.faults.rateLimit({ method: 'im.message.create', chat: hot, times: 2, reset: 7 });
  expect(await codeOf(post(cold))).toBe(0);
  const limited = await post();
  expect([limited.status, limited.code, limited.headers.get('x-ogw-ratelimit-reset')]).toEqual([429, 99991400, '7']);
  expect([await codeOf(post()), await codeOf(post())]).toEqual([99991400, 0]);
  expect(feishu.callsOf('im.message.create').map((c) => c.result)).toEqual(['0', '429', '429', '0']);
});

test('a failure answers with its status, and nothing took effect', async () => {
  feishu.faults.fail({ method: 'im.message.create', status: 503 });
  await expect(post()).rejects.toThrow();
  expect(count()).toBe(0);
});

test('a refusal answers with its code, in HTTP 400 or in 200', async () => {
  feishu.faults.refuse({ method: '*', chat: hot, code: 230028 });
  feishu.faults.refuse({ method: 'im.message.create', chat: hot, code: 230035, status: 200, msg: 'muted' });
  expect(await post()).toMatchObject({ code: 230028, status: 400 });
  expect(await post()).toMatchObject({ code: 230035, status: 200, msg: 'muted' });
  expect(feishu.faults.waiting()).toEqual([]);
});

test('a lost answer took effect, and the uuid finds it', async () => {
  feishu.faults.loseAnswer({ method: 'im.message.create' });
  await expect(post(hot, { uuid: 'u' })).rejects.toThrow();
  expect(feishu.calls.at(-1)?.result).toBe('lost');
  const { data } = await post(hot, { uuid: 'u' });
  expect([count(), data?.message_id]).toEqual([1, feishu.messages(hot)[0]?.message_id]);
});

test('a slow call waits by Feishu’s clock', async () => {
  const token = await tokenOf(feishu);
  feishu.clock.freeze();
  feishu.faults.slow({ method: 'bot.info', ms: 10_000 });
  const slow = raw(feishu, 'GET', 'bot/v3/info', { token });
  await until('the call has come', 2_000, () => feishu.faults.waiting().length === 0);
  feishu.clock.advance(10_000);
  expect(await codeOf(slow)).toBe(0);
});

describe('the whole of Feishu', () => {
  test('is away, and comes back at the same address', async () => {
    await post();
    await feishu.faults.down();
    await expect(post()).rejects.toThrow();
    await feishu.faults.up();
    await post();
    expect(count()).toBe(2);
  });

  test('hangs: connections are taken, and nobody answers', async () => {
    const token = await tokenOf(feishu);
    feishu.faults.hang();
    const waiting = raw(feishu, 'GET', 'bot/v3/info', { token });
    await until('a request hangs', 2_000, () => feishu.faults.hanging() === 1);
    await Promise.all([feishu.faults.up(), expect(waiting).rejects.toThrow()]);
    expect(await codeOf(post())).toBe(0);
  });

  test('is well again once faults are cleared, and forgets what it is told to', async () => {
    feishu.faults.fail({ method: '*', times: 100 });
    feishu.faults.clear();
    await post();
    feishu.forget();
    expect([count(), feishu.calls]).toEqual([0, []]);
  });
});

describe('rates, by Feishu’s clock', () => {
  const many = async (times: number, one: () => Promise<{ code: number }>) => {
    const codes: number[] = [];
    for (let i = 0; i < times; i += 1) codes.push(await codeOf(one()));
    return codes;
  };
  beforeEach(async () => {
    await feishu.close();
    await start({ strictRates: true });
    feishu.clock.freeze();
  });

  test('five messages a second and chat, replies among them: 230020 in HTTP 400', async () => {
    expect(await many(5, () => post())).toEqual([0, 0, 0, 0, 0]);
    expect(await post()).toMatchObject({ code: 230020, status: 400 });
    const reply = { msg_type: 'text', content: '{"text":"x"}' };
    const to = feishu.messages(hot)[0]!.message_id;
    expect(await codeOf(raw(feishu, 'POST', `im/v1/messages/${to}/reply`, { body: reply }))).toBe(230020);
    expect(await codeOf(post(cold))).toBe(0);
    feishu.clock.advance(1_000);
    expect(await codeOf(post())).toBe(0);
  });

  test('fifty calls a second and method: 99991400 in HTTP 429', async () => {
    const token = await tokenOf(feishu);
    const ask = () => raw(feishu, 'GET', 'bot/v3/info', { token });
    const codes = await Promise.all(Array.from({ length: 51 }, ask));
    expect(codes.filter((c) => c.code === 0)).toHaveLength(50);
    expect(codes.find((c) => c.code !== 0)).toMatchObject({ code: 99991400, status: 429 });
    feishu.clock.advance(1_000);
    expect(await codeOf(ask())).toBe(0);
  });
});
