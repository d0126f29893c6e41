import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { auditModel } from '../../src/audit/model.ts';
import { customerModel } from '../../src/customers/model.ts';
import type { Member } from '../../src/members/member.ts';
import { priceModel } from '../../src/prices/model.ts';
import { productModel } from '../../src/products/model.ts';
import { t } from '../../src/text/index.ts';
import { type Company, foundCompany } from '../support/company.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
import { buttonsOf, cardOf, formOf, talkAs, textOf } from '../support/talk.ts';

let desk: TestDesk;
let company: Company;
/** Sales of another team, and a Chinese admin. */
let leo: Member;
let zhou: Member;

beforeAll(async () => {
  desk = await openTestDesk();
  company = await foundCompany(desk);
  const west = await desk.desk.members.createTeam(
    { from: 'cli:test', key: 'west', now: desk.clock() },
    { name: 'West' },
  );
  leo = await desk.member('Leo', ['sales'], { teams: [west._id] });
  zhou = await desk.member('Zhou', ['admin'], { locale: 'zh' });
  await desk.desk.customers.update(desk.actor(company.ada), 'ACME', { tier: 'A' });
  await desk.desk.products.update(desk.actor(company.ada), 'A100', { floorPrice: 100_0000, cost: 80_0000 });
});
afterAll(() => desk.close());
beforeEach(async () => {
  await priceModel(desk.connection).deleteMany({});
  await productModel(desk.connection).updateOne({ sku: 'A100' }, { $set: { price: 120_0000 } });
});

const entries = () => priceModel(desk.connection).find({}).sort({ at: 1, _id: 1 }).lean();
const live = async () =>
  (await entries()).filter((e) => !e.endedAt).map(({ from, price, validTo }) => ({ from, price, validTo }));
/** Types a price and files the form as it stands. */
async function set(who: Member, words: string) {
  const talk = talkAs(desk, who);
  const form = formOf(await talk.say(`/order price ${words}`));
  return { form, card: cardOf(await talk.submit(form, {})) };
}

test('a customer who is hidden is refused as one who is not there', async () => {
  const hidden = await desk.desk.customers.create(desk.actor(leo), { code: 'HIDDEN', name: 'Hidden Ltd' });
  const product = (await productModel(desk.connection).findOne({ sku: 'A100' }).lean())!._id;
  const refusal = async (customer: string) => {
    const wanted = { product, customer, from: 0, price: 1_0000 };
    const error = await desk.desk.prices.set(desk.actor(company.bob), wanted).catch((e) => e);
    return JSON.stringify([error.code, error.values, error.field]).replaceAll(customer, 'id');
  };
  expect(await refusal(hidden._id)).toBe(await refusal('f'.repeat(24)));
  await customerModel(desk.connection).deleteOne({ _id: hidden._id });
});

const said = async (who: Member, words: string) => textOf(cardOf(await talkAs(desk, who).say(`/order ${words}`)));

