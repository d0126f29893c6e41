import { setImmediate } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { auditModel } from '../../src/audit/model.ts';
import { gathered, nextSize } from '../../src/database/together.ts';
import { newId } from '../../src/id.ts';
import type { Actor } from '../../src/members/actor.ts';
import type { DraftInput } from '../../src/orders/draft-input.ts';
import { orderModel } from '../../src/orders/model.ts';
import type { Order } from '../../src/orders/order.ts';
import { stockMoveModel } from '../../src/stock/ledger.ts';
import { reconcile } from '../../src/stock/reconcile.ts';
import { codeOf } from '../support/code-of.ts';
import { type Company, foundCompany } from '../support/company.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';

let desk: TestDesk;
let company: Company;
beforeAll(async () => {
  desk = await openTestDesk({ adapters: [] });
  company = await foundCompany(desk);
});
afterAll(() => desk.close());

const piece = 1000;
const anna = () => desk.actor(company.anna);
const create = (input: Partial<DraftInput>, actor: Actor = anna()) =>
  desk.desk.drafts.create(actor, { customer: company.acme._id, lines: [], ...input });

/** A product with so many pieces on hand, at 1.00 unless it is dear. */
async function goods(onHand: number, price = 1_0000): Promise<string> {
  const sku = `P${newId().slice(-10).toUpperCase()}`;
  await desk.desk.products.create(desk.actor(company.ada), { sku, name: 'Goods', price, onHand: onHand * piece });
  return sku;
}

/** An order of one piece of each, with what people write, filed by its owner. */
async function filed(...skus: string[]): Promise<Order> {
  const lines = skus.map((sku, i) => ({ sku, quantity: piece, discount: i * 100 }));
  const draft = await create({ lines, requestedDate: '2030-01-15', notes: 'with care' });
  return (await desk.desk.move(anna(), draft._id, 'submit')).order;
}

const stored = async (id: string) => (await orderModel(desk.connection).findById(id).lean<Order>())!;
const numberOf = (order: Order) => Number(order.number?.slice('SO-'.length));
const newest = async () => {
  const found = await orderModel(desk.connection)
    .find({ number: { $gt: '' } }, 'number')
    .sort({ number: -1 })
    .limit(1);
  return found[0] ? numberOf(found[0] as unknown as Order) : 0;
};

/** What is kept of an order, without what is every order's own: ids, numbers, times, keys. */
const alike = (order: unknown, own: readonly string[]) =>
  JSON.parse(JSON.stringify(order), (name, value) => {
    if (['_id', 'key', 'requestKey', 'draftNo', 'number', 'search', 'product', 'sku', 'order'].includes(name))
      return '';
    if (['at', 'createdAt', 'updatedAt', 'contentHash', 'waitsFor', 'holdsOf'].includes(name)) return '';
    return typeof value === 'string' && (own.includes(value) || /^\d{4}-.*Z$/.test(value)) ? '' : value;
  });

test.each([
  ['approved at once', 1_0000],
  ['for a manager to decide', 90_000_0000],
])('an order that is filed in a crowd is kept as one that is filed alone: %s', async (_, price) => {
  const [one, two] = [await goods(50, price), await goods(50, price)];
  await filed(await goods(1));
  const single = await filed(one);
  const crowd = await Promise.all(Array.from({ length: 20 }, () => filed(two)));
  // The first one finds nobody else there.
  const last = crowd.at(-1)!;
  const docs = await Promise.all([single, last].map((order) => stored(order._id)));
  expect(alike(docs[1], [two])).toEqual(alike(docs[0], [one]));
  // What is answered is what is kept.
  expect(JSON.parse(JSON.stringify(last))).toEqual(JSON.parse(JSON.stringify(docs[1])));
  const trails = await Promise.all(
    docs.map((o) => auditModel(desk.connection).find({ 'subject.id': o._id }).sort({ at: 1, _id: 1 }).lean()),
  );
  const trail = (n: number) => trails[n]?.map(({ _id, ...rest }) => ({ ...rest, subject: '' }));
  expect(alike(trail(1), [two, docs[1]!._id])).toEqual(alike(trail(0), [one, docs[0]!._id]));
  const moves = await Promise.all(docs.map((o) => stockMoveModel(desk.connection).find({ order: o._id }).lean()));
  expect(alike(moves[1], [two])).toEqual(alike(moves[0], [one]));
});

test('of a crowd each gets goods as long as there are some, numbers have no gaps, and the books agree', async () => {
  const [scarce, plenty] = [await goods(7), await goods(100)];
  const before = await newest();
  const crowd = await Promise.all(Array.from({ length: 40 }, () => filed(scarce, plenty)));
  expect(crowd.map(numberOf).toSorted((a, b) => a - b)).toEqual(crowd.map((_, i) => before + 1 + i));
  expect(crowd.filter((order) => order.lines[0]?.reserved === piece)).toHaveLength(7);
  expect(crowd.filter((order) => order.waitsFor)).toHaveLength(33);
  expect(await reconcile(desk.connection)).toEqual([]);
});

