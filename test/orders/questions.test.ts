import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { outboxModel } from '../../src/chat/outbox-row.ts';
import type { Member } from '../../src/members/member.ts';
import type { MoveInput } from '../../src/orders/deeds/deed.ts';
import type { Action } from '../../src/orders/moves.ts';
import type { Order } from '../../src/orders/order.ts';
import { type Company, foundCompany } from '../support/company.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
import { buttonsOf, cardOf, formOf, talkAs, textOf } from '../support/talk.ts';

let desk: TestDesk;
let company: Company;
let max: Member;
beforeAll(async () => {
  desk = await openTestDesk();
  company = await foundCompany(desk);
  max = await desk.member('Max', ['manager'], { teams: [company.team._id] });
});
afterAll(() => desk.close());

const move = async (who: Member, order: Pick<Order, '_id'>, action: Action, input: MoveInput = {}) =>
  (await desk.desk.move(desk.actor(who), order._id, action, input)).order;
/** Anna's order that waits for Bob or Max. */
async function filed(): Promise<Order> {
  const lines = [{ sku: 'A100', quantity: 100_000 }];
  const draft = await desk.desk.drafts.create(desk.actor(company.anna), { customer: company.acme._id, lines });
  return move(company.anna, draft, 'submit');
}
/** Who is told the last answer. */
async function toldOf(order: Order): Promise<string[]> {
  const rows = await outboxModel(desk.connection)
    .find({ notice: 'told', order: order._id, 'data.action': 'answer' })
    .lean();
  return rows.map((r) => r.conversation?.split('@')[1] ?? '').sort();
}

describe('a second question before the answer', () => {
  test('is shown beside the first, and everybody who asked is told the answer', async () => {
    const order = await filed();
    await move(company.bob, order, 'ask', { text: 'first?' });
    const asked = await move(max, order, 'ask', { text: 'third?' });
    expect(asked.approval?.question).toMatchObject({ text: 'first?', also: [{ by: max._id, text: 'third?' }] });
    const card = cardOf(await talkAs(desk, company.bob).say(`/order decide ${order.number}`));
    expect([textOf(card).includes('first?'), textOf(card).includes('third?')]).toEqual([true, true]);
    const anna = talkAs(desk, company.anna);
    const own = cardOf(await anna.say(`/order show ${order.number}`));
    expect(buttonsOf(own).map((b) => b.label)).toContain('Answer');
    expect(formOf(await anna.click(own, 'Answer')).fields[0]).toMatchObject({ hint: 'first? · third?' });
    const answered = await move(company.anna, order, 'answer', { text: 'yes to both' });
    expect([answered.approval?.question, answered.approval?.pauses?.length]).toEqual([undefined, 1]);
    expect(await toldOf(order)).toEqual([company.bob._id, max._id].sort());
  });

  test('is refused after the fifth', async () => {
    const order = await filed();
    for (let n = 0; n < 5; n += 1) await move(company.bob, order, 'ask', { text: `${n}?` });
    await expect(move(max, order, 'ask', { text: 'and?' })).rejects.toMatchObject({ code: 'error.questions_full' });
  });
});

test('who urges while the approver waits for an answer is told to answer, and may urge after that', async () => {
  const order = await filed();
  await move(company.bob, order, 'ask', { text: 'why?' });
  const refused = cardOf(await talkAs(desk, company.anna).say(`/order urge ${order.number}`));
  expect(textOf(refused)).toContain(`${order.number} waits for your answer to Bob, not for a decision`);
  await move(company.anna, order, 'answer', { text: 'because' });
  expect((await move(company.anna, order, 'urge')).timeline.at(-1)?.action).toBe('urge');
});
