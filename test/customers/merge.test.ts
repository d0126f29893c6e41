import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { outboxModel } from '../../src/chat/outbox-row.ts';
import type { CommandContext } from '../../src/commands/command.ts';
import { keptBlocks } from '../../src/commands/parts/customer-merge-kept.ts';
import { balancesOf, creditFrom, creditOf, creditsOf } from '../../src/customers/credit.ts';
import type { Customer } from '../../src/customers/customer.ts';
import type { FollowUp } from '../../src/customers/follow-up.ts';
import { followUpModel } from '../../src/customers/follow-up-model.ts';
import { customerModel } from '../../src/customers/model.ts';
import type { Feedback } from '../../src/feedback/feedback.ts';
import { feedbackModel } from '../../src/feedback/model.ts';
import { newId } from '../../src/id.ts';
import { personOf } from '../../src/members/member.ts';
import { contentHash } from '../../src/orders/content.ts';
import { orderModel } from '../../src/orders/model.ts';
import type { Order } from '../../src/orders/order.ts';
import { paymentModel } from '../../src/payments/model.ts';
import { referenceKey } from '../../src/payments/payment.ts';
import { priceModel } from '../../src/prices/model.ts';
import { productModel } from '../../src/products/model.ts';
import { riskMarkModel } from '../../src/risks/marks.ts';
import { readExcess } from '../../src/risks/read-excess.ts';
import { orderNow, seedOrder, tenPieces } from '../orders/support/seed.ts';
import { type Company, foundCompany } from '../support/company.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
import { cardOf, formOf, talkAs, textOf } from '../support/talk.ts';

let desk: TestDesk;
let company: Company;
let talk: Record<'anna' | 'bob' | 'ada', ReturnType<typeof talkAs>>;
let serial = 0;

beforeAll(async () => {
  desk = await openTestDesk();
  company = await foundCompany(desk);
  const { anna, bob, ada } = company;
  talk = { anna: talkAs(desk, anna), bob: talkAs(desk, bob), ada: talkAs(desk, ada) };
}, 60_000);
afterAll(() => desk.close());

/** Two customers that are one, each of Anna's. */
async function pair(): Promise<{ from: Customer; into: Customer }> {
  serial += 1;
  const make = (code: string, name: string, more: object) =>
    desk.desk.customers.create(desk.actor(company.anna), { code: `${code}${serial}`, name, ...more });
  const into = await make('KEEP', `Kepler ${serial}`, {
    region: 'North',
    contacts: [{ name: 'Kim', phone: '5550001' }],
  });
  const from = await make('GONE', `Kepler Works ${serial}`, {
    region: 'South',
    industry: 'Optics',
    contacts: [{ name: 'Lee' }, { name: 'Kim', phone: '555-0001' }],
  });
  return { from, into };
}
const read = async ({ _id }: Customer) => (await customerModel(desk.connection).findById(_id).lean<Customer>())!;
const orderOf = (customer: Customer, state: Parameters<typeof seedOrder>[2], more: Partial<Order> = {}) => {
  const { _id, code, name } = customer;
  return seedOrder(desk, company, state, { customer: _id, customerSnapshot: { code, name }, ...more });
};
const merge = (ids: { from: Customer; into: Customer }, key = newId()) =>
  desk.desk.customers.merge(desk.actor(company.bob, key), { from: ids.from._id, into: ids.into._id }, []);

