import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { auditModel } from '../../src/audit/model.ts';
import { type Customer, usualPaymentDays } from '../../src/customers/customer.ts';
import { customerModel } from '../../src/customers/model.ts';
import { newId } from '../../src/id.ts';
import { type Member, personOf } from '../../src/members/member.ts';
import { type Company, foundCompany } from '../support/company.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
import { sendFile } from '../support/sent-file.ts';
import { buttonsOf, cardOf, talkAs, textOf } from '../support/talk.ts';
import { workbook } from '../support/workbook.ts';

let desk: TestDesk;
let company: Company;
const as = (member: Member) => talkAs(desk, member);

beforeAll(async () => {
  desk = await openTestDesk();
  company = await foundCompany(desk, (name) => (name === 'bob' ? { locale: 'zh' } : {}));
});
afterAll(() => desk.close());

const read = (code: string) => customerModel(desk.connection).findOne({ code }).lean<Customer>();
const fresh = () => `T${newId().slice(-9).toUpperCase()}`;

const send = (member: Member, bytes: string | Uint8Array, words = '', name = 'customers.csv') =>
  sendFile(desk, member, { name, bytes, words });

/** The rows that a card gives back to correct. */
async function rejectedOf(member: Member, card: ReturnType<typeof cardOf>): Promise<string> {
  const block = card.blocks.find((b) => b.kind === 'file');
  if (block?.kind !== 'file') return '';
  const { bytes } = await desk.desk.files.read(block.file.id, personOf(member));
  return Buffer.from(bytes).toString('utf8').replace('﻿', '');
}

