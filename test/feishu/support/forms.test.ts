import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type LocalFeishu, type Options, startLocalFeishu } from '../../support/feishu/server.ts';
import type { Message } from '../../support/feishu/types.ts';
import { wordsOf } from '../../support/feishu/words.ts';
import { send } from './client.ts';
import { type Desk, openDesk } from './desk.ts';
import { button, card, columns, form, input, markdown, options, plain, submit, table, words } from './samples.ts';

type Json = Record<string, unknown>;

let feishu: LocalFeishu;
let desk: Desk;
let anna: ReturnType<LocalFeishu['user']>;
beforeEach(async () => {
  feishu = await startLocalFeishu();
  desk = await openDesk(feishu);
  anna = feishu.user({ id: 'ou_anna', timezone: 'America/New_York' });
});
afterEach(async () => {
  await feishu.close();
  await desk.close();
});

const restart = async (options: Options) => {
  await feishu.close();
  await desk.close();
  feishu = await startLocalFeishu(options);
  desk = await openDesk(feishu);
  anna = feishu.user({ id: 'ou_anna' });
};

const action = () => (desk.last().body.event as { action: Json }).action;
async function shown(...elements: Json[]): Promise<Message> {
  const { data, msg } = await send(feishu, 'ou_anna', 'interactive', card(...elements));
  if (!data) throw new Error(msg);
  return feishu.message(String(data.message_id))!;
}

const everything = () =>
  form(
    columns(
      input('customer', { required: true }),
      input('note', { input_type: 'multiline_text', default_value: 'a\nb' }),
    ),
    { tag: 'select_static', name: 'terms', options: options('30', '60'), initial_option: '30' },
    { tag: 'multi_select_static', name: 'items', options: options('A', 'B', 'C'), required: false },
    { tag: 'date_picker', name: 'due' },
    { tag: 'picker_time', name: 'at' },
    { tag: 'picker_datetime', name: 'when', initial_datetime: '2026-07-01 08:30' },
    { tag: 'select_person', name: 'owner', options: [] },
    { tag: 'checker', name: 'urgent', text: plain('urgent') },
    columns(submit(), submit('Recalculate'), button('Reset', {}, { name: 'b_reset', form_action_type: 'reset' })),
  );

test('a form sends what was entered and what was there, as Feishu writes it', async () => {
  const message = await shown(everything());
  anna.fill(message, {
    customer: 'Acme',
    items: ['Option A', 'C'],
    due: '2026-12-01',
    at: '09:00',
    owner: 'ou_bob',
    urgent: true,
  });
  await anna.click(message, 'Save');
  expect(action()).toEqual({
    tag: 'button',
    name: 'b_save',
    value: { id: 'save' },
    timezone: 'America/New_York',
    form_value: {
      customer: 'Acme',
      note: 'a\nb',
      terms: '30',
      items: ['A', 'C'],
      due: '2026-12-01 -0500',
      at: '09:00 -0500',
      when: '2026-07-01 08:30 -0500',
      owner: 'ou_bob',
      urgent: true,
    },
  });
});

test('of several submit buttons, the name says which', async () => {
  const message = await shown(everything());
  anna.fill(message, { customer: 'x' });
  await anna.click(message, 'Recalculate');
  expect(action().name).toBe('b_recalculate');
});

test('nothing is sent while a required field is empty: the client says so', async () => {
  const message = await shown(everything());
  await expect(anna.click(message, 'Save')).rejects.toThrow('“customer” is required and empty');
  anna.fill(message, { customer: '' });
  await expect(anna.click(message, 'Save')).rejects.toThrow('required');
  expect(desk.received).toEqual([]);
});

test('a multi-select is required unless it says otherwise', async () => {
  const message = await shown(form({ tag: 'multi_select_static', name: 'm', options: options('A') }, submit()));
  await expect(anna.click(message, 'Save')).rejects.toThrow('“m” is required');
});

test('only what a field takes can be entered', async () => {
  const message = await shown(form(input('short', { max_length: 3 }), { tag: 'date_picker', name: 'due' }, submit()));
  expect(() => anna.fill(message, { short: 'four' })).toThrow('takes 3 characters');
  expect(() => anna.fill(message, { short: 'a\nb' })).toThrow('one line');
  expect(() => anna.fill(message, { due: '1.12.' })).toThrow('takes no');
  expect(() => anna.fill(message, { nothing: 'x' })).toThrow('0 components');
});

test('what is typed stays until the card is another one, or the form is reset', async () => {
  const message = await shown(everything());
  anna.fill(message, { customer: 'Acme' });
  await anna.click(message, 'Save');
  await anna.click(message, 'Save');
  expect((action().form_value as Json).customer).toBe('Acme');
  await anna.click(message, 'Reset');
  await expect(anna.click(message, 'Save')).rejects.toThrow('required');
  anna.fill(message, { customer: 'Acme' });
  const next = form(input('customer', { default_value: 'Acme Ltd' }), submit());
  desk.answer({ json: { card: { type: 'raw', data: card(words(), next) } } });
  await anna.click(message, 'Save');
  desk.answer({ json: {} });
  await anna.click(message, 'Save');
  expect(action().form_value).toEqual({ customer: 'Acme Ltd' });
});

test('what is not documented can be had both ways: empty fields, and the value of a submit', async () => {
  const empty = form(
    input('a'),
    { tag: 'multi_select_static', name: 'm', required: false, options: options('x') },
    submit(),
  );
  await anna.click(await shown(empty), 'Save');
  expect(action()).toMatchObject({ form_value: {}, value: { id: 'save' } });
  expect(action().form_value).toEqual({});
  await restart({ unsure: { emptyFieldsSent: true, submitWithoutValue: true } });
  await anna.click(await shown(empty), 'Save');
  expect(action()).toMatchObject({ form_value: { a: '', m: [] }, name: 'b_save' });
  expect(action()).not.toHaveProperty('value');
});

test('a box that is not ticked is sent as such, or left out; one that was ticked before can be unticked', async () => {
  const boxes = form({ tag: 'checker', name: 'a', checked: true }, { tag: 'checker', name: 'b' }, submit());
  const send = async () => {
    const message = await shown(boxes);
    await anna.click(message, 'Save');
    const first = action().form_value;
    anna.fill(message, { a: false, b: true });
    await anna.click(message, 'Save');
    return [first, action().form_value];
  };
  // Nothing is known of a box that nobody touched and that was drawn without a state.
  expect(await send()).toEqual([{ a: true }, { a: false, b: true }]);
  await restart({ unsure: { uncheckedLeftOut: true } });
  expect(await send()).toEqual([{ a: true }, { b: true }]);
});

test('a message can be read as the words that it shows', async () => {
  const message = await shown(
    words('Total'),
    table(1),
    markdown('a &#42; b'),
    form(input('note', { default_value: 'hi' }), submit()),
  );
  expect(wordsOf(message).split('\n')).toEqual([
    'Order',
    'Total',
    'SKU | Sum | ',
    'A0 | 0 | late',
    'a * b',
    'hi',
    'note',
    'Save',
  ]);
});
