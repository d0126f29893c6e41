import type { FastifyInstance } from 'fastify';
import type { Clock } from '../../src/clock.ts';
import { DeskError } from '../../src/errors.ts';
import { maxFileBytes } from '../../src/files/file.ts';
import { sniff } from '../../src/files/sniff.ts';
import { personOf } from '../../src/members/member.ts';
import { createRateLimit } from '../../src/rate.ts';
import type { Files } from './deps.ts';
import { limits } from './limits.ts';
import type { Viewers } from './viewer.ts';

/** Pictures that the browser may show; every other file is only ever saved. */
const shown = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp']);

/** A file name for a header: plain characters, and the real one encoded beside it. */
function disposition(kind: 'inline' | 'attachment', name: string): string {
  const plain = name.replace(/[^\w. -]/g, '_');
  return `${kind}; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`)}`;
}

/** Files of cards, by the rights of the person; and files that a form or a message brings. */
export function fileRoutes(server: FastifyInstance, deps: { viewers: Viewers; files: Files; clock: Clock }): void {
  const mayUpload = createRateLimit(limits.upload, deps.clock);
  server.get<{ Params: { id: string } }>('/files/:id', async (request, reply) => {
    const viewer = await deps.viewers.ofRequest(request);
    const file = await deps.files.read(request.params.id, personOf(viewer.member));
    const inline = shown.has(file.mime);
    return reply
      .header('content-type', inline ? file.mime : 'application/octet-stream')
      .header('content-disposition', disposition(inline ? 'inline' : 'attachment', file.name))
      .header('content-security-policy', "default-src 'none'; sandbox")
      .header('cache-control', 'private, max-age=3600')
      .send(Buffer.from(file.bytes));
  });

  server.post<{ Querystring: { name?: string } }>('/api/files', { bodyLimit: maxFileBytes }, async (request) => {
    const { member, session } = await deps.viewers.ofRequest(request);
    if (!mayUpload(session)) throw new DeskError('error.console_too_fast');
    const name = String(request.query.name ?? '').slice(0, limits.fileName);
    if (!Buffer.isBuffer(request.body) || name === '') throw new DeskError('error.console_file');
    const bytes = request.body;
    return deps.files.save({ name, mime: sniff(bytes, name), bytes, access: { members: [member._id] } });
  });
}
