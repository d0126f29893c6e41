import type { IncomingMessage, ServerResponse } from 'node:http';
import { openDoor } from '../platform/door.ts';
import { bodyOf } from '../platform/http.ts';
import { createApiDoor } from './api-door.ts';
import type { Core } from './core.ts';
import type { Met } from './faults.ts';
import { createFileDoor } from './file-door.ts';
import { sendText } from './http.ts';
import type { Link } from './link.ts';
import type { ResponseUrls } from './response-urls.ts';

/** The network side of the local Slack. */
export type Doors = Awaited<ReturnType<typeof openDoors>>;

export async function openDoors(core: Core, responseUrls: ResponseUrls, link: Link) {
  const [api, files] = [createApiDoor(core), createFileDoor(core)];

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

  function failed(error: Error, response: ServerResponse): void {
    if (!response.headersSent && !response.destroyed) sendText(response, 500, error.stack ?? error.message);
    core.complaints.push(`the local Slack itself failed: ${error.stack}`);
  }

  const { port, doors } = await openDoor({ serve, failed, upgrade: link.upgrade });
  core.base = `http://127.0.0.1:${port}`;
  return doors;
}
