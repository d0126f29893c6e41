import { randomBytes } from 'node:crypto';

export type Ids = ReturnType<typeof createIds>;

/** Names in Feishu's forms: `om_…` of messages, `oc_…` of chats, `omt_…` of threads, `img_v3_…`, `file_v3_…`. */
export function createIds() {
  const random = (bytes = 16) => randomBytes(bytes).toString('hex');
  return {
    random,
    message: () => `om_${random()}`,
    chat: () => `oc_${random()}`,
    thread: () => `omt_${random(8)}`,
    image: () => `img_v3_${random(8)}`,
    file: () => `file_v3_${random(8)}`,
    event: () => random(),
    /** The token of a card callback: the form that error 300020 names. */
    update: () => `c-${random(20)}`,
    token: () => `t-${random(20)}`,
    log: () => random(12).toUpperCase(),
  };
}
