import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { auditModel } from '../../src/audit/model.ts';
import { supplierReadings } from '../../src/commands/parts/supplier-words.ts';
import type { Member } from '../../src/members/member.ts';
import { costModel } from '../../src/products/costs.ts';
import { productModel } from '../../src/products/model.ts';
import { purchaseModel } from '../../src/purchases/model.ts';
import { supplierModel } from '../../src/suppliers/model.ts';
import { type Locale, t } from '../../src/text/index.ts';
import { type Company, foundCompany } from '../support/company.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
import { buttonsOf, cardOf, formOf, talkAs, textOf, valuesOf } from '../support/talk.ts';

let desk: TestDesk;
let company: Company;
let keepers: Record<Locale, Member>;
beforeAll(async () => {
  desk = await openTestDesk();
  company = await foundCompany(desk);
  keepers = { en: company.otto, zh: await desk.member('欧运营', ['operations'], { locale: 'zh' }) };
});
afterAll(() => desk.close());

const as = (who: Member) => talkAs(desk, who);
const labels = (card: ReturnType<typeof cardOf>) => buttonsOf(card).map((b) => b.label);

const today = '2026-12-02';
test.each([
  ['Best', { supplier: 'Best' }],
  ['', { supplier: '' }],
  ['Best order A100x200 @6.40 expected 12/20', ['order', 'A100', 200_000, 6_4000, '2026-12-20', undefined]],
  ['Best Metals order A100 200 by 2026-12-20', ['order', 'A100', 200_000, undefined, '2026-12-20', undefined]],
  ['Best order expected 12/20 A100 × 2.5', ['order', 'A100', 2_500, undefined, '2026-12-20', undefined]],
  ['Best order blue widget', ['order', 'blue widget', undefined, undefined, undefined, undefined]],
  ['Best order', ['order', undefined, undefined, undefined, undefined, undefined]],
  ['百斯特 采购 A100x200 @6.40 预计 12月20日', ['order', 'A100', 200_000, 6_4000, '2026-12-20', undefined]],
  ['百斯特采购A100×200 预计到货12月20日', ['order', 'A100', 200_000, undefined, '2026-12-20', undefined]],
  ['Best supplies A100 lead 5', ['supplies', 'A100', undefined, undefined, undefined, 5]],
  ['Best supplies A100', ['supplies', 'A100', undefined, undefined, undefined, undefined]],
  ['百斯特 供应 A100 周期 5 天', ['supplies', 'A100', undefined, undefined, undefined, 5]],
  ['Best no longer supplies A100', ['drops', 'A100', undefined, undefined, undefined, undefined]],
  ['百斯特 不再供应 A100', ['drops', 'A100', undefined, undefined, undefined, undefined]],
] as const)('“supplier %s” is read', (words, expected) => {
  const [read] = supplierReadings(words, today);
  if (!Array.isArray(expected)) return expect(read).toEqual(expected);
  const { deed, product, quantity, unitCost, expectedOn, leadTimeDays } = read!;
  expect([deed, product, quantity, unitCost, expectedOn, leadTimeDays]).toEqual(expected);
});

const words = {
  en: {
    new: '/order supplier new Best Metals',
    find: '/order supplier best',
    order: '/order supplier BEST order A100x200 expected 12/20',
    supplies: '/order supplier BEST supplies B200 lead 5',
    drops: '/order supplier BEST no longer supplies B200',
  },
  zh: {
    new: '/order 供应商 新建 宁波五金',
    find: '/order 供应商 nbwj',
    order: '/order 供应商 NBWJ 采购 A100x200 预计 12月20日',
    supplies: '/order 供应商 NBWJ 供应 B200 周期 5',
    drops: '/order 供应商 NBWJ 不再供应 B200',
  },
};
const codes = { en: 'BEST', zh: 'NBWJ' };

