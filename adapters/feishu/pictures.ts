import type { Connection } from 'mongoose';
import type { FileRef, SealedCard } from '../../src/chat/card.ts';
import type { Clock } from '../../src/clock.ts';
import type { Api } from './api.ts';
import { sentFileModel } from './model.ts';
import { picturesOf } from './render/index.ts';

type Bytes = { bytes: Uint8Array; name: string };
type Deps = { connection: Connection; api: Api; clock: Clock; bytesOf(id: string): Promise<Bytes> };

/** Brings files to Feishu, each once: pictures before the card that shows them, others before the message that is them. */
export function createPictures({ connection, api, clock, bytesOf }: Deps) {
  const sent = sentFileModel(connection);

  async function once(_id: string, bring: () => Promise<string>): Promise<string> {
    const there = await sent.findById(_id).lean();
    if (there) return there.key;
    const key = await bring();
    await sent.updateOne({ _id }, { $setOnInsert: { key, at: clock() } }, { upsert: true });
    return key;
  }

  const part = ({ bytes }: Bytes) => new Blob([new Uint8Array(bytes)]);

  /** open.feishu.cn/document/server-docs/im-v1/image/create */
  const picture = (file: FileRef): Promise<string> =>
    once(`image:${file.id}`, async () => {
      const data = new FormData();
      data.set('image_type', 'message');
      data.set('image', part(await bytesOf(file.id)), file.name);
      return (await api.call<{ image_key: string }>({ method: 'POST', path: 'im/v1/images', data })).image_key;
    });

  return {
    /** Brings the pictures of a card; gives the way from the desk's id of a file to Feishu's key. */
    async of(card: SealedCard): Promise<(id: string) => string | undefined> {
      const found = new Map<string, string>();
      for (const file of picturesOf(card)) found.set(file.id, await picture(file));
      return (id) => found.get(id);
    },
    /** Feishu's key of a file: open.feishu.cn/document/server-docs/im-v1/file/create */
    file: (file: FileRef): Promise<string> =>
      once(`file:${file.id}`, async () => {
        const data = new FormData();
        data.set('file_type', 'stream');
        data.set('file_name', file.name);
        data.set('file', part(await bytesOf(file.id)), file.name);
        return (await api.call<{ file_key: string }>({ method: 'POST', path: 'im/v1/files', data })).file_key;
      }),
  };
}
export type Pictures = ReturnType<typeof createPictures>;
