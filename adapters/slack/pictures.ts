import type { Connection } from 'mongoose';
import { DeliveryError } from '../../src/chat/adapter.ts';
import type { FileRef, SealedCard } from '../../src/chat/card.ts';
import { clip } from '../../src/chat/cut.ts';
import type { Clock } from '../../src/clock.ts';
import { isDuplicate } from '../../src/database/transact.ts';
import { asDeliveryError, call } from './call.ts';
import { sentFileModel } from './model.ts';
import { picturesOf } from './render/card.ts';
import type { Team } from './teams.ts';

type Bytes = { bytes: Uint8Array; name: string };
type Upload = { ok: boolean; upload_url: string; file_id: string };
type Info = { ok: boolean; file: { id: string; mimetype?: string; original_w?: number } };

/** Ms between two looks at a file that Slack is still busy with, and how many looks. */
const lookEveryMs = 250;
const looks = 24;

type Deps = {
  connection: Connection;
  clock: Clock;
  bytesOf(id: string): Promise<Bytes>;
  fetch?: typeof fetch;
};

/** Brings files to Slack: pictures before the card that shows them, other files beside it. */
export function createPictures({ connection, clock, bytesOf, fetch: send = fetch }: Deps) {
  const sent = sentFileModel(connection);

  /** The first two steps of an upload: docs.slack.dev/messaging/working-with-files */
  async function upload(team: Team, { bytes, name }: Bytes, alt?: string): Promise<string> {
    const args = { filename: name, length: bytes.byteLength, ...(alt && { alt_text: clip(alt, 1000) }) };
    const { upload_url, file_id } = await call<Upload>(team.client, 'files.getUploadURLExternal', args);
    const response = await send(upload_url, {
      method: 'POST',
      body: Buffer.from(bytes),
      signal: AbortSignal.timeout(20_000),
    }).catch((error) => {
      throw asDeliveryError('upload', error);
    });
    if (!response.ok) throw asDeliveryError('upload', new Error(`status ${response.status}`));
    return file_id;
  }

  /** Slack finishes an upload after it has answered; a card that shows the picture before is refused. */
  async function untilReady(team: Team, file: string): Promise<void> {
    for (let look = 0; look < looks; look += 1) {
      const { file: info } = await call<Info>(team.client, 'files.info', { file });
      if (info.mimetype && info.original_w !== undefined) return;
      await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
    }
    throw new DeliveryError('Slack is still busy with a picture', true, { refused: true, afterMs: 10_000 });
  }

  async function bring(team: Team, file: FileRef, alt: string): Promise<string> {
    const _id = `${team.id}:${file.id}`;
    const there = await sent.findById(_id).lean();
    if (there) return there.slack;
    const slack = await upload(team, await bytesOf(file.id), alt);
    await call(team.client, 'files.completeUploadExternal', { files: [{ id: slack, title: file.name }] });
    await untilReady(team, slack);
    await sent.create({ _id, slack, at: clock() }).catch((error) => {
      if (!isDuplicate(error)) throw error;
    });
    return slack;
  }

  return {
    /** Brings the pictures of a card; gives the way from the desk's id of a file to Slack's. */
    async of(team: Team, card: SealedCard): Promise<(id: string) => string | undefined> {
      const alts = new Map(card.blocks.flatMap((b) => (b.kind === 'image' ? [[b.file.id, b.alt] as const] : [])));
      const found = new Map<string, string>();
      for (const file of picturesOf(card)) found.set(file.id, await bring(team, file, alts.get(file.id) ?? file.name));
      return (id) => found.get(id);
    },
    /** Shares a file in a conversation, once: the same file is not shared there again. */
    async share(team: Team, file: FileRef, channel: string, thread?: string): Promise<void> {
      const _id = `${team.id}:${file.id}:${channel}`;
      if (await sent.exists({ _id })) return;
      const id = await upload(team, await bytesOf(file.id));
      const where = { channel_id: channel, ...(thread && { thread_ts: thread }) };
      await call(team.client, 'files.completeUploadExternal', { files: [{ id, title: file.name }], ...where });
      await sent.create({ _id, slack: id, at: clock() }).catch(() => {});
    },
  };
}
export type Pictures = ReturnType<typeof createPictures>;
