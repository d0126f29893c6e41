import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { auditModel } from '../../src/audit/model.ts';
import type { SealedCard } from '../../src/chat/card.ts';
import type { Answer } from '../../src/chat/incoming.ts';
import type { Member } from '../../src/members/member.ts';
import { orderModel } from '../../src/orders/model.ts';
import type { Order } from '../../src/orders/order.ts';
import { type Locale, t } from '../../src/text/index.ts';
import { type Company, foundCompany } from '../support/company.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
import { buttonsOf, cardOf, formOf, talkAs, textOf, valuesOf } from '../support/talk.ts';

let desk: TestDesk;
let company: Company;
beforeAll(async () => {
  desk = await openTestDesk();
  company = await foundCompany(desk);
  await desk.desk.customers.create(desk.actor(company.anna), { code: 'NOWHERE', name: 'Nowhere Ltd' });
});
afterAll(() => desk.close());

const as = (member: Member) => talkAs(desk, member);
const open = async (words: string) => formOf(await as(company.anna).say(`/order ${words}`));
const nameOn = (card: SealedCard): string => /SO-\d{6}|D-\d{4}/.exec(card.title)?.[0] ?? '';
const read = async (name: string): Promise<Order> =>
  (await orderModel(desk.connection)
    .findOne({ $or: [{ number: name }, { draftNo: name }] })
    .lean<Order>()) as Order;
const errorsOf = (answer: Answer) => (answer.kind === 'errors' ? answer.errors : {});
const count = () => orderModel(desk.connection).countDocuments();
/** A draft for a customer without an address that says nowhere to go, by its name. */
const draft = async (quantity: number) =>
  nameOn(
    cardOf(await as(company.anna).submit(await open(`new NOWHERE B200x${quantity}`), { shipTo: '', next: 'draft' })),
  );

