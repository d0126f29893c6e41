import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { Engine } from '../engine.ts';
import type { Log } from '../log.ts';
import { Connection } from '../wire/connection.ts';
import { credentials } from '../wire/scram.ts';
import { startUpkeep } from './upkeep.ts';

export interface ServerOptions {
  dataDir: string;
  /** Tried first; any free port when it is taken. */
  port: number;
  user: string;
  password: string;
  log: Log;
}

export interface RunningServer {
  port: number;
  close(): Promise<void>;
}

const HOST = '127.0.0.1';

/** Opens the store and answers MongoDB's protocol on a loopback port. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const engine = new Engine(options.dataDir);
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true });
  const port = await listen(server, options.port);
  const context = {
    engine,
    credentials: credentials(options.user, options.password),
    address: `${HOST}:${port}`,
    log: options.log,
  };
  server.on('error', (error) => options.log('error', 'the database server has a problem', { error: String(error) }));
  let connections = 0;
  server.on('connection', (socket) => {
    const claims = engine.transactions.claims;
    sockets.add(socket);
    claims.connections = sockets.size;
    socket.on('close', () => {
      sockets.delete(socket);
      claims.connections = sockets.size;
    });
    new Connection(socket, ++connections, context);
  });
  const upkeep = startUpkeep(engine, options.log);
  return { port, close: () => close(server, sockets, engine, upkeep) };
}

async function close(
  server: Server,
  sockets: Set<Socket>,
  engine: Engine,
  upkeep: { stop(): Promise<void> },
): Promise<void> {
  server.close();
  for (const socket of sockets) socket.destroy();
  await upkeep.stop();
  await engine.close();
}

async function listen(server: Server, port: number): Promise<number> {
  try {
    server.listen(port, HOST);
    await once(server, 'listening');
  } catch (error) {
    if (port === 0 || (error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    server.listen(0, HOST);
    await once(server, 'listening');
  }
  return (server.address() as { port: number }).port;
}
