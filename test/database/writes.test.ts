import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Collection, type Db, type Document, Long } from 'mongodb';
import { testDatabase } from './helpers.ts';

let db: Db;
let close: () => Promise<void>;
beforeAll(async () => ({ db, close } = await testDatabase('writes')));
afterAll(() => close());

const fresh = async (name: string): Promise<Collection<Document>> => {
  await db.collection(name).drop();
  return db.collection<Document>(name);
};

describe('an update', () => {
  const cases: [string, Document, Document, Document][] = [
    ['$set makes documents on the way', { a: 1 }, { $set: { 'b.c': 2 } }, { a: 1, b: { c: 2 } }],
    ['$set at a position fills an array with null', { a: [1] }, { $set: { 'a.3': 4 } }, { a: [1, null, null, 4] }],
    [
      '$unset removes a field and empties an element',
      { a: 1, b: [1, 2] },
      { $unset: { a: 1, 'b.0': 1 } },
      { b: [null, 2] },
    ],
    ['$inc and $mul start from 0', { a: 2 }, { $inc: { a: 3, n: 1 }, $mul: { z: 5 } }, { a: 5, n: 1, z: 0 }],
    ['$min and $max compare', { a: 5, b: 5 }, { $min: { a: 3 }, $max: { b: 3 } }, { a: 3, b: 5 }],
    ['$rename moves', { a: 1 }, { $rename: { a: 'b.c' } }, { b: { c: 1 } }],
    [
      '$push takes position, sort and slice',
      { a: [3, 1] },
      { $push: { a: { $each: [2], $sort: -1, $slice: 2 } } },
      { a: [3, 2] },
    ],
    ['$push to the front', { a: [1] }, { $push: { a: { $each: [0], $position: 0 } } }, { a: [0, 1] }],
    ['$addToSet adds once', { a: [1] }, { $addToSet: { a: { $each: [1, 2, 2] } } }, { a: [1, 2] }],
    ['$pull by a condition', { a: [{ x: 1, y: 1 }, { x: 2 }] }, { $pull: { a: { x: 1 } } }, { a: [{ x: 2 }] }],
    ['$pull by an operator', { a: [1, 5, 9] }, { $pull: { a: { $gte: 5 } } }, { a: [1] }],
    ['$pullAll and $pop', { a: [1, 2, 1], b: [1, 2] }, { $pullAll: { a: [1] }, $pop: { b: 1 } }, { a: [2], b: [1] }],
    ['$bit', { a: 13 }, { $bit: { a: { and: 10 } } }, { a: 8 }],
    ['$[] changes every element', { a: [{ n: 1 }, { n: 2 }] }, { $inc: { 'a.$[].n': 1 } }, { a: [{ n: 2 }, { n: 3 }] }],
  ];
  it.each(cases)('%s', async (_name, before, change, after) => {
    const collection = await fresh('updates');
    await collection.insertOne({ _id: 1 as never, ...before });
    await collection.updateOne({ _id: 1 as never }, change);
    expect(await collection.findOne({}, { projection: { _id: 0 } })).toEqual(after);
  });

  it('by a pipeline reads other fields', async () => {
    const collection = await fresh('updates');
    await collection.insertOne({ a: 2, b: Long.fromNumber(3) });
    await collection.updateOne({}, [{ $set: { sum: { $add: ['$a', '$b'] } } }, { $unset: 'a' }]);
    expect(await collection.findOne({}, { projection: { _id: 0 } })).toEqual({ b: 3, sum: 5 });
  });

  it.each<[string, Document, number]>([
    ['of the _id', { $set: { _id: 2 } }, 66],
    ['of one place twice', { $set: { a: 1 }, $inc: { 'a.b': 1 } }, 40],
    ['through a number', { $set: { 'n.x': 1 } }, 28],
    ['with an unknown operator', { $nonsense: { a: 1 } }, 9],
    ['that increments a text', { $inc: { t: 1 } }, 14],
  ])('is refused when it is one %s', async (_name, change, code) => {
    const collection = await fresh('refused');
    await collection.insertOne({ _id: 1 as never, n: 1, t: 'x' });
    await expect(collection.updateOne({ _id: 1 as never }, change)).rejects.toMatchObject({ code });
    expect(await collection.findOne()).toEqual({ _id: 1, n: 1, t: 'x' });
  });
});

