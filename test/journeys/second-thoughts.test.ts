import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { auditModel } from '../../src/audit/model.ts';
import { outboxModel } from '../../src/chat/outbox-row.ts';
import type { Member } from '../../src/members/member.ts';
import { orderModel } from '../../src/orders/model.ts';
import type { Order } from '../../src/orders/order.ts';
import { paymentModel } from '../../src/payments/model.ts';
import { type Company, foundCompany } from '../support/company.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
import { cardOf, formOf, talkAs, textOf } from '../support/talk.ts';

let desk: TestDesk;
let company: Company;
beforeAll(async () => {
  desk = await openTestDesk();
  company = await foundCompany(desk);
  await desk.desk.customers.create(desk.actor(company.anna), {
    code: 'BETA',
    name: 'Beta Ltd',
    address: '2 Other Road',
  });
});
afterAll(() => desk.close());

const as = (member: Member) => talkAs(desk, member);
const numberOn = (words: string): string => /SO-\d{6}|D-\d{4}/.exec(words)?.[0] ?? '';
const read = async (name: string): Promise<Order> =>
  (await orderModel(desk.connection)
    .findOne({ $or: [{ number: name }, { draftNo: name }] })
    .lean<Order>()) as Order;

/** Files an order of so many widgets at 120.00 and gives its number. */
async function file(quantity: number, more = ''): Promise<string> {
  const anna = as(company.anna);
  const form = formOf(await anna.say(`/order new acme A100x${quantity} ${more}`));
  return numberOn(cardOf(await anna.submit(form, {})).title);
}

describe('second thoughts', () => {
  test('a draft that goes to another customer is shipped to that customer', async () => {
    const anna = as(company.anna);
    const form = formOf(await anna.say('/order new acme A100x1'));
    const draft = numberOn(cardOf(await anna.submit(form, { next: 'draft' })).title);
    expect((await read(draft)).shipTo).toBe('1 Secret Street');
    await anna.submit(formOf(await anna.say(`/order edit ${draft}`)), { customer: 'BETA' });
    expect(await read(draft)).toMatchObject({ shipTo: '2 Other Road', customerSnapshot: { code: 'BETA' } });
  });

  test('a form that is sent again with other quantities while its draft is open files what it says now', async () => {
    const actor = desk.actor(company.anna, 'one-form');
    const input = (quantity: number) => ({ customer: company.acme._id, lines: [{ sku: 'A100', quantity }] });
    const first = await desk.desk.drafts.file(actor, input(20_000));
    const same = await desk.desk.drafts.file(actor, input(20_000));
    expect([same._id, same.version]).toEqual([first._id, 1]);
    const corrected = await desk.desk.drafts.file(actor, input(10_000));
    expect(corrected).toMatchObject({ _id: first._id, total: 1_200_00, version: 2 });
  });

  test('what was promised goes with the approval: a withdrawn order is promised anew', async () => {
    const name = await file(100, 'due 12/20');
    const anna = as(company.anna);
    await anna.say(`/order withdraw ${name}`);
    await anna.submit(formOf(await anna.say(`/order edit ${name}`)), { requestedDate: '2026-12-28' });
    await anna.say(`/order submit ${name}`);
    expect(await read(name)).toMatchObject({ requestedDate: '2026-12-28', promisedDate: '2026-12-28' });
  });

  test('two people pay the rest at once: it is paid once', async () => {
    const order = await read(await file(5));
    const pay = (member: Member) =>
      desk.desk.payments.record(desk.actor(member), { order, amount: 'full' }).catch((error: Error) => error.message);
    const results = await Promise.all([pay(company.fiona), pay(company.bob)]);
    expect(results.filter((r) => typeof r === 'string')).toEqual([expect.stringContaining('Nothing is owed')]);
    expect((await read(order.number ?? '')).paid).toBe(order.total);
    expect(await paymentModel(desk.connection).countDocuments({ order: order._id })).toBe(1);
  });

  test('“pay in full” with the same reference again changes nothing and says so', async () => {
    const name = await file(4);
    const fiona = as(company.fiona);
    await fiona.say(`/order pay ${name} full ref BANK-9`);
    expect(textOf(cardOf(await fiona.say(`/order pay ${name} full ref BANK-9`)))).toContain('had been done already');
    expect((await read(name)).paid).toBe(480_00);
  });

  test('a payment form that is older than another payment is not booked on top of it', async () => {
    const name = await file(6);
    const [fiona, bob] = [as(company.fiona), as(company.bob)];
    const forms = [formOf(await fiona.say(`/order pay ${name}`)), formOf(await bob.say(`/order pay ${name}`))] as const;
    await fiona.submit(forms[0], {});
    const second = await bob.submit(forms[1], {});
    expect(JSON.stringify(second)).toContain('changed');
    expect((await read(name)).paid).toBe(720_00);
  });

  test('a part-shipped order that is closed short counts as shipped when its last goods left', async () => {
    const name = await file(10);
    const otto = as(company.otto);
    await otto.say(`/order ship ${name} SF 1 A100x4`);
    desk.clock.set('2026-12-16T02:00:00Z');
    await as(company.bob).say(`/order close_short ${name} customer needs no more`);
    desk.clock.set('2026-12-02T02:00:00Z');
    expect(await read(name)).toMatchObject({ state: 'shipped', shippedAt: '2026-12-02', total: 480_00 });
  });

  test('who gets an order cannot approve it any more, an admin can, and every card of it is drawn anew', async () => {
    const name = await file(101);
    await as(company.bob).say(`/order assign ${name} @Bob`);
    const after = await read(name);
    expect(after.owner).toBe(company.bob._id);
    expect(cardOf(await as(company.bob).say(`/order approve ${name}`)).title).toBe('That did not work');
    expect(cardOf(await as(company.ada).say(`/order approve ${name}`)).badge?.label).toBe('approved');
    const rows = await outboxModel(desk.connection).find({ order: after._id, job: 'refresh' }).lean();
    expect(rows.map((r) => r._id)).toContain(`refresh:${after._id}:${after.revision}`);
  });

  test('whatever part of the desk refuses somebody, the attempt is on the audit trail once', async () => {
    const name = await file(3);
    const count = (action: string) =>
      auditModel(desk.connection).countDocuments({ action, by: company.otto._id, refused: { $exists: true } });
    for (const [words, action] of [
      [`/order pay ${name} 5`, 'pay'],
      [`/order assign ${name} @Bob`, 'assign'],
      [`/order cancel ${name} no reason of mine`, 'cancel'],
      ['/order team add', 'team'],
      ['/order new acme A100x1', 'new'],
    ] as const) {
      const earlier = await count(action);
      await as(company.otto).say(words);
      expect([action, (await count(action)) - earlier]).toEqual([action, 1]);
    }
  });

  test('a customer of signs alone is shown as not understood, never dropped', async () => {
    const form = formOf(await as(company.anna).say('/order new 🦄 A100x1'));
    expect(form.note).toContain('🦄');
  });

  test('somebody without a role finds neither products nor people', async () => {
    const nobody = await desk.member('Nobody', []);
    for (const source of ['customer', 'product', 'member'] as const) {
      const answer = await desk.bot({
        kind: 'choices',
        from: `console:${nobody._id}`,
        conversation: `console:@${nobody._id}`,
        key: source,
        source,
        query: 'a',
      });
      expect(answer).toEqual({ kind: 'choices', choices: [] });
    }
  });
});