describe('a table of customers', () => {
  test('is looked at first, and makes the new ones by one click, whose owner is who sent it', async () => {
    const [one, two] = [fresh(), fresh()];
    const card = cardOf(
      await send(
        company.anna,
        `code,name,industry,contact,phone\n${one},First ${one},Pumps,Zoe,139\n${two},Second ${two},,,\n`,
      ),
    );
    expect(textOf(card)).toContain('Nothing is stored yet');
    expect(await read(one)).toBeNull();
    const done = cardOf(await as(company.anna).click(card, 'Make 2 new'));
    expect(textOf(done)).toContain('"2 made"');
    expect(await read(one)).toMatchObject({
      name: `First ${one}`,
      industry: 'Pumps',
      contacts: [{ name: 'Zoe', phone: '139' }],
      owner: company.anna._id,
      paymentDays: usualPaymentDays,
    });
    expect(
      await auditModel(desk.connection).countDocuments({ action: 'customer.create', by: company.anna._id }),
    ).toBeGreaterThan(1);
  });

  test('sent again, or clicked twice, changes nothing', async () => {
    const code = fresh();
    const table = `code,name\n${code},Again ${code}\n`;
    const card = cardOf(await send(company.anna, table));
    const [a, b] = await Promise.all([1, 2].map(() => as(company.anna).click(card, 'Make 1 new')));
    expect([a, b].map((answer) => textOf(cardOf(answer!))).join()).toContain('1 made');
    await as(company.anna).click(card, 'Make 1 new');
    expect(await customerModel(desk.connection).countDocuments({ code })).toBe(1);
    const again = cardOf(await send(company.anna, table));
    expect(textOf(again)).toContain('there is nothing to do');
    expect(buttonsOf(again)).toEqual([]);
  });

  test('changes what is there only when it is asked to, and an empty cell changes nothing', async () => {
    const [there, other] = [fresh(), fresh()];
    await desk.desk.customers.create(desk.actor(company.anna), {
      ...{ code: there, name: `There ${there}`, industry: 'Steel', region: 'North' },
      contacts: [{ name: 'Zoe', phone: '139' }, { name: 'Yan' }],
    });
    const table = `code,name,industry,region,phone\n${there},There ${there},,South,188\n${other},Other ${other},,,\n`;
    const card = cardOf(await send(company.anna, table));
    expect(textOf(card)).toContain('changes: Region, Contact');
    await as(company.anna).click(card, 'Make 1 new');
    expect(await read(there)).toMatchObject({ region: 'North' });
    const rest = cardOf(await send(company.anna, table));
    const done = cardOf(await as(company.anna).click(rest, 'Change 1'));
    expect(textOf(done)).toContain('1 changed · 1 there already');
    expect(await read(there)).toMatchObject({
      ...{ industry: 'Steel', region: 'South' },
      contacts: [{ name: 'Zoe', phone: '188' }, { name: 'Yan' }],
    });
  });

  test('that is not what was seen any more does nothing, and shows what it would do now', async () => {
    const code = fresh();
    await desk.desk.customers.create(desk.actor(company.anna), { code, name: `Moved ${code}`, region: 'North' });
    const card = cardOf(await send(company.anna, `code,name,region\n${code},Moved ${code},South\n`));
    await desk.desk.customers.update(desk.actor(company.anna), code, { region: 'East' });
    const told = cardOf(await as(company.anna).click(card, 'Change 1'));
    expect(textOf(told)).toContain('something changed since');
    expect(await read(code)).toMatchObject({ region: 'East' });
    await as(company.anna).click(told, 'Change 1');
    expect(await read(code)).toMatchObject({ region: 'South' });
  });

  test('gives back each row that is wrong with its reason, in the language of who sent it', async () => {
    const good = fresh();
    const whole = `${good},Good ${good},a@b.example`;
    const twice = fresh();
    const rows = [whole, `,Nameless,`, `${fresh()},,`, `${fresh()},Mail,no-mail`, `${twice},One,`, `${twice},Other,`];
    const card = cardOf(await send(company.bob, ['编码,名称,邮箱', ...rows, whole].join('\n')));
    expect(textOf(card)).toContain('需要修改');
    const rejected = await rejectedOf(company.bob, card);
    expect(rejected.split('\n').filter(Boolean)).toHaveLength(6);
    expect(rejected.match(/在文件中重复/g)).toHaveLength(2);
    const done = cardOf(await as(company.bob).click(card, '新建 1 个客户'));
    expect(textOf(done)).toContain('新建 1 个');
    expect(await read(good)).toMatchObject({ contacts: [{ email: 'a@b.example' }] });
    expect(await rejectedOf(company.bob, done)).toContain('Nameless');
  });

  test('says where a customer of that name is there already, and asks before it makes another', async () => {
    const code = fresh();
    await desk.desk.customers.create(desk.actor(company.anna), { code, name: `Alike ${code}` });
    const card = cardOf(await send(company.anna, `code,name\n${fresh()},ALIKE ${code}\n`));
    expect(textOf(card)).toContain(code);
    expect(buttonsOf(card).find((b) => b.label === 'Make 1 new')?.confirm).toContain('have the name of a customer');
  });

  test('asks as well where it changes others, where two rows have one name, and where the name came meanwhile', async () => {
    const there = fresh();
    const other = fresh();
    const name = `Meanwhile ${other}`;
    await desk.desk.customers.create(desk.actor(company.anna), { code: there, name: `There ${there}` });
    const rows = [`${there},There ${there},South`, `${fresh()},Twin ${other},`, `${fresh()},twin ${other},`];
    const both = cardOf(await send(company.anna, ['code,name,region', ...rows].join('\n')));
    expect(textOf(both)).toContain('Row 3 has the same name with another code');
    const button = buttonsOf(both).find((b) => b.label === 'Make 2 new and change 1');
    expect(button?.confirm).toMatch(/Change 1 customers.*have the name of a customer/);
    const card = cardOf(await send(company.anna, `code,name\n${fresh()},${name}\n`));
    await desk.desk.customers.create(desk.actor(company.anna), { code: other, name });
    expect(textOf(cardOf(await as(company.anna).click(card, 'Make 1 new')))).toContain('something changed since');
    expect(await customerModel(desk.connection).countDocuments({ name })).toBe(1);
  });

  test('leaves what is there where a database wrote NULL', async () => {
    const code = fresh();
    await desk.desk.customers.create(desk.actor(company.anna), { code, name: `Null ${code}`, region: 'North' });
    await desk.desk.customers.update(desk.actor(company.fiona), code, { creditLimit: 500_00, paymentDays: 45 });
    const table = `code,name,region,credit limit,payment days\n${code},NULL,null,NULL,NULL\n`;
    expect(textOf(cardOf(await send(company.fiona, table)))).toContain('there is nothing to do');
    expect(await read(code)).toMatchObject({ region: 'North', creditLimit: 500_00, paymentDays: 45 });
  });

  test('each change of it is on the trail, also where the same file is sent again', async () => {
    const code = fresh();
    const { _id } = await desk.desk.customers.create(desk.actor(company.anna), { code, name: `Trail ${code}` });
    const lines = () => auditModel(desk.connection).countDocuments({ action: 'customer.edit', 'subject.id': _id });
    for (const n of [1, 3]) {
      const card = cardOf(await send(company.anna, `code,name,region\n${code},,South\n`));
      await as(company.anna).click(card, 'Change 1');
      expect(await lines()).toBe(n);
      await desk.desk.customers.update(desk.actor(company.anna), code, { region: 'North' });
    }
  });

  test('a customer that became a part of another one meanwhile is not changed under its name', async () => {
    const [gone, stays] = [fresh(), fresh()];
    for (const code of [gone, stays])
      await desk.desk.customers.create(desk.actor(company.anna), { code, name: `Merge ${code}`, region: 'North' });
    const { tables } = desk.desk.customers;
    const actor = desk.actor(company.anna);
    const plan = await tables.look(actor, { name: 'a.csv', bytes: Buffer.from(`code,name,region\n${gone},,South\n`) });
    const ids = { into: (await read(stays))!._id, at: new Date() };
    await customerModel(desk.connection).updateOne(
      { code: gone },
      { $set: { mergedInto: ids.into, mergedAt: ids.at } },
    );
    const [verdict] = plan.verdicts;
    if (verdict?.kind !== 'changed') throw new Error('a change was expected');
    const { code, given, shown, id } = verdict;
    await expect(desk.desk.customers.edit(actor, code, given, { shown, currency: 'CNY', id })).rejects.toMatchObject({
      code: 'error.customer_merging',
    });
    expect(await read(stays)).toMatchObject({ region: 'North' });
    const again = cardOf(await send(company.anna, `code,name,region\n${gone},,South\n`));
    expect(textOf(again)).toContain(`${gone} was merged into Merge ${stays}`);
    const sven = await desk.member('Stranger', ['sales']);
    const other = textOf(cardOf(await send(sven, `code,name,region\n${gone},,South\n`)));
    expect(other).toContain('exists already');
    expect(other).not.toContain(stays);
  });

  test('is pasted as well, in a block of code too, and from a workbook', async () => {
    const [one, two, three] = [fresh(), fresh(), fresh()];
    const pasted = cardOf(await as(company.anna).say(`客户编码\t客户名称\t地址\n${one}\t一号 ${one}\t一路 1 号\n`));
    await as(company.anna).click(pasted, 'Make 1 new');
    expect(await read(one)).toMatchObject({ address: '一路 1 号' });
    const typed = cardOf(await as(company.anna).say(`/order customers\n\`\`\`\ncode;name\n${two};Two ${two}\n\`\`\``));
    await as(company.anna).click(typed, 'Make 1 new');
    expect(await read(two)).toMatchObject({ name: `Two ${two}` });
    const book = workbook({ Sheet1: [['Customers of 2026'], ['Code', 'Name'], [three, `Three ${three}`]] });
    const card = cardOf(await send(company.anna, book, '', 'list.xlsx'));
    await as(company.anna).click(card, 'Make 1 new');
    expect(await read(three)).toMatchObject({ name: `Three ${three}` });
  });

  test('of orders is one of orders still, and one of products none of customers', async () => {
    const orders = cardOf(await send(company.anna, 'customer code,sku,quantity\nACME,A100,1\n'));
    expect(textOf(orders)).toContain('Orders that are right');
    const products = cardOf(await send(company.anna, 'code,name,price\nA100,Apple,12\n'));
    expect(textOf(products)).toContain('No header says which column is');
    const goods = cardOf(await send(company.anna, '编码,名称,单位\nA100,Apple,pc\n'));
    expect(textOf(goods)).not.toContain('Customers in');
    const half = cardOf(await as(company.anna).say('/order customers name\nx'));
    expect(textOf(half)).toContain('These columns are missing: code. Found: name.');
  });

  test('without words of its own is explained, and too many customers are refused', async () => {
    expect(textOf(cardOf(await as(company.anna).say('/order customers')))).toContain('At most 1000 customers at once');
    expect(textOf(cardOf(await as(company.bob).say('/order 导入客户')))).toContain('空单元格不改变原有内容');
    const rows = Array.from({ length: 1_001 }, (_, i) => `M${i},Many ${i}`);
    expect(textOf(cardOf(await send(company.anna, ['code,name', ...rows].join('\n'))))).toContain(
      'more than 1000 customers',
    );
  });
});

