import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Connection } from 'mongoose';
import { approversNow } from '../../src/approvals/eligible.ts';
import { customerModel } from '../../src/customers/model.ts';
import { memberModel } from '../../src/members/model.ts';
import { contentHash } from '../../src/orders/content.ts';
import { seatsOf } from '../support/reviews.ts';
import { ada, anna, freshDatabase, mia, person } from './support/database.ts';
import { clear, codes, counts, fixture, loader, sentences } from './support/load.ts';

let connection: Connection;
let desk: ReturnType<typeof loader>;
const head = 'order_no,customer,owner,ordered_at,status,sku,quantity,unit_price,discount\n';
/** A medium order of 19,000, a small one of 95, and a large one of 190,000. */
const medium = (owner: string) => `${head}W1,ACME,${owner},2026-11-02,pending,A100,2000,9.5,\n`;
const small = (owner: string, discount = '') => `${head}W1,ACME,${owner},2026-11-02,pending,A100,10,9.5,${discount}\n`;
const large = (owner: string) => `${head}W1,ACME,${owner},2026-11-02,pending,A100,20000,9.5,\n`;
const members = (...all: (typeof ada)[]) => memberModel(connection).insertMany(all);
const steps = async () => seatsOf((await desk.order('W1')).approval?.steps);

beforeAll(async () => {
  connection = await freshDatabase('import_waiting');
  desk = loader(connection);
});
beforeEach(async () => {
  await clear(connection);
  await desk.load('products', fixture('products'));
  await desk.load('customers', 'code,name\nACME,Acme Trading\n');
});
afterAll(async () => connection.close());

describe('a waiting order of a file', () => {
  test('is put before whom its submission would ask, from the as-of date', async () => {
    await members(anna, { ...mia, teams: [] }, ada);
    await desk.load('orders', large('Anna'), { asOf: '2026-11-20' });
    expect(await steps()).toEqual([
      ['manager', 'amount', null],
      ['admin', 'amount', null],
    ]);
    const { approval, ...order } = await desk.order('W1');
    expect(approval).toMatchObject({
      contentHash: contentHash(order),
      stepStartedAt: new Date('2026-11-19T16:00:00Z'),
    });
  });

  test('whose only manager owns it can be decided by an admin', async () => {
    await members(mia, ada);
    await desk.load('orders', medium('Mia'));
    expect(await steps()).toEqual([['manager', 'amount', null]]);
    expect(approversNow(await desk.order('W1'), [mia, ada]).map((m) => m.name)).toEqual(['Ada']);
  });

  test('whose only manager owns it goes to that manager in a single-person company', async () => {
    await members(mia);
    expect(counts(await desk.load('orders', medium('Mia'), {}, { singlePersonCompany: true }))).toEqual([1, 0, 0, 0]);
    expect(await steps()).toEqual([['manager', 'amount', 'owner']]);
    expect(approversNow(await desk.order('W1'), [mia]).map((m) => m.name)).toEqual(['Mia']);
  });

  test('is put before whom the rules ask about new customers and credit, too, and not about risks', async () => {
    await members(anna, { ...mia, teams: [] }, ada);
    const ask = (on: 'new_customer' | 'credit' | 'risk', person: string) => ({
      on,
      steps: [{ seats: [{ person }], need: 'any' as const }],
    });
    const approvalRules = [ask('new_customer', 'mia'), ask('credit', 'ada'), ask('risk', 'mia')];
    await customerModel(connection).updateOne({ code: 'ACME' }, { creditLimit: 10_000_00 });
    await desk.load('orders', medium('Anna'), {}, { approvalRules });
    expect(await steps()).toEqual([
      ['mia', 'new_customer', null],
      ['ada', 'credit', null],
    ]);
  });

  test('that nobody could decide is rejected with a sentence, and stored nowhere', async () => {
    await members(mia);
    const result = await desk.load('orders', medium('Mia'));
    expect(sentences(result)).toEqual([
      'Nobody may decide about order W1: a step needs the role “manager”, and nobody but its owner could take it. Give one more member that role in the desk, or name another owner, then load it again.',
    ]);
    expect(result.rejections[0]!.reasons[0]!.sentence('zh')).toContain('没有人可以审批订单 W1：有一步需要“主管”角色');
    await expect(desk.order('W1')).rejects.toThrow();
    expect(counts(await desk.load('orders', medium('Mia'), { dryRun: true }))).toEqual([0, 0, 0, 1]);
  });

  test('asks for a discount over what its owner, not the settings, may give', async () => {
    await members({ ...anna, discountAuthority: 2000 }, person('carl', ['manager']));
    await desk.load('orders', small('Anna', '15%'));
    expect(await steps()).toEqual([['manager', 'amount', null]]);
    await clear(connection);
    await desk.load('products', fixture('products'));
    await desk.load('customers', 'code,name\nACME,Acme Trading\n');
    await members({ ...anna, discountAuthority: 100 }, person('carl', ['manager']));
    await desk.load('orders', small('Anna', '4%'));
    expect(await steps()).toEqual([['manager', 'discount', null]]);
  });

  test('for which the rules ask nobody waits for a manager all the same: the file says that it waits', async () => {
    await members(anna, ada);
    await desk.load('orders', small('Anna'));
    expect(await steps()).toEqual([['manager', 'amount', null]]);
    expect(approversNow(await desk.order('W1'), [anna, ada]).map((m) => m.name)).toEqual(['Ada']);
  });

  test('in a desk that nobody has come to yet waits for the first manager or admin', async () => {
    expect(counts(await desk.load('orders', medium('Mia')))).toEqual([1, 0, 0, 0]);
    expect(await steps()).toEqual([['manager', 'amount', null]]);
    const order = await desk.order('W1');
    expect(approversNow(order, [ada]).map((m) => m.name)).toEqual(['Ada']);
    expect(approversNow(order, [person('carl', ['manager'])]).map((m) => m.name)).toEqual(['Carl']);
  });

  test('that is there already is skipped, also when nobody could decide it any more', async () => {
    await members(mia, ada);
    await desk.load('orders', medium('Mia'));
    await memberModel(connection).deleteOne({ _id: ada._id });
    expect(counts(await desk.load('orders', medium('Mia')))).toEqual([0, 0, 1, 0]);
    expect(codes(await desk.load('orders', large('Mia'), { update: true }))).toEqual(['error.import_no_approver']);
  });

  test('with an owner whom a dry run does not make is told the same as when it counts', async () => {
    await members(person('solo', ['sales']));
    const single = { singlePersonCompany: true };
    const dry = await desk.load('orders', medium('New Person'), { dryRun: true }, single);
    expect(counts(dry)).toEqual([1, 0, 0, 0]);
    expect(counts(await desk.load('orders', medium('New Person'), {}, single))).toEqual([1, 0, 0, 0]);
  });
});
