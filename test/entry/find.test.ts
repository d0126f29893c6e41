import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { customerModel } from '../../src/customers/model.ts';
import { renewSearch } from '../../src/database/migrations/search.ts';
import { searchWords } from '../../src/entry/find/words.ts';
import { readFilter } from '../../src/members/ability.ts';
import { type Member, personOf } from '../../src/members/member.ts';
import { productModel } from '../../src/products/model.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';

let desk: TestDesk;
let anna: Member;
let bob: Member;
const others = 900;

/** A company whose customers mostly belong to somebody else, and begin as the salesperson's own do. */
beforeAll(async () => {
  desk = await openTestDesk();
  const cause = { from: 'cli:test' as const, key: 'teams', now: desk.clock() };
  const east = await desk.desk.members.createTeam(cause, { name: 'East' });
  anna = await desk.member('Anna', ['sales'], { teams: [east._id] });
  bob = await desk.member('Bob', ['manager'], { teams: [east._id] });
  const ours = { owner: anna._id, team: east._id };
  const theirs = { owner: 'somebody', team: 'west' };
  const all = [
    ...Array.from({ length: others }, (_, i) => ({ code: `O${i}`, name: `华信${i}号贸易 Trading`, ...theirs })),
    { code: 'MINE', name: '华信远方 Trading', ...ours },
    { code: 'ZLAST', name: '锦绣华信 Zebra Trading', ...ours },
    { code: 'WHOLE', name: 'Trading', ...ours },
  ];
  const records = await Promise.all(
    all.map(async (one) => ({ _id: one.code, ...one, search: await searchWords(one.code, one.name) })),
  );
  await customerModel(desk.connection).insertMany(records);
});
afterAll(() => desk.close());

const codes = async (member: Member, text: string) => {
  const { exact, several, nearest } = await desk.desk.findCustomer.find(personOf(member), text);
  return exact ? [exact.code] : [...several, ...nearest].map((c) => c.code);
};

describe('a few own customers among many of others that begin the same', () => {
  test.each([
    ['华信', ['MINE', 'ZLAST']],
    ['huaxin', ['MINE', 'ZLAST']],
    ['hxyf', ['MINE']],
    ['zebra', ['ZLAST']],
    ['Zebra Trading', ['ZLAST']],
    ['trading zebra', ['ZLAST']],
    ['hua信', ['MINE', 'ZLAST']],
    ['Zebar', ['ZLAST']],
    ['O17', []],
  ])('%s', async (text, expected) => {
    expect(await codes(anna, text)).toEqual(expected);
    expect(await codes(bob, text)).toEqual(expected);
  });

  test('the whole name comes before the many that have the word in it', async () => {
    const ada = await desk.member('Ada', ['admin']);
    expect(await codes(ada, 'Trading')).toEqual(['WHOLE']);
  });

  test.each([
    ['the salesperson', () => anna],
    ['the manager of the team', () => bob],
  ] as const)('%s: the database reads the own part of the index, not what others have', async (_, who) => {
    const filter = { $and: [readFilter(personOf(who()), 'Customer'), { search: /^huaxin/ }] };
    const told = await desk.connection.collection('customers').find(filter).limit(60).explain('executionStats');
    expect(JSON.stringify(told.queryPlanner)).not.toContain('COLLSCAN');
    expect(told.executionStats.totalDocsExamined).toBeLessThanOrEqual(3);
  });
});

test('records of the version before get the search words that they would have now, once', async () => {
  const customers = customerModel(desk.connection);
  const before = await customers.findById('MINE').lean();
  await customers.updateOne({ _id: 'MINE' }, { $set: { search: ['mine'] } });
  await productModel(desk.connection).create({ _id: 'p', sku: 'XS', name: '显示器', price: 1, search: [] });
  await renewSearch(desk.connection);
  await renewSearch(desk.connection);
  expect((await customers.findById('MINE').lean())?.search).toEqual(before?.search);
  expect((await productModel(desk.connection).findById('p').lean())?.search).toContain('xianshiqi');
});
