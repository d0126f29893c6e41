import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type LocalSlack, startLocalSlack } from '../../support/slack/server.ts';
import type { User } from '../../support/slack/user.ts';
import { clientOf } from './client.ts';
import { type Desk, openDesk } from './desk.ts';
import { actions, button, header, section, text } from './samples.ts';

let slack: LocalSlack;
let desk: Desk;
let anna: User;
let channel: string;
beforeEach(async () => {
  slack = await startLocalSlack();
  desk = await openDesk(slack);
  anna = slack.user({ id: 'U1', name: 'Anna' });
  channel = slack.channel({ name: 'orders', members: ['U1'] }).id;
});
afterEach(async () => {
  await desk.close();
  await slack.close();
});

const say = async (url: string | undefined, body: unknown) => {
  const answer = await fetch(url!, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return `${answer.status} ${await answer.text()}`;
};
const commandUrl = async () => (await anna.command('list', { channel })).responseUrl;

describe('the address that comes with a command', () => {
  test('answers the person alone, or everybody', async () => {
    const url = await commandUrl();
    expect(await say(url, { text: 'for you', blocks: [section()] })).toBe('200 ok');
    expect(await say(url, { text: 'for all', response_type: 'in_channel' })).toBe('200 ok');
    expect(slack.shownTo('U1').ephemeral.map((m) => m.text)).toEqual(['for you']);
    expect(slack.messages(channel).map((m) => m.text)).toEqual(['for all']);
  });

  test('answers in a thread', async () => {
    const { ts } = await clientOf(slack).chat.postMessage({ channel, text: 'SO-000001' });
    await say(await commandUrl(), { text: 'x', thread_ts: ts, response_type: 'in_channel', replace_original: false });
    expect(slack.messages(channel, { thread: ts! }).map((m) => m.text)).toEqual(['SO-000001', 'x']);
  });

  test('works five times', async () => {
    const url = await commandUrl();
    for (let i = 0; i < 5; i += 1) expect(await say(url, { text: `${i}` })).toBe('200 ok');
    expect(await say(url, { text: 'one too many' })).toBe('404 used_url');
    expect(slack.shownTo('U1').ephemeral).toHaveLength(5);
  });

  test('works for thirty minutes', async () => {
    slack.clock.freeze();
    const url = await commandUrl();
    slack.clock.advance(30 * 60_000);
    expect(await say(url, { text: 'in time' })).toBe('200 ok');
    slack.clock.advance(1_000);
    expect(await say(url, { text: 'too late' })).toBe('404 expired_url');
    expect(await say(`${slack.url}/hooks/commands/T1/unknown`, { text: 'x' })).toBe('404 no_service');
  });

  test('takes the blocks that Slack takes, and a refusal is no use', async () => {
    const url = await commandUrl();
    expect(await say(url, { text: 'x', blocks: [header(text(151))] })).toBe('400 invalid_blocks');
    expect(await say(url, {})).toBe('400 no_text');
    expect(await say(url, 'mere text')).toBe('400 invalid_payload');
    expect(slack.complaints).toHaveLength(3);
    for (let i = 0; i < 5; i += 1) expect(await say(url, { text: `${i}` })).toBe('200 ok');
  });

  test('meets faults as methods do', async () => {
    const url = await commandUrl();
    slack.faults.rateLimit({ method: 'response_url', retryAfter: 3 });
    slack.faults.fail({ method: 'response_url', status: 502 });
    slack.faults.loseAnswer({ method: 'response_url', channel });
    expect(await say(url, { text: 'x' })).toMatch(/^429/);
    expect(await say(url, { text: 'x' })).toMatch(/^502/);
    await expect(say(url, { text: 'lost' })).rejects.toThrow();
    expect(slack.shownTo('U1').ephemeral.map((m) => m.text)).toEqual(['lost']);
    expect(slack.callsOf('response_url').map((c) => c.result)).toEqual(['429', '502', 'lost']);
  });
});

describe('the address that comes with a click', () => {
  const posted = async () => {
    await clientOf(slack).chat.postMessage({ channel, text: 'card', blocks: [actions(button())] });
    return slack.messages(channel)[0]!;
  };

  test('replaces or deletes the message that was clicked', async () => {
    const url = (await anna.click(await posted(), 'Go')).responseUrl;
    await say(url, { text: 'done', replace_original: true });
    expect(slack.messages(channel).map((m) => [m.text, m.blocks])).toEqual([['done', undefined]]);
    await say(url, { delete_original: true });
    expect(slack.messages(channel)).toEqual([]);
  });

  test('says something new to the person who clicked', async () => {
    const url = (await anna.click(await posted(), 'Go')).responseUrl;
    await say(url, { text: 'not any more', replace_original: false });
    expect(slack.messages(channel).map((m) => m.text)).toEqual(['card']);
    expect(slack.shownTo('U1').ephemeral.map((m) => m.text)).toEqual(['not any more']);
  });

  test('replaces an ephemeral message too', async () => {
    await clientOf(slack).chat.postEphemeral({ channel, user: 'U1', text: 'sure?', blocks: [actions(button())] });
    const url = (await anna.click(slack.shownTo('U1').ephemeral[0]!, 'Go')).responseUrl;
    await say(url, { text: 'done', replace_original: true });
    expect(slack.shownTo('U1').ephemeral.map((m) => m.text)).toEqual(['done']);
  });
});

describe('the acknowledgement of a command', () => {
  test('is shown, as text or as a message', async () => {
    desk.answer({ text: 'plain words' });
    await anna.command('help', { channel });
    desk.answer({ json: { response_type: 'in_channel', text: 'for all' } });
    await anna.command('help', { channel });
    desk.answer({});
    await anna.command('help', { channel });
    expect(slack.shownTo('U1').ephemeral.map((m) => m.text)).toEqual(['plain words']);
    expect(slack.messages(channel).map((m) => m.text)).toEqual(['for all']);
  });

  test('with blocks that Slack refuses is a complaint', async () => {
    desk.answer({ json: { blocks: [{ type: 'nothing' }] } });
    await anna.command('help', { channel });
    expect(slack.complaints).toEqual([expect.stringContaining('unsupported type: nothing')]);
  });
});
