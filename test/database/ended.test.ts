import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { Engine } from '../../src/database/embedded/engine.ts';
import { connection, countSnapshots, documents, increment, run, Session, startEngine } from './engine.ts';
import { embeddedOnly, removeFolder, temporaryFolder, until } from './helpers.ts';

const noSuchTransaction = { code: 251, labels: ['TransientTransactionError'] };
let folder: string;
let engine: Engine;
let openSnapshots: () => number;

beforeEach(async () => {
  folder = temporaryFolder();
  engine = startEngine(folder);
  openSnapshots = countSnapshots(engine);
  await run(engine, { insert: 'a', documents: ['x', 'y'].map((_id) => ({ _id, n: 0 })) });
});
afterEach(async () => {
  await engine.close();
  removeFolder(folder);
});

const begin = () => new Session(engine).begin();

/** A transaction that has written a document, and another that waits for it. */
async function oneWaits(client = connection()) {
  const [holder, waiting] = [begin(), begin()];
  await holder.run(increment('x'));
  const outcome = waiting.run(increment('x'), client).catch((error) => error);
  await until(() => engine.transactions.size === 2);
  return { holder, waiting, outcome };
}

async function expectNobodyHoldsUp(): Promise<void> {
  const next = begin();
  await next.run(increment('x'));
  await next.commit();
  expect([openSnapshots(), engine.transactions.size]).toEqual([0, 0]);
}

const endings: [string, (waiting: Session) => unknown][] = [
  ['the end of its session', ({ lsid }) => run(engine, { endSessions: [lsid] })],
  ['killSessions', ({ lsid }) => run(engine, { killSessions: [lsid] })],
  ['an abort', (waiting) => waiting.abort()],
  ['a new transaction of its session', (waiting) => waiting.begin().run({ find: 'a' })],
];

embeddedOnly('a transaction that waits for a document', () => {
  it.each(endings)('is over with %s: it takes nothing when its turn comes', async (_name, end) => {
    const { holder, waiting, outcome } = await oneWaits();
    await end(waiting);
    await holder.commit();
    expect(await outcome).toMatchObject(noSuchTransaction);
    await run(engine, { endSessions: [waiting.lsid] });
    await expectNobodyHoldsUp();
    expect(await documents(engine, 'a')).toMatchObject([{ n: 2 }, { n: 0 }]);
  });

  it('is over at once, not when its turn comes', async () => {
    const { holder, waiting, outcome } = await oneWaits();
    await run(engine, { endSessions: [waiting.lsid] });
    expect(await outcome).toMatchObject(noSuchTransaction);
    await holder.commit();
    await expectNobodyHoldsUp();
  });

  it('and is refused lets the next in the row have its turn', async () => {
    const [holder, reader, writer] = [begin(), begin(), begin()];
    await holder.run(increment('x'));
    await reader.run({ find: 'a' });
    const refused = reader.run(increment('x')).catch((error) => error);
    const served = writer.run(increment('x'));
    await until(() => engine.transactions.size === 3);
    await holder.commit();
    expect(await refused).toMatchObject({ code: 112 });
    expect(await served).toMatchObject({ nModified: 1 });
    await writer.commit();
    await expectNobodyHoldsUp();
  });

  it('ends with the server, and leaves no snapshot open', async () => {
    const { outcome } = await oneWaits();
    engine.transactions.endAll();
    expect(await outcome).toMatchObject(noSuchTransaction);
    expect(openSnapshots()).toBe(0);
  });
});

embeddedOnly('a transaction whose connection closes', () => {
  it('is ended, and what it wrote is free', async () => {
    const client = connection();
    await begin().run(increment('x'), client);
    engine.transactions.leave(client);
    await expectNobodyHoldsUp();
    expect(await documents(engine, 'a')).toMatchObject([{ n: 1 }, { n: 0 }]);
  });

  it('goes on while another connection that carried a statement of it is open', async () => {
    const [one, two] = [connection(), connection()];
    const session = begin();
    await session.run(increment('x'), one);
    await session.run(increment('y'), two);
    engine.transactions.leave(one);
    await session.run(increment('y'), two);
    await session.commit(two);
    expect(await documents(engine, 'a')).toMatchObject([{ n: 1 }, { n: 2 }]);
  });

  it('is ended when the last of several has closed', async () => {
    const [one, two] = [connection(), connection()];
    const session = begin();
    await session.run(increment('x'), one);
    await session.run(increment('y'), two);
    engine.transactions.leave(two);
    expect(engine.transactions.size).toBe(1);
    engine.transactions.leave(one);
    await expectNobodyHoldsUp();
  });

  it('is not disturbed by connections of others', async () => {
    const [one, other] = [connection(), connection()];
    const session = begin();
    await session.run(increment('x'), one);
    await begin().run({ find: 'a' }, other);
    engine.transactions.leave(other);
    await session.commit(one);
    expect(await documents(engine, 'a')).toMatchObject([{ n: 1 }, { n: 0 }]);
  });

  it('waits no longer', async () => {
    const client = connection();
    const { holder, outcome } = await oneWaits(client);
    engine.transactions.leave(client);
    expect(await outcome).toMatchObject(noSuchTransaction);
    await holder.commit();
    await expectNobodyHoldsUp();
  });

  it('is committed when its commit had begun', async () => {
    const client = connection();
    const session = begin();
    await session.run(increment('x'), client);
    const commit = session.commit(client);
    engine.transactions.leave(client);
    expect(await commit).toEqual({});
    expect(await session.commit()).toEqual({});
    expect(await documents(engine, 'a')).toMatchObject([{ n: 1 }, { n: 0 }]);
  });

  it('before it could begin never begins', async () => {
    const client = connection();
    const first = begin().run({ insert: 'new', documents: [{ _id: 'z' }] }, client);
    engine.transactions.leave(client);
    await expect(first).rejects.toMatchObject(noSuchTransaction);
    await expectNobodyHoldsUp();
  });
});
