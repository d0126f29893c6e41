import type { StandInClock } from '../platform/clock.ts';
import type { FileRef } from './blocks/image.ts';
import { inWords } from './blocks/rule.ts';
import type { Ids } from './ids.ts';
import type { Json } from './types.ts';

export type Files = ReturnType<typeof createFiles>;

/** When a file that was completed counts as processed: after so many looks by files.info, or so many ms. */
export type Processing = { polls?: number; ms?: number };

export type StoredFile = {
  id: string;
  teamId: string;
  user: string;
  name: string;
  title: string;
  alt: string;
  length: number;
  bytes?: Buffer;
  completedAt?: number;
  polls: number;
  processing: Processing;
  shares: { channel: string; ts: string; thread_ts?: string }[];
  uploadKey: string;
  /** Where it is said to be, when that is not here; `external`: Slack itself says that it is kept elsewhere. */
  elsewhere?: { address: string; external: boolean };
};

const kinds: readonly [type: string, mime: string, start: string][] = [
  ['png', 'image/png', '89504e47'],
  ['jpg', 'image/jpeg', 'ffd8ff'],
  ['gif', 'image/gif', '47494638'],
  ['pdf', 'application/pdf', '25504446'],
];

/** A file's type, from its bytes as Slack does it, or else from its name. */
export function kindOf({ bytes, name }: Pick<StoredFile, 'bytes' | 'name'>): { type: string; mime: string } {
  const start = (bytes ?? Buffer.alloc(0)).subarray(0, 8).toString('hex');
  const found = kinds.find(([, , sign]) => start.startsWith(sign));
  if (found) return { type: found[0], mime: found[1] };
  return name.endsWith('.csv') ? { type: 'csv', mime: 'text/csv' } : { type: 'text', mime: 'text/plain' };
}

const isImage = (file: StoredFile) => kindOf(file).mime.startsWith('image/');

/** Files between their first announcement and the day they are looked at. */
export function createFiles({ clock, ids }: { clock: StandInClock; ids: Ids }) {
  const files = new Map<string, StoredFile>();
  /** How long Slack takes from now on; a file keeps what held when it was completed. */
  let processing: Processing = { polls: 1 };

  const isProcessed = (file: StoredFile): boolean => {
    if (file.completedAt === undefined) return false;
    const { polls = 0, ms = 0 } = file.processing;
    return file.polls >= polls && clock.now() - file.completedAt >= ms;
  };

  return {
    isProcessed,
    /** Sets how long the files that are completed from now on take. */
    processAfter(after: Processing): void {
      processing = after;
    },
    announce(given: Pick<StoredFile, 'teamId' | 'user' | 'name' | 'length' | 'alt'>): StoredFile {
      const file = {
        ...given,
        id: ids.id('F'),
        title: given.name,
        polls: 0,
        processing: {},
        shares: [],
        uploadKey: ids.secret(),
      };
      files.set(file.id, file);
      return file;
    },
    complete(file: StoredFile, title: string | undefined): void {
      Object.assign(file, { completedAt: clock.now(), title: title ?? file.title, processing });
    },
    byId: (id: unknown): StoredFile | undefined => files.get(inWords(id)),
    byUploadKey: (key: string): StoredFile | undefined => [...files.values()].find((f) => f.uploadKey === key),

    /** docs.slack.dev/reference/block-kit/composition-objects/slack-file-object: a processed image of the same team. */
    canBeShown({ id, url }: FileRef, teamId: string): boolean {
      const file = id === undefined ? [...files.values()].find((f) => url?.includes(`-${f.id}/`)) : files.get(id);
      return file !== undefined && file.teamId === teamId && isImage(file) && isProcessed(file);
    },

    /** A file as docs.slack.dev/reference/methods/files.info gives it; its type is empty until it is processed. */
    shape(file: StoredFile, base: string): Json {
      const ready = isProcessed(file);
      const { type, mime } = kindOf(file);
      const here = `${base}/files-pri/${file.teamId}-${file.id}/${encodeURIComponent(file.name)}`;
      const where = file.elsewhere?.address ?? here;
      const isExternal = file.elsewhere?.external === true;
      return {
        id: file.id,
        created: Math.floor((file.completedAt ?? clock.now()) / 1000),
        name: file.name,
        title: file.title,
        mimetype: ready ? mime : '',
        filetype: ready ? type : '',
        user: file.user,
        size: file.length,
        mode: isExternal ? 'external' : 'hosted',
        is_external: isExternal,
        is_public: false,
        url_private: where,
        url_private_download: where,
        permalink: where,
        alt_txt: file.alt,
        channels: [...new Set(file.shares.map((s) => s.channel))],
        shares: ready ? { private: Object.fromEntries(file.shares.map(({ channel, ...s }) => [channel, [s]])) } : {},
        ...(ready && isImage(file) ? { original_w: 800, original_h: 400, thumb_360: where } : {}),
      };
    },
  };
}