describe('merging two customers', () => {
  test('shows first what moves and what differs, and lets choose what stays', async () => {
    const { from, into } = await pair();
    await orderOf(from, 'approved');
    const preview = cardOf(await talk.bob.say(`/order customer merge ${from.code} into ${into.code}`));
    const words = textOf(preview);
    expect(words).toContain('"label":"Orders","value":"1"');
    expect(words).toContain('"label":"Contacts","value":"1"');
    expect(words).toContain('South');
    expect((await read(from)).mergedInto).toBeUndefined();
    const form = formOf(await talk.bob.click(preview, 'Choose and merge'));
    const done = cardOf(await talk.bob.submit(form, { region: 'from' }));
    expect(textOf(done)).toContain('is merged into');
    expect(await read(into)).toMatchObject({
      region: 'South',
      industry: 'Optics',
      name: into.name,
      contacts: [{ name: 'Kim' }, { name: 'Lee' }],
    });
    expect(await read(from)).toMatchObject({ mergedInto: into._id, owner: into.owner });
    expect(cardOf(await talk.anna.say(`/order customer ${from.code}`)).title).toBe(into.name);
    const found = cardOf(await talk.anna.say(`/order 客户 ${from.name}`));
    expect(found.title).toBe(into.name);
    expect(textOf(found)).toContain(from.code);
  });

  test('shows owner, terms and limit of both, which of them stay, and that a limit would be lost', async () => {
    const { from, into } = await pair();
    const limited = { creditLimit: 8765_00, paymentDays: 45 };
    await desk.desk.customers.update(desk.actor(company.fiona), from.code, limited);
    await customerModel(desk.connection).updateOne({ _id: from._id }, { owner: company.bob._id });
    const preview = cardOf(await talk.bob.say(`/order customer merge ${from.code} into ${into.code}`));
    const table = preview.blocks.find((b) => b.kind === 'table' && b.caption === `Stays as ${into.code} has it`);
    expect(table).toMatchObject({
      columns: [{ label: 'Field' }, { label: `${into.code} (stays)` }, { label: `${from.code} (goes)` }],
      rows: [
        ['Owner', 'Anna', 'Bob'],
        ['Payment terms', '30 days', '45 days'],
        ['Credit limit', 'no limit set', 'CNY 8,765.00'],
      ],
    });
    expect(textOf(preview)).toContain(
      `${into.code} has no credit limit: the limit of ${from.code}, CNY 8,765.00, goes`,
    );
    const other = cardOf(await talk.bob.click(preview, 'The other way round'));
    expect(textOf(other)).not.toContain('has no credit limit');
  });

  test('shows no limit to who may not read the credit of both', async () => {
    const { from, into } = await pair();
    await desk.desk.customers.update(desk.actor(company.fiona), from.code, { creditLimit: 8765_00 });
    const [before, after] = await Promise.all([from, into].map(read));
    const { otto } = company;
    const context = { desk: desk.desk, locale: 'en', person: personOf(otto) } as unknown as CommandContext;
    const words = JSON.stringify(await keptBlocks({ from: before!, into: after! }, context));
    expect([words.includes('Payment terms'), /limit|8,?765/.test(words)]).toEqual([true, false]);
  });

  test('is a manager’s to do', async () => {
    const { from, into } = await pair();
    const refused = cardOf(await talk.anna.say(`/order customer merge ${from.code} into ${into.code}`));
    expect(textOf(refused)).toContain('may not do that');
    await expect(
      desk.desk.customers.merge(desk.actor(company.anna), { from: from._id, into: into._id }, []),
    ).rejects.toThrow('may not do that');
    expect((await read(from)).mergedInto).toBeUndefined();
  });

  test('keeps approvals: what was bound to its content is bound to it after, and what was not is not', async () => {
    const { from, into } = await pair();
    await productModel(desk.connection).updateOne({ sku: 'A100' }, { $set: { onHand: 50_000 } });
    const { _id: product } = await productModel(desk.connection).findOne({ sku: 'A100' }).lean().orFail();
    const bound = await orderOf(from, 'ready', { lines: [tenPieces({ product })] });
    const loose = await orderOf(from, 'approved');
    await orderModel(desk.connection).updateOne({ _id: loose._id }, { $set: { 'approval.contentHash': 'another' } });
    const pending = await orderOf(from, 'pending');
    await merge({ from, into });
    const [b, l, p] = await Promise.all([bound, loose, pending].map((order) => orderNow(desk, order._id)));
    expect(b).toMatchObject({ customer: into._id, customerSnapshot: { name: from.name } });
    expect(b!.approval?.contentHash).toBe(contentHash(b!));
    expect(b!.approval?.contentHash).not.toBe(bound.approval?.contentHash);
    expect(l!.approval?.contentHash).toBe('another');
    const decided = await desk.desk.move(desk.actor(company.bob), p!._id, 'approve', {});
    expect(decided.order.state).toBe('approved');
    const shipped = await desk.desk.move(desk.actor(company.otto), b!._id, 'ship', { carrier: 'DHL' });
    expect(shipped.order).toMatchObject({ state: 'shipped', customer: into._id });
  });

  test('brings money along to the cent, also under the same bank reference', async () => {
    const { from, into } = await pair();
    const owing = await orderOf(from, 'shipped', { dueDate: '2026-12-30' });
    const pay = (customer: Customer, amount: number, reference: string) => {
      const key = referenceKey(customer._id, reference);
      const row = {
        _id: newId(),
        customer: customer._id,
        amount,
        free: amount,
        currency: 'CNY',
        paidAt: '2026-12-01',
        reference,
        key,
      };
      return paymentModel(desk.connection).create([row]);
    };
    await pay(from, 100_00, 'BANK-1');
    await pay(from, 50_00, 'BANK-2');
    await pay(into, 7_00, 'bank-1');
    await merge({ from, into });
    const rows = await paymentModel(desk.connection).find({ customer: into._id }).lean();
    expect(rows.reduce((sum, { amount }) => sum + amount, 0)).toBe(157_00);
    expect(await paymentModel(desk.connection).countDocuments({ customer: from._id })).toBe(0);
    expect(rows.map(({ key }) => key)).toContain(referenceKey(into._id, 'BANK-2'));
    const credit = await creditOf(desk.connection, into._id, { base: 'CNY', today: '2026-12-02' });
    expect(credit.exposure).toBe(1000_00 - 157_00);
    // What was free of either is on what is owed at once.
    expect(await orderModel(desk.connection).findById(owing._id).lean()).toMatchObject({ paid: 157_00 });
    expect(rows.every(({ free }) => free === undefined)).toBe(true);
    expect(await outboxModel(desk.connection).exists({ job: 'refresh', order: owing._id })).not.toBeNull();
  });

  test('while it moves, what the old record owes counts for the one that stays, and its bank reference is known', async () => {
    const { from, into } = await pair();
    const order = await orderOf(from, 'shipped', { dueDate: '2026-12-30' });
    await orderOf(into, 'approved');
    const pay = {
      _id: newId(),
      customer: from._id,
      amount: 100_00,
      free: 100_00,
      currency: 'CNY',
      paidAt: '2026-12-01',
    };
    await paymentModel(desk.connection).create([
      { ...pay, reference: 'BANK-9', key: referenceKey(from._id, 'BANK-9') },
    ]);
    // It died right after the mark.
    const until = new Date(desk.clock().getTime() + 60_000);
    await customerModel(desk.connection).updateOne(
      { _id: from._id },
      { $set: { mergedInto: into._id, mergingUntil: until } },
    );
    const today = '2026-12-02';
    const whole = { exposure: 2 * 1000_00 - 100_00, free: 100_00 };
    expect(await creditOf(desk.connection, into._id, { base: 'CNY', today })).toMatchObject(whole);
    const facts = (await creditsOf(desk.connection, [into._id], 'CNY')).get(into._id)!;
    expect(creditFrom(facts, { base: 'CNY', today })).toMatchObject(whole);
    expect(await balancesOf(desk.connection, [into._id], 'CNY')).toEqual(new Map([[into._id, whole.exposure]]));
    await customerModel(desk.connection).updateOne({ _id: into._id }, { $set: { creditLimit: 500_00 } });
    const settings = await desk.desk.settings.get();
    const excess = await readExcess(desk.connection, { ...order, state: 'pending' }, settings, today);
    expect(excess).toBe(2 * 1000_00 - 100_00 - 500_00);
    const again = await desk.desk.payments.recordFor(desk.actor(company.ada), {
      customer: await read(into),
      amount: 100_00,
      reference: 'bank-9',
    });
    expect(again).toMatchObject({ repeated: true, payment: { _id: pay._id } });
  });

  test('lets the prices of the one that stays win where both have one', async () => {
    const { from, into } = await pair();
    const [a, b] = await Promise.all(
      ['A100', 'B200'].map(async (sku) => String((await productModel(desk.connection).findOne({ sku }).lean())?._id)),
    );
    const set = (product: string, customer: Customer, price: number) =>
      desk.desk.prices.set(desk.actor(company.bob), { product, customer: customer._id, from: 0, price });
    await set(a!, into, 90_0000);
    await set(a!, from, 80_0000);
    await set(b!, from, 7_0000);
    await merge({ from, into });
    const live = await priceModel(desk.connection)
      .find({ customer: into._id, endedAt: { $exists: false } })
      .lean();
    expect(live.map(({ product, price }) => [product, price]).sort()).toEqual(
      [
        [a, 90_0000],
        [b, 7_0000],
      ].sort(),
    );
    expect(await priceModel(desk.connection).countDocuments({ customer: from._id })).toBe(0);
  });

  test('sends what is new for the old one to the one that stays, at once and while it moves', async () => {
    const { from, into } = await pair();
    await merge({ from, into });
    const order = await desk.desk.drafts.create(desk.actor(company.anna), {
      customer: from._id,
      lines: [{ sku: 'B200', quantity: 1_000 }],
    });
    expect(order.customer).toBe(into._id);
    const straggler = await orderOf(from, 'approved');
    await desk.desk.customers.goOnMerging(desk.clock());
    expect((await orderNow(desk, straggler._id)).customer).toBe(into._id);
  });

  test('a large history goes on after its process died, and ends by itself', async () => {
    const { from, into } = await pair();
    for (let n = 0; n < 130; n += 1) await orderOf(from, 'completed');
    // It died right after the mark.
    const at = desk.clock();
    const until = new Date(at.getTime() + 60_000);
    await customerModel(desk.connection).updateOne(
      { _id: from._id },
      { $set: { mergedInto: into._id, mergedAt: at, mergingUntil: until } },
    );
    await desk.desk.customers.goOnMerging(at);
    expect(await orderModel(desk.connection).countDocuments({ customer: into._id })).toBe(130);
    expect(await orderModel(desk.connection).countDocuments({ customer: from._id })).toBe(0);
    await desk.desk.customers.goOnMerging(until);
    expect((await read(from)).mergingUntil).toBeUndefined();
  });

  test('once all is moved its orders’ risks are let alone, and many merges are looked at in turn', async () => {
    const { from, into } = await pair();
    await orderOf(from, 'approved');
    await merge({ from, into });
    const marks = () => riskMarkModel(desk.connection).countDocuments({ about: into._id });
    const before = await marks();
    await desk.desk.customers.goOnMerging(desk.clock());
    expect(await marks()).toBe(before);
    const many: { from: Customer; into: Customer }[] = [];
    for (let n = 0; n < 21; n += 1) many.push(await pair());
    for (const { from: gone, into: kept } of many)
      await customerModel(desk.connection).updateOne(
        { _id: gone._id },
        { $set: { mergedInto: kept._id, mergingUntil: new Date(desk.clock().getTime() + 60_000) } },
      );
    const order = await orderOf(many.at(-1)!.from, 'approved');
    for (let n = 0; n < 3; n += 1) await desk.desk.customers.goOnMerging(desk.clock());
    expect((await orderNow(desk, order._id)).customer).toBe(many.at(-1)!.into._id);
  });

  test('what was said of no order, and what was to be followed up, goes to whoever has the one that stays', async () => {
    const { from, into } = await pair();
    const lee = await desk.member(`Lee ${serial}`, ['sales']);
    const hers = talkAs(desk, lee);
    await customerModel(desk.connection).updateOne(
      { _id: from._id },
      { $set: { owner: lee._id }, $unset: { team: 1 } },
    );
    await hers.say(`/order feedback ${from.code} 4 nice`);
    const noted = cardOf(await hers.say(`/order customer ${from.code} follow up tomorrow call`));
    await desk.desk.customers.merge(desk.actor(company.ada), { from: from._id, into: into._id }, []);
    const [said] = await feedbackModel(desk.connection).find({ customer: into._id }).lean<Feedback[]>();
    expect(said).toMatchObject({ by: lee._id, orderOwner: company.anna._id, team: company.team._id });
    const [row] = await followUpModel(desk.connection).find({ customer: into._id }).lean<FollowUp[]>();
    expect(row).toMatchObject({ member: company.anna._id });
    // A card from before shows nothing of a customer that is another's now.
    expect(textOf(cardOf(await hers.click(noted, 'Done')))).not.toContain(into.name);
    expect((await followUpModel(desk.connection).findById(row!._id).lean<FollowUp>())!.doneAt).toBeUndefined();
    expect(textOf(cardOf(await hers.say(`/order customer ${from.code}`)))).toContain('No customer matches');
    await customerModel(desk.connection).updateOne({ _id: from._id }, { $set: { owner: lee._id } });
    expect(textOf(cardOf(await hers.say(`/order customer ${from.code}`)))).toContain('No customer matches');
  });

  test('twice is once, and two at the same time cannot swallow each other', async () => {
    const { from, into } = await pair();
    const key = newId();
    await merge({ from, into }, key);
    const before = await read(into);
    await merge({ from, into }, key);
    expect(await read(into)).toEqual(before);
    const other = await pair();
    const both = await Promise.allSettled([merge(other), merge({ from: other.into, into: other.from })]);
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const [x, y] = [await read(other.from), await read(other.into)];
    expect([x.mergedInto, y.mergedInto].filter(Boolean)).toHaveLength(1);
  });

  test('a chain of merges leads to its end', async () => {
    const one = await pair();
    const two = await pair();
    await merge(one);
    await merge({ from: one.into, into: two.into });
    expect((await read(one.from)).mergedInto).toBe(two.into._id);
    expect(cardOf(await talk.anna.say(`/order customer ${one.from.code}`)).title).toBe(two.into.name);
  });

  test('likely doubles are listed for those who see both', async () => {
    const make = (code: string, name: string, more: object = {}) =>
      desk.desk.customers.create(desk.actor(company.anna), { code, name, ...more });
    await make('D1', 'Delta Pumps Ltd');
    await make('D2', 'DELTA PUMPS');
    await make('E1', 'Epsilon', { contacts: [{ email: 'a@eps.example', phone: '+86 21 5550 7788' }] });
    await make('E2', 'Eps Trading', { contacts: [{ email: 'b@eps.example', phone: '21-55507788' }] });
    const card = cardOf(await talk.bob.say('/order customer duplicates'));
    expect(textOf(card)).toContain('Delta Pumps');
    expect(textOf(card)).toContain('same e-mail domain and phone');
    expect(cardOf(await talk.bob.click(card, 'Compare')).title).toContain('Merge');
    // Who reads no contact is told no pair that only contacts tell.
    const theirs = cardOf(await talkAs(desk, company.otto).say('/order customer duplicates'));
    expect(textOf(theirs)).toContain('Delta Pumps');
    expect(textOf(theirs)).not.toContain('Epsilon');
    const { pairs, looked } = await desk.desk.customers.alike.pairs(personOf(company.bob), 2);
    expect([pairs.length, looked]).toEqual([0, 2]);
    const west = talkAs(desk, await desk.member('Wei', ['sales']));
    expect(textOf(cardOf(await west.say('/order 客户 查重')))).not.toContain('Delta');
  });
});
