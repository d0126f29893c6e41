import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { View } from '@slack/types';
import { wordsOf } from '../../support/slack/find.ts';
import { type LocalSlack, startLocalSlack } from '../../support/slack/server.ts';
import type { User } from '../../support/slack/user.ts';
import { clientOf } from './client.ts';
import { type Desk, openDesk } from './desk.ts';
import { actions, button, input, menu, modal, mrkdwn, option, plain, section } from './samples.ts';

let slack: LocalSlack;
let desk: Desk;
let anna: User;
beforeEach(async () => {
  slack = await startLocalSlack({ echo: false });
  desk = await openDesk(slack);
  anna = slack.user({ id: 'U1', name: 'Anna Li' });
});
afterEach(async () => {
  expect(desk.received.filter((r) => !r.genuine)).toEqual([]);
  await desk.close();
  await slack.close();
});

const client = () => clientOf(slack);
const sent = () => desk.last().body as Record<string, never>;

describe('a form', () => {
  const lookup = { type: 'external_select', action_id: 'customer', min_query_length: 2 };
  const form = (more: object = {}) =>
    modal({
      callback_id: 'order',
      private_metadata: 'draft-1',
      submit: plain('File'),
      notify_on_close: true,
      blocks: [
        input({ block_id: 'who', label: plain('Customer'), element: lookup }),
        input({
          block_id: 'note',
          label: plain('Note'),
          optional: true,
          element: { type: 'plain_text_input', action_id: 'note', max_length: 10 },
        }),
        input({
          block_id: 'day',
          label: plain('Delivery'),
          optional: true,
          element: { type: 'datepicker', action_id: 'day', initial_date: '2026-12-09' },
        }),
        input({
          block_id: 'count',
          label: plain('Quantity'),
          optional: true,
          element: { type: 'number_input', action_id: 'count', is_decimal_allowed: false, min_value: '1' },
        }),
        actions(button({ text: plain('Add line'), action_id: 'add' })),
      ],
      ...more,
    }) as View;
  const open = async (view = form()) => {
    desk.answer({});
    await client().views.open({ trigger_id: (await anna.command('new')).trigger!, view });
    return anna.modal();
  };
  const acme = option('acme', 'Acme Ltd');

  test('asks the desk for options while somebody types', async () => {
    const view = await open();
    desk.answer({ json: { options: [acme] } });
    const { options } = await anna.suggest(view, 'customer', 'ac');
    expect(sent()).toMatchObject({
      type: 'block_suggestion',
      action_id: 'customer',
      block_id: 'who',
      value: 'ac',
      container: { view_id: view.id },
    });
    expect(options).toEqual([acme]);
    desk.answer({ json: { options: [{ text: 'Acme', value: 'acme' }] } });
    expect((await anna.suggest(view, 'customer', 'acm')).options).toEqual([]);
    expect(slack.complaints).toEqual([expect.stringContaining('must be an object')]);
    await expect(anna.suggest(view, 'customer', 'a')).rejects.toThrow(/from 2 characters on/);
  });

  test('is sent with every value, those that it began with too', async () => {
    const view = await open();
    await anna.submitView(view, { Customer: acme, count: 3 });
    expect(sent()).toMatchObject({
      type: 'view_submission',
      user: { id: 'U1' },
      view: {
        id: view.id,
        callback_id: 'order',
        private_metadata: 'draft-1',
        state: {
          values: {
            who: { customer: { type: 'external_select', selected_option: acme } },
            note: { note: { type: 'plain_text_input', value: null } },
            day: { day: { type: 'datepicker', selected_date: '2026-12-09' } },
            count: { count: { type: 'number_input', value: '3' } },
          },
        },
      },
    });
    expect(anna.shown().modal).toBeUndefined();
  });

  test.each<[what: string, values: object, why: RegExp]>([
    ['what is required is missing', {}, /who.*missing/],
    ['a text is too long', { who: acme, note: 'x'.repeat(11) }, /note.*longer than 10/],
    ['a number is too small', { who: acme, count: '0' }, /count.*less than 1/],
    ['a number is none', { who: acme, count: 'two' }, /count.*no number/],
    ['a choice is not offered', { who: 'Acme' }, /ask with suggest/],
    ['there is no such field', { colour: 'red' }, /0 elements are called “colour”/],
  ])('is not sent by Slack when %s', async (_what, values, why) => {
    const view = await open();
    const before = desk.received.length;
    await expect(anna.submitView(view, values as never)).rejects.toThrow(why);
    expect(desk.received).toHaveLength(before);
  });

  test('can be sent past Slack’s own checks', async () => {
    await anna.submitView(await open(), { count: '-5' }, { force: true });
    expect(sent()).toMatchObject({ view: { state: { values: { count: { count: { value: '-5' } } } } } });
  });

  test('shows errors at its fields, and takes them away when it is sent again', async () => {
    const view = await open();
    desk.answer({ json: { response_action: 'errors', errors: { note: 'Too short.' } } });
    await anna.submitView(view, { who: acme });
    expect(anna.modal().errors).toEqual({ note: 'Too short.' });
    desk.answer({ json: { response_action: 'errors', errors: { nowhere: 'x' } } });
    await anna.submitView(view);
    expect(anna.modal().errors).toBeUndefined();
    expect(slack.complaints).toEqual([expect.stringContaining('no input block takes')]);
  });

  test('becomes another view, gets one on top, or goes away whole', async () => {
    const view = await open();
    const done = modal({ blocks: [section({ text: mrkdwn('Filed') })] });
    desk.answer({ json: { response_action: 'push', view: form() } });
    await anna.submitView(view, { who: acme });
    expect(anna.shown().stack).toHaveLength(2);
    await expect(anna.submitView(view)).rejects.toThrow(/not the view on top/);
    desk.answer({ json: { response_action: 'update', view: done } });
    await anna.submitView(anna.modal(), { who: acme });
    expect(wordsOf(anna.modal())).toContain('Filed');
    desk.answer({ json: { response_action: 'clear' } });
    await anna.submitView(anna.modal());
    expect(anna.shown().stack).toEqual([]);
  });

  test('keeps its view when the answer is no view, or comes with another status', async () => {
    const view = await open();
    desk.answer({ json: { response_action: 'update', view: { type: 'modal' } } });
    await anna.submitView(view, { who: acme });
    desk.answer({ status: 500 });
    await anna.submitView(view);
    desk.answer({ json: { ok: true } });
    await anna.submitView(view);
    expect(anna.modal().id).toBe(view.id);
    expect(slack.complaints).toEqual([
      expect.stringContaining('missing required field: title'),
      expect.stringContaining('not understood'),
    ]);
  });

  test('has buttons that say what is entered so far, and fields that are silent', async () => {
    const view = await open();
    expect(await anna.choose(view, 'day', '2026-12-24')).toBeUndefined();
    await anna.click(view, 'Add line');
    expect(sent()).toMatchObject({
      type: 'block_actions',
      container: { type: 'view', view_id: view.id },
      actions: [{ action_id: 'add' }],
      view: { hash: view.hash, state: { values: { day: { day: { selected_date: '2026-12-24' } } } } },
    });
    expect(sent()).not.toHaveProperty('response_url');
    const loud = await open(
      form({
        blocks: [
          input({ block_id: 'm', dispatch_action: true, element: menu({ action_id: 'm', options: [option('v')] }) }),
        ],
      }),
    );
    expect(await anna.choose(loud, 'm', 'v')).toMatchObject({ status: 200 });
  });

  test('that is left tells the desk only if it wants to hear', async () => {
    await open();
    await anna.closeView();
    expect(sent()).toMatchObject({ type: 'view_closed', is_cleared: false, view: { callback_id: 'order' } });
    await open(form({ notify_on_close: false }));
    expect(await anna.closeView()).toBeUndefined();
    await open();
    await client().views.push({ trigger_id: (await anna.click(anna.modal(), 'Add line')).trigger!, view: form() });
    await anna.closeView({ all: true });
    expect(sent()).toMatchObject({ is_cleared: true });
    expect(anna.shown().stack).toEqual([]);
  });
});
