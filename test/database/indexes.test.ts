import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Collection, Db, Document } from 'mongodb';
import { embeddedOnly, planOf, testDatabase } from './helpers.ts';

const DAY = 86_400_000;
let db: Db;
let close: () => Promise<void>;
let orders: Collection<Document>;

beforeAll(async () => {
  ({ db, close } = await testDatabase('indexes'));
  orders = db.collection('orders');
  await orders.createIndexes([
    { key: { status: 1, dueAt: 1 } },
    { key: { customer: 1, total: -1 } },
    { key: { number: 1 }, unique: true },
    { key: { tags: 1 } },
    { key: { risk: 1 }, partialFilterExpression: { open: true } },
    { key: { external: 1 }, unique: true, sparse: true },
  ]);
  await fill(1_000);
});
afterAll(() => close());

async function fill(count: number): Promise<void> {
  const have = await orders.countDocuments();
  const make = (i: number) => ({
    number: `SO-${i}`,
    status: ['new', 'open', 'done', 'gone'][i % 4],
    customer: i % 50,
    total: i,
    dueAt: new Date(i * DAY),
    tags: [`t${i % 100}`, 'all'],
    open: i % 10 === 0,
    risk: i % 7,
  });
  await orders.insertMany(Array.from({ length: count - have }, (_, i) => make(have + i)));
}

it('finds what one branch of an $or passes over and another wants, whatever the order of the branches', async () => {
  const turns = db.collection<Document & { _id: string }>('turns');
  await turns.createIndexes([{ key: { turns: 1 } }, { key: { owner: 1 } }]);
  const owners = ['bob', 'mia', 'anna'];
  await turns.insertMany(
    Array.from({ length: 60 }, (_, i) => ({ _id: `t${i}`, turns: ['@mia', 'admin'], owner: owners[i % 3] })),
  );
  const [foreign, own] = [{ turns: '@mia', owner: { $nin: ['bob', 'mia'] } }, { owner: 'bob' }];
  for (const $or of [
    [foreign, own],
    [own, foreign],
    [foreign, { ...foreign, turns: 'admin' }, own],
  ]) {
    expect(await turns.find({ $or }).toArray()).toHaveLength(40);
    expect(await turns.countDocuments({ $or })).toBe(40);
  }
});

embeddedOnly('the planner', () => {
  const explain = async (filter: Document, sort: Document = {}, limit = 0) =>
    planOf(
      await orders
        .find(filter)
        .sort(sort as never)
        .limit(limit)
        .explain('executionStats'),
    );

  it('uses an index for equality, range, and the order behind them', async () => {
    const plan = await explain({ status: 'open', dueAt: { $gte: new Date(0) } }, { dueAt: -1 }, 10);
    expect(plan).toMatchObject({ index: 'status_1_dueAt_1', documents: 10, names: ['LIMIT', 'FETCH', 'IXSCAN'] });
  });

  it('merges several values into one order without a sort', async () => {
    const plan = await explain({ status: { $in: ['open', 'new', 'done'] } }, { dueAt: 1 }, 10);
    expect(plan).toMatchObject({ index: 'status_1_dueAt_1', documents: 10 });
    expect(plan.names).not.toContain('SORT');
  });

  it('prefers the index that reads less', async () => {
    expect(await explain({ status: 'open', customer: 7 })).toMatchObject({
      index: 'customer_1_total_-1',
      documents: 20,
    });
    expect(await explain({ status: 'open', number: 'SO-1' })).toMatchObject({ index: 'number_1', documents: 1 });
  });

  it('uses _id, an array index, and a prefix of a text', async () => {
    const one = await orders.findOne();
    expect(await explain({ _id: one?._id })).toMatchObject({ index: '_id_', documents: 1 });
    expect(await explain({ tags: 't5' })).toMatchObject({ index: 'tags_1', documents: 10 });
    expect(await explain({ number: /^SO-99/ })).toMatchObject({ index: 'number_1', documents: 11 });
  });

  it('uses an index for each branch of $or', async () => {
    const plan = await explain({ $or: [{ number: 'SO-3' }, { customer: 4 }] });
    expect(plan.names).toContain('SUBPLAN');
    expect(plan.documents).toBe(21);
  });

  it('uses a partial index only for questions within it', async () => {
    expect(await explain({ open: true, risk: 3 })).toMatchObject({ index: 'risk_1' });
    expect((await explain({ risk: 3 })).index).toBeUndefined();
  });

  it('counts from the index without reading a document', async () => {
    const explained = await db.command({
      explain: { count: 'orders', query: { status: 'open' } },
      verbosity: 'executionStats',
    });
    expect(planOf(explained)).toMatchObject({ documents: 0, keys: 250 });
    expect(await orders.countDocuments({ status: 'open' })).toBe(250);
  });

  it('follows a hint, and refuses one that is no index', async () => {
    const hinted = await orders
      .find({ status: 'open', customer: 7 })
      .hint('status_1_dueAt_1')
      .explain('executionStats');
    expect(planOf(hinted).index).toBe('status_1_dueAt_1');
    await expect(orders.find().hint('nothing').toArray()).rejects.toMatchObject({ code: 2 });
  });

  it('reads as much in ten thousand documents as in one thousand', async () => {
    const questions = () =>
      Promise.all([
        explain({ status: 'open' }, { dueAt: 1 }, 20),
        explain({ number: 'SO-77' }),
        explain({ status: 'new', dueAt: { $lt: new Date(40 * DAY) } }),
      ]);
    const before = (await questions()).map(({ keys, documents }) => ({ keys, documents }));
    await fill(10_000);
    const after = (await questions()).map(({ keys, documents }) => ({ keys, documents }));
    expect(after).toEqual(before);
  });
});

