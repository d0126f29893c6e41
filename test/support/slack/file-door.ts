import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Core } from './core.ts';
import { authorization, multipart, sendText } from './http.ts';

/** The bytes of an upload: the body itself, or the one file of a form (the SDK names its field `body`). */
async function uploadedBytes(request: IncomingMessage, body: Buffer): Promise<Buffer> {
  if (!request.headers['content-type']?.startsWith('multipart/form-data')) return body;
  const parts = await multipart(request, body).catch(() => []);
  const file = parts.find(([, value]) => Buffer.isBuffer(value))?.[1];
  return Buffer.isBuffer(file) ? file : Buffer.alloc(0);
}

/** The doors to bytes: the upload address, and the private address of a file. */
export function createFileDoor(core: Core) {
  return {
    /** docs.slack.dev/messaging/working-with-files: the address takes as many bytes as were announced. */
    async upload(key: string, request: IncomingMessage, body: Buffer, response: ServerResponse): Promise<void> {
      const met = { method: 'upload' };
      await core.faults.delay(met);
      const status = core.faults.met('fail', met);
      if (typeof status === 'number') return sendText(response, status, 'Internal Server Error');
      const file = core.files.byUploadKey(key);
      const bytes = await uploadedBytes(request, body);
      if (!file) return sendText(response, 404, 'file_not_found');
      if (bytes.length !== file.length)
        return sendText(response, 400, `length_mismatch: ${bytes.length} of ${file.length}`);
      file.bytes = bytes;
      core.remember({
        method: 'upload',
        args: { file: file.id, length: bytes.length },
        at: core.clock.now(),
        result: 'ok',
      });
      if (core.faults.met('loseAnswer', met)) return void response.destroy();
      sendText(response, 200, `OK - ${bytes.length}`);
    },

    /** A file's bytes for its team's token; everybody else gets a page to sign in, with status 200, as from Slack. */
    download(path: string, request: IncomingMessage, response: ServerResponse): void {
      const [teamId, fileId] = path.split('/')[0]!.split('-');
      const file = core.files.byId(fileId);
      const team = core.workspace.teamOfToken(authorization(request, 'Bearer') ?? '');
      const may = file?.bytes !== undefined && team?.id === teamId;
      core.remember({
        method: 'download',
        args: { file: fileId },
        at: core.clock.now(),
        result: may ? 'ok' : 'not_yours',
      });
      if (may) response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(file.bytes);
      else sendText(response, 200, '<!DOCTYPE html><html><title>Sign in</title></html>');
    },
  };
}
