import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Member } from '../../src/members/member.ts';
import type { Order } from '../../src/orders/order.ts';
import { versionsOf } from '../../src/orders/versions.ts';
import { productModel } from '../../src/products/model.ts';
import { reconcile } from '../../src/stock/reconcile.ts';
import { type Company, foundCompany } from '../support/company.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
import { contentText, createOracle } from './support/oracle.ts';
import { lines, play, step } from './support/playing.ts';
import { orderNow } from './support/seed.ts';

const runs = process.env.SOAK ? 400 : 24;

let desk: TestDesk;
let company: Company;
let people: Member[];
beforeAll(async () => {
  desk = await openTestDesk({ adapters: [] });
  company = await foundCompany(desk);
  // By weight, so that any thousandth of it can be ordered, and amounts are rounded.
  await productModel(desk.connection).updateMany({}, { unit: 'kg' });
  const boss = await desk.member('Boss', ['manager', 'operations', 'admin']);
  const max = await desk.member('Max', ['manager'], { teams: [company.team._id] });
  people = [company.anna, company.bob, company.otto, company.fiona, company.ada, boss, max, company.anna];
});
afterAll(() => desk.close());

/** The versions that are kept say what was in force before. */
async function checkVersions(order: Order, expected: readonly string[]): Promise<void> {
  const kept = await versionsOf(desk.connection, order._id);
  expect(
    kept.map((v) =>
      contentText({ ...order, requestedDate: undefined, promisedDate: undefined, ...v.content } as Order),
    ),
  ).toEqual(expected);
}

test(
  'whatever is done to orders, by whomever, in whatever order: nothing is shipped that nobody agreed to, no state is illegal, parts never exceed the whole, money and versions reconcile',
  async () => {
    const oracle = createOracle();
    const seen = { states: new Set<string>(), actions: new Set<string>(), versions: 0 };
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 12, maxLength: 28 }), step, async (steps, first) => {
        let order = await desk.desk.drafts.create(desk.actor(company.anna), {
          customer: company.acme._id,
          lines: lines({ ...first, b: first.b % 3_000 }),
        });
        for (const s of steps) {
          const copy = await play(desk, company, people, order, s);
          if (copy) {
            expect([copy.state, copy.approvedAt, copy.approval]).toEqual(['draft', undefined, undefined]);
            order = copy;
            continue;
          }
          const now = await orderNow(desk, order._id);
          oracle.check(order, now);
          if (now.revision !== order.revision) expect(await reconcile(desk.connection)).toEqual([]);
          order = now;
          seen.states.add(order.state);
          for (const e of order.timeline) seen.actions.add(e.action);
        }
        await checkVersions(order, oracle.versionsOf(order._id));
        seen.versions += oracle.versionsOf(order._id).length;
      }),
      { numRuns: runs, seed: Number(process.env.SEED ?? 42), endOnFailure: true },
    );
    // The sequences are worth something: they come everywhere.
    expect(seen.states.size).toBeGreaterThan(8);
    expect([...seen.actions]).toEqual(expect.arrayContaining(['approve', 'reject', 'change', 'transfer', 'ship']));
    expect(seen.versions).toBeGreaterThan(2);
  },
  process.env.SOAK ? 1_200_000 : 120_000,
);
