import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { Long } from 'mongodb';
import { findRunningDatabase, startEmbeddedDatabase } from '../../src/database/embedded/index.ts';
import { join, KEYSPACE } from '../../src/database/embedded/store/bytes.ts';
import { prepareFormat } from '../../src/database/embedded/store/format.ts';
import { LmdbStore } from '../../src/database/embedded/store/lmdb.ts';
import { embeddedOnly, removeFolder, temporaryFolder } from './helpers.ts';
import { serveHere } from './in-process.ts';

const MINUTE = 60_000;
let folder: string;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => removeFolder(folder));

embeddedOnly('the upkeep of each minute', () => {
  it('deletes what a TTL index says is over, and nothing else', async () => {
    const { db, later, close } = await serveHere(folder);
    const events = db.collection<{ _id: number; at?: Date | string }>('events');
    await events.createIndex({ at: 1 }, { expireAfterSeconds: 60 });
    await events.insertMany([
      { _id: 1, at: new Date() },
      { _id: 2, at: 'never' },
      { _id: 3 },
      { _id: 4, at: new Date(Date.now() + 10 * MINUTE) },
    ]);
    await later(30_000);
    expect(await events.countDocuments()).toBe(4);
    await later(2 * MINUTE);
    expect((await events.find().toArray()).map(({ _id }) => _id)).toEqual([2, 3, 4]);
    await close();
  });

  it('ends idle transactions and cursors; what still uses them is told so', async () => {
    const { db, client, engine, later, close } = await serveHere(folder);
    await db.collection('a').insertMany(Array.from({ length: 10 }, (_, i) => ({ i })));
    const cursor = db.collection('a').find().batchSize(2);
    await cursor.next();
    const session = client.startSession();
    session.startTransaction();
    await db.collection('a').insertOne({ i: 11 }, { session });
    expect([engine.cursors.size, engine.transactions.size]).toEqual([1, 1]);
    await later(2 * MINUTE);
    expect([engine.cursors.size, engine.transactions.size]).toEqual([0, 0]);
    await expect(cursor.toArray()).rejects.toMatchObject({ code: 43 });
    await expect(session.commitTransaction()).rejects.toMatchObject({ code: 251 });
    await session.endSession();
    await close();
  });

  it('forgets answers after half an hour and gives the space of dropped collections back', async () => {
    const { db, engine, later, close } = await serveHere(folder);
    await db.collection('big').insertMany(Array.from({ length: 3_000 }, (_, i) => ({ i })));
    await db.collection('big').createIndex({ i: 1 });
    await db.collection('big').drop();
    await later(31 * MINUTE);
    const keys = (from: number, to: number) => engine.store.count(join(from), join(to));
    expect(keys(KEYSPACE.firstFree, 1_000)).toBe(0);
    expect(keys(KEYSPACE.sessions, KEYSPACE.sessions + 1)).toBe(0);
    await close();
  });
});

embeddedOnly('a question', () => {
  it('is stopped when its time is over', async () => {
    const { db, close } = await serveHere(folder);
    const many = db.collection('many');
    await many.insertMany(Array.from({ length: 20_000 }, (_, i) => ({ i, text: `text ${i}` })));
    const slow = many
      .find({ $nor: [{ text: /(x+x+)+y/ }, { i: -1 }] })
      .sort({ text: -1 })
      .maxTimeMS(1);
    await expect(slow.toArray()).rejects.toMatchObject({ code: 50 });
    await close();
  });

  it('for what is not done here is answered with a code and a sentence', async () => {
    const { db, close } = await serveHere(folder);
    const a = db.collection('a');
    await expect(db.command({ nonsense: 1 })).rejects.toMatchObject({ code: 59 });
    await expect(a.watch().next()).rejects.toMatchObject({ code: 40573 });
    await expect(a.createIndex({ place: '2dsphere' })).rejects.toMatchObject({ code: 238 });
    await expect(a.find().collation({ locale: 'zh' }).toArray()).rejects.toThrow(/use MongoDB/);
    await expect(a.aggregate([{ $out: 'b' }]).toArray()).rejects.toMatchObject({ code: 238 });
    await expect(db.command({ getMore: Long.fromNumber(7), collection: 'a' })).rejects.toMatchObject({ code: 43 });
    await expect(a.insertOne({ text: 'x'.repeat(17 * 1024 * 1024) })).rejects.toThrow();
    await close();
  });
});

embeddedOnly('the store', () => {
  it('of a newer program is refused with a sentence, an older one is brought up to date', async () => {
    const store = new LmdbStore(folder);
    prepareFormat(store, 1);
    prepareFormat(store, 3, {
      1: (view) => view.put(join(99), Buffer.from('one')),
      2: (view) => view.put(join(99), Buffer.from('two')),
    });
    expect(store.get(join(99))?.toString()).toBe('two');
    expect(() => prepareFormat(store, 2)).toThrow('storage format 3, this program knows 2');
    await store.close();
  });

  it('is found while it is served, and not after', async () => {
    const database = await startEmbeddedDatabase({ dataDir: folder, inThread: false });
    expect(await findRunningDatabase(folder)).toEqual({ uri: database.uri });
    await expect(startEmbeddedDatabase({ dataDir: folder })).rejects.toThrow(`in use by process ${process.pid}`);
    await database.close();
    expect(await findRunningDatabase(folder)).toBeUndefined();
  });
});