describe('bulk writes', () => {
  it('stop at the first error when ordered, and go on when not', async () => {
    const collection = await fresh('bulk');
    const documents = [{ _id: 1 }, { _id: 1 }, { _id: 2 }] as never[];
    const ordered = collection.insertMany(documents);
    await expect(ordered).rejects.toMatchObject({ code: 11000, insertedCount: 1, writeErrors: [{ index: 1 }] });
    expect(await collection.countDocuments()).toBe(1);
    const unordered = collection.insertMany(documents, { ordered: false });
    await expect(unordered).rejects.toMatchObject({ insertedCount: 1, writeErrors: [{ index: 0 }, { index: 1 }] });
    expect(await collection.countDocuments()).toBe(2);
  });

  it('mix inserts, updates, upserts and deletes', async () => {
    const collection = await fresh('bulk');
    const result = await collection.bulkWrite([
      { insertOne: { document: { _id: 1 as never, a: 1 } } },
      { updateMany: { filter: { a: 1 }, update: { $set: { a: 2 } } } },
      { updateOne: { filter: { a: 9 }, update: { $set: { b: 1 } }, upsert: true } },
      { replaceOne: { filter: { _id: 1 as never }, replacement: { c: 1 } } },
      { deleteOne: { filter: { b: 1 } } },
    ]);
    expect(result).toMatchObject({ insertedCount: 1, modifiedCount: 2, upsertedCount: 1, deletedCount: 1 });
    expect(await collection.find().toArray()).toEqual([{ _id: 1, c: 1 }]);
  });
});

describe('an upsert', () => {
  it('takes the equalities of its filter, and what is set on insert', async () => {
    const collection = await fresh('upserts');
    const change = { $set: { c: 3 }, $setOnInsert: { d: 4 } };
    const options = { upsert: true, returnDocument: 'after', projection: { _id: 0 } } as const;
    const filter = { a: 1, 'b.x': { $eq: 2 }, e: { $gt: 1 } };
    expect(await collection.findOneAndUpdate(filter, change, options)).toEqual({ a: 1, b: { x: 2 }, c: 3, d: 4 });
  });

  it('raced by forty others inserts exactly once under a unique index', async () => {
    const collection = await fresh('races');
    await collection.createIndex({ key: 1 }, { unique: true });
    const one = () => collection.findOneAndUpdate({ key: 'k' }, { $inc: { n: 1 } }, { upsert: true });
    await Promise.all(Array.from({ length: 40 }, one));
    expect(await collection.find().toArray()).toMatchObject([{ key: 'k', n: 40 }]);
  });
});

describe('findAndModify', () => {
  it('gives one job of a queue to one worker', async () => {
    const collection = await fresh('queue');
    await collection.insertMany(Array.from({ length: 30 }, (_, i) => ({ rank: i, taken: false })));
    const take = () => collection.findOneAndUpdate({ taken: false }, { $set: { taken: true } }, { sort: { rank: 1 } });
    const taken = await Promise.all(Array.from({ length: 40 }, take));
    const ranks = taken.filter(Boolean).map((one) => one?.rank as number);
    expect(ranks.sort((a, b) => a - b)).toEqual(Array.from({ length: 30 }, (_, i) => i));
  });

  it('removes and shows what it removed', async () => {
    const collection = await fresh('removal');
    await collection.insertOne({ a: 1, b: { c: 2, d: 3 } });
    const options = { projection: { _id: 0, 'b.c': 1 } };
    expect(await collection.findOneAndDelete({ a: 1 }, options)).toEqual({ b: { c: 2 } });
    expect(await collection.countDocuments()).toBe(0);
  });
});