describe('an index', () => {
  it('that is unique refuses a second document, also when one is changed to it', async () => {
    await expect(orders.insertOne({ number: 'SO-1' })).rejects.toMatchObject({ code: 11000 });
    await expect(orders.updateOne({ number: 'SO-2' }, { $set: { number: 'SO-1' } })).rejects.toMatchObject({
      code: 11000,
    });
  });

  it('that is sparse and unique lets many documents go without', async () => {
    await orders.insertOne({ number: 'x1', external: 'e' });
    await expect(orders.insertOne({ number: 'x2', external: 'e' })).rejects.toMatchObject({ code: 11000 });
    await orders.insertOne({ number: 'x3' });
    expect(await orders.countDocuments({ external: { $exists: true } })).toBe(1);
    await orders.deleteMany({ number: /^x/ });
  });

  it('that is partial and unique is unique among its documents only', async () => {
    const jobs = db.collection('jobs');
    await jobs.createIndex({ key: 1 }, { unique: true, partialFilterExpression: { done: false } });
    await jobs.insertMany([
      { key: 'a', done: true },
      { key: 'a', done: true },
      { key: 'a', done: false },
    ]);
    await expect(jobs.insertOne({ key: 'a', done: false })).rejects.toMatchObject({ code: 11000 });
    await expect(jobs.updateOne({ done: true }, { $set: { done: false } })).rejects.toMatchObject({ code: 11000 });
  });

  it('cannot become unique over values that are there twice', async () => {
    const twice = db.collection('twice');
    await twice.insertMany([{ a: 1 }, { a: 1 }]);
    await expect(twice.createIndex({ a: 1 }, { unique: true })).rejects.toMatchObject({ code: 11000 });
    expect(await twice.indexes()).toHaveLength(1);
  });

  it('holds texts longer than a key, and tells them apart', async () => {
    const long = db.collection<Document>('long');
    await long.createIndex({ text: 1 }, { unique: true });
    const [one, two] = [`${'x'.repeat(5_000)}1`, `${'x'.repeat(5_000)}2`];
    await long.insertMany([{ text: one }, { text: two }]);
    await expect(long.insertOne({ text: two })).rejects.toMatchObject({ code: 11000 });
    expect(await long.countDocuments({ text: two })).toBe(1);
    expect((await long.find().sort({ text: -1 }).toArray()).map(({ text }) => text)).toEqual([two, one]);
  });

  it('is listed, dropped by name, and refused under another definition', async () => {
    const some = db.collection('some');
    await some.createIndex({ a: 1 }, { name: 'mine' });
    await expect(some.createIndex({ b: 1 }, { name: 'mine' })).rejects.toMatchObject({ code: 86 });
    expect((await some.indexes()).map(({ name }) => name)).toEqual(['_id_', 'mine']);
    await some.dropIndex('mine');
    expect(await some.indexes()).toHaveLength(1);
    await expect(some.dropIndex('mine')).rejects.toMatchObject({ code: 27 });
  });
});
