import { once } from 'node:events';
import { createServer } from 'node:net';
import { MongoClient } from 'mongodb';
import { Engine } from '../../src/database/embedded/engine.ts';
import { silent } from '../../src/database/embedded/log.ts';
import { upkeep } from '../../src/database/embedded/server/upkeep.ts';
import { Connection } from '../../src/database/embedded/wire/connection.ts';
import { credentials } from '../../src/database/embedded/wire/scram.ts';

/** An engine behind a port of this process, whose upkeep the test runs at the time it likes. */
export async function serveHere(folder: string) {
  const engine = new Engine(folder);
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  const context = { engine, credentials: credentials('u', 'p'), address: `127.0.0.1:${port}`, log: silent };
  server.on('connection', (socket) => new Connection(socket, 1, context));
  const uri = `mongodb://u:p@127.0.0.1:${port}/test?directConnection=true&authSource=admin`;
  const client = await MongoClient.connect(uri);
  const close = async () => {
    await client.close();
    server.close();
    await engine.close();
  };
  const later = (milliseconds: number) => upkeep(engine, new Date(Date.now() + milliseconds));
  return { engine, uri, client, db: client.db(), later, close };
}
