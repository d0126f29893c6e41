import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Db, type Document, ObjectId } from 'mongodb';
import { testDatabase } from './helpers.ts';

const ids = ['64b000000000000000000001', '64b000000000000000000002'].map((hex) => new ObjectId(hex));
const dates = [new Date(0), new Date('2026-03-01'), new Date('2026-11-30')];

const scalar = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: -3, max: 6 }) },
  { weight: 3, arbitrary: fc.constantFrom('', 'a', 'ab', 'abc', 'b', 'é', '订单', '😀', '\uffff', 'a\u0000b') },
  fc.constantFrom<unknown>(null, true, false, 1.5, -0.5, ...ids, ...dates),
);
const value = fc.oneof(
  { weight: 6, arbitrary: scalar },
  { weight: 1, arbitrary: fc.constantFrom(/^a/, /^ab/, /b/) },
  { weight: 1, arbitrary: fc.array(scalar, { maxLength: 3 }) },
  { weight: 1, arbitrary: fc.record({ x: scalar }, { requiredKeys: [] }) },
  { weight: 1, arbitrary: fc.array(fc.record({ x: scalar }, { requiredKeys: [] }), { maxLength: 3 }) },
);
const document = fc.record({ a: value, b: scalar, c: scalar }, { requiredKeys: [] });
const path = fc.constantFrom('a', 'b', 'c', 'a.x');

const range = fc.constantFrom('$gt', '$gte', '$lt', '$lte', '$ne', '$eq');
const condition = fc.oneof(
  { weight: 3, arbitrary: scalar },
  { weight: 3, arbitrary: fc.tuple(range, scalar).map(([name, operand]) => ({ [name]: operand })) },
  fc.tuple(scalar, scalar).map(([$gte, $lt]) => ({ $gte, $lt })),
  fc.array(scalar, { minLength: 1, maxLength: 4 }).map(($in) => ({ $in })),
  fc.constantFrom<unknown>(
    { $exists: true },
    { $exists: false },
    { $regex: '^a' },
    /^ab?/,
    /^ab/,
    /^订/,
    { $type: 'string' },
    { $not: { $gt: 2 } },
  ),
);
const fields = fc.dictionary(path, condition, { maxKeys: 3 });
const filter = fc.oneof(
  { weight: 4, arbitrary: fields },
  fc.tuple(fields, fields, fields).map(([one, two, both]) => ({ ...both, $or: [one, two] })),
  fc.tuple(fields, fields).map(([one, two]) => ({ $and: [one, two] })),
);
const direction = fc.constantFrom<1 | -1>(1, -1);
const sort = fc.uniqueArray(fc.tuple(path, direction), { selector: ([name]) => name, maxLength: 2 });
const index = fc.record({
  key: fc.uniqueArray(fc.tuple(path, direction), { selector: ([name]) => name, minLength: 1, maxLength: 3 }),
  kind: fc.constantFrom('plain', 'plain', 'sparse', 'partial'),
});

describe('an indexed answer', () => {
  let db: Db;
  let close: () => Promise<void>;
  beforeAll(async () => ({ db, close } = await testDatabase('property')));
  afterAll(() => close());

  it('is the answer of a plain scan, for any documents, indexes, filter, sort and limit', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(document, { minLength: 1, maxLength: 25 }),
        fc.array(index, { minLength: 1, maxLength: 3 }),
        fc.array(fc.tuple(filter, sort, fc.nat(5)), { minLength: 1, maxLength: 8 }),
        async (documents, indexes, questions) => {
          const [plain, indexed] = [db.collection<Document>('plain'), db.collection<Document>('indexed')];
          await Promise.all([plain.drop(), indexed.drop()]);
          const stored = documents.map((one, _id) => ({ _id: _id as unknown as ObjectId, ...one }));
          const half = Math.floor(stored.length / 2);
          await plain.insertMany(stored);
          if (half > 0) await indexed.insertMany(stored.slice(0, half));
          for (const { key, kind } of indexes) await make(indexed, key, kind);
          await indexed.insertMany(stored.slice(half), { ordered: false }).catch(() => undefined);
          const kept = new Set((await indexed.find().toArray()).map(({ _id }) => Number(_id)));
          await plain.deleteMany({ _id: { $nin: [...kept] as never[] } });
          for (const [question, order, limit] of questions) {
            const sorted = new Map([...order, ['_id', 1] as [string, 1]]);
            const find = (from: typeof plain) =>
              from
                .find(question as Document)
                .sort(sorted)
                .limit(limit)
                .toArray();
            expect(await find(indexed)).toEqual(await find(plain));
            expect(await indexed.countDocuments(question as Document)).toBe(
              await plain.countDocuments(question as Document),
            );
          }
        },
      ),
      { numRuns: Number(process.env.SOAK ? 2_000 : 60) },
    );
  });
});

async function make(collection: ReturnType<Db['collection']>, key: [string, 1 | -1][], kind: string): Promise<void> {
  const name = `${key.flat().join('_')}_${kind}`;
  const options =
    kind === 'sparse' ? { sparse: true } : kind === 'partial' ? { partialFilterExpression: { b: { $gt: 1 } } } : {};
  // Two arrays side by side cannot be indexed, and an equivalent index may be there already.
  await collection.createIndex(key, { name, ...options }).catch(() => undefined);
}
