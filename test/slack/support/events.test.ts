import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type LocalSlack, startLocalSlack } from '../../support/slack/server.ts';
import { signatureOf, signed } from '../../support/slack/sign.ts';
import { until } from '../../support/until.ts';
import { clientOf } from './client.ts';
import { type Desk, openDesk } from './desk.ts';

let slack: LocalSlack;
let desk: Desk;
beforeEach(async () => {
  slack = await startLocalSlack({ patienceMs: 1_000 });
  desk = await openDesk(slack);
});
afterEach(async () => {
  await desk.close();
  await slack.close();
});

const event = { type: 'app_home_opened', user: 'U1' };
const retriesOf = () => desk.received.map((r) => [r.headers['x-slack-retry-num'], r.headers['x-slack-retry-reason']]);

describe('an event that is not taken', () => {
  test('comes again at once, after a minute, and after five, as the same event', async () => {
    slack.clock.freeze();
    desk.answer({ status: 500 });
    const delivering = slack.deliverEvent(event, { retries: true });
    await until('the first retry', 2_000, () => desk.received.length === 2);
    slack.clock.advance(59_999);
    expect(desk.received).toHaveLength(2);
    slack.clock.advance(1);
    await until('the second retry', 2_000, () => desk.received.length === 3);
    slack.clock.advance(300_000);
    const seen = await delivering;
    expect(seen.map((s) => s.failure)).toEqual(['http_error', 'http_error', 'http_error', 'http_error']);
    expect(retriesOf()).toEqual([
      [undefined, undefined],
      ['1', 'http_error'],
      ['2', 'http_error'],
      ['3', 'http_error'],
    ]);
    expect(new Set(desk.received.map((r) => r.body.event_id)).size).toBe(1);
    expect(desk.received.every((r) => r.genuine)).toBe(true);
    expect(new Set(desk.received.map((r) => r.headers['x-slack-request-timestamp'])).size).toBeGreaterThan(1);
  });

  test('says why it comes again', async () => {
    desk.answer((request) => (request.headers['x-slack-retry-num'] ? {} : { silent: true }));
    const seen = await slack.deliverEvent(event, { retries: true, hurry: true });
    expect(seen.map((s) => s.failure)).toEqual(['http_timeout', undefined]);
    expect(retriesOf()).toEqual([
      [undefined, undefined],
      ['1', 'http_timeout'],
    ]);
    await desk.close();
    expect((await slack.deliverEvent(event))[0]?.failure).toBe('connection_failed');
    desk = await openDesk(slack);
  });

  test('does not come again when the desk says so, or when nobody asked', async () => {
    desk.answer({ status: 500, headers: { 'x-slack-no-retry': '1' } });
    expect(await slack.deliverEvent(event, { retries: true, hurry: true })).toHaveLength(1);
    desk.answer({ status: 500 });
    expect(await slack.deliverEvent(event)).toHaveLength(1);
  });
});

test('an envelope can be sent again, as it was', async () => {
  const anna = slack.user({ id: 'U1', name: 'Anna' });
  const told = await anna.message('list');
  if (!('envelope' in told)) throw new Error('a direct message is an event');
  await slack.deliver(told.envelope);
  expect(desk.received.map((r) => r.raw)).toEqual([desk.received[0]?.raw, desk.received[0]?.raw]);
});

test('the desk hears of its own direct messages, and of what becomes of them', async () => {
  const anna = slack.user({ id: 'U1', name: 'Anna' });
  const { ts } = await clientOf(slack).chat.postMessage({ channel: anna.direct, text: 'yours' });
  await clientOf(slack).chat.update({ channel: anna.direct, ts: ts!, text: 'changed' });
  await clientOf(slack).chat.delete({ channel: anna.direct, ts: ts! });
  await slack.settled();
  const own = { type: 'message', channel: anna.direct, channel_type: 'im' };
  const told = desk.received.map((r) => r.body.event as { event_ts: string });
  expect(told.toSorted((a, b) => Number(a.event_ts) - Number(b.event_ts))).toMatchObject([
    { ...own, text: 'yours', bot_id: slack.team.botId, ts },
    { ...own, subtype: 'message_changed', message: { text: 'changed' }, previous_message: { text: 'yours' } },
    { ...own, subtype: 'message_deleted', deleted_ts: ts },
  ]);
});

test('an app that is uninstalled is told so', async () => {
  await slack.uninstall(slack.team.id);
  const types = desk.received.map((r) => (r.body.event as { type: string }).type);
  expect(types.sort()).toEqual(['app_uninstalled', 'tokens_revoked']);
});

test('the signature is that of Slack’s own example', () => {
  const body =
    'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c';
  const signing = { secret: '8f742231b10e8888abcd99yyyzzz85a5', timestamp: 1_531_420_618 };
  expect(signatureOf(body, signing)).toBe('v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503');
  expect(signed(Buffer.from(body), signing)['x-slack-request-timestamp']).toBe('1531420618');
});

describe('Slack’s clock', () => {
  test('goes with a clock that a test gives, and can be moved on', async () => {
    let now = 1_000;
    const other = await startLocalSlack({ now: () => now });
    expect(other.clock.now()).toBe(1_000);
    now = 5_000;
    other.clock.advance(500);
    expect(other.clock.now()).toBe(5_500);
    let awake = false;
    const sleeping = other.clock.sleep(100).then(() => {
      awake = true;
    });
    await Promise.resolve();
    expect(awake).toBe(false);
    now = 5_100;
    await sleeping;
    await other.close();
  });
});
