import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { Engine } from '../../src/database/embedded/engine.ts';
import { documents, increment, run, Session, startEngine } from './engine.ts';
import { embeddedOnly, removeFolder, temporaryFolder } from './helpers.ts';

let folder: string;
let engine: Engine;

beforeEach(async () => {
  folder = temporaryFolder();
  engine = startEngine(folder);
  await run(engine, { insert: 'a', documents: [{ _id: 'x', n: 0 }] });
});
afterEach(async () => {
  await engine.close();
  removeFolder(folder);
});

/** A transaction that has added one to a document. */
async function incremented(): Promise<Session> {
  const session = new Session(engine).begin();
  await session.run(increment('x'));
  return session;
}

embeddedOnly('a commit that is under way', () => {
  it('is done once, and each who repeats it is answered the same', async () => {
    const session = await incremented();
    const answers = await Promise.all([session.commit(), session.commit(), session.commit()]);
    expect(answers).toEqual([{}, {}, {}]);
    expect(await session.commit()).toEqual({});
    expect(await documents(engine, 'a')).toMatchObject([{ n: 1 }]);
  });

  it('fails for each who repeats it when it fails', async () => {
    const session = await incremented();
    const faster = run(engine, increment('x'));
    const commits = await Promise.allSettled([session.commit(), session.commit()]);
    await faster;
    for (const one of commits) expect(one).toMatchObject({ status: 'rejected', reason: { code: 112 } });
    expect(await documents(engine, 'a')).toMatchObject([{ n: 1 }]);
  });

  it('is not undone by the end of its session', async () => {
    const session = await incremented();
    const commit = session.commit();
    await run(engine, { endSessions: [session.lsid] });
    expect(await commit).toEqual({});
    expect(await documents(engine, 'a')).toMatchObject([{ n: 1 }]);
  });

  it('is waited for by an abort, which then is too late', async () => {
    const session = await incremented();
    const commit = session.commit();
    await expect(session.abort()).rejects.toMatchObject({ code: 256 });
    expect(await commit).toEqual({});
    expect(await documents(engine, 'a')).toMatchObject([{ n: 1 }]);
  });

  it('is waited for by the next transaction of its session', async () => {
    const session = await incremented();
    const commit = session.commit();
    const next = session.begin().run(increment('x'));
    expect(await commit).toEqual({});
    await next;
    await session.commit();
    expect(await documents(engine, 'a')).toMatchObject([{ n: 2 }]);
  });

  it('writes nothing when the database ended it first', async () => {
    const session = await incremented();
    const commit = session.commit();
    engine.transactions.endAll();
    await expect(commit).rejects.toMatchObject({ code: 251 });
    expect(await documents(engine, 'a')).toMatchObject([{ n: 0 }]);
  });
});
