import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { View } from '@slack/types';
import { type LocalSlack, startLocalSlack } from '../../support/slack/server.ts';
import { clientOf, refusal, refusedWith } from './client.ts';
import { type Desk, openDesk } from './desk.ts';
import { home, input, modal, mrkdwn, plain, section, text } from './samples.ts';

let slack: LocalSlack;
let desk: Desk;
beforeEach(async () => {
  slack = await startLocalSlack();
  desk = await openDesk(slack);
});
afterEach(async () => {
  await desk.close();
  await slack.close();
});

const client = () => clientOf(slack);
const anna = () => slack.user({ id: 'U1', name: 'Anna' });
const trigger = async () => (await anna().command('new')).trigger!;
const form = (more: object = {}) =>
  modal({
    submit: plain('Save'),
    blocks: [input({ block_id: 'b', element: { type: 'plain_text_input', action_id: 'a', initial_value: 'first' } })],
    ...more,
  }) as View;
const open = async (view: View = form()) => (await client().views.open({ trigger_id: await trigger(), view })).view!;
const update = (more: object, view: unknown = form()) => client().apiCall('views.update', { view, ...more });

describe('a modal', () => {
  test('opens by a trigger, with its first values in its state', async () => {
    const view = await open(form({ private_metadata: 'secret', callback_id: 'order' }));
    expect(view).toMatchObject({
      type: 'modal',
      private_metadata: 'secret',
      callback_id: 'order',
      app_id: slack.appId,
      close: null,
      previous_view_id: null,
      state: { values: { b: { a: { type: 'plain_text_input', value: 'first' } } } },
    });
    expect(slack.shownTo('U1').modal?.id).toBe(view.id);
  });

  test('a trigger is used once, and lives three seconds', async () => {
    const [first, second] = [await trigger(), await trigger()];
    await client().views.open({ trigger_id: first, view: form() });
    expect(await refusal(client().views.open({ trigger_id: first, view: form() }))).toBe('exchanged_trigger_id');
    slack.clock.advance(3_001);
    expect(await refusal(client().views.open({ trigger_id: second, view: form() }))).toBe('expired_trigger_id');
    expect(await refusal(client().views.open({ trigger_id: '1.2.3', view: form() }))).toBe('invalid_trigger_id');
    expect(await refusal(client().apiCall('views.open', { view: form() }))).toBe('invalid_arguments');
  });

  test('a view that is refused leaves the trigger as it was', async () => {
    const id = await trigger();
    const data = await refusedWith(client().views.open({ trigger_id: id, view: form({ title: plain(text(25)) }) }));
    expect(data).toMatchObject({
      error: 'invalid_arguments',
      response_metadata: { messages: ['[ERROR] must be less than 25 characters [json-pointer:/view/title/text]'] },
    });
    expect(await refusal(client().views.open({ trigger_id: id, view: home() as View }))).toBe('invalid_arguments');
    expect(await refusal(client().views.open({ trigger_id: id, view: form() }))).toBe('ok');
  });

  test('another team’s trigger opens nothing', async () => {
    const other = slack.addTeam({ id: 'T2' });
    const id = await trigger();
    expect(await refusal(clientOf(slack, other.botToken).views.open({ trigger_id: id, view: form() }))).toBe(
      'invalid_trigger_id',
    );
  });

  test('is three views deep at most', async () => {
    expect(await refusal(client().views.push({ trigger_id: await trigger(), view: form() }))).toBe('not_found');
    const root = await open();
    const push = async () => client().views.push({ trigger_id: await trigger(), view: form() });
    const second = (await push()).view!;
    expect(second).toMatchObject({ root_view_id: root.id, previous_view_id: root.id });
    await push();
    expect(await refusal(push())).toBe('push_limit_reached');
    expect(slack.shownTo('U1').stack).toHaveLength(3);
  });

  test('an external_id is one view’s', async () => {
    await open(form({ external_id: 'mine' }));
    const id = (await slack.user({ id: 'U2', name: 'Bob' }).command('new')).trigger!;
    expect(await refusal(client().views.open({ trigger_id: id, view: form({ external_id: 'mine' }) }))).toBe(
      'duplicate_external_id',
    );
    expect(await refusal(update({ external_id: 'mine' }, form({ external_id: 'mine' })))).toBe('ok');
  });
});

describe('an update', () => {
  test('keeps what was entered where the fields stay', async () => {
    const { id } = await open();
    anna().fill(anna().modal(), { b: 'entered' });
    const more = input({ block_id: 'c', element: { type: 'plain_text_input', action_id: 'a' } });
    await update({ view_id: id }, form({ blocks: [...form().blocks, more] }));
    expect(slack.shownTo('U1').modal?.values).toMatchObject({
      b: { a: { value: 'entered' } },
      c: { a: { value: null } },
    });
    await update({ view_id: id }, form({ blocks: [section({ text: mrkdwn('sent') })] }));
    expect(slack.shownTo('U1').modal?.values).toEqual({});
  });

  test('with an old hash is refused', async () => {
    const { id, hash } = await open();
    await update({ view_id: id, hash });
    expect(await refusal(update({ view_id: id, hash }))).toBe('hash_conflict');
    expect(await refusal(update({ view_id: id }))).toBe('ok');
  });

  test('needs a view that is open, and one name for it', async () => {
    const { id } = await open();
    expect(await refusal(update({ view_id: 'V404' }))).toBe('not_found');
    expect(await refusal(update({}))).toBe('invalid_arguments');
    expect(await refusal(update({ view_id: id, external_id: 'x' }))).toBe('invalid_arguments');
    await anna().closeView();
    expect(await refusal(update({ view_id: id }))).toBe('not_found');
  });
});

describe('a Home tab', () => {
  const publish = (more: object = {}, view: unknown = home()) =>
    client().apiCall('views.publish', { user_id: 'U1', view, ...more });

  test('is a person’s own, and keeps its id', async () => {
    anna();
    const [first, second] = [await publish(), await publish()] as { view?: { id: string; hash: string } }[];
    expect(first?.view?.id).toBe(second?.view?.id);
    expect(slack.shownTo('U1').home?.id).toBe(first?.view?.id);
    expect(await refusal(publish({ hash: first?.view?.hash }))).toBe('hash_conflict');
    expect(await refusal(publish({ user_id: 'U404' }))).toBe('invalid_arguments');
    expect(await refusal(publish({}, modal()))).toBe('invalid_arguments');
    expect(await refusal(publish({}, home({ blocks: Array.from({ length: 101 }, () => section()) })))).toBe(
      'invalid_arguments',
    );
  });
});
