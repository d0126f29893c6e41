import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Connection } from 'mongoose';
import { auditModel } from '../../src/audit/model.ts';
import { createAudit } from '../../src/audit/service.ts';
import type { Customer } from '../../src/customers/customer.ts';
import { customerModel } from '../../src/customers/model.ts';
import { type Customers, createCustomers } from '../../src/customers/service.ts';
import { createCustomerFinder, type Finder } from '../../src/entry/find/finder.ts';
import { DeskError, FieldErrors } from '../../src/errors.ts';
import { type Member, personOf } from '../../src/members/member.ts';
import { ada, anna, bob, by, finn, freshDatabase, mia, otto } from '../entry/support/database.ts';

let connection: Connection;
let customers: Customers;
let finder: Finder<Customer>;

beforeAll(async () => {
  connection = await freshDatabase('customers');
  customers = createCustomers({ connection, audit: createAudit({ connection }) });
  finder = createCustomerFinder({ connection });
});
beforeEach(async () => {
  await customerModel(connection).deleteMany({});
  await auditModel(connection).deleteMany({});
});
afterAll(async () => connection.close());

const codeOf = async (work: Promise<unknown>): Promise<string> => {
  const error = await work.then(
    () => 'nothing',
    (e) => e,
  );
  if (error instanceof FieldErrors) return error.errors.map((e) => `${e.field}: ${e.code}`).join(', ');
  return error instanceof DeskError ? error.code : String(error);
};

describe('a new customer', () => {
  test('of a salesperson is the salesperson’s own, on the usual terms, and is on the audit trail', async () => {
    const made = await customers.create(by(anna), { code: ' acme ', name: 'Acme Trading' });
    expect(made).toMatchObject({ code: 'ACME', owner: 'anna', team: 'north', paymentDays: 30, contacts: [] });
    const trail = await auditModel(connection).find({ 'subject.id': made._id }).lean();
    expect(trail.map((e) => [e.by, e.action])).toEqual([['anna', 'customer.create']]);
  });

  test('that is sent twice is one customer', async () => {
    const actor = by(anna, 'form-1');
    const first = await customers.create(actor, { code: 'ACME', name: 'Acme' });
    const again = await Promise.all([1, 2, 3].map(() => customers.create(actor, { code: 'ACME', name: 'Acme' })));
    expect(new Set(again.map((c) => c._id))).toEqual(new Set([first._id]));
    expect(await customerModel(connection).countDocuments()).toBe(1);
  });

  test('with a code that is taken is refused; whose it is, only those learn who may see it', async () => {
    await customers.create(by(anna), { code: 'ACME', name: 'Acme Trading' });
    const mine = await customers.create(by(anna), { code: 'acme', name: 'Other' }).catch((e) => e);
    const foreign = await customers.create(by(bob), { code: 'ACME', name: 'Other' }).catch((e) => e);
    expect(mine.sentence('en')).toContain('Acme Trading');
    expect(foreign.sentence('en')).toBe('A customer ACME exists already. Ask a manager.');
    expect(foreign.sentence('zh')).toContain('主管');
  });

  test.each([
    [{ code: '', name: 'Acme' }, 'code: error.required'],
    [{ code: 'A B', name: 'Acme' }, 'code: error.code_format'],
    [{ code: 'A', name: ' ' }, 'name: error.required'],
    [{ code: 'A', name: 'x'.repeat(201) }, 'name: error.field_length'],
    [{ code: 'A', name: 'A', paymentDays: 400 }, 'payment_days: error.field_range'],
    [{ code: 'A', name: 'A', paymentDays: -1 }, 'payment_days: error.field_range'],
    [{ code: 'A', name: 'A', creditLimit: 1.5 }, 'credit_limit: error.field_range'],
  ])('%j is refused at the field: %s', async (input, expected) => {
    expect(await codeOf(customers.create(by(ada), input))).toBe(expected);
    expect(await customerModel(connection).countDocuments()).toBe(0);
  });

  test.each<[Member, string]>([
    [finn, 'error.not_allowed'],
    [otto, 'error.not_allowed'],
  ])('is not for $name to make', async (member, expected) => {
    expect(await codeOf(customers.create(by(member), { code: 'A', name: 'A' }))).toBe(expected);
  });

  test('gets no credit limit and no terms of the salesperson’s own making', async () => {
    expect(await codeOf(customers.create(by(anna), { code: 'A', name: 'A', creditLimit: 100 }))).toBe(
      'error.field_not_yours',
    );
    expect(await codeOf(customers.create(by(anna), { code: 'A', name: 'A', paymentDays: 90 }))).toBe(
      'error.field_not_yours',
    );
    expect(await codeOf(customers.create(by(anna), { code: 'A', name: 'A', owner: 'bob' }))).toBe(
      'error.field_not_yours',
    );
    expect(await codeOf(customers.create(by(ada), { code: 'A', name: 'A', creditLimit: 100, owner: 'bob' }))).toBe(
      'nothing',
    );
  });
});

