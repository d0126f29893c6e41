import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { auditModel } from '../../src/audit/model.ts';
import type { Post } from '../../src/chat/adapter.ts';
import type { SealedForm } from '../../src/chat/form.ts';
import { outboxModel } from '../../src/chat/outbox-row.ts';
import type { Customer } from '../../src/customers/customer.ts';
import { followUpModel } from '../../src/customers/follow-up-model.ts';
import { customerModel } from '../../src/customers/model.ts';
import { orderModel } from '../../src/orders/model.ts';
import { riskMarkModel } from '../../src/risks/marks.ts';
import { seedOrder } from '../orders/support/seed.ts';
import { type Company, foundCompany } from '../support/company.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
import { quietChat } from '../support/quiet-chat.ts';
import { cardOf, formOf, talkAs, textOf } from '../support/talk.ts';

const posts: Post[] = [];
let desk: TestDesk;
let company: Company;
let talk: Record<'anna' | 'bob' | 'fiona' | 'otto' | 'ada', ReturnType<typeof talkAs>>;

beforeAll(async () => {
  desk = await openTestDesk({ adapters: [quietChat(posts)] });
  company = await foundCompany(desk);
  const { anna, bob, fiona, otto, ada } = company;
  talk = {
    anna: talkAs(desk, anna),
    bob: talkAs(desk, bob),
    fiona: talkAs(desk, fiona),
    otto: talkAs(desk, otto),
    ada: talkAs(desk, ada),
  };
}, 60_000);
afterAll(() => desk.close());

const acme = async (): Promise<Customer> =>
  (await customerModel(desk.connection).findOne({ code: 'ACME' }).lean<Customer>())!;
const names = (form: SealedForm) => form.fields.map((f) => f.name);

describe('the form of a customer', () => {
  test('has for its owner every field but the terms, as they are now', async () => {
    const form = formOf(await talk.anna.say('/order customer Acme edit'));
    expect(names(form)).toEqual(
      expect.arrayContaining(['name', 'industry', 'address', 'contact', 'contact2', 'phone3', 'email3']),
    );
    expect(names(form)).not.toContain('credit_limit');
    expect(form.fields.find((f) => f.name === 'phone')).toMatchObject({ value: '555-0100' });
  });

  test('has for finance the limit and the terms, and no contact', async () => {
    const form = formOf(await talk.fiona.say('/order 客户 Acme 修改'));
    expect(names(form)).toEqual(['credit_limit', 'payment_days']);
    const card = cardOf(await talk.fiona.submit(form, { credit_limit: '5000', payment_days: '45' }));
    expect(textOf(card)).toContain('CNY 5,000.00');
    expect(await acme()).toMatchObject({ creditLimit: 5_000_00, paymentDays: 45, address: '1 Secret Street' });
    expect(
      await riskMarkModel(desk.connection).countDocuments({ kind: 'customer', about: company.acme._id }),
    ).toBeGreaterThan(0);
  });

  test('is refused to operations', async () => {
    const card = cardOf(await talk.otto.say('/order customer Acme edit'));
    expect(textOf(card)).toContain('may not do that');
  });

  test('writes only what was changed, so that two who change different fields both have their way', async () => {
    const [hers, his] = [
      await talk.anna.say('/order customer Acme edit'),
      await talk.bob.say('/order customer Acme edit'),
    ];
    await talk.anna.submit(formOf(hers), { industry: 'Pumps', contact2: 'Dora', email2: 'dora@acme.example' });
    await talk.bob.submit(formOf(his), { region: 'North' });
    expect(await acme()).toMatchObject({
      industry: 'Pumps',
      region: 'North',
      contacts: [{ name: 'Carl' }, { name: 'Dora', email: 'dora@acme.example' }],
    });
  });

  test('tells the second of two who change the same field, and loses neither', async () => {
    const [hers, his] = [
      await talk.anna.say('/order customer Acme edit'),
      await talk.bob.say('/order customer Acme edit'),
    ];
    await talk.anna.submit(formOf(hers), { tier: 'A' });
    const refused = await talk.bob.submit(formOf(his), { tier: 'B' });
    expect(JSON.stringify(refused)).toContain('Somebody else changed this');
    expect((await acme()).tier).toBe('A');
    const again = await talk.bob.say('/order customer Acme edit');
    await talk.bob.submit(formOf(again), { tier: '' });
    expect((await acme()).tier).toBeUndefined();
  });

  test('says which field is wrong', async () => {
    const form = formOf(await talk.anna.say('/order customer edit Acme'));
    expect(await talk.anna.submit(form, { email3: 'nobody' })).toMatchObject({ kind: 'errors' });
  });

  test('makes a customer with all fields; one of the same name is asked about, and of another’s only that it exists', async () => {
    const form = formOf(await talk.bob.say('/order customer new Beta Works'));
    const values = { code: 'BETA', credit_limit: '900', owner: 'Anna', contact: 'Eve', phone3: '13800000000' };
    const card = cardOf(await talk.bob.submit(form, values));
    expect(card.title).toBe('Beta Works');
    const beta = await customerModel(desk.connection).findOne({ code: 'BETA' }).lean();
    expect(beta).toMatchObject({
      owner: company.anna._id,
      team: company.team._id,
      creditLimit: 900_00,
      contacts: [{ name: 'Eve' }, { phone: '13800000000' }],
    });
    const hers = await talk.anna.submit(formOf(await talk.anna.say('/order customer new BETA works')), { code: 'B2' });
    expect(JSON.stringify(hers)).toContain('BETA');
    const west = await desk.member('Wei', ['sales']);
    const stranger = talkAs(desk, west);
    const said = JSON.stringify(
      await stranger.submit(formOf(await stranger.say('/order customer new Beta works')), { code: 'B3' }),
    );
    expect(said).toContain('exists already. Ask Bob');
    expect(said).not.toContain('BETA');
  });
});

