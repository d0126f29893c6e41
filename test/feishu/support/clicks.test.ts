import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type LocalFeishu, type Options, startLocalFeishu } from '../../support/feishu/server.ts';
import type { Message } from '../../support/feishu/types.ts';
import { raw, send } from './client.ts';
import { type Desk, openDesk } from './desk.ts';
import { button, card, columns, options, panel, plain, words } from './samples.ts';

type Json = Record<string, unknown>;
type Called = { header: Json; event: Json & { action: Json; token: string } };

let feishu: LocalFeishu;
let desk: Desk;
let anna: ReturnType<LocalFeishu['user']>;
const start = async (options: Options = {}) => {
  feishu = await startLocalFeishu(options);
  desk = await openDesk(feishu);
  anna = feishu.user({ id: 'ou_anna', name: 'Anna' });
};
const stop = async () => {
  await feishu.close();
  await desk.close();
};
beforeEach(() => start());
afterEach(() => stop());

const called = () => desk.last().body as unknown as Called;
async function shown(...elements: Json[]): Promise<Message> {
  const { data } = await send(feishu, 'ou_anna', 'interactive', card(...elements));
  return feishu.message(String(data!.message_id))!;
}

describe('a click', () => {
  test('tells the desk who clicked what, where', async () => {
    const message = await shown(columns(button('Approve', { id: 'b1' }), button('Reject', 'b2')));
    await anna.click(message, 'Approve');
    expect(called()).toMatchObject({
      header: {
        event_type: 'card.action.trigger',
        token: feishu.verificationToken,
        create_time: expect.stringMatching(/^\d{16}$/),
      },
      event: {
        operator: { open_id: 'ou_anna', tenant_key: feishu.tenantKey },
        token: expect.stringMatching(/^c-/),
        action: { tag: 'button', value: { id: 'b1' } },
        host: 'im_message',
        context: { open_message_id: message.message_id, open_chat_id: anna.direct },
      },
    });
    expect(desk.last().genuine).toBe(true);
    await anna.click(message, 'Reject');
    expect(called().event.action.value).toBe('b2');
  });

  test('shows the toast and the card that the desk answers', async () => {
    const message = await shown(button('Approve'));
    const toast = { type: 'success', content: 'done', i18n: { zh_cn: '好' } };
    desk.answer({ json: { toast, card: { type: 'raw', data: card(words('approved')) } } });
    expect(await anna.click(message, 'Approve')).toMatchObject({ status: 200, toast });
    expect(anna.shown()).toMatchObject({ toast, direct: [{ card: card(words('approved')) }] });
    expect(feishu.complaints).toEqual([]);
  });

  test('does nothing where a button is disabled, or a confirmation is not given, or it only opens a page', async () => {
    const link = {
      tag: 'button',
      text: plain('Open'),
      behaviors: [{ type: 'open_url', default_url: 'https://x.example' }],
    };
    const confirm = { title: plain('Sure?'), text: plain('It is final.') };
    const message = await shown(button('Off', {}, { disabled: true }), button('Cancel', {}, { confirm }), link);
    await expect(anna.click(message, 'Off')).rejects.toThrow('disabled');
    await anna.click(message, 'Cancel', { confirm: false });
    expect((await anna.click(message, 'Open')).url).toBe('https://x.example');
    expect(desk.received).toEqual([]);
    await anna.click(message, 'Cancel');
    expect(desk.received).toHaveLength(1);
  });

  test('finds one button by its words or name, in panels too', async () => {
    const message = await shown(panel(button('Ship', {}, { name: 'ship_1' })), button('Ship', {}, { name: 'ship_2' }));
    await anna.click(message, 'ship_1');
    expect(called().event.action.name).toBe('ship_1');
    await expect(anna.click(message, 'Ship')).rejects.toThrow('2 components are called “Ship”');
    await expect(anna.click(message, 'Nothing')).rejects.toThrow('0 components');
  });

  test('is not possible on a card that is gone, older than 14 days, or in a chat of others', async () => {
    const message = await shown(button('Ship'));
    const bob = feishu.user({ id: 'ou_bob' });
    await expect(bob.click(message, 'Ship')).rejects.toThrow('not in the chat');
    await raw(feishu, 'DELETE', `im/v1/messages/${message.message_id}`);
    await expect(anna.click(message, 'Ship')).rejects.toThrow('gone');
    const other = await shown(button('Ship'));
    feishu.clock.advance(15 * 86_400_000);
    await expect(anna.click(other, 'Ship')).rejects.toThrow('14 days');
  });
});

describe('what stands outside forms', () => {
  test('is sent as soon as it is chosen', async () => {
    const behaviors = [{ type: 'callback', value: { id: 'f' } }];
    const message = await shown(
      { tag: 'select_static', name: 's', options: options('1', '2'), behaviors },
      { tag: 'date_picker', name: 'd', behaviors },
      { tag: 'input', name: 'i', behaviors },
      { tag: 'checker', name: 'c', text: plain('done'), behaviors },
    );
    await anna.choose(message, 's', 'Option 2');
    expect(called().event.action).toMatchObject({ tag: 'select_static', option: '2', value: { id: 'f' } });
    await anna.choose(message, 'd', '2026-03-15');
    expect(called().event.action).toMatchObject({ option: '2026-03-15 +0800', timezone: 'Asia/Shanghai' });
    await anna.choose(message, 'i', 'Acme');
    expect(called().event.action.input_value).toBe('Acme');
    await anna.choose(message, 'c', true);
    expect(called().event.action.checked).toBe(true);
  });
});

describe('an answer that Feishu does not take is an error to the person, and a complaint', () => {
  const errorAfter = async (reply: Parameters<Desk['answer']>[0]) => {
    desk.answer(reply);
    const { error } = await anna.click(await shown(button('Go')), 'Go');
    expect(feishu.complaints.at(-1)).toContain(String(error));
    return error;
  };

  test('a status, a body, a toast, a card', async () => {
    expect(await errorAfter({ status: 500 })).toBe(200671);
    expect(await errorAfter({ status: 302 })).toBe(200671);
    expect(await errorAfter({ text: '' })).toBe(200672);
    expect(await errorAfter({ json: [] })).toBe(200672);
    expect(await errorAfter({ json: { toast: { type: 'loud', content: 'x' } } })).toBe(200672);
    expect(await errorAfter({ json: { card: { type: 'raw', data: card({ tag: 'note' }) } } })).toBe(200673);
    expect(await errorAfter({ json: { card: { type: 'raw', data: { elements: [] } } } })).toBe(200830);
  });

  test('none in time, or none at all', async () => {
    await stop();
    await start({ patienceMs: 40 });
    expect(await errorAfter({ silent: true })).toBe(200341);
    await desk.close();
    expect((await anna.click(await shown(button('Go')), 'Go')).error).toBe(200342);
  });
});
