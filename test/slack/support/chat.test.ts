import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type LocalSlack, startLocalSlack } from '../../support/slack/server.ts';
import { clientOf, raw, refusal, refusedWith } from './client.ts';
import { actions, button, header, mrkdwn, section, text } from './samples.ts';

let slack: LocalSlack;
let channel: string;
beforeEach(async () => {
  slack = await startLocalSlack();
  channel = slack.channel({ name: 'orders', members: ['U1'] }).id;
  slack.user({ id: 'U1', name: 'Anna' });
});
afterEach(() => slack.close());

const client = () => clientOf(slack);
const post = (more: object = {}) => client().chat.postMessage({ channel, text: 'hello', ...more });

describe('a message', () => {
  test('is posted with a ts of its own, and its blocks and buttons get names', async () => {
    const blocks = [
      section(),
      actions(button(), button({ action_id: 'mine', text: { type: 'plain_text', text: 'B' } })),
    ];
    const answers = await Promise.all([post({ blocks }), post()]);
    expect(new Set(answers.map((a) => a.ts)).size).toBe(2);
    const [first] = slack.messages(channel);
    expect(first).toMatchObject({
      ts: answers[0].ts,
      text: 'hello',
      user: slack.team.botUserId,
      bot_id: slack.team.botId,
    });
    expect(first?.blocks?.[0]?.block_id).toMatch(/^.{5}$/);
    const names = (first!.blocks![1]!.elements as { action_id: string }[]).map((e) => e.action_id);
    expect(names).toEqual([expect.stringMatching(/^.{5}$/), 'mine']);
  });

  test('goes to a person by the person’s id, into the conversation with the app', async () => {
    const anna = slack.user({ id: 'U1', name: 'Anna' });
    const { channel: where } = await client().chat.postMessage({ channel: 'U1', text: 'for you' });
    expect(where).toBe(anna.direct);
    expect(slack.shownTo('U1').direct.map((m) => m.text)).toEqual(['for you']);
  });

  test('may come as JSON, or as a form with JSON in it', async () => {
    const body = { channel, text: 'x', blocks: [section()] };
    const json = await raw(slack, 'chat.postMessage', {
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json; charset=utf-8' },
    });
    const form = await raw(slack, 'chat.postMessage', {
      body: new URLSearchParams({ channel, text: 'x', blocks: JSON.stringify([section()]) }),
    });
    expect([json.ok, form.ok]).toEqual([true, true]);
    expect(slack.messages(channel).map((m) => m.blocks?.length)).toEqual([1, 1]);
  });

  test('is refused with where it is wrong', async () => {
    const data = await refusedWith(post({ blocks: [header(text(151))] }));
    const sentence = 'must be less than 151 characters [json-pointer:/blocks/0/text/text]';
    expect(data).toMatchObject({
      error: 'invalid_blocks',
      errors: [sentence],
      response_metadata: { messages: [`[ERROR] ${sentence}`] },
    });
    expect(slack.messages(channel)).toEqual([]);
  });

  test.each([
    ['no text', { text: '' }, 'no_text'],
    ['a text that is too long', { text: text(40_001) }, 'msg_too_long'],
    ['blocks that are no JSON', { blocks: '[{' }, 'invalid_blocks_format'],
    ['blocks that are no list', { blocks: '{}' }, 'invalid_blocks_format'],
    [
      'two tables',
      { blocks: [1, 2].map(() => ({ type: 'table', rows: [[{ type: 'raw_text', text: 'x' }]] })) },
      'invalid_attachments',
    ],
    [
      'too much in all',
      { blocks: Array.from({ length: 5 }, () => section({ text: mrkdwn(text(3000)) })) },
      'msg_blocks_too_long',
    ],
    ['metadata of no form', { metadata: '{"event_type":1}' }, 'invalid_metadata_format'],
    [
      'a file that nobody knows',
      { blocks: [{ type: 'image', alt_text: 'x', slack_file: { id: 'F1' } }] },
      'invalid_blocks',
    ],
    ['a thread that is none', { thread_ts: '1.000000' }, 'thread_not_found'],
  ])('with %s is refused', async (_what, more, code) => {
    expect(await refusal(post(more))).toBe(code);
  });

  test.each<[string, () => Promise<unknown>, string]>([
    ['an unknown channel', () => client().chat.postMessage({ channel: 'C404', text: 'x' }), 'channel_not_found'],
    ['an unknown person', () => client().chat.postMessage({ channel: 'U404', text: 'x' }), 'channel_not_found'],
    [
      'another app’s channel',
      () => client().chat.postMessage({ channel: slack.channel({ withApp: false }).id, text: 'x' }),
      'not_in_channel',
    ],
    [
      'a private channel without the app',
      () => client().chat.postMessage({ channel: slack.channel({ kind: 'private', withApp: false }).id, text: 'x' }),
      'channel_not_found',
    ],
    [
      'an archived channel',
      () => client().chat.postMessage({ channel: slack.channel({ archived: true }).id, text: 'x' }),
      'is_archived',
    ],
    ['nowhere', () => client().apiCall('chat.postMessage', { text: 'x' }), 'invalid_arguments'],
    [
      'another team’s channel',
      () =>
        client().chat.postMessage({ channel: slack.channel({ teamId: slack.addTeam({ id: 'T2' }).id }).id, text: 'x' }),
      'channel_not_found',
    ],
  ])('to %s is refused', async (_where, call, code) => {
    expect(await refusal(call())).toBe(code);
  });

  test('a reply belongs to a parent, not to a reply', async () => {
    const parent = await post();
    const reply = await post({ thread_ts: parent.ts });
    expect(slack.messages(channel, { thread: parent.ts! }).map((m) => m.ts)).toEqual([parent.ts, reply.ts]);
    expect(await refusal(post({ thread_ts: reply.ts }))).toBe('cannot_reply_to_message');
  });
});

