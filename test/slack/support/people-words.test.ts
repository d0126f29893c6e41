import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { View } from '@slack/types';
import { buttonsOf, pings } from '../../support/slack/find.ts';
import { type LocalSlack, startLocalSlack } from '../../support/slack/server.ts';
import type { User } from '../../support/slack/user.ts';
import { clientOf } from './client.ts';
import { type Desk, openDesk } from './desk.ts';
import { actions, button, home, menu, mrkdwn, option, plain, section } from './samples.ts';

let slack: LocalSlack;
let desk: Desk;
let anna: User;
let channel: string;
beforeEach(async () => {
  slack = await startLocalSlack({ echo: false });
  desk = await openDesk(slack);
  anna = slack.user({ id: 'U1', name: 'Anna Li' });
  channel = slack.channel({ name: 'orders', members: ['U1'] }).id;
});
afterEach(async () => {
  expect(desk.received.filter((r) => !r.genuine)).toEqual([]);
  await desk.close();
  await slack.close();
});

const client = () => clientOf(slack);
const sent = () => desk.last().body as Record<string, never>;

describe('a command', () => {
  test('comes with the fields and the headers of Slack', async () => {
    const seen = await anna.command('show SO-000001', { channel });
    expect(seen).toMatchObject({ status: 200, text: '', trigger: expect.stringMatching(/^\d+\.\d+\.[0-9a-f]+$/) });
    expect(seen.ms).toBeGreaterThan(0);
    expect(desk.last().headers).toMatchObject({
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-signature': expect.stringMatching(/^v0=[0-9a-f]{64}$/),
    });
    expect(sent()).toMatchObject({
      command: '/order',
      text: 'show SO-000001',
      user_id: 'U1',
      team_id: slack.team.id,
      channel_id: channel,
      channel_name: 'orders',
      trigger_id: seen.trigger,
      response_url: seen.responseUrl,
      api_app_id: slack.appId,
      is_enterprise_install: 'false',
    });
  });

  test('is in the conversation with the app unless a channel is named', async () => {
    await anna.command('订单 & <b>');
    expect(sent()).toMatchObject({ channel_id: anna.direct, channel_name: 'directmessage', text: '订单 & <b>' });
  });

  test('that is not answered in time fails', async () => {
    await slack.close();
    slack = await startLocalSlack({ patienceMs: 40 });
    slack.connect({ url: desk.url });
    desk.answer({ silent: true });
    const seen = await slack.user({ id: 'U1', name: 'Anna' }).command('list');
    expect(seen).toMatchObject({ status: 0, failure: 'http_timeout' });
    desk.received.length = 0;
  });
});

describe('words', () => {
  test('to the app are an event, and a message in the conversation', async () => {
    const told = await anna.message('order 2 & more <now>');
    expect(told).toMatchObject({ status: 200 });
    expect(sent()).toMatchObject({
      type: 'event_callback',
      event_id: expect.stringMatching(/^Ev/),
      authorizations: [{ team_id: slack.team.id, user_id: slack.team.botUserId, is_bot: true }],
      event: {
        type: 'message',
        channel_type: 'im',
        channel: anna.direct,
        user: 'U1',
        text: 'order 2 &amp; more &lt;now&gt;',
      },
    });
    expect(slack.shownTo('U1').direct).toHaveLength(1);
  });

  test('in a channel reach the app only when it is mentioned', async () => {
    await anna.message('lunch?', { channel });
    expect(desk.received).toEqual([]);
    const { ts } = await client().chat.postMessage({ channel, text: 'SO-000001' });
    await anna.mention('ship', { channel, thread_ts: ts });
    expect(sent()).toMatchObject({
      event: { type: 'app_mention', text: `<@${slack.team.botUserId}> ship`, thread_ts: ts, channel },
    });
    expect(desk.last().headers['content-type']).toBe('application/json');
  });

  test('a Home tab is opened, with the view that is there', async () => {
    await anna.openHome();
    expect(sent()).toMatchObject({ event: { type: 'app_home_opened', user: 'U1', tab: 'home', channel: anna.direct } });
    await client().views.publish({ user_id: 'U1', view: home() as View });
    await anna.openHome();
    expect(sent()).toMatchObject({ event: { view: { type: 'home', id: anna.home()?.id } } });
  });
});