describe.each(['en', 'zh'] as const)('operations keep a supplier and what is bought from it (%s)', (locale) => {
  const say = (key: Parameters<typeof t>[1], values = {}) => t(locale, key, values);

  test('from the form of a new one to goods that came, another date and the rest that comes no more', async () => {
    const otto = as(keepers[locale]);
    const code = codes[locale];
    const form = formOf(await otto.say(words[locale].new));
    const saved = cardOf(
      await otto.submit(form, { code, lead_time_days: '14', agreed_rate: '95 %', contact: 'Li', phone: '13800138000' }),
    );
    expect(textOf(saved)).toContain('13800138000');
    expect(textOf(saved)).toContain(say('supplier.lead', { days: 14 }));
    expect(await otto.submit(formOf(await otto.say(words[locale].new)), { code })).toMatchObject({
      kind: 'errors',
      errors: { code: expect.stringContaining(code) },
    });
    expect(cardOf(await otto.say(words[locale].find)).title).toContain(code);

    const ordering = formOf(await otto.say(words[locale].order));
    expect(valuesOf(ordering)).toMatchObject({ product: 'A100', quantity: '200', expectedOn: '2026-12-20' });
    expect(ordering.fields.map((f) => f.name)).not.toContain('unitCost');
    const ordered = cardOf(await otto.submit(ordering, {}));
    expect(textOf(ordered)).toContain(say('purchase.done_order', { sku: 'A100', quantity: '200', date: '2026-12-20' }));
    const supplier = await supplierModel(desk.connection).findOne({ code }).lean();
    const bought = () => purchaseModel(desk.connection).findOne({ supplier: supplier!._id }).lean();
    const receiving = formOf(await otto.click(ordered, say('purchase.receive')));
    expect(valuesOf(receiving)).toEqual({ quantity: '200', on: today });
    expect(await otto.submit(receiving, { quantity: '201' })).toMatchObject({
      kind: 'errors',
      errors: { quantity: expect.stringContaining('200') },
    });
    const came = cardOf(await otto.submit(receiving, { quantity: '50' }));
    expect(textOf(came)).toContain(say('purchase.received', { quantity: '50 pcs' }));
    const card = cardOf(await otto.say(`/order ${locale === 'zh' ? '产品' : 'product'} A100`));
    const onOrder = (await productModel(desk.connection).findOne({ sku: 'A100' }).lean())!.onOrder! / 1000;
    expect(onOrder).toBe(150);
    expect(textOf(card)).toContain(`${onOrder} pcs`);
    expect(textOf(card)).toContain(say('product.on_order'));
    expect(textOf(cardOf(await otto.say('/order stock A100')))).toContain(say('product.on_order'));

    const moving = formOf(await otto.click(came, say('purchase.move')));
    expect(moving.note).toContain('2026-12-20');
    const moved = cardOf(await otto.submit(moving, { expectedOn: '2026-12-24' }));
    expect(textOf(moved)).toContain(say('purchase.promised', { date: '2026-12-20' }));
    expect(await bought()).toMatchObject({ promisedOn: '2026-12-20', expectedOn: '2026-12-24' });
    const over = cardOf(await otto.click(moved, say('purchase.cancel')));
    expect(textOf(over)).toContain(say('purchase.state.cancelled'));
    expect(await bought()).toMatchObject({ state: 'cancelled' });
    expect((await productModel(desk.connection).findOne({ sku: 'A100' }).lean())!.onOrder).toBe(0);
  });

  test('and say what else it brings', async () => {
    const otto = as(keepers[locale]);
    expect(textOf(cardOf(await otto.say(words[locale].supplies)))).toContain('B200 · Gadget');
    const gone = cardOf(await otto.say(words[locale].drops));
    expect(textOf(gone)).not.toContain('B200 · Gadget');
  });

  test('who only sells reads a supplier, and neither orders nor changes anything', async () => {
    const anna = as({ ...company.anna, locale });
    const card = cardOf(await anna.say(`/order supplier ${codes[locale]}`));
    expect(labels(card)).not.toContain(t('en', 'supplier.order'));
    expect(textOf(card)).not.toContain('13800138000');
    const refused = cardOf(await anna.say(words[locale].order));
    expect(refused.tone).toBe('bad');
  });
});