describe('a price is set', () => {
  test('for a customer from a quantity, by a form that was typed; nothing is stored before it is sent', async () => {
    const bob = talkAs(desk, company.bob);
    const form = formOf(await bob.say('/order price A100 Acme 95 from 100 2026-12-01..2027-01-31'));
    expect(await entries()).toEqual([]);
    for (const words of [
      'Acme Ltd: CNY 120.00 now, CNY 95.00 then',
      'Margin: 33.3 % now, 15.8 % then',
      t('en', 'form.price.under_floor', { floor: 'CNY 100.00' }),
    ])
      expect(form.note).toContain(words);
    const card = textOf(cardOf(await bob.submit(form, {})));
    expect(card).toContain('Set: Acme Ltd: CNY 95.00, from 100, 2026-12-01 to 2027-01-31');
    expect(await entries()).toMatchObject([
      { customer: company.acme._id, from: 100_000, price: 95_0000, validFrom: '2026-12-01', validTo: '2027-01-31' },
    ]);
    const again = textOf(cardOf(await bob.submit(form, {})));
    expect(again).toContain('Acme Ltd: CNY 95.00');
    expect(await entries()).toHaveLength(1);
  });

  test('in Chinese, for a tier, with the effect in Chinese', async () => {
    const zh = talkAs(desk, zhou);
    const form = formOf(await zh.say('/order 调价 A100 等级 A 110 满50'));
    expect(form.note).toContain('A 级客户：现为 CNY 120.00，调为 CNY 110.00');
    const card = textOf(cardOf(await zh.submit(form, {})));
    expect(card).toContain('已设定：A 级客户：CNY 110.00，满50起');
    expect(await said(zhou, '调价 A100 等级 A')).toContain('A 级价，满50起');
  });

  test('the list price itself is the product’s, once for one form', async () => {
    const { form, card } = await set(company.bob, 'A100 125');
    expect(form.note).toContain('everybody: CNY 120.00 now, CNY 125.00 then');
    expect(textOf(card)).toContain('The list price is CNY 125.00.');
    await desk.desk.products.update(desk.actor(company.ada), 'A100', { price: 130_0000 });
    await talkAs(desk, company.bob).submit(form, { price: '99' });
    expect(await productModel(desk.connection).findOne({ sku: 'A100' }).lean()).toMatchObject({ price: 130_0000 });
    expect(await entries()).toEqual([]);
  });

  test('ends the one that it takes the place of, stands beside one of other days, and says both', async () => {
    await set(company.bob, 'A100 Acme 110');
    const beside = await set(company.bob, 'A100 Acme 105 ..2026-12-31');
    expect(beside.form.note).toContain('On its days it goes before: Acme Ltd: CNY 110.00');
    const last = await set(company.bob, 'A100 Acme 108');
    expect(last.form.note).toContain('It ends: Acme Ltd: CNY 110.00');
    expect(last.form.note).toContain('It ends: Acme Ltd: CNY 105.00, until 2026-12-31');
    expect(await live()).toEqual([{ from: 0, price: 108_0000, validTo: undefined }]);
    await set(company.bob, 'A100 Acme 108');
    expect(await entries()).toHaveLength(3);
  });

  test('by two at once for the same people leaves one that counts', async () => {
    const input = {
      product: (await productModel(desk.connection).findOne({ sku: 'A100' }).lean())!._id,
      tier: 'B',
      from: 0,
    };
    const both = [101_0000, 102_0000].map((price) =>
      desk.desk.prices.set(desk.actor(company.ada), { ...input, price }),
    );
    await Promise.all(both);
    expect(await live()).toHaveLength(1);
    expect(await entries()).toHaveLength(2);
  });

  test('says of a tier that nobody knows which there are, and of drafts that they keep their prices', async () => {
    await desk.desk.drafts.create(desk.actor(company.anna), {
      customer: company.acme._id,
      lines: [{ sku: 'A100', quantity: 1_000 }],
    });
    const form = formOf(await talkAs(desk, company.bob).say('/order price A100 tier Z 110'));
    expect(form.note).toContain(t('en', 'form.price.tier_unknown', { tier: 'Z', known: 'A, B, C' }));
    const other = formOf(await talkAs(desk, company.bob).say('/order price A100 tier A 110'));
    expect(other.note).toContain(t('en', 'form.price.drafts', { n: 1 }));
  });

  test.each([
    [{ price: '-1' }, 'error.price_amount'],
    [{ price: '' }, 'error.required'],
    [{ validFrom: '2026-12-20', validTo: '2026-12-10' }, 'error.price_dates'],
    [{ validTo: '2026-11-01' }, 'error.date_past'],
    [{ customer: 'ACME', tier: 'A' }, 'error.price_whom'],
    [{ customer: 'NOBODY AT ALL' }, 'error.customer_not_found'],
  ] as const)('not with %j', async (values, code) => {
    const bob = talkAs(desk, company.bob);
    const form = formOf(await bob.say('/order price A100 tier A 110'));
    const answer = await bob.submit(form, { tier: '', ...values });
    const start = t('en', code, {
      field: t('en', 'label.price'),
      text: 'NOBODY AT ALL',
      from: '2026-12-20',
      to: '2026-12-10',
      date: '2026-11-01',
      today: '2026-12-02',
      nearest: '',
    });
    expect(answer.kind).toBe('errors');
    expect(JSON.stringify(answer)).toContain(start.slice(0, 30));
    expect(await entries()).toEqual([]);
  });

  test.each([
    ['A100 Acme 9,50', 'error.price_unclear'],
    ['A100 end', 'error.price_list_stays'],
    ['A100 Acme end', 'error.price_none'],
  ] as const)('not by “%s”', async (words, code) => {
    expect(await said(company.bob, `price ${words}`)).toContain(
      t('en', code, { words: '9,50', sku: 'A100', example: '' }).slice(0, 20),
    );
  });
});

