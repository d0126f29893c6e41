import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Long, MongoClient } from 'mongodb';
import { embeddedOnly, refusal, removeFolder, type ServerProcess, serve, temporaryFolder } from './helpers.ts';

let folder: string;
const clients: MongoClient[] = [];
const servers: ServerProcess[] = [];

beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()));
  await Promise.all(servers.splice(0).map((server) => server.kill()));
  removeFolder(folder);
});

async function start(wrap: string[] = []): Promise<{ server: ServerProcess; client: MongoClient }> {
  const server = await serve(folder, wrap);
  servers.push(server);
  const client = await MongoClient.connect(server.uri, { serverSelectionTimeoutMS: 3_000 });
  clients.push(client);
  return { server, client };
}

embeddedOnly('what was acknowledged', () => {
  it('is all there after kill -9, with its indexes and counts', async () => {
    const { server, client } = await start();
    const orders = client.db().collection<{ _id: number; even: boolean }>('orders');
    await orders.createIndex({ even: 1 });
    const acknowledged: number[] = [];
    const writer = async (from: number) => {
      for (let i = from; ; i += 4) {
        await orders.insertOne({ _id: i, even: i % 2 === 0 });
        acknowledged.push(i);
        if (acknowledged.length === 120) await server.kill();
      }
    };
    await Promise.allSettled([0, 1, 2, 3].map(writer));
    const { client: second } = await start();
    const after = second.db().collection<{ _id: number }>('orders');
    const found = (await after.find().toArray()).map(({ _id }) => _id);
    expect(found).toEqual(expect.arrayContaining(acknowledged));
    expect(await after.estimatedDocumentCount()).toBe(found.length);
    expect(await after.countDocuments({ even: true })).toBe(found.filter((id) => id % 2 === 0).length);
  });

  it('is answered again, not done again, when the write is repeated after a restart', async () => {
    const { server, client } = await start();
    const [one, two] = [client.startSession(), client.startSession()];
    const txnNumber = Long.fromNumber(1);
    const update = { update: 'n', updates: [{ q: { _id: 1 }, u: { $inc: { n: 1 } }, upsert: true }], txnNumber };
    const answered = await client.db().command(update, { session: one });
    two.startTransaction();
    await client.db().collection<{ _id: number }>('n').insertOne({ _id: 2 }, { session: two });
    await two.commitTransaction();
    await server.kill();
    await start();
    const again = await client.db().command(update, { session: one });
    expect(again).toMatchObject({ n: answered.n, upserted: answered.upserted });
    await expect(two.commitTransaction()).resolves.toBeUndefined();
    const found = await client.db().collection('n').find().toArray();
    expect(found).toEqual([{ _id: 1, n: 1 }, { _id: 2 }]);
  });

  const strace = hasStrace() ? it : it.skip;
  if (!hasStrace())
    process.stderr.write('strace is not installed: that fdatasync comes before the answer is not traced.\n');
  strace('was on disk before the answer left: fdatasync comes before the reply', async () => {
    const trace = join(folder, 'trace');
    const { server, client } = await start([
      'strace',
      '-D',
      '-f',
      '-y',
      '-s',
      '200',
      '-e',
      'trace=fdatasync,fsync,write,writev,sendto',
      '-o',
      trace,
    ]);
    const orders = client.db().collection<{ _id: string }>('orders');
    await orders.insertOne({ _id: 'first' });
    for (let i = 0; i < 5; i++) await orders.insertOne({ _id: `traced${i}` });
    await client.close();
    await server.kill('SIGTERM');
    expect(answersWithoutSync(readFileSync(trace, 'utf8'))).toEqual({ answers: 6, unsynced: 0 });
  });
});

embeddedOnly('the server', () => {
  it('is found again at its port with its password after a restart', async () => {
    const first = await start();
    await first.server.kill();
    const second = await start();
    expect(second.server.uri).toBe(first.server.uri);
    await expect(first.client.db().command({ ping: 1 })).resolves.toMatchObject({ ok: 1 });
  });

  it('keeps its password in a file that only its user can read', async () => {
    await start();
    expect(statSync(join(folder, 'server.json')).mode & 0o777).toBe(0o600);
  });

  it('refuses a second owner of the folder with a sentence, and takes over from a dead one', async () => {
    const { server } = await start();
    expect(await refusal(folder)).toMatch(new RegExp(`in use by process ${server.process.pid}\\.`));
    await server.kill();
    await start();
  });

  it('refuses a wrong password, another user, and commands before authentication', async () => {
    const { server } = await start();
    const options = { serverSelectionTimeoutMS: 3_000 };
    const wrong = MongoClient.connect(server.uri.replace(/:[^:@]+@/, ':wrong@'), options);
    await expect(wrong).rejects.toMatchObject({ code: 18 });
    const stranger = MongoClient.connect(server.uri.replace('//orderdesk:', '//someone:'), options);
    await expect(stranger).rejects.toMatchObject({ code: 18 });
    const nobody = new MongoClient(server.uri.replace(/\/\/.*@/, '//').replace('&authSource=admin', ''), options);
    clients.push(nobody);
    await expect(nobody.db().collection('a').findOne()).rejects.toMatchObject({ code: 13 });
  });

  it('closes a connection that sends bytes without meaning, and serves the others on', async () => {
    const { server, client } = await start();
    const hello = Buffer.from(
      '3a0000000100000000000000dd0700000000000000250000001068656c6c6f0001000000022464620006000000',
      'hex',
    );
    const damaged = fc.oneof(
      fc.uint8Array({ minLength: 1, maxLength: 200 }),
      fc.tuple(fc.nat(hello.length - 1), fc.nat(255)).map(([at, byte]) => hello.fill(byte, at, at + 1)),
    );
    await fc.assert(
      fc.asyncProperty(damaged, async (bytes) => {
        const socket = connect(server.port, '127.0.0.1');
        socket.on('error', () => undefined);
        socket.end(bytes);
        socket.resume();
        await once(socket, 'close');
      }),
      { numRuns: 150 },
    );
    const half = connect(server.port, '127.0.0.1');
    half.on('error', () => undefined);
    half.write(Buffer.from([0xff, 0xff, 0xff, 0x7f, 0, 0]));
    await once(half, 'close');
    await expect(client.db().command({ ping: 1 })).resolves.toMatchObject({ ok: 1 });
  });
});

function hasStrace(): boolean {
  try {
    execFileSync('strace', ['-V'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Counts the answers `{ n: 1, ok: 1 }` in a trace, and those that no sync of the store stands before. */
function answersWithoutSync(trace: string): { answers: number; unsynced: number } {
  let [answers, unsynced, isSynced] = [0, 0, false];
  for (const line of trace.split('\n')) {
    if (/(fdatasync|fsync)\(\d+<.*store\.lmdb/.test(line)) isSynced = true;
    if (!line.includes('\\20n\\0\\1\\0\\0\\0\\20ok')) continue;
    answers++;
    if (!isSynced) unsynced++;
    isSynced = false;
  }
  return { answers, unsynced };
}
