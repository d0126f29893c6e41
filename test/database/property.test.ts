import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type ClientSession, type Collection, type Document, type MongoClient, ObjectId } from 'mongodb';
import { limits } from '../../src/database/embedded/query/limits.ts';
import { embeddedOnly, removeFolder, temporaryFolder, testDatabase } from './helpers.ts';
import { serveHere } from './in-process.ts';

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
/** What one of many values may be: often one that no document has. */
const wanted = fc.oneof(scalar, fc.integer({ min: -30, max: 30 }));
const condition = fc.oneof(
  { weight: 3, arbitrary: scalar },
  { weight: 3, arbitrary: fc.tuple(range, scalar).map(([name, operand]) => ({ [name]: operand })) },
  fc.tuple(scalar, scalar).map(([$gte, $lt]) => ({ $gte, $lt })),
  fc.array(scalar, { minLength: 1, maxLength: 4 }).map(($in) => ({ $in })),
  fc.array(wanted, { minLength: 20, maxLength: 40 }).map(($in) => ({ $in })),
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
const many = fc.array(wanted, { minLength: 5, maxLength: 40 }).map(($in) => ({ $in }));
const manyOfEach = fc.record({ a: many, b: many, c: many }, { requiredKeys: [] });
const fields = fc.dictionary(path, condition, { maxKeys: 3 });
const filter = fc.oneof(
  { weight: 4, arbitrary: fields },
  { weight: 2, arbitrary: manyOfEach },
  fc.tuple(fields, fields, fields).map(([one, two, both]) => ({ ...both, $or: [one, two] })),
  fc.tuple(fields, fields).map(([one, two]) => ({ $and: [one, two] })),
);
const direction = fc.constantFrom<1 | -1>(1, -1);
const sort = fc.uniqueArray(fc.tuple(path, direction), { selector: ([name]) => name, maxLength: 2 });
const index = fc.record({
  key: fc.uniqueArray(fc.tuple(path, direction), { selector: ([name]) => name, minLength: 1, maxLength: 3 }),
  kind: fc.constantFrom('plain', 'plain', 'sparse', 'partial'),
});

/** A write to one document; of an _id that is not there a replacement makes one. */
const change = fc.record({
  _id: fc.nat(29),
  how: fc.oneof(
    fc.tuple(path, value).map(([name, to]) => ({ $set: { [name]: to } })),
    path.map((name) => ({ $unset: { [name]: '' } })),
    fc.tuple(path, scalar).map(([name, more]) => ({ $push: { [name]: more } })),
    document.map((whole) => ({ whole })),
    fc.constant({ gone: true }),
  ),
});
const questions = fc.array(fc.tuple(filter, sort, direction, fc.nat(5)), { minLength: 1, maxLength: 8 });
const story = fc.record({
  documents: fc.array(document, { minLength: 1, maxLength: 25 }),
  indexes: fc.array(index, { minLength: 1, maxLength: 3 }),
  changes: fc.array(change, { maxLength: 10 }),
  withinTransaction: fc.array(change, { minLength: 1, maxLength: 6 }),
  isKept: fc.boolean(),
  questions,
});
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;
type Questions = typeof questions extends fc.Arbitrary<infer T> ? T : never;

/** What the runs may take on a busy machine. */
const MOST_MS = process.env.SOAK ? 3_600_000 : 90_000;

/** The same documents with indexes and without. */
interface Pair {
  indexed: Collection<Document>;
  plain: Collection<Document>;
}

describe('an indexed answer', () => {
  let client: MongoClient;
  let close: () => Promise<void>;
  beforeAll(async () => ({ client, close } = await testDatabase('property')));
  afterAll(() => close());

  it(
    'is the answer of a plain scan, for any documents, indexes, changes, filter, sort and limit',
    () => checkAnswers(client, 'embedded_property'),
    MOST_MS,
  );
});

embeddedOnly('an indexed answer for which few ranges are many', () => {
  const usual = { ...limits };
  const folder = temporaryFolder();
  let server: Awaited<ReturnType<typeof serveHere>>;
  beforeAll(async () => {
    Object.assign(limits, { manyRanges: 2, mostPassed: 2, mostRanges: 6 });
    server = await serveHere(folder);
  });
  afterAll(async () => {
    Object.assign(limits, usual);
    await server.close();
    removeFolder(folder);
  });

  it('is the answer of a plain scan, too', () => checkAnswers(server.client, 'test'), MOST_MS);
});

function checkAnswers(client: MongoClient, name: string): Promise<void> {
  const pair = { indexed: client.db(name).collection('indexed'), plain: client.db(name).collection('plain') };
  return fc.assert(
    fc.asyncProperty(story, async ({ documents, indexes, changes, withinTransaction, isKept, questions: asked }) => {
      await fill(pair, documents, indexes);
      for (const one of changes) await apply(pair, one).catch(() => undefined);
      await compare(pair, asked);
      await client.withSession((session) => inTransaction(session, pair, withinTransaction, asked, isKept));
      await compare(pair, asked);
    }),
    { numRuns: process.env.SOAK ? 2_000 : 20 },
  );
}

/** Half of the documents are there before the indexes; what those refuse is left out of both. */
async function fill({ plain, indexed }: Pair, documents: Document[], indexes: MadeIndex[]): Promise<void> {
  await Promise.all([plain.drop(), indexed.drop()]);
  const stored = documents.map((one, _id) => ({ _id: _id as unknown as ObjectId, ...one }));
  const half = Math.floor(stored.length / 2);
  await plain.insertMany(stored);
  if (half > 0) await indexed.insertMany(stored.slice(0, half));
  for (const { key, kind } of indexes) await make(indexed, key, kind);
  await indexed.insertMany(stored.slice(half), { ordered: false }).catch(() => undefined);
  const kept = new Set((await indexed.find().toArray()).map(({ _id }) => Number(_id)));
  await plain.deleteMany({ _id: { $nin: [...kept] as never[] } });
}

/** Changes the document in both collections. Throws, with neither changed, where it or its indexes cannot be so. */
async function apply({ indexed, plain }: Pair, { _id, how }: Change, session?: ClientSession): Promise<void> {
  const one = { _id: _id as unknown as ObjectId };
  for (const each of [indexed, plain]) {
    if ('gone' in how) await each.deleteOne(one, { session });
    else if ('whole' in how) await each.replaceOne(one, how.whole, { session, upsert: true });
    else await each.updateOne(one, how as Document, { session });
  }
}

/** Asks inside a transaction that has written. A refused change ends it, so it is begun again without that one. */
async function inTransaction(
  session: ClientSession,
  pair: Pair,
  changes: Change[],
  asked: Questions,
  isKept: boolean,
): Promise<void> {
  let refused: Change | undefined;
  session.startTransaction();
  for (const one of changes) {
    await apply(pair, one, session).catch(() => {
      refused = one;
    });
    if (refused) break;
  }
  if (!refused) await compare(pair, asked, session);
  await (isKept && !refused ? session.commitTransaction() : session.abortTransaction());
  const rest = changes.filter((one) => one !== refused);
  if (refused) await inTransaction(session, pair, rest, asked, isKept);
}

async function compare({ indexed, plain }: Pair, asked: Questions, session?: ClientSession): Promise<void> {
  for (const [question, order, last, limit] of asked) {
    const sorted = new Map([...order, ['_id', last] as [string, 1 | -1]]);
    const find = (from: typeof plain) => from.find(question, { session }).sort(sorted).limit(limit).toArray();
    expect(await find(indexed)).toEqual(await find(plain));
    const count = (from: typeof plain) => from.countDocuments(question, { session });
    expect(await count(indexed)).toBe(await count(plain));
  }
}

type MadeIndex = typeof index extends fc.Arbitrary<infer T> ? T : never;

async function make(collection: Collection, key: [string, 1 | -1][], kind: string): Promise<void> {
  const name = `${key.flat().join('_')}_${kind}`;
  const options =
    kind === 'sparse' ? { sparse: true } : kind === 'partial' ? { partialFilterExpression: { b: { $gt: 1 } } } : {};
  // Two arrays side by side cannot be indexed, and an equivalent index may be there already.
  await collection.createIndex(key, { name, ...options }).catch(() => undefined);
}
