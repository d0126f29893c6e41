import type { SentFile } from '../../src/chat/incoming.ts';
import { fetchedBytes, notFetched } from '../../src/files/fetched.ts';
import type { Api } from './api.ts';
import { placeOf } from './place.ts';

/** Feishu has pictures and all other files in two drawers, told apart by the beginnings of their keys. */
const drawerOf = (key: string): 'image' | 'file' => (key.startsWith('img_') ? 'image' : 'file');

/**
 * Fetches files that people send, out of the message that they came with:
 * open.feishu.cn/document/server-docs/im-v1/message/get-2. Throws a `DeskError` that says what the person can do.
 */
export const createUploads =
  ({ api }: { api: Api }) =>
  async (sent: SentFile): Promise<Uint8Array> => {
    const { file, name } = sent;
    const path = `im/v1/messages/${placeOf(sent).message}/resources/${file}`;
    const read = (response: Response) => fetchedBytes(response.body, name);
    try {
      return await api.bytes({ method: 'GET', path, params: { type: drawerOf(file) }, read });
    } catch (error) {
      throw notFetched(error, name);
    }
  };