describe('an update', () => {
  const event = { event_type: 'order_changed', event_payload: { key: 'k1' } };
  const update = (more: object) => client().apiCall('chat.update', { channel, ...more });

  test('puts other content in place, and keeps metadata unless it is taken away', async () => {
    const { ts } = await post({ blocks: [section(), section()], metadata: event });
    await update({ ts, text: 'new', blocks: [section()] });
    expect(slack.message(channel, ts!)).toMatchObject({ text: 'new', blocks: [{ type: 'section' }], metadata: event });
    await update({ ts, text: 'plain' });
    expect(slack.message(channel, ts!)?.blocks).toBeUndefined();
    await update({ ts, text: 'plain', metadata: {} });
    expect(slack.message(channel, ts!)?.metadata).toBeUndefined();
  });

  test('is refused for what is not there, not the app’s own, too long, or empty', async () => {
    const { ts } = await post();
    await slack.user({ id: 'U1', name: 'Anna' }).message('mine', { channel });
    const theirs = slack.messages(channel).at(-1)!.ts;
    expect(await refusal(update({ ts: '1.000001', text: 'x' }))).toBe('message_not_found');
    expect(await refusal(update({ ts: theirs, text: 'x' }))).toBe('cant_update_message');
    expect(await refusal(update({ ts, text: '单'.repeat(1400) }))).toBe('msg_too_long');
    expect(await refusal(update({ ts }))).toBe('no_text');
    expect(await refusal(update({ text: 'x' }))).toBe('invalid_arguments');
  });

  test('a deleted message is gone', async () => {
    const { ts } = await post();
    await client().chat.delete({ channel, ts: ts! });
    expect(slack.messages(channel)).toEqual([]);
    expect(await refusal(client().chat.delete({ channel, ts: ts! }))).toBe('message_not_found');
  });
});

describe('an ephemeral message', () => {
  const whisper = (user: string, more: object = {}) =>
    client().chat.postEphemeral({ channel, user, text: 'psst', ...more });

  test('is seen by one person, and cannot be updated', async () => {
    slack.user({ id: 'U2', name: 'Bob' });
    const { message_ts: ts } = await whisper('U1');
    expect(slack.shownTo('U1').ephemeral).toMatchObject([{ text: 'psst', channel, ts }]);
    expect(slack.shownTo('U2').ephemeral).toEqual([]);
    expect(slack.messages(channel)).toEqual([]);
    expect(await refusal(client().chat.update({ channel, ts: ts!, text: 'x' }))).toBe('message_not_found');
    expect(await refusal(whisper('U2'))).toBe('user_not_in_channel');
    expect(await refusal(whisper('U1', { blocks: [{ type: 'nothing' }] }))).toBe('invalid_blocks');
  });
});

test('a permalink leads to a message that is there', async () => {
  const { ts } = await post();
  const { permalink } = await client().chat.getPermalink({ channel, message_ts: ts! });
  expect(permalink).toBe(`https://${slack.team.domain}.slack.com/archives/${channel}/p${ts!.replace('.', '')}`);
  expect(await refusal(client().chat.getPermalink({ channel, message_ts: '1.000001' }))).toBe('message_not_found');
});