describe('the list of customers', () => {
  test('has those that the person reads, by name, in pages, and the ways to make more', async () => {
    const leo = await desk.member('Leo', ['sales']);
    const codes = Array.from({ length: 23 }, () => fresh());
    for (const [i, code] of codes.entries())
      await desk.desk.customers.create(desk.actor(leo), { code, name: `Listed ${String(i).padStart(2, '0')}` });
    const card = cardOf(await as(leo).say('/order customer'));
    expect(textOf(card)).toContain('Listed 19');
    expect(textOf(card)).not.toMatch(/Listed 20|Acme/);
    const next = cardOf(await as(leo).click(card, 'More'));
    expect(textOf(next)).toMatch(/Listed 20.*Listed 22/);
    expect(buttonsOf(next).map((b) => b.label)).toEqual(expect.arrayContaining(['Back', 'New customer']));
    expect(textOf(cardOf(await as(company.otto).say('/order 客户')))).toContain('Acme');
  });
});

describe('rights', () => {
  test('sales say no limit and no owner, and learn nothing of another’s customer or of credit', async () => {
    const [secret, mine] = [fresh(), fresh()];
    const sven = await desk.member(`Sven`, ['sales']);
    await desk.desk.customers.create(desk.actor(company.anna), {
      code: secret,
      name: `Hush ${secret}`,
      industry: 'Spies',
    });
    await desk.desk.customers.create(desk.actor(company.anna), { code: mine, name: `Mine ${mine}` });
    await desk.desk.customers.update(desk.actor(company.fiona), mine, { creditLimit: 777_77 });
    const other = cardOf(await send(sven, `code,name,industry\n${secret},Anything,Spies\n`));
    expect(textOf(other)).toContain(`A customer ${secret} exists already`);
    expect(textOf(other)).not.toMatch(/Hush|There already/);
    for (const limit of ['777.77', '5']) {
      const told = cardOf(await send(company.anna, `code,name,credit limit\n${mine},Mine ${mine},${limit}\n`));
      expect(textOf(told)).toContain('Your roles do not include changing “Credit limit”');
    }
    const owned = cardOf(
      await send(company.anna, `code,name,owner\n${fresh()},Owned,Sven\n${fresh()},Lost,Nobody At All\n`),
    );
    expect(textOf(owned)).toContain('Your roles do not include changing “Owner”');
    expect(textOf(owned)).toContain('No member is called “Nobody At All”');
  });

  test('finance sets limits, a manager gives new customers to somebody, and none is handed over unseen', async () => {
    const [code, given] = [fresh(), fresh()];
    await desk.desk.customers.create(desk.actor(company.anna), { code, name: `Limit ${code}` });
    const card = cardOf(
      await send(company.fiona, `code,name,credit limit,payment days\n${code},,50000,45\n${fresh()},Of finance,,\n`),
    );
    expect(textOf(card)).toContain('changes: Credit limit, Payment terms (days)');
    expect(textOf(card)).toContain('Ask a manager');
    await as(company.fiona).click(card, 'Change 1');
    expect(await read(code)).toMatchObject({ name: `Limit ${code}`, creditLimit: 50_000_00, paymentDays: 45 });
    const made = cardOf(await send(company.ada, `code,name,owner\n${given},Given ${given},Bob\n`));
    await as(company.ada).click(made, 'Make 1 new');
    expect(await read(given)).toMatchObject({ owner: company.bob._id });
    await desk.member('Twin', ['sales']);
    await desk.member('Twin', ['sales']);
    const rows = [`${fresh()},To nobody,Otto`, `${fresh()},To two,Twin`];
    const owners = textOf(cardOf(await send(company.ada, ['code,name,owner', ...rows].join('\n'))));
    expect(owners).toContain('Otto');
    expect(owners).toMatch(/several members|“Twin”/);
    const moved = cardOf(await send(company.ada, `code,name,owner\n${given},Given ${given},Anna\n`));
    expect(textOf(moved)).toContain('has another owner');
  });

  test('operations, who make no customers, load none', async () => {
    const answer = await send(company.otto, `code,name\n${fresh()},Nothing\n`);
    expect(JSON.stringify(answer)).toContain('You may not do that with your roles. Ask Ada.');
    expect(await customerModel(desk.connection).countDocuments({ name: 'Nothing' })).toBe(0);
  });
});