describe('what things cost', () => {
  test('a cost that operations type is left out of the form, which says who adds it', async () => {
    await desk.desk.suppliers.create(desk.actor(company.ada), { code: 'MUTE', name: 'Mute Ltd' });
    for (const [text, note] of [
      ['/order supplier MUTE order A100x200 @6.40 expected 12/20', /Finance or a manager adds it later/],
      ['/order supplier MUTE order A100x200 expected 12/20', undefined],
    ] as const) {
      const form = formOf(await as(company.otto).say(text));
      expect(form.fields.map((f) => f.name)).not.toContain('unitCost');
      expect(valuesOf(form)).toMatchObject({ product: 'A100', quantity: '200', expectedOn: '2026-12-20' });
      expect(form.note).toEqual(note ? expect.stringMatching(note) : undefined);
      expect(JSON.stringify(form)).not.toContain('6.4');
    }
    const form = formOf(await as(company.otto).say('/order supplier MUTE order A100x200 @6.40 expected 12/20'));
    expect(textOf(cardOf(await as(company.otto).submit(form, {})))).toContain('A100');
    const priced = formOf(await as(company.ada).say('/order supplier MUTE order A100x200 @6.40 expected 12/20'));
    expect(valuesOf(priced)).toMatchObject({ unitCost: '6.4' });
  });

  test('finance adds the unit cost, makes it the cost of the product by a button, and reads what it cost before', async () => {
    const [otto, fiona] = [as(company.otto), as(company.fiona)];
    await desk.desk.suppliers.create(desk.actor(company.otto), { code: 'CHEAP', name: 'Cheap Ltd' });
    await desk.desk.products.create(desk.actor(company.ada), {
      sku: 'C300',
      name: 'Gizmo',
      price: 30_0000,
      cost: 20_0000,
    });
    await otto.submit(formOf(await otto.say('/order supplier CHEAP order C300x10 expected 12/20')), {});
    const card = cardOf(await fiona.say('/order supplier CHEAP'));
    const form = formOf(await fiona.click(card, 'Unit cost'));
    const priced = cardOf(await fiona.submit(form, { unitCost: '21.5' }));
    expect(textOf(priced)).toContain('CNY 21.50 each');
    const product = () => productModel(desk.connection).findOne({ sku: 'C300' }).lean();
    expect((await product())?.cost).toBe(20_0000);
    await fiona.click(priced, 'Make CNY 21.50 the cost of C300');
    expect((await product())?.cost).toBe(21_5000);
    const shown = cardOf(await fiona.say('/order product C300'));
    expect(textOf(shown)).toContain('Cost: CNY 20.00 → CNY 21.50');
    const rows = await costModel(desk.connection)
      .find({ product: (await product())!._id })
      .sort({ on: 1, _id: 1 })
      .lean();
    expect(rows.map(({ field, from, to, by }) => [field, from, to, by])).toEqual([
      ['cost', undefined, 20_0000, company.ada._id],
      ['cost', 20_0000, 21_5000, company.fiona._id],
    ]);
  });

  test('a product is changed by a form of what the person may change; what it did not change stays', async () => {
    const [otto, fiona] = [as(company.otto), as(company.fiona)];
    const open = async (who: typeof otto) =>
      formOf(await who.click(cardOf(await who.say('/order product C300')), 'Edit'));
    const [plain, priced] = [await open(otto), await open(fiona)];
    expect(plain.fields.map((f) => f.name)).toEqual([
      ...['name', 'unit', 'category', 'reorder_point', 'lead_time_days', 'supplier', 'moq'],
    ]);
    expect(priced.fields.map((f) => f.name)).toEqual(['floor_price', 'cost', 'reference_price']);
    await otto.submit(plain, { lead_time_days: '9', supplier: 'Fresh Supplier', cost: '1' });
    await fiona.submit(priced, { reference_price: '33.5', cost: '' });
    const after = (await productModel(desk.connection).findOne({ sku: 'C300' }).lean())!;
    expect(after).toMatchObject({
      leadTimeDays: 9,
      supplier: 'Fresh Supplier',
      referencePrice: 33_5000,
      name: 'Gizmo',
    });
    expect(after.cost).toBeUndefined();
    const made = await supplierModel(desk.connection).findOne({ code: 'FRESH-SUPPLIER' }).lean();
    expect(after.supplierId).toBe(made!._id);
    await otto.submit(await open(otto), { supplier: '' });
    const cleared = (await productModel(desk.connection).findOne({ sku: 'C300' }).lean())!;
    expect([cleared.supplier, cleared.supplierId]).toEqual([undefined, undefined]);
  });

  test('a line freezes the reference price of the day it was priced; a later one does not move it', async () => {
    const { products, drafts } = desk.desk;
    const ada = () => desk.actor(company.ada);
    await products.create(ada(), { sku: 'R100', name: 'Ref', price: 30_0000, cost: 20_0000, referencePrice: 31_0000 });
    const lines = [{ sku: 'R100', quantity: 1000 }];
    const draft = await drafts.create(desk.actor(company.anna), { customer: company.acme._id, lines });
    expect(draft.lines[0]).toMatchObject({ cost: 20_0000, reference: 31_0000 });
    const { order } = await desk.desk.move(desk.actor(company.anna), draft._id, 'submit');
    await products.update(ada(), 'R100', { referencePrice: 45_0000 });
    expect(order.lines[0]?.reference).toBe(31_0000);
  });

  test('no unit cost, cost or reference price reaches sales or operations: not in a card, a form, an error or the trail', async () => {
    const secret = { cost: 7_171_7100, unitCost: 7_373_7300, referencePrice: 7_575_7500 };
    const ada = () => desk.actor(company.ada);
    const { cost, referencePrice, unitCost } = secret;
    await desk.desk.suppliers.create(ada(), { code: 'QUIET', name: 'Quiet Ltd' });
    await desk.desk.products.create(ada(), {
      ...{ sku: 'Q100', name: 'Secret', price: 9_999_0000, cost, referencePrice, supplier: 'QUIET' },
    });
    const input = { supplier: 'QUIET', sku: 'Q100', quantity: 9000, expectedOn: '2026-12-20' };
    const bought = await desk.desk.purchases.order(ada(), { ...input, unitCost });
    await desk.desk.purchases.receive(ada(), bought._id, { quantity: 4000 });
    const lines = [{ sku: 'Q100', quantity: 1000 }];
    const draft = await desk.desk.drafts.create(desk.actor(company.anna), { customer: company.acme._id, lines });
    const isSecret = /7,?171|7,?373|7,?575/;
    const typed = [
      ...['supplier', 'supplier QUIET', 'supplier QUIET order Q100x1 expected 12/20', 'product Q100', 'stock Q100'],
      ...['price Q100', `show ${draft.draftNo}`, `audit ${draft.draftNo}`, 'supplier QUIET order Q100x1 @7373.73'],
      ...['supplier QUIET supplies Q100 lead 3', 'report 2026 by product'],
    ];
    for (const who of [company.anna, company.otto]) {
      const talk = as(who);
      for (const text of typed) {
        const answer = await talk.say(`/order ${text}`);
        expect([text, JSON.stringify(answer).replace(text, '')]).toEqual([text, expect.not.stringMatching(isSecret)]);
        if (answer.kind !== 'card') continue;
        for (const button of buttonsOf(answer.card).filter((b) => !/comes no more/i.test(b.label)))
          expect([text, button.label, JSON.stringify(await talk.press(button.id))]).toEqual([
            ...[text, button.label, expect.not.stringMatching(isSecret)],
          ]);
      }
      const person = { id: who._id, roles: who.roles, teams: who.teams };
      for (const subject of [
        { kind: 'Purchase', id: bought._id },
        { kind: 'Product', id: bought.product },
      ] as const) {
        const trail = await desk.desk.audit.of(person, subject);
        expect(trail.length).toBeGreaterThan(0);
        expect(JSON.stringify(trail)).not.toMatch(isSecret);
      }
    }
    const fiona = JSON.stringify(await as(company.fiona).say('/order supplier QUIET'));
    expect(fiona).toMatch(/7,?373/);
    expect(await auditModel(desk.connection).countDocuments({ action: 'purchase.order' })).toBeGreaterThan(0);
    expect(desk.logged.join('\n')).not.toMatch(isSecret);
  });
});
