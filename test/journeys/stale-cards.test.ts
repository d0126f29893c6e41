import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Member } from '../../src/members/member.ts';
import { orderModel } from '../../src/orders/model.ts';
import type { Order } from '../../src/orders/order.ts';
import { type Company, foundCompany } from '../support/company.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
import { buttonsOf, cardOf, formOf, talkAs, textOf } from '../support/talk.ts';

let desk: TestDesk;
let company: Company;
beforeAll(async () => {
  desk = await openTestDesk();
  company = await foundCompany(desk);
});
afterAll(() => desk.close());

const as = (member: Member) => talkAs(desk, member);
const numberOn = (words: string): string => /SO-\d{6}|D-\d{4}/.exec(words)?.[0] ?? '';
const read = async (name: string): Promise<Order> =>
  (await orderModel(desk.connection)
    .findOne({ $or: [{ number: name }, { draftNo: name }] })
    .lean<Order>()) as Order;

async function file(words: string): Promise<string> {
  const anna = as(company.anna);
  return numberOn(cardOf(await anna.submit(formOf(await anna.say(`/order new ${words}`)), {})).title);
}

/** Anna takes an order back, orders another quantity and submits it again. */
async function refile(name: string, quantity: string): Promise<void> {
  const anna = as(company.anna);
  await anna.say(`/order withdraw ${name}`);
  const lines = [{ sku: 'A100', quantity }];
  cardOf(await anna.submit(formOf(await anna.say(`/order edit ${name}`)), { lines }));
  cardOf(await anna.say(`/order submit ${name}`));
}

describe('cards that time has passed over', () => {
  test('a manager does not approve content that the card never showed', async () => {
    const name = await file('acme A100x100');
    const bob = as(company.bob);
    const old = cardOf(await bob.say(`/order show ${name}`));
    await refile(name, '400');
    const answer = cardOf(await bob.click(old, 'Approve'));
    expect(textOf(answer)).toContain('was changed since this card was drawn');
    expect((await read(name)).state).toBe('pending');
    cardOf(await bob.click(cardOf(await bob.say(`/order show ${name}`)), 'Approve'));
    expect((await read(name)).state).toBe('approved');
  });

  test('nor rejects it in the form that an old card opened', async () => {
    const name = await file('acme A100x110');
    const bob = as(company.bob);
    const form = formOf(await bob.click(cardOf(await bob.say(`/order show ${name}`)), 'Reject'));
    await refile(name, '300');
    const answer = await bob.submit(form, { reason: 'too much' });
    expect(JSON.stringify(answer)).toContain('was changed since this card was drawn');
    expect((await read(name)).state).toBe('pending');
  });

  test('an edit form that was overtaken by another one changes nothing and says so', async () => {
    const anna = as(company.anna);
    const made = cardOf(await anna.submit(formOf(await anna.say('/order new acme A100x1')), { next: 'draft' }));
    const name = numberOn(made.title);
    const [first, second] = [
      formOf(await anna.say(`/order edit ${name}`)),
      formOf(await anna.say(`/order edit ${name}`)),
    ];
    cardOf(await anna.submit(first, { lines: [{ sku: 'A100', quantity: '7' }], notes: 'fragile' }));
    expect(JSON.stringify(await anna.submit(second, { lines: [{ sku: 'A100', quantity: '2' }] }))).toContain('changed');
    expect(await read(name)).toMatchObject({ notes: 'fragile', total: 7 * 120_00 });
  });
});

describe('slips of the hand', () => {
  test('more money than is owed is not booked, and the answer says what is owed', async () => {
    const name = await file('acme A100x2');
    const answer = cardOf(await as(company.fiona).say(`/order pay ${name} 99999999`));
    expect(textOf(answer)).toContain('CNY 240.00');
    expect((await read(name)).paid).toBe(0);
  });

  test('an order is not handed to somebody who could do nothing with it', async () => {
    const name = await file('acme A100x3');
    const answer = cardOf(await as(company.bob).say(`/order assign ${name} @${company.otto.name}`));
    expect(textOf(answer)).toContain('cannot own orders');
    expect((await read(name)).owner).toBe(company.anna._id);
  });

  test('a name that fits two orders is asked about, not guessed', async () => {
    const [first, second] = [await file('acme A100x8'), await file('acme A100x9')];
    const bare = String(Number(first.slice(3)));
    await orderModel(desk.connection).updateOne({ number: second }, { $set: { externalNo: bare } });
    const answer = textOf(cardOf(await as(company.anna).say(`/order show ${bare}`)));
    expect(answer).toContain(first);
    expect(answer).toContain(second);
    expect(answer).toContain('several orders');
    expect(cardOf(await as(company.anna).say(`/order show ${first}`)).title).toContain(first);
  });

  test('one more team for a member leaves the member’s orders where they are', async () => {
    const name = await file('acme A100x6');
    const admin = as(company.ada);
    const east = await desk.desk.members.createTeam(desk.actor(company.ada), { name: 'A new team' });
    const form = formOf(await admin.say(`/order team ${company.anna.name}`));
    const before = (await read(name)).team as string;
    await admin.submit(form, { teams: [east._id, before] });
    expect((await read(name)).team).toBe(before);
    expect((await desk.desk.members.get(company.anna._id))?.teams).toEqual([before, east._id]);
  });
});

describe('somebody leaves', () => {
  test('the admin gets the open orders to hand over, and can', async () => {
    const leaver = await desk.member('Lena', ['sales'], { teams: company.anna.teams });
    const theirs = as(leaver);
    await desk.desk.customers.create(desk.actor(leaver), {
      code: 'LENA1',
      name: 'Lena’s customer',
      address: '1 Lena Road',
    });
    const name = numberOn(cardOf(await theirs.submit(formOf(await theirs.say('/order new LENA1 A100x1')), {})).title);
    const admin = as(company.ada);
    const overview = cardOf(await admin.say('/order team'));
    const row = overview.blocks.flatMap((b) => (b.kind === 'list' ? b.items : [])).find((i) => i.text === 'Lena');
    const deactivate = row?.buttons?.find((b) => b.label === 'Deactivate')?.id as string;
    const card = cardOf(await admin.press(deactivate));
    expect(textOf(card)).toContain(name);
    const form = formOf(await admin.press(buttonsOf(card)[0]?.id as string));
    cardOf(await admin.submit(form, { member: company.anna._id }));
    expect((await read(name)).owner).toBe(company.anna._id);
  });
});

describe('a second review', () => {
  test('counts from the second submission, as does the urgency', async () => {
    const name = await file('acme A100x120 due 12/20');
    expect((await read(name)).classes?.urgency).toBe('long');
    desk.clock.set('2026-12-18T02:00:00Z');
    await refile(name, '120');
    const order = await read(name);
    expect(order.classes?.urgency).toBe('urgent');
    expect(order.orderDate).toBe('2026-12-02');
    expect(order.approval?.submittedAt).toEqual(desk.clock());
    desk.clock.set('2026-12-18T04:00:00Z');
    cardOf(await as(company.bob).say(`/order approve ${name}`));
    const report = textOf(cardOf(await as(company.ada).say('/order report 2026-12-01..2026-12-31')));
    // Sixteen days lie between the first submission and the approval, two hours between the second and it.
    expect(report).toContain('median 1.0 h, average 1.0 h');
  });
});