describe('a change of a customer', () => {
  beforeEach(async () => {
    await customers.create(by(anna), {
      code: 'ACME',
      name: 'Acme',
      region: 'North',
      contacts: [{ phone: '13800001111' }],
    });
  });

  test('keeps what is not named, finds it by the new name, and keeps no phone number on the trail', async () => {
    const after = await customers.update(by(anna), 'acme', { name: '华信科技', contacts: [{ phone: '13900002222' }] });
    expect(after).toMatchObject({ code: 'ACME', name: '华信科技', region: 'North', owner: 'anna' });
    expect((await finder.find(personOf(anna), 'hxkj')).exact?.code).toBe('ACME');
    const trail = await auditModel(connection).findOne({ action: 'customer.edit' }).lean();
    expect(trail?.after).toMatchObject({ name: '华信科技' });
    expect(JSON.stringify(trail)).not.toMatch(/13900002222|13800001111/);
  });

  test('of terms is for finance, of the owner for the manager, of the rest not for finance', async () => {
    expect(await codeOf(customers.update(by(anna), 'ACME', { creditLimit: 5 }))).toBe('error.field_not_yours');
    expect(await codeOf(customers.update(by(finn), 'ACME', { owner: 'bob' }))).toBe('error.field_not_yours');
    expect(await codeOf(customers.update(by(finn), 'ACME', { name: 'Bcme' }))).toBe('error.not_allowed');
    expect((await customers.update(by(finn), 'ACME', { creditLimit: 5, paymentDays: 60 })).creditLimit).toBe(5);
    expect((await customers.update(by(finn), 'ACME', { creditLimit: null })).creditLimit).toBeUndefined();
    expect((await customers.update(by(mia), 'ACME', { owner: 'bob', team: 'south' })).owner).toBe('bob');
  });

  test('of another’s customer says that there is none', async () => {
    expect(await codeOf(customers.update(by(bob), 'ACME', { name: 'Mine' }))).toBe('error.customer_not_found');
    expect((await customers.get(personOf(anna), 'ACME')).name).toBe('Acme');
  });
});

describe('finding customers', () => {
  beforeEach(async () => {
    await customers.create(by(anna), { code: 'ACME', name: 'Acme Trading' });
    await customers.create(by(anna), { code: 'ACME2', name: 'Acme Tools' });
    await customers.create(by(anna), { code: 'HX', name: '华信科技有限公司' });
    await customers.create(by(bob), { code: 'HXT', name: '华信贸易' });
  });
  const found = async (member: Member, text: string) => {
    const { exact, several, nearest } = await finder.find(personOf(member), text);
    return [exact?.code, several.map((c) => c.code), nearest.map((c) => c.code)];
  };

  test.each([
    ['acme', ['ACME', ['ACME', 'ACME2'], []]],
    ['Acme T', [undefined, ['ACME2', 'ACME'], []]],
    ['trading', ['ACME', ['ACME'], []]],
    ['acme tra', ['ACME', ['ACME'], []]],
    ['tools acme', ['ACME2', ['ACME2'], []]],
    ['华信', ['HX', ['HX'], []]],
    ['huaxin', ['HX', ['HX'], []]],
    ['hxkj', ['HX', ['HX'], []]],
    ['科技', ['HX', ['HX'], []]],
    ['acmme', [undefined, [], ['ACME2', 'ACME']]],
    ['华新科技', [undefined, [], ['HX']]],
    ['zzzz', [undefined, [], []]],
    ['$where', [undefined, [], []]],
  ])('%s', async (text, expected) => {
    expect(await found(anna, text)).toEqual(expected);
  });

  test('shows each person only the own rows', async () => {
    expect(await found(bob, 'huaxin')).toEqual(['HXT', ['HXT'], []]);
    expect(await found(bob, 'acme')).toEqual([undefined, [], []]);
    expect((await found(ada, 'huaxin'))[1]).toEqual(['HXT', 'HX']);
  });

  test('without words lists the own customers by name', async () => {
    expect((await found(anna, ' '))[1]).toEqual(['ACME2', 'ACME', 'HX']);
  });

  test('a wrong code names the nearest', async () => {
    const error = await customers.get(personOf(anna), 'Acmme').catch((e) => e);
    expect(error.code).toBe('error.customer_not_found');
    expect(error.sentence('en')).toMatch(/Acme/);
  });

  test('never reads the whole table', async () => {
    const plan = await customerModel(connection).find({ search: /^acm/ }).explain('queryPlanner');
    expect(JSON.stringify(plan)).toMatch(/IXSCAN.*search_1/);
    expect(JSON.stringify(plan)).not.toContain('COLLSCAN');
  });
});