describe('what is shown of prices', () => {
  test('a customer’s own, from one on and from each quantity, with where each comes from', async () => {
    await set(company.bob, 'A100 115 from 10');
    await set(company.bob, 'A100 tier A 112 from 50');
    await set(company.bob, 'A100 Acme 108 from 100 until 2026-12-31');
    await set(company.bob, 'A100 Acme 104 2027-01-01..2027-01-31');
    const card = cardOf(await talkAs(desk, company.anna).say('/order price A100 Acme'));
    const table = card.blocks.find((b) => b.kind === 'table');
    expect(table?.rows).toEqual([
      ['any quantity', 'CNY 120.00', 'list price'],
      ['10 pcs', 'CNY 115.00', 'list price, from 10'],
      ['50 pcs', 'CNY 112.00', 'tier A price, from 50'],
      ['100 pcs', 'CNY 108.00', 'customer price, from 100, until 2026-12-31'],
    ]);
    expect(textOf(card)).toContain('CNY 104.00, 2027-01-01 to 2027-01-31');
    expect(textOf(card)).not.toContain('Margin');
    expect(await said(company.bob, 'price A100 Acme')).toContain('Margin');
  });

  test('all of them on pages, and earlier ones with cost for who reads cost', async () => {
    for (const n of [10, 20, 30, 40, 50, 60, 70, 80, 90]) await set(company.bob, `A100 ${119 - n / 10} from ${n}`);
    const bob = talkAs(desk, company.bob);
    const first = cardOf(await bob.say('/order price A100'));
    expect(textOf(first)).toContain('Prices 1–8 of 9');
    expect(textOf(cardOf(await bob.click(first, 'More')))).toContain('from 90');
    await desk.desk.products.update(desk.actor(company.ada), 'A100', { cost: 82_0000, price: 121_0000 });
    const history = textOf(cardOf(await bob.click(first, 'Earlier prices')));
    expect(history).toContain('List price: CNY 120.00 → CNY 121.00');
    expect(history).toContain('Cost: CNY 80.00 → CNY 82.00');
    expect(history).toContain('Ada');
    const anna = talkAs(desk, company.anna);
    const own = cardOf(await anna.say('/order price A100'));
    const seen = textOf(own) + textOf(cardOf(await anna.click(own, 'Earlier prices')));
    expect(seen).toContain('List price: CNY 120.00 → CNY 121.00');
    expect(seen).not.toMatch(/CNY 8[02]\.00|CNY 100\.00|Cost|Floor|Margin/);
    await desk.desk.products.update(desk.actor(company.ada), 'A100', { cost: 80_0000 });
  });

  test('the product’s card leads there', async () => {
    const bob = talkAs(desk, company.bob);
    const card = cardOf(await bob.say('/order product A100'));
    expect(formOf(await bob.click(card, 'Set a price')).title).toContain('A100');
    const anna = cardOf(await talkAs(desk, company.anna).say('/order product A100'));
    expect(buttonsOf(anna).map((b) => b.label)).toEqual(['Stock', 'Prices']);
    const otto = cardOf(await talkAs(desk, company.otto).say('/order product A100'));
    expect(buttonsOf(otto).map((b) => b.label)).toEqual(['Stock', 'Edit']);
  });
});

