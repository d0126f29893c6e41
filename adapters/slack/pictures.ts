import type { Connection } from 'mongoose';
import { DeliveryError } from '../../src/chat/adapter.ts';
import type { FileRef, SealedCard } from '../../src/chat/card.ts';
import { clip } from '../../src/chat/cut.ts';
import type { Clock } from '../../src/clock.ts';
import { asDeliveryError, call, slackError } from './call.ts';
import { type SentFile, sentFileModel } from './model.ts';
import { picturesOf } from './render/card.ts';
import type { Team } from './teams.ts';

type Bytes = { bytes: Uint8Array; name: string };
type Upload = { ok: boolean; upload_url: string; file_id: string };
/** What is used of a file: docs.slack.dev/reference/objects/file-object */
type FileInfo = {
  mimetype?: string;
  original_w?: number;
  channels?: string[];
  groups?: string[];
  ims?: string[];
  shares?: Record<string, Record<string, unknown>>;
};
type Info = { ok: boolean; file: FileInfo };

/** Ms between two looks at a file that Slack is still busy with, and how many looks. */
const lookEveryMs = 250;
const looks = 24;
/** Ms after which Slack is taken to be done with a picture for bad: it is uploaded anew. */
const stuckMs = 10 * 60_000;
/** Ms after a try without an answer until Slack surely says where a file was shared. */
const doubtMs = 30_000;

/** The conversations that a file was shared in. */
const sharedIn = ({ channels = [], groups = [], ims = [], shares = {} }: FileInfo): string[] => [
  ...channels,
  ...groups,
  ...ims,
  ...Object.values(shares).flatMap((byChannel) => Object.keys(byChannel)),
];

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

  /** What Slack knows of a file; undefined of one whose upload was never completed. */
  async function infoOf(team: Team, file: string): Promise<FileInfo | undefined> {
    try {
      return (await call<Info>(team.client, 'files.info', { file })).file;
    } catch (error) {
      if (error instanceof DeliveryError && slackError(error.cause) === 'file_not_found') return undefined;
      throw error;
    }
  }

  /** Slack finishes an upload after it has answered; a card that shows the picture before is refused. */
  async function untilReady(team: Team, file: string): Promise<void> {
    for (let look = 0; look < looks; look += 1) {
      const info = await infoOf(team, file);
      if (info?.mimetype && info.original_w !== undefined) return;
      await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
    }
    throw new DeliveryError('Slack is still busy with a picture', true, { refused: true, afterMs: 10_000 });
  }

  /** Notes an upload before it is completed, so that a try whose answer is lost is looked for and not made again. */
  const note = (_id: string, slack: string) =>
    sent.updateOne({ _id }, { $set: { slack, at: clock() }, $unset: { isThere: 1 } }, { upsert: true });
  const noteThere = (_id: string) => sent.updateOne({ _id }, { $set: { isThere: true } });

  /** Slack's id of a picture that an earlier try completed, though it may not be ready. */
  async function earlierPicture(team: Team, there: SentFile | null): Promise<string | undefined> {
    if (!there || clock().getTime() - there.at.getTime() > stuckMs) return undefined;
    return (await infoOf(team, there.slack)) && there.slack;
  }

  async function completePicture(team: Team, _id: string, file: FileRef, alt: string): Promise<string> {
    const slack = await upload(team, await bytesOf(file.id), alt);
    await note(_id, slack);
    await call(team.client, 'files.completeUploadExternal', { files: [{ id: slack, title: file.name }] });
    return slack;
  }

  async function bring(team: Team, file: FileRef, alt: string): Promise<string> {
    const _id = `${team.id}:${file.id}`;
    const there = await sent.findById(_id).lean();
    if (there?.isThere) return there.slack;
    const slack = (await earlierPicture(team, there)) ?? (await completePicture(team, _id, file, alt));
    await untilReady(team, slack);
    await noteThere(_id);
    return slack;
  }

  /** Whether an earlier try, whose answer was lost, shared a file: waited for, then looked for. */
  async function wasShared(team: Team, { slack, at }: SentFile, channel: string): Promise<boolean> {
    const waited = clock().getTime() - at.getTime();
    if (waited < doubtMs)
      throw new DeliveryError('an earlier share of a file is in doubt', true, {
        busy: true,
        afterMs: doubtMs - waited,
      });
    return sharedIn((await infoOf(team, slack)) ?? {}).includes(channel);
  }

  return {
    /** Brings the pictures of a card; gives the way from the desk's id of a file to Slack's. */
    async of(team: Team, card: SealedCard): Promise<(id: string) => string | undefined> {
      const alts = new Map(card.blocks.flatMap((b) => (b.kind === 'image' ? [[b.file.id, b.alt] as const] : [])));
      const found = new Map<string, string>();
      for (const file of picturesOf(card)) found.set(file.id, await bring(team, file, alts.get(file.id) ?? file.name));
      return (id) => found.get(id);
    },
    /** Shares a file in a conversation, once: the same file is not shared there again. Throws `DeliveryError`. */
    async share(team: Team, file: FileRef, channel: string, thread?: string): Promise<void> {
      const _id = `${team.id}:${file.id}:${channel}`;
      const there = await sent.findById(_id).lean();
      if (there?.isThere) return;
      if (!there || !(await wasShared(team, there, channel))) {
        const id = await upload(team, await bytesOf(file.id));
        await note(_id, id);
        const where = { channel_id: channel, ...(thread && { thread_ts: thread }) };
        await call(team.client, 'files.completeUploadExternal', { files: [{ id, title: file.name }], ...where });
      }
      await noteThere(_id);
    },
  };
}
export type Pictures = ReturnType<typeof createPictures>;
