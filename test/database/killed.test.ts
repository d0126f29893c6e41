import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { embeddedOnly, removeFolder, temporaryFolder, until } from './helpers.ts';
import { serveHere } from './in-process.ts';

/** A program that writes a document in a transaction, says so, and then does nothing more. */
const PROGRAM = `
  import { MongoClient } from 'mongodb';
  const client = await MongoClient.connect(process.argv[1]);
  const session = client.startSession();
  session.startTransaction();
  await client.db().collection('a').updateOne({ _id: 'x' }, { $inc: { n: 1 } }, { session });
  process.stdout.write('written');
`;

let folder: string;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => removeFolder(folder));

embeddedOnly('a client that is killed in the middle of a transaction', () => {
  it('holds nobody up', async () => {
    const { db, client, engine, uri, close } = await serveHere(folder);
    const a = db.collection<{ _id: string; n: number }>('a');
    await a.insertOne({ _id: 'x', n: 0 });
    const program = spawn(process.execPath, ['--input-type=module', '-e', PROGRAM, uri], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(program.stdout, 'data');
    expect(engine.transactions.size).toBe(1);
    program.kill('SIGKILL');
    await until(() => engine.transactions.size === 0);
    const session = client.startSession();
    session.startTransaction();
    await a.updateOne({ _id: 'x' }, { $inc: { n: 10 } }, { session });
    await session.commitTransaction();
    await session.endSession();
    expect(await a.findOne()).toEqual({ _id: 'x', n: 10 });
    await close();
  });
});
