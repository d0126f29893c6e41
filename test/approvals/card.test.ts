import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { SealedCard } from '../../src/chat/card.ts';
import { customerModel } from '../../src/customers/model.ts';
import type { Member } from '../../src/members/member.ts';
import type { MoveInput } from '../../src/orders/deeds/deed.ts';
import type { DraftInput } from '../../src/orders/draft-input.ts';
import { orderModel } from '../../src/orders/model.ts';
import type { Action } from '../../src/orders/moves.ts';
import type { Order } from '../../src/orders/order.ts';
import { type Company, foundCompany } from '../support/company.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
import { cardOf, talkAs, textOf } from '../support/talk.ts';

let desk: TestDesk;
let company: Company;
beforeAll(async () => {
  desk = await openTestDesk();
  company = await foundCompany(desk);
});
afterAll(() => desk.close());

const move = async (who: Member, order: Pick<Order, '_id'>, action: Action, input: MoveInput = {}) =>
  (await desk.desk.move(desk.actor(who), order._id, action, { reason: 'because', text: 'why?', ...input })).order;
const filed = async (more: Partial<DraftInput> = {}, pieces = 100): Promise<Order> => {
  const lines = [{ sku: 'A100', quantity: pieces * 1_000 }];
  const draft = await desk.desk.drafts.create(desk.actor(company.anna), { customer: company.acme._id, lines, ...more });
  return move(company.anna, draft, 'submit');
};
const cardFor = async (who: Member, order: Order): Promise<SealedCard> =>
  cardOf(await talkAs(desk, who).say(`/order decide ${order.number}`));
const fieldsOn = (card: SealedCard): Record<string, string> =>
  Object.fromEntries(card.blocks.flatMap((b) => (b.kind === 'fields' ? b.fields : [])).map((f) => [f.label, f.value]));
const fieldsFor = async (who: Member, order: Order) => fieldsOn(await cardFor(who, order));

describe('the card shows what the decision binds', () => {
  test('terms beside the usual ones, dates, purchase order, where it goes, and the notes', async () => {
    await customerModel(desk.connection).updateOne({ _id: company.acme._id }, { $set: { paymentDays: 365 } });
    const order = await filed({
      requestedDate: '2026-12-24',
      poNo: 'PO-77',
      notes: 'pallets of six',
      shipTo: 'Gate 4',
    });
    await customerModel(desk.connection).updateOne({ _id: company.acme._id }, { $set: { paymentDays: 30 } });
    const fields = await fieldsFor(company.bob, order);
    expect(fields).toMatchObject({
      'Payment terms': '365 days (usually 30 days)',
      Requested: '2026-12-24',
      Promised: '2026-12-24',
      'Customer PO': 'PO-77',
      'Ship to': 'Gate 4',
      Notes: 'pallets of six',
    });
    // What somebody wrote comes after what the decision rests on.
    expect(Object.keys(fields).indexOf('Total')).toBeLessThan(Object.keys(fields).indexOf('Payment terms'));
    expect(Object.keys(fields).at(-1)).toBe('Notes');
    expect(textOf(await cardFor(company.fiona, order))).not.toContain('Gate 4');
  });

  test('the usual terms by themselves', async () => {
    expect(await fieldsFor(company.bob, await filed())).toMatchObject({ 'Payment terms': '30 days' });
  });
});

describe('the customer’s history', () => {
  test('is counted as it is for whoever decides, also after the decision; else it says what may be seen', async () => {
    const own = await desk.desk.customers.create(desk.actor(company.anna), { code: 'OLD', name: 'Old Friends' });
    const first = await filed({ customer: own._id });
    expect(await fieldsFor(company.bob, first)).toMatchObject({ History: 'First order of this customer' });
    await move(company.bob, first, 'approve');
    // It is another team’s now: neither Bob nor Anna sees it.
    const west = await desk.desk.members.createTeam(
      { from: 'cli:test', key: 'west', now: desk.clock() },
      { name: 'West' },
    );
    await orderModel(desk.connection).updateOne(
      { _id: first._id },
      { $set: { team: west._id, owner: company.ada._id } },
    );
    const order = await filed({ customer: own._id });
    const counted = { History: 'earlier orders of this customer: 1, the last on 2026-12-02' };
    expect(await fieldsFor(company.bob, order)).toMatchObject(counted);
    expect(await fieldsFor(company.anna, order)).toMatchObject({
      History: 'earlier orders of this customer: none that you may see',
    });
    await move(company.bob, order, 'approve');
    expect(await fieldsFor(company.bob, order)).toMatchObject(counted);
    const third = await filed({ customer: own._id });
    expect(await fieldsFor(company.anna, third)).toMatchObject({
      History: 'earlier orders of this customer: 1 that you may see, the last of them on 2026-12-02',
    });
    // An order that was decided is not told of those that came after it.
    desk.clock.set(new Date(desk.clock().getTime() + 60_000));
    await move(company.bob, third, 'approve');
    expect(await fieldsFor(company.bob, order)).toMatchObject(counted);
  });
});

