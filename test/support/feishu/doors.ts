import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { createApiDoor } from './api-door.ts';
import type { Core } from './core.ts';
import { bodyOf, sendText } from './http.ts';

/** The network side of the local Feishu: it can be closed, opened again at the same port, or made deaf. */
export type Doors = Awaited<ReturnType<typeof openDoors>>;

export async function openDoors(core: Core) {
  const api = createApiDoor(core);
  const sockets = new Set<Socket>();
  let server: Server | undefined;
  let deaf = false;
  let held = 0;

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams: query } = new URL(request.url ?? '/', 'http://feishu.local');
    const [, door, ...more] = pathname.replace(/\/$/, '').split('/');
    const body = await bodyOf(request);
    if (door === 'open-apis') return api({ path: more.join('/'), request, query, body }, response);
    sendText(response, 404, 'not found');
  }

  async function listen(port: number): Promise<number> {
    server = createServer((request, response) => {
      if (deaf) {
        held += 1;
        return;
      }
      serve(request, response).catch((error: Error) => {
        if (!response.headersSent && !response.destroyed) sendText(response, 500, error.stack ?? error.message);
        core.complaints.push(`the local Feishu itself failed: ${error.stack}`);
      });
    });
    server.keepAliveTimeout = 60_000;
    server.on('connection', (socket) => {
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
    });
    server.on('upgrade', (_request, socket) => socket.destroy());
    await new Promise<void>((resolve, reject) => server!.once('error', reject).listen(port, '127.0.0.1', resolve));
    return (server.address() as AddressInfo).port;
  }

  const breakAll = () => {
    for (const socket of sockets) socket.destroy();
  };

  const port = await listen(0);
  core.base = `http://127.0.0.1:${port}`;

  return {
    /** Connections break, and new ones are refused. */
    async down(): Promise<void> {
      const closing = server;
      server = undefined;
      breakAll();
      await new Promise((resolve) => (closing ? closing.close(resolve) : resolve(undefined)));
    },
    /** Requests are taken and never answered. */
    hang(): void {
      deaf = true;
    },
    /** Requests that hang. */
    hanging: (): number => held,
    /** All is well again; whoever hung is cut off. */
    async up(): Promise<void> {
      if (deaf) breakAll();
      [deaf, held] = [false, 0];
      if (!server) await listen(port);
    },
  };
}
