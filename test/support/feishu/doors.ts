import type { IncomingMessage, ServerResponse } from 'node:http';
import { openDoor } from '../platform/door.ts';
import { bodyOf } from '../platform/http.ts';
import { createApiDoor } from './api-door.ts';
import type { Core } from './core.ts';
import { sendJson, sendText } from './http.ts';
import type { Link } from './link.ts';
import type { Json } from './types.ts';

/** The network side of the local Feishu. */
export async function openDoors(core: Core, link: Link) {
  const api = createApiDoor(core);

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams: query } = new URL(request.url ?? '/', 'http://feishu.local');
    const [, door, ...more] = pathname.replace(/\/$/, '').split('/');
    const body = await bodyOf(request);
    if (door === 'open-apis') return api({ path: more.join('/'), request, query, body }, response);
    if (pathname === '/callback/ws/endpoint')
      return sendJson(response, 200, link.endpoint(JSON.parse(body.toString()) as Json));
    sendText(response, 404, 'not found');
  }

  function failed(error: Error, response: ServerResponse): void {
    if (!response.headersSent && !response.destroyed) sendText(response, 500, error.stack ?? error.message);
    core.complaints.push(`the local Feishu itself failed: ${error.stack}`);
  }

  const { port, doors } = await openDoor({ serve, failed, upgrade: link.upgrade });
  core.base = `http://127.0.0.1:${port}`;
  return doors;
}
