import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { App, type BlockAction, HTTPReceiver, LogLevel } from '@slack/bolt';
import { type LocalSlack, startLocalSlack } from '../../support/slack/server.ts';
import type { User } from '../../support/slack/user.ts';
import { until } from '../../support/until.ts';
import { actions, button, input, modal, option, plain } from './samples.ts';

/*
 * Slack's own framework takes what the people of the local Slack send: its checks of signatures and content types, its
 * reading of every kind of payload, and its ways to answer.
 */

let slack: LocalSlack;
let app: App;
let anna: User;
const heard: string[] = [];

const form = modal({
  callback_id: 'order',
  submit: plain('File'),
  blocks: [
    input({
      block_id: 'who',
      label: plain('Customer'),
      element: { type: 'external_select', action_id: 'customer', min_query_length: 1 },
    }),
    input({
      block_id: 'note',
      label: plain('Note'),
      optional: true,
      element: { type: 'plain_text_input', action_id: 'note' },
    }),
  ],
}) as never;

function listen(): void {
  app.command('/order', async ({ ack, command, client, respond }) => {
    await ack();
    if (command.text === 'new') await client.views.open({ trigger_id: command.trigger_id, view: form });
    else await respond({ text: `you said ${command.text}`, blocks: [actions(button({ action_id: 'go' }))] as never });
  });
  app.options('customer', async ({ ack, options }) => {
    await ack({ options: [option('acme', `${options.value} Ltd`)] as never });
  });
  app.view('order', async ({ ack, view, client, body }) => {
    const { note, who } = view.state.values as Record<
      string,
      Record<string, { value?: string; selected_option?: { value: string } }>
    >;
    if (!note?.note?.value) return ack({ response_action: 'errors', errors: { note: 'Say something.' } });
    await ack();
    await client.chat.postMessage({
      channel: body.user.id,
      text: `${who?.customer?.selected_option?.value}: ${note.note.value}`,
    });
  });
  app.action<BlockAction>('go', async ({ ack, respond, body }) => {
    await ack();
    heard.push(`click by ${body.user.id}`);
    await respond({ text: 'gone', replace_original: true });
  });
  app.event('app_mention', async ({ event, say }) => {
    await say({ text: 'mentioned', thread_ts: event.ts });
  });
  app.event('app_home_opened', async ({ event }) => {
    heard.push(`home of ${event.user}`);
  });
  app.message(async ({ message }) => {
    heard.push(`message: ${(message as { text?: string }).text}`);
  });
  app.shortcut('from_message', async ({ ack, shortcut }) => {
    await ack();
    heard.push(`shortcut ${shortcut.type}`);
  });
}

beforeEach(async () => {
  slack = await startLocalSlack();
  heard.length = 0;
  const receiver = new HTTPReceiver({ signingSecret: slack.signingSecret, logLevel: LogLevel.ERROR });
  const { botId, botUserId, botToken } = slack.team;
  const clientOptions = { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } };
  app = new App({
    receiver,
    clientOptions,
    logLevel: LogLevel.ERROR,
    authorize: async () => ({ botToken, botId, botUserId }),
  });
  listen();
  const server = await receiver.start(0);
  slack.connect({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events` });
  anna = slack.user({ id: 'U1', name: 'Anna' });
});
afterEach(async () => {
  await slack.close();
  await app.stop();
});

test('a command is answered, and the answer’s button works', async () => {
  expect((await anna.command('hello')).status).toBe(200);
  const [answer] = await ephemeral(1);
  expect(answer?.text).toBe('you said hello');
  expect((await anna.click(answer!, 'Go')).status).toBe(200);
  expect((await ephemeral(1, 'gone'))[0]?.text).toBe('gone');
  expect(heard).toEqual(['click by U1']);
});

test('a form opens, asks for options, complains, and is filed', async () => {
  await anna.command('new');
  await eventually(() => anna.shown().modal !== undefined);
  const { options } = await anna.suggest(anna.modal(), 'customer', 'Acme');
  await anna.submitView(anna.modal(), { who: options[0]! });
  expect(anna.modal().errors).toEqual({ note: 'Say something.' });
  await anna.submitView(anna.modal(), { note: 'two widgets' });
  expect(anna.shown().modal).toBeUndefined();
  await eventually(() => anna.shown().direct.some((m) => m.text === 'acme: two widgets'));
});

test('events and shortcuts arrive; its own messages Bolt leaves alone', async () => {
  const channel = slack.channel({ members: ['U1'] }).id;
  const { ts } = await anna.mention('hello', { channel });
  await eventually(() => slack.messages(channel, { thread: ts }).some((m) => m.text === 'mentioned'));
  await anna.openHome();
  await anna.message('list');
  await anna.shortcut('from_message', slack.messages(channel)[0]!);
  await eventually(() => heard.length === 3);
  expect(heard.toSorted()).toEqual(['home of U1', 'message: list', 'shortcut message_action']);
  expect(slack.complaints).toEqual([]);
});

async function eventually(look: () => boolean): Promise<void> {
  await until('it happens', 3_000, look);
}

async function ephemeral(count: number, text?: string) {
  await eventually(() => anna.shown().ephemeral.filter((m) => text === undefined || m.text === text).length === count);
  return anna.shown().ephemeral;
}
