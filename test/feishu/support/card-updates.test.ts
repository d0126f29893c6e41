import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type LocalFeishu, startLocalFeishu } from '../../support/feishu/server.ts';
import type { Message } from '../../support/feishu/types.ts';
import { raw, send } from './client.ts';
import { type Desk, openDesk } from './desk.ts';
import { button, card, words } from './samples.ts';

type Json = Record<string, unknown>;
type Called = { header: Json; event: Json & { action: Json; token: string } };

let feishu: LocalFeishu;
let desk: Desk;
let anna: ReturnType<LocalFeishu['user']>;
const start = async () => {
  feishu = await startLocalFeishu();
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

describe('a card is updated after its click', () => {
  const update = (token: string, content: unknown = card(words('later'))) =>
    raw(feishu, 'POST', 'interactive/v1/card/update', { body: { token, card: content } });
  const clicked = async () => {
    const message = await shown(button('Go'));
    await anna.click(message, 'Go');
    return { message, token: called().event.token };
  };

  test('twice, within half an hour', async () => {
    feishu.clock.freeze();
    const { message, token } = await clicked();
    expect((await update(token)).code).toBe(0);
    expect(feishu.message(message.message_id)?.card).toEqual(card(words('later')));
    expect((await update(token)).code).toBe(0);
    expect((await update(token)).code).toBe(300040);
    const other = await clicked();
    feishu.clock.advance(1_800_000);
    expect(await update(other.token)).toMatchObject({ code: 300030, status: 200 });
    expect((await update('x')).code).toBe(300020);
  });

  test('with a valid card, while the message is there', async () => {
    const { message, token } = await clicked();
    expect((await update(token, card({ tag: 'note' }))).code).toBe(11311);
    await raw(feishu, 'DELETE', `im/v1/messages/${message.message_id}`);
    expect((await update(token)).code).toBe(200000);
  });

  test('not before the click was answered: then the old card comes back', async () => {
    const message = await shown(button('Go'));
    desk.answer(async ({ body }) => {
      expect((await update((body as unknown as Called).event.token)).code).toBe(0);
      return { json: {} };
    });
    await anna.click(message, 'Go');
    expect(feishu.message(message.message_id)?.card).toEqual(card(button('Go')));
    expect(feishu.complaints).toHaveLength(1);
  });
});

describe('a card for one person in a group', () => {
  const whisper = (chat_id: string, open_id: string) =>
    raw(feishu, 'POST', 'ephemeral/v1/send', {
      body: { chat_id, open_id, msg_type: 'interactive', card: card(button('Go')) },
    });

  test('is seen and clicked by that person alone, and taken away', async () => {
    const bob = feishu.user({ id: 'ou_bob' });
    const group = feishu.chat({ members: ['ou_anna', 'ou_bob'] }).id;
    const { data } = await whisper(group, 'ou_anna');
    const [message] = anna.shown().ephemeral;
    expect([feishu.messages(group), bob.shown().ephemeral]).toEqual([[], []]);
    await anna.click(message!, 'Go');
    expect(called().event.context).toEqual({ open_message_id: data!.message_id, open_chat_id: group });
    await expect(bob.click(message!, 'Go')).rejects.toThrow('does not see');
    const content = JSON.stringify(card());
    const patched = await raw(feishu, 'PATCH', `im/v1/messages/${data!.message_id}`, { body: { content } });
    expect(patched.code).toBe(230001);
    await raw(feishu, 'POST', 'ephemeral/v1/delete', { body: { message_id: data!.message_id } });
    expect(anna.shown().ephemeral).toEqual([]);
  });

  test('goes to a member of a normal group who is online', async () => {
    const group = feishu.chat({ members: ['ou_anna'] }).id;
    const topics = feishu.chat({ mode: 'topic', members: ['ou_anna'] }).id;
    expect((await whisper(anna.direct, 'ou_anna')).code).toBe(10003);
    expect((await whisper(topics, 'ou_anna')).code).toBe(10003);
    expect((await whisper(group, 'ou_bob')).code).toBe(10004);
    feishu.user({ id: 'ou_anna', isOnline: false });
    expect((await whisper(group, 'ou_anna')).code).toBe(0);
    expect(anna.shown().ephemeral).toEqual([]);
  });
});
