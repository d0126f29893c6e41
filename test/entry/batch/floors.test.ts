import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Customer } from '../../../src/customers/customer.ts';
import { planCard } from '../../../src/entry/batch/cards/plan.ts';
import type { Work } from '../../../src/entry/batch/work.ts';
import type { Member, Role } from '../../../src/members/member.ts';
import { viewerOf } from '../../../src/members/viewer.ts';
import { createOutlook, type Foreseen } from '../../../src/orders/bulk/outlook.ts';
import type { Line } from '../../../src/orders/order.ts';
import type { Product } from '../../../src/products/product.ts';
import type { ApprovalRule } from '../../../src/settings/settings.ts';
import { type Company, foundCompany } from '../../support/company.ts';
import { openTestDesk, type TestDesk } from '../../support/desk.ts';

const asks = (...roles: Role[]): ApprovalRule['steps'] => roles.map((role) => ({ seats: [{ role }], need: 'any' }));

let desk: TestDesk;
let company: Company;
beforeAll(async () => {
  desk = await openTestDesk();
  company = await foundCompany(desk);
  await desk.desk.products.create(desk.actor(company.ada), { sku: 'LOW', name: 'Floored', price: 80_0000 });
  await desk.desk.customers.create(desk.actor(company.anna), { code: 'NEW', name: 'New Ltd', address: '2 Road' });
});
afterAll(() => desk.close());

describe('a dry run for somebody who reads no cost is the same on both sides of a floor price', () => {
  const rows = [
    'customer,sku,quantity,unit_price,discount,po_no',
    'NEW,LOW,1,70,,P-1',
    'NEW,LOW,2,,,P-2',
    'NEW,LOW,1,75,25%,P-3',
    'ACME,LOW,90,70,,P-4',
  ];
  /** The whole card that somebody gets while the floor is this high. */
  async function card(member: Member, floorPrice: number) {
    await desk.desk.products.update(desk.actor(company.ada), 'LOW', { floorPrice });
    const plan = await desk.desk.batch.plan(desk.actor(member), {
      name: 'x.csv',
      bytes: Buffer.from(rows.join('\n')),
    });
    return JSON.stringify(planCard(viewerOf(member), plan, { work: { _id: 'w', revision: 0 } as Work }));
  }

  test.each<[string, ApprovalRule[]]>([
    [
      'asks a manager, as for a discount',
      [
        { on: 'discount', steps: asks('manager') },
        { on: 'floor', steps: asks('manager') },
      ],
    ],
    [
      'turns the steps of another rule round',
      [
        { on: 'floor', steps: asks('finance', 'manager') },
        { on: 'discount', steps: asks('manager', 'finance') },
      ],
    ],
    [
      'leaves the customer a new one for the rows behind',
      [
        { on: 'floor', steps: asks('admin') },
        { on: 'new_customer', from: 100_00, steps: asks('manager') },
      ],
    ],
    ['is the only rule', [{ on: 'floor', steps: asks('finance') }]],
  ])('where the rule for floors %s', async (_, approvalRules) => {
    await desk.desk.settings.change(desk.actor(company.ada), { approvalRules });
    expect(await card(company.anna, 90_0000)).toBe(await card(company.anna, 10_0000));
    expect(await card(company.bob, 90_0000)).not.toBe(await card(company.bob, 10_0000));
  });
});

test('whatever the rules, the people and the orders are, who reads no cost learns nothing of floors', async () => {
  const settings = await desk.desk.settings.get();
  const role = fc.constantFrom<Role>('manager', 'finance', 'operations', 'admin');
  const rule = fc.record({
    on: fc.constantFrom<ApprovalRule['on']>('amount', 'discount', 'floor', 'floor', 'new_customer', 'credit'),
    from: fc.constantFrom(undefined, 50_000),
    steps: fc.uniqueArray(role, { minLength: 1, maxLength: 3 }).map((all) => asks(...all)),
  });
  const order = fc.record({
    quantity: fc.integer({ min: 1_000, max: 9_000 }),
    unitPrice: fc.integer({ min: 1, max: 100_0000 }),
    discount: fc.constantFrom(0, 500, 3000),
  });
  const here = fc.subarray([company.bob, company.fiona, company.otto, company.ada]);
  const customer = { _id: 'c', code: 'C', name: 'C', paymentDays: 30, creditLimit: 200_000 } as Customer;
  const foreseen = (line: object, floorPrice?: number): Foreseen => {
    const product = { _id: 'p', sku: 'P', name: 'P', price: 50_0000, floorPrice, counted: false } as unknown as Product;
    const one = { sku: 'P', product: 'p', amount: 60_000, allocated: 0, shipped: 0, ...line } as unknown as Line;
    return { customer, lines: [one], products: new Map([['P', product]]) };
  };
  fc.assert(
    fc.property(
      fc.array(rule, { maxLength: 5 }),
      here,
      fc.array(order, { minLength: 1, maxLength: 4 }),
      fc.nat(120_0000),
      (rules, people, orders, floor) => {
        const reckoned = (floorPrice?: number) => {
          const outlook = createOutlook({
            member: company.anna,
            members: [company.anna, ...people],
            settings: { ...settings, approvalRules: rules },
            today: '2026-12-02',
            balances: new Map([['c', 0]]),
          });
          return orders.map((line) => outlook(foreseen(line, floorPrice)));
        };
        expect(reckoned(floor)).toEqual(reckoned());
      },
    ),
  );
});
