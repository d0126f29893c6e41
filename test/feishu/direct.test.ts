import { describe, expect, test } from '@jest/globals';
import { t } from '../../src/text/index.ts';
import type { Message } from '../support/feishu/types.ts';
import { wordsOf } from '../support/feishu/words.ts';
import { until } from '../support/until.ts';
import { answersTo, told, useFeishuDesk } from './support/house.ts';

const on = useFeishuDesk();

async function submitted(): Promise<{ id: string; number: string }> {
  const { desk, company } = on;
  const lines = [{ sku: 'A100', quantity: 100_000 }];
  const draft = await desk.desk.drafts.create(desk.actor(company.anna), { customer: company.acme._id, lines });
  const { order } = await desk.desk.move(desk.actor(company.anna), draft._id, 'submit');
  await on.settle();
  return { id: order._id, number: order.number ?? '' };
}

test('a card that answered somebody keeps their language when it is brought up to date', async () => {
  const { desk, company, users } = on;
  await desk.desk.members.update(desk.actor(company.ada), company.anna._id, { locale: 'zh' });
  const { id, number } = await submitted();
  await users.anna.write(`订单 查看 ${number}`);
  const card = await told(users.anna, '（当前）');
  await desk.desk.move(desk.actor(company.bob), id, 'approve');
  await on.settle();
  const now = wordsOf(on.feishu.message(card.message_id) as Message);
  expect(now).toContain('已批准');
  expect(now).toContain('（当前）');
  expect(now).not.toContain('(now)');
  await desk.desk.members.update(desk.actor(company.ada), company.anna._id, { locale: 'en' });
});

test('a reply to a decision card means its order', async () => {
  const { bob } = on.users;
  const { number } = await submitted();
  const card = await told(bob, number);
  const before = answersTo(bob).length;
  await bob.write('show', { reply: card.message_id });
  const answer = await until('an answer', 8_000, () => answersTo(bob).slice(before).at(-1));
  expect(wordsOf(answer)).toContain(number);
});

test('looking up what does not exist says so at the field, and what was typed stays', async () => {
  const { anna } = on.users;
  await anna.write('/order new');
  const form = await told(anna, t('en', 'feishu.look'));
  anna.fill(form, { customer: 'Nobody Ltd' });
  const look = JSON.stringify(form.card).match(/"name":"([^"]+~look)"/)?.[1] ?? t('en', 'feishu.look');
  const act = await anna.click(form, look);
  expect(act.toast?.content).toBe(t('en', 'feishu.check_form'));
  const now = JSON.stringify(on.feishu.message(form.message_id)?.card);
  expect(now).toContain(t('en', 'feishu.nothing', { text: 'Nobody Ltd' }));
  expect(now).toContain('"Nobody Ltd"');
});

test('a stranger who only opens the conversation is greeted, and no admin is asked', async () => {
  const zoe = on.feishu.user({ id: 'ou_zoe', name: 'Zoe' });
  const before = answersTo(on.users.ada).length;
  await zoe.enterChat();
  await told(zoe, t('en', 'feishu.welcome'));
  await on.settle();
  expect(answersTo(on.users.ada)).toHaveLength(before);
  await zoe.enterChat();
  expect(answersTo(zoe)).toHaveLength(1);
});

test('a table in a block of code is a table, too', async () => {
  const { anna } = on.users;
  const block = [[{ tag: 'code_block', language: 'PLAIN_TEXT', text: 'customer,sku,quantity\nACME,A100,1' }]];
  await anna.write('/order import', { post: block });
  await told(anna, t('en', 'batch.file_all', { n: 1 }));
});

describe('a company without an orders group', () => {
  test('has an order’s thread in its owner’s conversation, where each thing is told once and words mean that order', async () => {
    const { anna } = on.users;
    const { desk, company } = on;
    const { id, number } = await submitted();
    await desk.desk.move(desk.actor(company.bob), id, 'approve');
    await on.settle();
    const about = answersTo(anna).filter((m) => wordsOf(m).includes(number));
    const heads = about.filter((m) => !m.root_id);
    expect(heads).toHaveLength(1);
    expect(wordsOf(heads[0] as Message)).toContain('approved');
    expect(about.filter((m) => m.root_id && wordsOf(m).includes('Bob'))).toHaveLength(1);
    const before = answersTo(anna).length;
    await anna.write('show', { reply: heads[0]?.message_id });
    const answer = await until('an answer', 8_000, () => answersTo(anna).slice(before).at(-1));
    expect(wordsOf(answer)).toContain(number);
  });
});

/** What stands in the product cell of each line of a form. */
const productsOf = ({ card }: Message): string[] =>
  [...JSON.stringify(card).matchAll(/"name":"line~\d+~sku[^"]*"[^{]*?"default_value":"([^"]*)"/g)].map(
    (m) => m[1] ?? '',
  );

test('a form that is brought again is as it was left', async () => {
  const { anna } = on.users;
  const forms = () => answersTo(anna).filter((m) => JSON.stringify(m.card).includes('"tag":"form"'));
  const before = forms().length;
  on.feishu.faults.loseAnswer({ method: 'im.message.create' });
  await anna.write('/order new Acme A100x1 B200x3');
  const form = await until('the form', 8_000, () => forms()[before]);
  expect(productsOf(form)).toEqual(['A100 · Widget', 'B200 · Gadget']);
  const [remove = ''] = /form~[\w-]+~remove~0/.exec(JSON.stringify(form.card)) ?? [];
  await anna.click(form, remove);
  on.later(600_000);
  await on.desk.recover();
  await on.settle();
  const shown = forms().at(-1) as Message;
  expect(wordsOf(shown)).toContain('B200');
  // A100 is still offered as a usual item; its line is gone.
  expect(productsOf(shown)).toEqual(['B200 · Gadget']);
  expect(wordsOf(shown)).toContain('Line 1 · list price 10');
  expect(wordsOf(shown)).not.toContain('Line 2');
});

test('a page that was drawn for other rights is turned no more', async () => {
  const { desk, company, users } = on;
  const lines = Array.from({ length: 200 }, (_, n) => ({ sku: n % 2 ? 'A100' : 'B200', quantity: (n + 1) * 1000 }));
  const draft = await desk.desk.drafts.create(desk.actor(company.anna), { customer: company.acme._id, lines });
  const { order } = await desk.desk.move(desk.actor(company.anna), draft._id, 'submit');
  await on.settle();
  await users.anna.write(`/order show ${order.number}`);
  const card = await told(users.anna, t('en', 'chat.next'));
  expect((await users.anna.click(card, t('en', 'chat.next'))).toast).toBeUndefined();
  await desk.desk.members.update(desk.actor(company.ada), company.anna._id, { roles: ['operations'] });
  const act = await users.anna.click(on.feishu.message(card.message_id) as Message, t('en', 'chat.previous'));
  expect(act.toast?.content).toBe(t('en', 'chat.page_gone'));
});