describe('after the decision', () => {
  test('the credit that is used is what the customer’s card says', async () => {
    await customerModel(desk.connection).updateOne({ _id: company.acme._id }, { $set: { creditLimit: 900_000_00 } });
    const order = await filed();
    const { Credit: pending } = await fieldsFor(company.bob, order);
    await move(company.bob, order, 'approve');
    const { Credit: approved } = await fieldsFor(company.bob, order);
    expect([pending?.includes('/'), approved]).toEqual([true, pending]);
    const customer = textOf(cardOf(await talkAs(desk, company.bob).say('/order customer ACME')));
    expect(customer).toContain(approved?.split(' / ')[0]);
    await move(company.bob, order, 'cancel');
    expect((await fieldsFor(company.bob, order)).Credit).not.toBe(pending);
  });

  test('of a change the heading says that it was the change, and what the order is', async () => {
    const order = await move(company.bob, await filed(), 'approve');
    const change = { lines: [{ sku: 'A100', quantity: 200_000 }] };
    await move(company.anna, order, 'change', { change });
    await move(company.bob, order, 'reject', { reason: 'enough' });
    const heading = async () => textOf(cardOf(await talkAs(desk, company.bob).say(`/order decide ${order.number}`)));
    expect(await heading()).toContain('Bob · about the change: rejected · enough. The order itself is approved.');
    await move(company.anna, order, 'change', { change });
    await move(company.anna, order, 'withdraw');
    expect(await heading()).toContain('Anna · about the change: withdrew · C2. The order itself is approved.');
  });

  test('a change of an order on hold says why it cannot be decided', async () => {
    const order = await move(company.bob, await filed(), 'approve');
    await move(company.anna, order, 'change', { change: { lines: [{ sku: 'A100', quantity: 200_000 }] } });
    await move(company.fiona, order, 'hold', { reason: 'no payment' });
    const card = textOf(await cardFor(company.bob, order));
    expect(card).toContain('The change C1 cannot be decided now, since the order is on hold: no payment');
    expect(card).not.toContain('Bob · approved');
  });

  test('of an order that needed nobody the second time, the heading does not tell of the first', async () => {
    let order = await move(company.bob, await filed(), 'return');
    const lines = [{ sku: 'A100', quantity: 1_000 }];
    await desk.desk.drafts.edit(desk.actor(company.anna), order, { customer: company.acme._id, lines });
    order = await move(company.anna, order, 'submit');
    expect([order.state, textOf(await cardFor(company.bob, order)).includes('Bob · returned')]).toEqual([
      'approved',
      false,
    ]);
  });
});

describe('the second step', () => {
  test('shows who approved the first one and when, and by when to decide, in the reader’s zone', async () => {
    const order = await move(company.bob, await filed({}, 1000), 'approve');
    const at = (hours: string) => expect.stringMatching(new RegExp(`^(Bob, )?12-0\\d ${hours}$`));
    expect(await fieldsFor(company.ada, order)).toMatchObject({
      'Approved so far': at('10:0\\d'),
      'To be decided by': at('\\d\\d:\\d\\d'),
    });
    const asked = await move(company.ada, order, 'ask');
    expect((await fieldsFor(company.ada, asked))['To be decided by']).toBeUndefined();
  });

  test('a change that waits is called one in the list of what waits, with its amount', async () => {
    const order = await move(company.bob, await filed(), 'approve');
    await move(company.anna, order, 'change', { change: { lines: [{ sku: 'A100', quantity: 300_000 }] } });
    const card = cardOf(await talkAs(desk, company.bob).say('/order pending'));
    const items = card.blocks.flatMap((b) => (b.kind === 'list' ? b.items : []));
    const item = items.find((i) => i.text.includes(order.number!));
    expect(item?.detail).toContain('change C1 · CNY 36,000.00');
  });

  test('whose turn it is names a stand-in with the one who is away', async () => {
    const carl = await desk.member('Carl', ['sales'], { teams: [company.team._id] });
    const order = await filed();
    await desk.desk.members.setAway(desk.actor(company.bob), company.bob._id, {
      standIn: carl._id,
      until: '2026-12-20',
    });
    const card = cardOf(await talkAs(desk, company.anna).say(`/order show ${order.number}`));
    expect(fieldsOn(card)).toMatchObject({ 'Whose turn': 'Carl (for Bob)' });
  });
});
