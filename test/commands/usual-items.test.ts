import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { AskedFor, Choice, SealedForm } from '../../src/chat/form.ts';
import { type Member, personOf } from '../../src/members/member.ts';
import { seedOrder, tenPieces } from '../orders/support/seed.ts';
import { type Company, foundCompany } from '../support/company.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
import { formOf, talkAs } from '../support/talk.ts';

let desk: TestDesk;
let company: Company;
beforeAll(async () => {
  desk = await openTestDesk();
  company = await foundCompany(desk);
  await desk.desk.products.update(desk.actor(company.otto), 'A100', { onHand: 12_000 });
  for (const quantity of [20_000, 30_000, 40_000])
    await seedOrder(desk, company, 'completed', { lines: [tenPieces({ quantity, unitPrice: 95_5000 })] });
});
afterAll(() => desk.close());

const usualIn = (form: SealedForm): Choice[] | undefined => {
  const field = form.fields.find((f) => f.kind === 'lines');
  return field?.kind === 'lines' ? field.usual?.items : undefined;
};
const asked = async (member: Member, query: string): Promise<Choice[]> => {
  const from = `console:${member._id}` as const;
  const answer = await desk.bot({ kind: 'choices', from, conversation: from, key: 'c', source: 'usual', query });
  return answer.kind === 'choices' ? answer.choices : [];
};

const widget = {
  value: 'A100',
  label: 'A100 · Widget',
  quantity: '30',
  lastPrice: '95.5',
  price: '120',
  available: '12',
};

describe('what a customer usually takes', () => {
  test('stands in the form: median quantity, last and list price, what is available now', async () => {
    expect(usualIn(formOf(await talkAs(desk, company.anna).say('/order new Acme')))).toEqual([widget]);
    expect(usualIn(formOf(await talkAs(desk, company.anna).say('/order new')))).toEqual([]);
  });

  test('is asked for when a customer is chosen', async () => {
    expect(await asked(company.anna, 'ACME')).toEqual([widget]);
    expect(await asked(company.anna, 'ACM')).toEqual([]);
    expect(await asked(company.anna, '')).toEqual([]);
  });

  test('is offered at what the customer pays for the usual quantity, which is what the order says then', async () => {
    const { desk: d } = desk;
    const product = (await d.products.get(personOf(company.bob), 'A100'))._id;
    const price = { product, customer: company.acme._id, from: 30_000, price: 92_0000 };
    const { entry } = await d.prices.set(desk.actor(company.bob), price);
    const theirs = { ...widget, price: '92', source: 'customer price, from 30' };
    expect(usualIn(formOf(await talkAs(desk, company.anna).say('/order new Acme')))).toEqual([theirs]);
    expect(await asked(company.anna, 'ACME')).toEqual([theirs]);
    const from = `console:${company.anna._id}` as const;
    const search = async (wanted?: AskedFor) => {
      const asks = { kind: 'choices', from, conversation: from, key: 'c', source: 'product', query: 'A100' } as const;
      const answer = await desk.bot({ ...asks, for: wanted });
      return answer.kind === 'choices' ? answer.choices : [];
    };
    expect(await search({ customer: 'ACME', quantity: '30' })).toMatchObject([{ price: '92', detail: '92' }]);
    expect(await search({ customer: 'ACME', quantity: '29' })).toMatchObject([{ price: '120' }]);
    expect(await search({ customer: 'ZETA', quantity: '30' })).toMatchObject([{ price: '120' }]);
    expect(await search()).toMatchObject([{ price: '120' }]);
    await d.prices.end(desk.actor(company.bob), entry._id);
  });

  test('has no price for those who see none, and is nothing for those who do not see the orders', async () => {
    const [forOtto] = await asked(company.otto, 'ACME');
    expect(forOtto).toEqual({ value: 'A100', label: 'A100 · Widget', quantity: '30', available: '12' });
    const dora = await desk.member('Dora', ['sales']);
    expect(await asked(dora, 'ACME')).toEqual([]);
    const nobody = await desk.member('Nobody', []);
    expect(await asked(nobody, 'ACME')).toEqual([]);
  });

  test('leaves out what is not sold any more, and a price in another currency', async () => {
    await desk.desk.products.update(desk.actor(company.otto), 'A100', { active: false });
    expect(await asked(company.anna, 'ACME')).toEqual([]);
    await desk.desk.products.update(desk.actor(company.otto), 'A100', { active: true });
    await seedOrder(desk, company, 'completed', { lines: [tenPieces({ quantity: 30_000 })], currency: 'USD' });
    const [item] = await asked(company.anna, 'ACME');
    expect(item).toMatchObject({ value: 'A100', price: '120' });
    expect(item).not.toHaveProperty('lastPrice');
  });

  test('a product that is searched for says how much of it is available now', async () => {
    const from = `console:${company.anna._id}` as const;
    const answer = await desk.bot({
      kind: 'choices',
      from,
      conversation: from,
      key: 'c',
      source: 'product',
      query: 'A100',
    });
    expect(answer).toMatchObject({ choices: [{ value: 'A100', price: '120', available: '12' }] });
  });
});