describe('where an order goes', () => {
  test('is asked at the field before an order is filed for a customer without an address, and nothing is stored', async () => {
    const before = await count();
    const form = await open('new NOWHERE B200x1');
    expect(errorsOf(await as(company.anna).submit(form, {}))).toEqual({
      shipTo: 'Nowhere Ltd has no address. Type where the order goes, or “collected” where it is fetched.',
    });
    expect(errorsOf(await as(company.anna).submit(form, { customer: '' }))).toEqual({ customer: expect.any(String) });
    expect(await count()).toBe(before);
    const filed = cardOf(await as(company.anna).submit(form, { shipTo: ' 5 Dock Road ' }));
    expect(textOf(filed)).toContain('"label":"Ship to","value":"5 Dock Road"');
    expect(await read(nameOn(filed))).toMatchObject({ state: 'approved', shipTo: '5 Dock Road' });
    expect(textOf(cardOf(await as(company.otto).say(`/order show ${nameOn(filed)}`)))).toContain('5 Dock Road');
  });

  test('is proposed from the customer’s last order, so that it is typed once', async () => {
    const code = 'ONCE';
    await desk.desk.customers.create(desk.actor(company.anna), { code, name: 'Once Ltd' });
    expect(valuesOf(await open(`new ${code} B200x1`)).shipTo).toBeUndefined();
    await as(company.anna).submit(await open(`new ${code} B200x1`), { shipTo: '9 Quay' });
    const form = await open(`new ${code} B200x2`);
    expect(valuesOf(form).shipTo).toBe('9 Quay');
    const filed = cardOf(await as(company.anna).submit(form, {}));
    expect(await read(nameOn(filed))).toMatchObject({ state: 'approved', shipTo: '9 Quay' });
  });

  test('goes with another customer who is chosen in the form: what was proposed for the first is not theirs', async () => {
    const anna = as(company.anna);
    for (const [code, address] of [
      ['FIRST', ''],
      ['SECOND', '2 Own Road'],
      ['THIRD', ''],
    ] as const)
      await desk.desk.customers.create(desk.actor(company.anna), { code, name: `${code} Ltd`, address });
    await anna.submit(await open('new FIRST B200x1'), { shipTo: '1 First  Quay' });
    const form = async () => {
      const opened = await open('new FIRST B200x2');
      expect(valuesOf(opened).shipTo).toBe('1 First  Quay');
      return opened;
    };
    const sent = async (values: object) => {
      const answer = await anna.submit(await form(), values as never);
      return answer.kind === 'errors' ? answer.errors : (await read(nameOn(cardOf(answer)))).shipTo;
    };
    // As chats send it that give a text of one line, too.
    for (const shipTo of ['1 First  Quay', '1 First Quay'])
      expect(await sent({ customer: 'SECOND', shipTo, next: 'draft' })).toBe('2 Own Road');
    expect(await sent({ customer: 'SECOND' })).toBe('2 Own Road');
    expect(await sent({ customer: 'THIRD' })).toEqual({ shipTo: expect.stringContaining('THIRD Ltd has no address') });
    expect(await sent({ customer: 'THIRD', next: 'draft' })).toBeFalsy();
    expect(await sent({ customer: 'THIRD', shipTo: '3 Typed Road' })).toBe('3 Typed Road');
    expect(await sent({ poNo: 'P-F' })).toBe('1 First  Quay');
    expect(await sent({ shipTo: '', next: 'draft' })).toBeFalsy();
  });

  test('is not proposed from a draft or from an order that was called off', async () => {
    const anna = as(company.anna);
    await desk.desk.customers.create(desk.actor(company.anna), { code: 'SLIP', name: 'Slip Ltd' });
    const proposed = async () => valuesOf(await open('new SLIP B200x1')).shipTo;
    await anna.submit(await open('new SLIP B200x1'), { shipTo: 'A draft’s', next: 'draft' });
    expect(await proposed()).toBeUndefined();
    await anna.submit(await open('new SLIP B200x2'), { shipTo: '4 Good Road' });
    const filed = nameOn(cardOf(await anna.submit(await open('new SLIP B200x3'), { shipTo: 'A slip' })));
    expect(await proposed()).toBe('A slip');
    await desk.desk.move(desk.actor(company.bob), (await read(filed))._id, 'cancel', { reason: 'wrong' });
    expect((await read(filed)).state).toBe('cancelled');
    expect(await proposed()).toBe('4 Good Road');
  });

  test('may be elsewhere than at the customer’s, for one order', async () => {
    const card = cardOf(await as(company.anna).submit(await open('new ACME B200x2'), { shipTo: 'Fair, hall 7' }));
    expect((await read(nameOn(card))).shipTo).toBe('Fair, hall 7');
    const plain = cardOf(await as(company.anna).submit(await open('new ACME B200x3'), {}));
    expect((await read(nameOn(plain))).shipTo).toBe('1 Secret Street');
    const long = await as(company.anna).submit(await open('new ACME B200x4'), { shipTo: 'x'.repeat(401) });
    expect(Object.keys(errorsOf(long))).toEqual(['shipTo']);
  });

  test('is asked when a draft is submitted, and one form answers and submits', async () => {
    const anna = as(company.anna);
    const name = await draft(5);
    for (const submitted of [
      await anna.say(`/order submit ${name}`),
      await anna.click(cardOf(await anna.say(`/order show ${name}`)), 'Submit'),
    ]) {
      const asked = cardOf(submitted);
      expect(asked.title).toBe(`Where does it go? ${name} · Nowhere Ltd`);
      expect(buttonsOf(asked).map((b) => b.label)).toEqual(['Type the address …', 'Edit']);
    }
    expect((await read(name)).state).toBe('draft');
    const asked = cardOf(await anna.say(`/order submit ${name}`));
    const form = formOf(await anna.click(asked, 'Type the address …'));
    expect(Object.keys(errorsOf(await anna.submit(form, { shipTo: '  ' })))).toEqual(['shipTo']);
    const [one, other] = await Promise.all([
      anna.submit(form, { shipTo: '6 Dock Road' }),
      anna.submit(form, { shipTo: '6 Dock Road' }),
    ]);
    expect(nameOn(cardOf(one))).toBe(nameOn(cardOf(other)));
    const order = await read(nameOn(cardOf(one)));
    expect(order).toMatchObject({ state: 'approved', shipTo: '6 Dock Road', draftNo: name });
    expect(order.timeline.map((e) => e.action)).toEqual(['create', 'edit', 'submit']);
    const trail = await auditModel(desk.connection).find({ 'subject.id': order._id }).sort({ _id: 1 }).lean();
    expect(trail.map((line) => line.action)).toEqual(['create', 'edit', 'submit']);
    expect(JSON.stringify(trail)).not.toContain('Dock Road');
  });

  test('is asked anew where the draft became another one while the question stood there', async () => {
    const anna = as(company.anna);
    const name = await draft(21);
    const form = formOf(await anna.click(cardOf(await anna.say(`/order submit ${name}`)), 'Type the address …'));
    await anna.submit(await open(`edit ${name}`), { customer: 'ACME' });
    expect(errorsOf(await anna.submit(form, { shipTo: '8 Dock Road' }))).toEqual({
      '': t('en', 'error.changed_meanwhile', { order: name }),
    });
    expect(await read(name)).toMatchObject({ state: 'draft', shipTo: '1 Secret Street' });
  });

  test('nobody else answers it', async () => {
    const name = await draft(6);
    const asked = cardOf(await as(company.anna).say(`/order submit ${name}`));
    const form = formOf(await as(company.anna).click(asked, 'Type the address …'));
    const answer = await as(company.otto).submit(form, { shipTo: 'My place' });
    expect(answer.kind === 'card' ? textOf(answer.card) : JSON.stringify(answer)).not.toContain('My place');
    expect(await read(name)).toMatchObject({ state: 'draft' });
    expect((await read(name)).shipTo).toBeUndefined();
  });

  test('is what the customer has by now, where it was given meanwhile', async () => {
    const name = await draft(7);
    await desk.desk.customers.update(desk.actor(company.ada), 'NOWHERE', { address: '7 New Street' });
    const form = formOf(
      await as(company.anna).click(cardOf(await as(company.anna).say(`/order submit ${name}`)), 'Type the address …'),
    );
    expect(valuesOf(form)).toEqual({ shipTo: '7 New Street' });
    await desk.desk.customers.update(desk.actor(company.ada), 'NOWHERE', { address: '' });
  });

  test('stays when a draft is edited, goes back to the customer’s when it is emptied, and goes with another customer', async () => {
    const anna = as(company.anna);
    const made = await anna.submit(await open('new ACME B200x8'), { shipTo: 'Fair, hall 8', next: 'draft' });
    const name = nameOn(cardOf(made));
    const edit = async (values: object) => {
      await anna.submit(await open(`edit ${name}`), values as never);
      return (await read(name)).shipTo;
    };
    expect(valuesOf(await open(`edit ${name}`))).toMatchObject({ shipTo: 'Fair, hall 8' });
    expect(await edit({ poNo: 'P-8' })).toBe('Fair, hall 8');
    expect(await edit({ shipTo: '' })).toBe('1 Secret Street');
    expect(await edit({ customer: 'NOWHERE' })).toBeFalsy();
    expect(await edit({ shipTo: 'Gate 9' })).toBe('Gate 9');
  });

  test.each(['en', 'zh'] as const)(
    'of a table is read from its column, and said where nobody knows it (%s)',
    async (locale: Locale) => {
      const say = (key: Parameters<typeof t>[1], values = {}) => t(locale, key, values);
      const lena = await desk.member(`Lena ${locale}`, ['manager'], { locale });
      const head =
        locale === 'zh' ? '客户,货号,数量,收货地址,采购单号' : 'customer,sku,quantity,delivery address,po_no';
      const rows = [`NOWHERE,B200,1,,T-1${locale}`, `NOWHERE,B200,2,Gate 3,T-2${locale}`, `ACME,B200,3,,T-3${locale}`];
      const card = cardOf(await as(lena).say(`/order import\n${[head, ...rows].join('\n')}`));
      const items = card.blocks.flatMap((b) => (b.kind === 'list' ? b.items : []));
      expect(items.map((i) => i.detail?.includes(say('batch.no_address')))).toEqual([true, false, false]);
      expect(textOf(card)).toContain(`"label":"${say('batch.orders_no_address')}","value":"1"`);
      const file = buttonsOf(card).find((b) => b.label === say('batch.file_all', { n: 3 }));
      expect(file?.confirm).toContain(say('batch.confirm_no_address', { n: 1 }));
      await as(lena).click(card, say('batch.file_all', { n: 3 }));
      const to = async (poNo: string) =>
        (await orderModel(desk.connection).findOne({ poNo }).lean<Order>())?.shipTo || 'none';
      expect(await Promise.all([1, 2, 3].map((n) => to(`T-${n}${locale}`)))).toEqual([
        'none',
        'Gate 3',
        '1 Secret Street',
      ]);
    },
  );

  test('is not asked where the company does not want it', async () => {
    const ada = as(company.ada);
    const settings = formOf(await ada.click(cardOf(await ada.say('/order settings')), t('en', 'card.settings.change')));
    expect(valuesOf(settings)).toMatchObject({ asksAddress: 'yes' });
    const saved = cardOf(await ada.submit(settings, { asksAddress: 'no' }));
    expect(textOf(saved)).toContain(t('en', 'settings.say.address_no'));
    const filed = cardOf(await as(company.anna).submit(await open('new NOWHERE B200x11'), {}));
    expect(await read(nameOn(filed))).toMatchObject({ state: 'approved' });
    const card = cardOf(await as(company.anna).say('/order import\ncustomer,sku,quantity\nNOWHERE,B200,12'));
    expect(textOf(card)).not.toContain('no delivery address');
    await desk.desk.settings.change(desk.actor(company.ada), { asksAddress: true });
  });
});
