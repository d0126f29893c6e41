import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { ClientSession, Collection, Db, MongoClient } from 'mongodb';
import { embeddedOnly, testDatabase } from './helpers.ts';

interface Item {
  _id: number;
  x: number;
}

let client: MongoClient;
let db: Db;
let close: () => Promise<void>;
let items: Collection<Item>;
let session: ClientSession;

beforeAll(async () => {
  ({ client, db, close } = await testDatabase('snapshots'));
  items = db.collection('items');
});
beforeEach(async () => {
  await db.dropDatabase();
  await items.insertMany([
    { _id: 1, x: 1 },
    { _id: 2, x: 1 },
    { _id: 3, x: 2 },
  ]);
  session = client.startSession();
  session.startTransaction();
});
afterEach(() => session.endSession());
afterAll(() => close());

const ids = async (filter: object, options: object = {}) =>
  (await items.find(filter, { session, ...options }).toArray()).map(({ _id }) => _id);
const restarts = (code: number) => ({ code, errorLabels: ['TransientTransactionError'] });

embeddedOnly('a transaction', () => {
  it('finds the same after somebody has made an index', async () => {
    expect(await ids({ x: 1 })).toEqual([1, 2]);
    await items.createIndex({ x: 1 });
    expect(await ids({ x: 1 })).toEqual([1, 2]);
    expect(await ids({ $or: [{ x: 2 }, { x: 1 }] })).toEqual([1, 2, 3]);
    expect(await ids({}, { sort: { x: -1 } })).toEqual([3, 1, 2]);
    expect(await items.countDocuments({ x: 1 }, { session })).toBe(2);
    expect(await items.distinct('x', {}, { session })).toEqual([1, 2]);
    expect(await items.countDocuments({ x: 1 })).toBe(2);
  });

  it('looks up the same after somebody has made an index', async () => {
    const $lookup = { from: 'items', localField: 'x', foreignField: 'x', as: 'same' };
    const found = () => items.aggregate([{ $match: { _id: 1 } }, { $lookup }], { session }).toArray();
    const before = await found();
    expect(before[0]?.same).toHaveLength(2);
    await items.createIndex({ x: 1 });
    expect(await found()).toEqual(before);
  });

  it('that asks for an index made since is started again', async () => {
    await ids({});
    await items.createIndex({ x: 1 });
    await expect(ids({ x: 1 }, { hint: 'x_1' })).rejects.toMatchObject(restarts(246));
  });

  it('finds the same after somebody has dropped an index, or made it anew', async () => {
    await items.createIndex({ x: 1 });
    expect(await ids({ x: 1 })).toEqual([1, 2]);
    await items.dropIndex('x_1');
    expect(await ids({ x: 1 })).toEqual([1, 2]);
    await items.createIndex({ x: 1 });
    expect(await ids({ x: 1 })).toEqual([1, 2]);
  });

  it('cannot slip a second value past a unique index made since', async () => {
    await items.deleteOne({ _id: 2 });
    await ids({});
    await items.createIndex({ x: 1 }, { unique: true });
    await expect(items.insertOne({ _id: 4, x: 1 }, { session })).rejects.toMatchObject(restarts(112));
    expect(await items.countDocuments({ x: 1 })).toBe(1);
  });

  it('writes on after somebody has dropped an index', async () => {
    await items.createIndex({ x: 1 });
    await ids({});
    await items.dropIndex('x_1');
    await items.updateOne({ _id: 1 }, { $set: { x: 7 } }, { session });
    await session.commitTransaction();
    expect(await items.findOne({ x: 7 })).toEqual({ _id: 1, x: 7 });
  });

  it.each<[string, () => Promise<unknown>]>([
    ['dropped', () => items.drop()],
    ['dropped and made again', () => items.drop().then(() => items.insertOne({ _id: 9, x: 9 }))],
    ['renamed', () => items.rename('others')],
  ])('whose collection is %s is started again', async (_name, change) => {
    expect(await ids({})).toEqual([1, 2, 3]);
    await change();
    await expect(ids({})).rejects.toMatchObject(restarts(246));
  });

  it('that looks up from a collection that has got its name since is started again', async () => {
    await db.collection('a').insertOne({});
    await db.collection('a').findOne({}, { session });
    await items.rename('others');
    const $lookup = { from: 'others', localField: 'x', foreignField: 'x', as: 'same' };
    const found = db.collection('a').aggregate([{ $lookup }], { session }).toArray();
    await expect(found).rejects.toMatchObject(restarts(246));
  });

  it('that writes to a collection that has got its name since is started again', async () => {
    await items.rename('others');
    await db.collection('others').findOne({}, { session });
    await db.collection('others').rename('items');
    await expect(items.insertOne({ _id: 4, x: 4 }, { session })).rejects.toMatchObject(restarts(246));
  });

  it('sees a collection made since as empty, and may write to it', async () => {
    await ids({});
    const made = db.collection<Item>('made');
    await made.insertOne({ _id: 1, x: 1 });
    await db.collection('gone').insertOne({});
    await db.collection('gone').drop();
    expect(await made.find({}, { session }).toArray()).toEqual([]);
    await made.insertOne({ _id: 2, x: 2 }, { session });
    expect(await made.find({}, { session }).toArray()).toEqual([{ _id: 2, x: 2 }]);
    await session.commitTransaction();
    expect(await made.countDocuments()).toBe(2);
  });
});

embeddedOnly('a cursor', () => {
  it('gives the rest of its rows although indexes are made and dropped meanwhile', async () => {
    await items.createIndex({ x: 1 });
    await items.insertMany(Array.from({ length: 50 }, (_, i) => ({ _id: 10 + i, x: 1 })));
    const cursor = items.find({ x: 1 }).batchSize(2);
    await cursor.next();
    await items.dropIndexes();
    await items.createIndex({ x: 1, _id: -1 });
    expect(await cursor.toArray()).toHaveLength(51);
  });
});