describe('a follow-up', () => {
  test('is noted with its day in words of both languages, stands on the card, and is ticked off there', async () => {
    const noted = cardOf(await talk.anna.say('/order customer Acme follow up friday call about packaging'));
    expect(textOf(noted)).toContain('2026-12-04 · call about packaging (Anna)');
    const done = cardOf(await talk.anna.click(noted, 'Done'));
    expect(textOf(done)).not.toContain('call about packaging');
    const chinese = cardOf(await talk.anna.say('/order 客户 Acme 跟进 明天 沟通包装'));
    expect(textOf(chinese)).toContain('2026-12-03 · 沟通包装');
  });

  test('without a day is asked for one', async () => {
    expect(textOf(cardOf(await talk.anna.say('/order customer Acme follow up sometime')))).toContain('Write a day');
    expect(names(formOf(await talk.anna.say('/order customer Acme follow up')))).toEqual(['on', 'text']);
  });

  test('is in the digest of its day, with Done', async () => {
    desk.clock.set(new Date('2026-12-03T02:00:00Z'));
    await desk.desk.reminders.tick(desk.clock());
    await desk.desk.outbox.drain();
    const lastDigest = () => posts.findLast((post) => post.key.startsWith(`digest:${company.anna._id}`))!;
    const digest = lastDigest();
    expect(textOf(digest.card)).toContain('沟通包装');
    await talk.anna.click(digest.card, 'Done');
    const followUps = followUpModel(desk.connection);
    expect(await followUps.findOne({ text: '沟通包装' }).lean()).toMatchObject({ doneAt: desk.clock() });
    // One that is noted for today after the hour of the digest comes the day after.
    await talk.anna.say('/order customer Acme follow up today send samples');
    desk.clock.set(new Date('2026-12-04T02:00:00Z'));
    await desk.desk.reminders.tick(desk.clock());
    await desk.desk.outbox.drain();
    expect(textOf(lastDigest().card)).toContain('send samples');
    desk.clock.set(new Date('2026-12-02T02:00:00Z'));
  });
});

describe('handing a customer over', () => {
  test('changes owner and team, tells both, and takes the open orders along where that is said', async () => {
    const { anna, bob, acme: customer } = company;
    const carl = await desk.member('Carla', ['sales'], { teams: [company.team._id] });
    const draft = await desk.desk.drafts.create(desk.actor(anna), {
      customer: customer._id,
      lines: [{ sku: 'B200', quantity: 1_000 }],
    });
    const card = cardOf(await talk.bob.say('/order customer Acme assign @Carla with orders'));
    expect(textOf(card)).toContain(draft.draftNo);
    expect(await acme()).toMatchObject({ owner: carl._id });
    expect(await orderModel(desk.connection).findById(draft._id).lean()).toMatchObject({ owner: carl._id });
    const told = await outboxModel(desk.connection).find({ job: 'customer' }).lean();
    expect(told.map((row) => (row.viewer as { member: string }).member).sort()).toEqual([anna._id, carl._id].sort());
    expect(await auditModel(desk.connection).countDocuments({ action: 'customer.assign' })).toBe(1);
    expect(textOf(cardOf(await talk.anna.say('/order customer Acme')))).toContain('No customer matches');
    expect(textOf(cardOf(await talkAs(desk, carl).say('/order customer Acme assign @Anna')))).toContain('may not');
    const form = formOf(await talk.bob.say('/order 客户 Acme 转交'));
    await talk.bob.submit(form, { member: anna._id, orders: 'stay' });
    expect(await acme()).toMatchObject({ owner: anna._id });
    expect(await orderModel(desk.connection).findById(draft._id).lean()).toMatchObject({ owner: carl._id });
    expect(bob._id).toBeDefined();
  });

  test('names no order that the person does not read, and says how many stay', async () => {
    const { anna, acme: customer } = company;
    const wei = await desk.member('Wei', ['sales']);
    const hidden = await seedOrder(desk, company, 'approved', {
      customer: customer._id,
      owner: wei._id,
      team: undefined,
    });
    const card = textOf(cardOf(await talk.bob.say('/order customer Acme assign @Carla with orders')));
    expect(card).not.toContain(hidden.number);
    expect(card).toContain('since you do not read them: 1');
    await talk.bob.say('/order customer Acme assign @Anna');
    expect(await acme()).toMatchObject({ owner: anna._id });
  });
});