describe('a message', () => {
  const card = async (...elements: object[]) => {
    await client().chat.postMessage({
      channel,
      text: 'card',
      blocks: [section({ text: mrkdwn('*SO-000001*') }), actions(...elements)],
    });
    return slack.messages(channel).at(-1)!;
  };

  test('has buttons that are clicked by their words or their ids', async () => {
    const message = await card(
      button({ text: plain('Ship'), action_id: 'ship', value: 'v1' }),
      button({ text: plain('Hold'), action_id: 'hold' }),
    );
    expect(buttonsOf(message)).toEqual(['Ship', 'Hold']);
    await anna.click(message, 'Ship');
    expect(sent()).toMatchObject({
      type: 'block_actions',
      user: { id: 'U1', team_id: slack.team.id },
      container: { type: 'message', message_ts: message.ts, channel_id: channel, is_ephemeral: false },
      channel: { id: channel, name: 'orders' },
      message: { ts: message.ts, text: 'card' },
      actions: [
        {
          type: 'button',
          action_id: 'ship',
          value: 'v1',
          text: plain('Ship'),
          block_id: message.blocks?.[1]?.block_id,
        },
      ],
    });
    await anna.click(message, 'hold');
    expect(sent()).toMatchObject({ actions: [{ action_id: 'hold' }] });
    expect(() => anna.click(message, 'Burn')).toThrow(/called “Burn”; there are: button “Ship”, button “Hold”/);
  });

  test('that was replaced can still be clicked as it was', async () => {
    const old = await card(button({ text: plain('Approve'), action_id: 'approve' }));
    await client().chat.update({ channel, ts: old.ts, text: 'approved', blocks: [section()] });
    await anna.click(old, 'Approve');
    expect(sent()).toMatchObject({ actions: [{ action_id: 'approve' }], message: { text: 'approved' } });
  });

  test('has menus: the choice is in the action and in the state', async () => {
    const message = await card(menu({ action_id: 'size', options: [option('s', 'Small'), option('l', 'Large')] }), {
      type: 'overflow',
      action_id: 'more',
      options: [option('e', 'Edit'), option('d', 'Drop')],
    });
    await anna.choose(message, 'size', 'Large');
    expect(sent()).toMatchObject({ actions: [{ type: 'static_select', selected_option: option('l', 'Large') }] });
    const states = Object.values((desk.last().body.state as { values: object }).values);
    expect(states).toEqual([
      expect.objectContaining({ size: { type: 'static_select', selected_option: option('l', 'Large') } }),
    ]);
    await anna.choose(message, 'more', 'd');
    expect(sent()).toMatchObject({ actions: [{ type: 'overflow', selected_option: option('d', 'Drop') }] });
  });

  test('has boxes: each tick is told by itself, and a button brings along what is ticked, on ephemeral ones too', async () => {
    const boxes = (ticked: string[]) => ({
      type: 'checkboxes',
      action_id: 'boxes',
      options: [option('a'), option('b'), option('c')],
      ...(ticked.length > 0 && { initial_options: ticked.map((v) => option(v)) }),
    });
    const values = () => {
      const { state } = desk.last().body as {
        state: { values: Record<string, { boxes?: { selected_options: unknown } }> };
      };
      return Object.values(state.values).flatMap(({ boxes: box }) => (box ? [box.selected_options] : []));
    };
    const message = await card(boxes(['a']), button());
    await anna.click(message, 'Go');
    expect(values()).toEqual([[option('a')]]);
    await anna.choose(message, 'boxes', ['b', 'c']);
    expect(sent()).toMatchObject({ actions: [{ type: 'checkboxes', selected_options: [option('b'), option('c')] }] });
    await anna.click(message, 'Go');
    expect(values()).toEqual([[option('b'), option('c')]]);
    await client().chat.update({
      channel,
      ts: message.ts,
      text: 'x',
      blocks: [{ ...actions(boxes([]), button()), block_id: 'anew' }],
    });
    await anna.click(slack.messages(channel).at(-1)!, 'Go');
    expect(values()).toEqual([[]]);
    await client().chat.postEphemeral({ channel, user: 'U1', text: 'x', blocks: [actions(boxes([]), button())] });
    const whispered = anna.shown().ephemeral.at(-1)!;
    await anna.choose(whispered, 'boxes', ['c']);
    await anna.click(whispered, 'Go');
    expect(values()).toEqual([[option('c')]]);
  });

  test('has shortcuts, and an ephemeral one shows its app nothing of itself', async () => {
    await anna.shortcut('order_from_message', await card(button()));
    expect(sent()).toMatchObject({
      type: 'message_action',
      callback_id: 'order_from_message',
      message: { text: 'card' },
      channel: { id: channel },
      response_url: expect.any(String),
    });
    await anna.shortcut('new_order');
    expect(sent()).toMatchObject({ type: 'shortcut', callback_id: 'new_order' });
    expect(sent()).not.toHaveProperty('response_url');
    await client().chat.postEphemeral({ channel, user: 'U1', text: 'x', blocks: [actions(button())] });
    await anna.click(anna.shown().ephemeral[0]!, 'Go');
    expect(sent()).toMatchObject({ container: { is_ephemeral: true } });
    expect(sent()).not.toHaveProperty('message');
  });
});

test('whom a message would call is found, and what is escaped calls nobody', async () => {
  const texts = ['<!channel> & <@U1>', '&lt;!channel&gt;'].map((words) => ({
    text: 'x',
    blocks: [section({ text: mrkdwn(words) })],
  }));
  for (const message of texts) await client().chat.postMessage({ channel, ...message });
  expect(slack.messages(channel).map(pings)).toEqual([['<!channel>', '<@U1>'], []]);
});