test('whoever is refused in a crowd hears why, leaves a line on the trail and nothing else; the others are filed', async () => {
  const sku = await goods(100);
  const lines = [{ sku, quantity: piece }];
  const before = await newest();
  const codes = await Promise.all([
    ...Array.from({ length: 6 }, () => codeOf(create({ lines }))),
    codeOf(create({ lines, customer: 'nobody' })),
    codeOf(create({ lines: [{ sku: 'NO-SUCH', quantity: piece }] })),
    codeOf(create({ lines }, desk.actor(company.otto))),
    codeOf(create({ lines, notes: 'x'.repeat(2001) })),
    ...Array.from({ length: 6 }, () => codeOf(create({ lines }))),
  ]);
  expect(codes.filter(Boolean).toSorted()).toEqual([
    'error.customer_not_found',
    'error.line_sku',
    'error.not_allowed',
    'error.too_long',
  ]);
  const drafts = await orderModel(desk.connection).find({ 'lines.sku': sku }).lean<Order[]>();
  expect(drafts).toHaveLength(12);
  const past = await create({ lines, requestedDate: '2020-01-15' });
  const key = anna();
  const answers = await Promise.all([
    ...drafts.slice(1).map(({ _id }) => desk.desk.move(anna(), _id, 'submit')),
    desk.desk.move(key, drafts[0]!._id, 'submit'),
    desk.desk.move(key, drafts[0]!._id, 'submit'),
  ]);
  expect(answers.filter((a) => a.repeated)).toHaveLength(1);
  const more = await Promise.all([
    ...Array.from({ length: 4 }, () => filed(sku)),
    ...[past, drafts[0]!].map(({ _id }) => codeOf(desk.desk.move(anna(), _id, 'submit'))),
    codeOf(desk.desk.move(desk.actor(company.otto), past._id, 'submit')),
  ]);
  expect(more.slice(4)).toEqual(['error.date_past', expect.stringMatching(/^error\./), 'error.move_not_yours']);
  const numbers = await orderModel(desk.connection)
    .find({ 'lines.sku': sku, number: { $gt: '' } }, 'number')
    .lean<Order[]>();
  expect(numbers.map(numberOf).toSorted((a, b) => a - b)).toEqual(numbers.map((_, i) => before + 1 + i));
  const refused = await auditModel(desk.connection).find({ 'subject.id': past._id, refused: { $exists: true } });
  expect(refused.map((line) => line.refused).toSorted()).toEqual(['error.date_past', 'error.move_not_yours']);
  expect(await stored(past._id)).toMatchObject({ state: 'draft', revision: 0 });
  expect(await reconcile(desk.connection)).toEqual([]);
});

/** How many transactions this desk begins meanwhile; others have the same database. */
async function transactionsOf(work: () => Promise<unknown>): Promise<number> {
  const { connection } = desk;
  const begin = connection.startSession;
  let begun = 0;
  connection.startSession = (options) => {
    begun += 1;
    return begin.call(connection, options);
  };
  await work().finally(() => {
    connection.startSession = begin;
  });
  return begun;
}

test('twenty drafts, and their submissions, take few transactions', async () => {
  const lines = [{ sku: await goods(40), quantity: piece }];
  const drafts: Order[] = [];
  const made = await transactionsOf(async () => {
    drafts.push(...(await Promise.all(Array.from({ length: 20 }, () => create({ lines })))));
  });
  const submitted = await transactionsOf(() =>
    Promise.all(drafts.map(({ _id }) => desk.desk.move(anna(), _id, 'submit'))),
  );
  expect(made).toBeLessThan(8);
  expect(submitted).toBeLessThan(8);
  expect(Math.min(made, submitted)).toBeGreaterThan(0);
});

test('the same form sent many times at once makes one draft', async () => {
  const lines = [{ sku: await goods(5), quantity: piece }];
  const actor = anna();
  const made = await Promise.all(Array.from({ length: 12 }, () => create({ lines }, actor)));
  expect(new Set(made.map((draft) => draft._id)).size).toBe(1);
});

test('who comes alone is done alone at once; where many fail together, each gets its own answer', async () => {
  const groups: number[][] = [];
  const alone: number[] = [];
  const failures: unknown[] = [];
  const work = gathered<number, string>({
    failed: (error) => failures.push(error),
    async together(items) {
      groups.push([...items]);
      if (items.includes(13)) throw new Error('nobody is told this');
      return { done: new Map(items.filter((n) => n !== 5).map((n) => [n, `together ${n}`])), heldMs: 0 };
    },
    async alone(n) {
      alone.push(n);
      if (n === 13) throw new Error('thirteen');
      return `alone ${n}`;
    },
  });
  expect(await work(1)).toBe('alone 1');
  await setImmediate();
  const said = await Promise.allSettled([2, 3, 4, 5].map(work));
  expect(said.map((s) => s.status === 'fulfilled' && s.value)).toEqual([
    'alone 2',
    'together 3',
    'together 4',
    'alone 5',
  ]);
  await setImmediate();
  const next = await Promise.allSettled([6, 12, 13, 14].map(work));
  expect(next.map((s) => (s.status === 'fulfilled' ? s.value : s.reason.message))).toEqual([
    'alone 6',
    'alone 12',
    'thirteen',
    'alone 14',
  ]);
  expect(groups).toEqual([
    [3, 4, 5],
    [12, 13, 14],
  ]);
  expect(alone.toSorted((a, b) => a - b)).toEqual([1, 2, 5, 6, 12, 13, 14]);
  expect(failures).toEqual([new Error('nobody is told this')]);
});

test('fewer are done together where it took long, more where it did not, within bounds', () => {
  let size = 12;
  for (let n = 0; n < 20; n += 1) size = nextSize(size, 5);
  expect(size).toBe(20);
  expect([nextSize(20, 500), nextSize(7, 500), nextSize(4, 5)]).toEqual([10, 4, 6]);
});
