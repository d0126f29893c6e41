import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type LocalSlack, type Options, startLocalSlack } from '../../support/slack/server.ts';
import { until } from '../../support/until.ts';
import { clientOf, refusal } from './client.ts';

let slack: LocalSlack;
let [hot, cold] = ['', ''];
const start = async (options: Options = {}) => {
  slack = await startLocalSlack(options);
  hot = slack.channel({ name: 'hot' }).id;
  cold = slack.channel({ name: 'cold' }).id;
};
beforeEach(() => start());
afterEach(() => slack.close());

const post = (channel = hot, more: object = {}) =>
  clientOf(slack, undefined, more).chat.postMessage({ channel, text: 'x' });
const count = (channel = hot) => slack.messages(channel).length;

test('a rate limit meets one method and one channel, as often as it is told to', async () => {
  slack.faults.rateLimit({ method: 'chat.postMessage', channel: hot, times: 2, retryAfter: 7 });
  expect(await refusal(post(cold))).toBe('ok');
  const limited = await post().catch((error) => error);
  expect(limited.retryAfter).toBe(7);
  expect(await refusal(post())).not.toBe('ok');
  expect(await refusal(post())).toBe('ok');
  expect(slack.callsOf('chat.postMessage').map((c) => c.result)).toEqual(['ok', '429', '429', 'ok']);
});

test('a failure answers with its status, and nothing took effect', async () => {
  slack.faults.fail({ method: 'chat.postMessage', status: 503 });
  const failed = await post().catch((error) => error);
  expect(failed.statusCode).toBe(503);
  expect(count()).toBe(0);
});

test('a refusal answers with its code', async () => {
  slack.faults.refuse({ method: '*', error: 'internal_error', times: 2 });
  expect(await refusal(post())).toBe('internal_error');
  expect(await refusal(clientOf(slack).auth.test())).toBe('internal_error');
  expect(slack.faults.waiting()).toEqual([]);
});

test('a lost answer took effect', async () => {
  slack.faults.loseAnswer({ method: 'chat.postMessage' });
  expect(await refusal(post())).toMatch(/request error/i);
  expect(count()).toBe(1);
  expect(slack.calls.at(-1)?.result).toBe('lost');
});

test('a late message is in history only when its time has come', async () => {
  slack.clock.freeze();
  slack.faults.late({ method: 'chat.postMessage', ms: 20_000 });
  await post();
  const seen = async () => (await clientOf(slack).conversations.history({ channel: hot })).messages?.length;
  expect(await seen()).toBe(0);
  slack.clock.advance(19_999);
  expect(await seen()).toBe(0);
  slack.clock.advance(1);
  expect(await seen()).toBe(1);
});

test('a slow call waits by Slack’s clock, or for what a test says', async () => {
  slack.clock.freeze();
  slack.faults.slow({ method: 'chat.postMessage', channel: hot, ms: 10_000 });
  const [slow, other] = [post(hot), post(cold)];
  await other;
  await until('the slow call has come', 2_000, () => slack.faults.waiting().length === 0);
  expect([count(hot), count(cold)]).toEqual([0, 1]);
  slack.clock.advance(10_000);
  await slow;
  let go = () => {};
  const told = new Promise<void>((resolve) => {
    go = resolve;
  });
  slack.faults.slow({ method: 'chat.postMessage', until: told });
  const held = post();
  go();
  await held;
  expect(count()).toBe(2);
});

test('a client that does not wait gives up on a slow call', async () => {
  slack.clock.freeze();
  slack.faults.slow({ method: 'chat.postMessage', ms: 10_000 });
  expect(await refusal(post(hot, { timeout: 50 }))).toMatch(/request error/i);
});

describe('the whole of Slack', () => {
  test('is away, and comes back at the same address', async () => {
    await post();
    await slack.faults.down();
    expect(await refusal(post())).toMatch(/request error/i);
    await slack.faults.up();
    expect(await refusal(post())).toBe('ok');
    expect(count()).toBe(2);
  });

  test('hangs: connections are taken, and nobody answers', async () => {
    slack.faults.hang();
    expect(await refusal(post(hot, { timeout: 50 }))).toMatch(/request error/i);
    const waiting = refusal(post());
    await until('the second request hangs', 2_000, () => slack.faults.hanging() === 2);
    await slack.faults.up();
    expect(await waiting).toMatch(/request error/i);
    expect(await refusal(post())).toBe('ok');
  });

  test('is well again once faults are cleared', async () => {
    slack.faults.fail({ method: '*', times: 100 });
    slack.faults.clear();
    expect(await refusal(post())).toBe('ok');
  });
});

describe('rates', () => {
  test('one message a second and channel, by Slack’s clock', async () => {
    await slack.close();
    await start({ strictRates: true });
    slack.clock.freeze();
    expect([await refusal(post(hot)), await refusal(post(cold))]).toEqual(['ok', 'ok']);
    expect((await post(hot).catch((error) => error)).retryAfter).toBe(1);
    slack.clock.advance(1_000);
    expect(await refusal(post(hot))).toBe('ok');
  });

  test('a burst and the tiers of methods, where they are asked for', async () => {
    await slack.close();
    await start({ strictRates: { perChannel: true, burst: 3, tiers: true } });
    slack.clock.freeze();
    const posts = [];
    for (let i = 0; i < 4; i += 1) posts.push(await refusal(post()));
    expect(posts.filter((p) => p === 'ok')).toHaveLength(3);
    const looks = await Promise.all(
      Array.from({ length: 51 }, () => refusal(clientOf(slack).conversations.info({ channel: hot }))),
    );
    expect(looks.filter((l) => l === 'ok')).toHaveLength(50);
  });
});