describe('a price is ended', () => {
  test('by its button on what was typed, once, and stays readable', async () => {
    await set(company.bob, 'A100 Acme 108');
    await set(company.bob, 'A100 tier A 112');
    const bob = talkAs(desk, company.bob);
    const which = cardOf(await bob.say('/order price A100 Acme end'));
    expect(textOf(which)).not.toContain('tier A');
    expect(await live()).toHaveLength(2);
    const card = cardOf(await bob.click(which, 'End'));
    expect(textOf(card)).toContain('Ended: Acme Ltd: CNY 108.00');
    const at = (await entries()).find((e) => e.customer)?.endedAt;
    await bob.click(which, 'End');
    expect((await entries()).find((e) => e.customer)?.endedAt).toEqual(at);
    expect(textOf(cardOf(await bob.click(card, 'Earlier prices')))).toContain('ended by Bob on 2026-12-02');
  });
});

describe('rights', () => {
  beforeEach(async () => {
    await set(company.bob, 'A100 Acme 77.77');
    await set(company.bob, 'A100 tier A 88.88');
  });

  test('sales of another team see neither the customer’s price nor the customer', async () => {
    expect(await said(leo, 'price A100')).toContain('88.88');
    expect(await said(leo, 'price A100')).not.toMatch(/77\.77|Acme/);
    expect(await said(leo, 'price A100 Acme')).not.toMatch(/77\.77/);
    const bob = talkAs(desk, company.bob);
    await bob.click(cardOf(await bob.say('/order price A100 Acme end')), 'End');
    const talk = talkAs(desk, leo);
    const history = await talk.click(cardOf(await talk.say('/order price A100')), 'Earlier prices');
    expect(JSON.stringify(history)).not.toMatch(/77\.77|Acme/);
    expect(await said(company.anna, 'price A100')).not.toContain('77.77');
  });

  test('operations see no price, and are told whom to ask', async () => {
    const answer = await talkAs(desk, company.otto).say('/order price A100');
    expect(JSON.stringify(answer)).not.toMatch(/77|88|120/);
    expect(await said(company.otto, 'help')).not.toContain('price');
  });

  test('sales set none, and that they tried is on the trail', async () => {
    expect(await said(company.anna, 'price A100 Acme 60')).toContain(
      t('en', 'error.not_allowed', { who: t('en', 'entry.who.manager') }),
    );
    const product = (await productModel(desk.connection).findOne({ sku: 'A100' }).lean())!._id;
    const input = { product, customer: company.acme._id, from: 0, price: 1 };
    await expect(desk.desk.prices.set(desk.actor(company.anna), input)).rejects.toThrow();
    expect(
      await auditModel(desk.connection).exists({ action: 'price.set', refused: 'error.not_allowed' }),
    ).not.toBeNull();
  });

  test('a manager of another team sets none for the customer', async () => {
    const west = (await desk.desk.members.teams()).find((team) => team.name === 'West')!;
    const mia = await desk.member('Mia', ['manager'], { teams: [west._id] });
    const entry = (await entries()).find((e) => e.customer)!;
    await expect(desk.desk.prices.end(desk.actor(mia), entry._id)).rejects.toThrow();
    expect(await said(mia, 'price A100 Acme 60')).toContain('No customer matches');
    expect(await customerModel(desk.connection).countDocuments({})).toBe(1);
  });

  test('the trail tells each price in both languages, and not to operations what it was', async () => {
    const english = await said(company.ada, 'audit');
    expect(english).toMatch(/set a price · price of A100 Widget · Acme Ltd \(ACME\)[^}]*Price: CNY 77\.77/);
    expect(english).toMatch(/set a price · price of A100 Widget[^}]*Tier: A[^}]*Price: CNY 88\.88/);
    expect(await said(zhou, 'audit')).toMatch(/设定价格 · A100 Widget · Acme Ltd \(ACME\) 的价格/);
    const own = (await entries()).find((e) => e.customer)!;
    const lines = (person: Member) =>
      desk.desk.audit.of({ id: person._id, roles: person.roles, teams: person.teams }, { kind: 'Price', id: own._id });
    expect(JSON.stringify(await lines(company.anna))).toContain('777700');
    expect(JSON.stringify([await lines(company.otto), await lines(leo)])).not.toContain('777700');
  });
});
