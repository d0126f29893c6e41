import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { SealedForm } from '../../src/chat/form.ts';
import type { Answer } from '../../src/chat/incoming.ts';
import type { Customer } from '../../src/customers/customer.ts';
import { orderModel } from '../../src/orders/model.ts';
import type { Order, State } from '../../src/orders/order.ts';
import { locales, t } from '../../src/text/index.ts';
import { seedOrder, tenPieces } from '../orders/support/seed.ts';
import { type Company, foundCompany } from '../support/company.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
import { buttonsOf, cardOf, formOf, linesOf, talkAs, textOf } from '../support/talk.ts';

let desk: TestDesk;
let company: Company;
let zeta: Customer;
beforeAll(async () => {
  desk = await openTestDesk();
  company = await foundCompany(desk);
  zeta = await desk.desk.customers.create(desk.actor(company.anna), {
    code: 'ZETA',
    name: 'Zeta Works',
    address: '2 Zeta Road',
  });
  await desk.desk.products.create(desk.actor(company.ada), { sku: 'OLD', name: 'Old thing', price: 50_0000 });
  await desk.desk.products.update(desk.actor(company.ada), 'B200', { onHand: 3_000 });
  await desk.desk.products.update(desk.actor(company.otto), 'OLD', { active: false });
});
afterAll(() => desk.close());

const anna = () => talkAs(desk, company.anna);
const shownIn = (form: SealedForm, name: string): unknown =>
  form.fields.flatMap((f) => (f.name === name && 'value' in f ? [f.value] : []))[0];

/** An order of Zeta's with a widget at a price of then, gadgets with a discount, and a thing that is not sold any more. */
const seeded = (state: State, more: Partial<Order> = {}): Promise<Order> =>
  seedOrder(desk, company, state, {
    customer: zeta._id,
    customerSnapshot: { code: zeta.code, name: zeta.name },
    lines: [
      tenPieces(),
      tenPieces({ sku: 'B200', name: 'Gadget', quantity: 5_000, unitPrice: 9_0000, discount: 1_000, amount: 40_50 }),
      tenPieces({ sku: 'OLD', name: 'Old thing', quantity: 2_000 }),
    ],
    poNo: 'PO-OF-THEN',
    paymentDays: 90,
    notes: 'note of then',
    requestedDate: '2026-11-01',
    ...more,
  });

const sentence = (answer: Answer): string => textOf(cardOf(answer));

