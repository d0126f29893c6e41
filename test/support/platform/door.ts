import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';

type Door = {
  serve(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** Somebody asks for a WebSocket; where nobody takes them, they are refused. */
  upgrade?(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** The stand-in itself went wrong. */
  failed(error: Error, response: ServerResponse): void;
};

/** The network side of a stand-in: it can be closed, opened again at the same port, or made deaf. */
export async function openDoor({ serve, upgrade, failed }: Door) {
  const sockets = new Set<Socket>();
  let server: Server | undefined;
  let deaf = false;
  let held = 0;

  async function listen(port: number): Promise<number> {
    server = createServer((request, response) => {
      if (deaf) {
        held += 1;
        return;
      }
      serve(request, response).catch((error: Error) => failed(error, response));
    });
    server.keepAliveTimeout = 60_000;
    server.on('connection', (socket) => {
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
    });
    server.on('upgrade', (request, socket, head) => {
      if (deaf && upgrade) held += 1;
      else if (upgrade) upgrade(request, socket, head);
      else socket.destroy();
    });
    await new Promise<void>((resolve, reject) => server!.once('error', reject).listen(port, '127.0.0.1', resolve));
    return (server.address() as AddressInfo).port;
  }

  const breakAll = () => {
    for (const socket of sockets) socket.destroy();
  };

  const port = await listen(0);

  return {
    port,
    doors: {
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
    },
  };
}
