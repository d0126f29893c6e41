import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type ClientSession, type Collection, type Db, Long, type MongoClient, MongoServerError } from 'mongodb';
import { testDatabase } from './helpers.ts';

interface Account {
  _id: string;
  n: number;
}

let client: MongoClient;
let db: Db;
let close: () => Promise<void>;
let accounts: Collection<Account>;
const sessions: ClientSession[] = [];

beforeAll(async () => {
  ({ client, db, close } = await testDatabase('transactions'));
  accounts = db.collection('accounts');
});
afterEach(async () => {
  await Promise.all(sessions.splice(0).map((session) => session.endSession()));
  await accounts.deleteMany({});
});
afterAll(() => close());

function begin(): ClientSession {
  const session = client.startSession();
  session.startTransaction();
  sessions.push(session);
  return session;
}

async function caught(promise: Promise<unknown>): Promise<MongoServerError> {
  const error = await promise.then(
    () => undefined,
    (reason) => reason,
  );
  expect(error).toBeInstanceOf(MongoServerError);
  return error as MongoServerError;
}

describe('a transaction', () => {
  it('shows its writes to itself alone until it commits', async () => {
    const session = begin();
    await accounts.insertOne({ _id: 'a', n: 1 }, { session });
    await accounts.updateOne({ _id: 'a' }, { $inc: { n: 1 } }, { session });
    expect(await accounts.find({ n: 2 }, { session }).toArray()).toHaveLength(1);
    expect(await accounts.countDocuments({}, { session })).toBe(1);
    expect(await accounts.countDocuments()).toBe(0);
    await session.commitTransaction();
    expect(await accounts.findOne()).toEqual({ _id: 'a', n: 2 });
  });

  it('leaves nothing behind when it is aborted', async () => {
    const session = begin();
    await accounts.insertOne({ _id: 'a', n: 1 }, { session });
    await session.abortTransaction();
    expect(await accounts.countDocuments()).toBe(0);
  });

  it('keeps reading the moment it began at', async () => {
    await accounts.insertOne({ _id: 'a', n: 1 });
    const session = begin();
    expect(await accounts.findOne({ _id: 'a' }, { session })).toMatchObject({ n: 1 });
    await accounts.updateOne({ _id: 'a' }, { $set: { n: 9 } });
    expect(await accounts.findOne({ _id: 'a' }, { session })).toMatchObject({ n: 1 });
    await session.commitTransaction();
  });

  it('that writes what changed since is refused with the label drivers retry on', async () => {
    await accounts.insertOne({ _id: 'a', n: 1 });
    const session = begin();
    await accounts.findOne({ _id: 'a' }, { session });
    await accounts.updateOne({ _id: 'a' }, { $set: { n: 9 } });
    const error = await caught(accounts.updateOne({ _id: 'a' }, { $inc: { n: 1 } }, { session }));
    expect(error.code).toBe(112);
    expect(error.hasErrorLabel('TransientTransactionError')).toBe(true);
  });

  it('does not wait for ever for one that waits for it', async () => {
    await accounts.insertMany([
      { _id: 'a', n: 0 },
      { _id: 'b', n: 0 },
    ]);
    const [one, two] = [begin(), begin()];
    await accounts.updateOne({ _id: 'a' }, { $inc: { n: 1 } }, { session: one });
    await accounts.updateOne({ _id: 'b' }, { $inc: { n: 1 } }, { session: two });
    const crossed = await Promise.allSettled([
      accounts.updateOne({ _id: 'b' }, { $inc: { n: 1 } }, { session: one }),
      accounts.updateOne({ _id: 'a' }, { $inc: { n: 1 } }, { session: two }),
    ]);
    expect(crossed.some(({ status }) => status === 'rejected')).toBe(true);
  });

  it('makes the collection it writes to', async () => {
    const session = begin();
    const name = `made_${Date.now()}`;
    await db.collection(name).insertOne({ a: 1 }, { session });
    await session.commitTransaction();
    expect(await db.collection(name).countDocuments()).toBe(1);
  });

  it('that is unknown is told so, with the label to start again', async () => {
    const lsid = { id: client.startSession().id?.id };
    const command = { find: 'accounts', lsid, txnNumber: Long.fromNumber(5), autocommit: false };
    const error = await caught(client.db('admin').command({ ...command, $db: 'x' } as never));
    expect(error.code).toBe(251);
    expect(error.hasErrorLabel('TransientTransactionError')).toBe(true);
  });

  it('two of which insert one unique value end with one document', async () => {
    await accounts.createIndex({ n: 1 }, { unique: true });
    const insert = async (_id: string) => {
      const session = client.startSession();
      await session
        .withTransaction(() => accounts.insertOne({ _id, n: 7 }, { session }))
        .finally(() => session.endSession());
    };
    const results = await Promise.allSettled([insert('a'), insert('b'), insert('c')]);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await accounts.countDocuments()).toBe(1);
    await accounts.dropIndex('n_1');
  });
});

describe('withTransaction', () => {
  const increment = async (read: boolean) => {
    const session = client.startSession();
    await session.withTransaction(async () => {
      if (read) await accounts.findOne({ _id: 'hot' }, { session });
      await accounts.updateOne({ _id: 'hot' }, { $inc: { n: 1 } }, { session });
    });
    await session.endSession();
  };

  it.each([
    ['writes at once', false],
    ['reads before', true],
  ])(
    'counts to 200 in parallel when each %s',
    async (_name, read) => {
      await accounts.insertOne({ _id: 'hot', n: 0 });
      await Promise.all(Array.from({ length: 200 }, () => increment(read as boolean)));
      expect(await accounts.findOne()).toEqual({ _id: 'hot', n: 200 });
    },
    90_000,
  );

  it('moves money to and fro and the sum stays the same', async () => {
    const names = Array.from({ length: 6 }, (_, i) => `account${i}`);
    await accounts.insertMany(names.map((_id) => ({ _id, n: 100 })));
    const sum = async (session?: ClientSession) =>
      (await accounts.find({}, { session }).toArray()).reduce((total, { n }) => total + n, 0);
    const move = async (i: number) => {
      const session = client.startSession();
      const [from, to] = [names[i % 6], names[(i * 5 + 1) % 6]] as [string, string];
      await session.withTransaction(async () => {
        expect(await sum(session)).toBe(600);
        await accounts.updateOne({ _id: from }, { $inc: { n: -i } }, { session });
        await accounts.updateOne({ _id: to }, { $inc: { n: i } }, { session });
      });
      await session.endSession();
    };
    await Promise.all(Array.from({ length: 60 }, (_, i) => move(i)));
    expect(await sum()).toBe(600);
  }, 90_000);
});

describe('a numbered write', () => {
  it('sent again gets the first answer, and is not done again', async () => {
    await accounts.insertOne({ _id: 'a', n: 0 });
    const session = begin();
    await session.abortTransaction();
    const updates = [{ q: { _id: 'a' }, u: { $inc: { n: 1 } } }];
    const send = (number: number) =>
      db.command({ update: 'accounts', updates, txnNumber: Long.fromNumber(number) }, { session });
    const first = await send(1_002);
    expect(await send(1_002)).toMatchObject({ n: first.n, nModified: first.nModified });
    expect(await accounts.findOne()).toEqual({ _id: 'a', n: 1 });
    expect((await caught(send(1_001))).code).toBe(225);
  });
});
