import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { createApiDoor } from './api-door.ts';
import type { Core } from './core.ts';
import type { Met } from './faults.ts';
import { createFileDoor } from './file-door.ts';
import { bodyOf, sendText } from './http.ts';
import type { Link } from './link.ts';
import type { ResponseUrls } from './response-urls.ts';

/** The network side of the local Slack: it can be closed, opened again at the same port, or made deaf. */
export type Doors = Awaited<ReturnType<typeof openDoors>>;

export async function openDoors(core: Core, responseUrls: ResponseUrls, link: Link) {
  const [api, files] = [createApiDoor(core), createFileDoor(core)];
  const sockets = new Set<Socket>();
  let server: Server | undefined;
  let deaf = false;
  let held = 0;

  /** A use of a response_url, with the faults that it meets; how it ended. */
  async function answered(path: string, body: Buffer, met: Met, response: ServerResponse): Promise<string> {
    await core.faults.delay(met);
    const limited = core.faults.met('rateLimit', met);
    if (limited !== undefined) {
      sendText(response, 429, 'rate_limited', { 'retry-after': String(limited) });
      return '429';
    }
    const status = core.faults.met('fail', met);
    if (typeof status === 'number') {
      sendText(response, status, 'Internal Server Error');
      return String(status);
    }
    const said = responseUrls.use(path, body.toString());
    if (core.faults.met('loseAnswer', met)) {
      response.destroy();
      return 'lost';
    }
    sendText(response, said.status, said.text);
    return said.error ?? 'ok';
  }

  async function hook(path: string, body: Buffer, response: ServerResponse): Promise<void> {
    const met: Met = { method: 'response_url', channel: responseUrls.channelOf(path) };
    const call = { ...met, args: { body: body.toString() }, at: core.clock.now() };
    core.remember({ ...call, result: await answered(path, body, met, response) });
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams: query } = new URL(request.url ?? '/', 'http://slack.local');
    const [, door = '', ...more] = pathname.split('/');
    const path = more.join('/');
    const body = await bodyOf(request);
    if (door === 'api') return api({ method: path, request, query, body }, response);
    if (door === 'hooks') return hook(path, body, response);
    if (door === 'upload') return files.upload(path.replace('v1/', ''), request, body, response);
    if (door === 'files-pri') return files.download(path, request, response);
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
        core.complaints.push(`the local Slack itself failed: ${error.stack}`);
      });
    });
    server.keepAliveTimeout = 60_000;
    server.on('connection', (socket) => {
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
    });
    server.on('upgrade', (request, socket, head) => {
      if (deaf) held += 1;
      else link.upgrade(request, socket, head);
    });
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