describe('an order again', () => {
  test('has the products and quantities of then, today’s prices, and says what is not as it was', async () => {
    // Widgets were counted, and none is left.
    await desk.desk.products.update(desk.actor(company.ada), 'A100', { onHand: 0 });
    const order = await seeded('completed');
    const form = formOf(await anna().say(`/order again ${order.number}`));
    expect(linesOf(form)).toEqual([
      expect.objectContaining({ sku: 'A100', quantity: '10', listPrice: '120', lastPrice: '100', available: '0' }),
      expect.objectContaining({ sku: 'B200', quantity: '5', listPrice: '10', lastPrice: '9', available: '3' }),
      expect.objectContaining({ sku: 'OLD', quantity: '2', isGone: true }),
    ]);
    expect(linesOf(form).flatMap(({ price, discount }) => [price, discount])).toEqual(Array(6).fill(undefined));
    for (const name of ['poNo', 'requestedDate', 'paymentDays', 'notes']) expect(shownIn(form, name)).toBeUndefined();
    expect(shownIn(form, 'customer')).toBe('ZETA');
    for (const words of [
      order.number,
      'B200 10 %',
      'OLD · Old thing',
      'A100 (0 of 10 available)',
      'B200 (3 of 5 available)',
    ])
      expect(form.note).toContain(words);
  });

  test('is not filed while it holds what is not sold any more, and is filed once without it', async () => {
    const order = await seeded('delivered');
    const form = formOf(await anna().say(`/order again ${order.number}`));
    const refused = await anna().submit(form, {});
    expect(refused).toMatchObject({ kind: 'errors', errors: { 'lines.2.sku': expect.stringContaining('OLD') } });
    const lines = linesOf(form)
      .slice(0, 2)
      .map(({ sku, quantity }) => ({ sku, quantity }));
    const first = cardOf(await anna().submit(form, { lines }));
    const second = cardOf(await anna().submit(form, { lines }));
    expect(second.title).toBe(first.title);
    const made = await orderModel(desk.connection)
      .findOne({ number: /SO-\d+/.exec(first.title)![0] })
      .lean<Order>();
    expect(made).toMatchObject({
      total: 10 * 120_00 + 5 * 10_00,
      paymentDays: zeta.paymentDays,
      owner: company.anna._id,
    });
  });

  test.each(locales)('of a customer is the last one that was neither cancelled nor rejected (%s)', async (locale) => {
    await desk.desk.members.update(desk.actor(company.ada), company.anna._id, { locale });
    const last = await seeded('approved', { orderDate: '2026-12-05' });
    for (const state of ['cancelled', 'rejected', 'draft'] as const) await seeded(state, { orderDate: '2026-12-06' });
    const word = { en: 'again Zeta', zh: '再来一单 zeta' }[locale];
    const member = (await desk.desk.members.get(company.anna._id)) ?? company.anna;
    const form = formOf(await talkAs(desk, member).say(`/order ${word}`));
    expect(form.note).toContain(t(locale, 'again.from', { order: last.number ?? '', date: '2026-12-05' }));
    await orderModel(desk.connection).deleteOne({ _id: last._id });
    await desk.desk.members.update(desk.actor(company.ada), company.anna._id, { locale: 'en' });
  });

  test('of a customer without orders, of nobody, and of nothing are answered with what to do next', async () => {
    await desk.desk.customers.create(desk.actor(company.anna), { code: 'NEWCO', name: 'Newco', address: '1 New Road' });
    expect(sentence(await anna().say('/order again newco'))).toContain('/order new NEWCO');
    expect(sentence(await anna().say('/order again'))).toContain('/order again SO-000042');
    expect(sentence(await anna().say('/order again qqqq'))).toContain('neither an order nor a customer');
    expect(sentence(await anna().say('/order again SO-999999'))).toContain('SO-999999');
  });

  test('a slip of the keyboard gives a ranked choice, whose button opens the form', async () => {
    const card = cardOf(await anna().say('/order again Zzeta Wroks'));
    expect(textOf(card)).toContain('Zeta Works');
    expect(formOf(await anna().click(card, 'Open')).note).toContain('SO-');
  });

  test('of somebody else is refused like an order that is not there', async () => {
    const dora = await desk.member('Dora', ['sales']);
    const order = await seeded('completed');
    expect(sentence(await talkAs(desk, dora).say(`/order again ${order.number}`))).toContain(`${order.number}`);
    expect((await talkAs(desk, dora).say(`/order again ${order.number}`)).kind).toBe('card');
    expect(sentence(await talkAs(desk, dora).say('/order again Zeta'))).toContain('neither an order nor a customer');
    expect(sentence(await talkAs(desk, company.otto).say(`/order again ${order.number}`))).not.toContain('Zeta');
  });

  test('of an order whose customer is another’s says whom to ask', async () => {
    const order = await seeded('completed');
    await orderModel(desk.connection).updateOne({ _id: order._id }, { $set: { owner: company.anna._id } });
    const eve = await desk.member('Eve', ['sales']);
    const own = await seeded('completed', { owner: eve._id });
    expect(sentence(await talkAs(desk, eve).say(`/order again ${own.number}`))).toContain('another’s customer');
  });

  test('has a button on the card of an agreed order and of a customer, for those who may order', async () => {
    const order = await seeded('shipped');
    const label = t('en', 'again.button');
    const shown = cardOf(await anna().say(`/order show ${order.number}`));
    expect(formOf(await anna().click(shown, label)).note).toContain(order.number ?? '');
    const customer = cardOf(await anna().say('/order customer Zeta'));
    expect(formOf(await anna().click(customer, label)).note).toContain('SO-');
    const forOtto = cardOf(await talkAs(desk, company.otto).say(`/order show ${order.number}`));
    expect(buttonsOf(forOtto).map((b) => b.label)).not.toContain(label);
  });

  test('in the thread of an order is that order', async () => {
    const order = await seeded('approved');
    const from = `console:${company.anna._id}` as const;
    const said = { from, conversation: `console:@${company.anna._id}` as const, key: 'thread-1', order: order._id };
    expect(formOf(await desk.bot({ ...said, kind: 'command', text: '/order again' })).note).toContain(
      order.number ?? '',
    );
  });
});
