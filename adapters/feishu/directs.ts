import type { Connection } from 'mongoose';
import { chatModel } from './model.ts';

/**
 * Which conversation is a person's direct one. Feishu names a conversation in a click, but not whether others read it; so
 * what it said of direct ones is remembered.
 */
export function createDirects(connection: Connection) {
  const rows = chatModel(connection);
  const known = new Map<string, string>();

  async function chatOf(user: string): Promise<string | undefined> {
    const there = known.get(user) ?? (await rows.findById(user).lean())?.chat;
    if (there) known.set(user, there);
    return there;
  }

  return {
    /** The direct conversation of a person, once Feishu has named it. */
    chatOf,
    /** Whether a conversation is the person's own with the desk. */
    isOwn: async (user: string, chat: string | undefined): Promise<boolean> =>
      chat !== undefined && (await chatOf(user)) === chat,
    /** Feishu named the direct conversation of a person; true when it was not known. */
    async learn(user: string, chat: string): Promise<boolean> {
      if ((await chatOf(user)) === chat) return false;
      await rows.updateOne({ _id: user }, { $set: { chat } }, { upsert: true });
      known.set(user, chat);
      return true;
    },
  };
}
export type Directs = ReturnType<typeof createDirects>;
