import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Connection } from 'mongoose';
import pino from 'pino';
import { customerCard } from '../../src/customers/card.ts';
import type { Customer } from '../../src/customers/customer.ts';
import { customerModel } from '../../src/customers/model.ts';
import { createCustomerProfiles } from '../../src/customers/profile.ts';
import { runImport } from '../../src/entry/import/run.ts';
import { type Member, personOf } from '../../src/members/member.ts';
import { viewerOf } from '../../src/members/viewer.ts';
import { orderModel } from '../../src/orders/model.ts';
import { createRecommendations } from '../../src/recommendations/service.ts';
import {
  ada,
  anna,
  bob,
  finn,
  freshDatabase,
  mia,
  now,
  otto,
  settings,
  storeMembers,
} from '../entry/support/database.ts';

let connection: Connection;
let acme: Customer;
const today = '2026-11-23';

beforeAll(async () => {
  connection = await freshDatabase('customer_card');
  await storeMembers(connection);
  const load = (table: 'customers' | 'products' | 'orders', text: string) =>
    runImport({ connection, settings, now }, table, Buffer.from(text), {
      update: false,
      openBalance: true,
      dryRun: false,
    });
  await load(
    'customers',
    'code,name,address,contact,phone,email,owner,credit_limit,payment_days\nACME,Acme,Main St 1,Zoe,13800001111,zoe@acme.example,Anna,1000,30\n',
  );
  await load('products', 'sku,name,price\nA1,Apple,10\n');
  await load(
    'orders',
    `order_no,customer,ordered_at,status,shipped_at,sku,quantity\n${[1, 2, 3, 4, 5, 6]
      .map((n) => `X${n},ACME,2026-0${n}-01,shipped,2026-0${n}-03,A1,${n * 10}`)
      .join('\n')}\nX7,ACME,2026-11-20,approved,,A1,5\nX8,ACME,2026-11-21,cancelled,,A1,999\n`,
  );
  await customerModel(connection).updateOne({ code: 'ACME' }, { $set: { team: 'north' } });
  await orderModel(connection).updateMany({}, { $set: { team: 'north', owner: 'anna' } });
  acme = (await customerModel(connection).findOne({ code: 'ACME' }).lean<Customer>())!;
});
afterAll(async () => connection.close());

const cardFor = async (member: Member) => {
  const recommendations = createRecommendations({ connection, log: pino({ level: 'silent' }) });
  const profiles = createCustomerProfiles({ connection, recommendations });
  const profile = await profiles.of(personOf(member), acme, 'CNY', today);
  return JSON.stringify(customerCard(viewerOf(member), acme, profile, { currency: 'CNY', today }));
};

describe('a customer’s card', () => {
  test('shows the owner contacts, last orders, habits, and whether the credit is within the limit', async () => {
    const card = await cardFor(anna);
    expect(card).toContain('13800001111');
    expect(card).toContain('over the limit');
    expect(card).not.toContain('1,000.00');
    expect(card).toContain('A1 Apple × 30 (7 times)');
    expect(card.match(/"command":"show"/g)).toHaveLength(5);
    expect(card).toContain('"command":"new"');
  });

  test('shows the manager and the admin the figures', async () => {
    for (const member of [mia, ada]) {
      const card = await cardFor(member);
      expect(card).toContain('CNY 2,150.00 of CNY 1,000.00 used');
      expect(card).toContain('Overdue');
      expect(card).toContain('zoe@acme.example');
    }
  });

  test('shows finance the figures, but no phone number', async () => {
    const card = await cardFor(finn);
    expect(card).toContain('CNY 1,000.00');
    expect(card).not.toMatch(/13800001111|zoe@acme|Main St/);
    expect(card).not.toContain('"command":"new"');
  });

  test('shows operations no money at all', async () => {
    const card = await cardFor(otto);
    expect(card).not.toMatch(/CNY|limit|Trend|Average/);
    expect(card).toContain('Apple');
  });

  test('shows another salesperson none of the orders', async () => {
    const card = await cardFor(bob);
    expect(card).not.toMatch(/SO-0|Apple|13800001111/);
    expect(card).toContain('No orders yet');
  });

  test('speaks Chinese to a Chinese reader', async () => {
    const card = await cardFor({ ...anna, locale: 'zh' });
    expect(card).toContain('超出额度');
    expect(card).toContain('采购习惯');
    expect(card).not.toMatch(/\{\w+\}/);
  });
});
