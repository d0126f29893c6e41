import type { AdapterKit } from '../../src/app.ts';
import type { ChatAdapter } from '../../src/chat/adapter.ts';
import type { FeishuConfig } from '../../src/config.ts';
import { createVault, deskSecret } from '../../src/secret.ts';
import { isPerson } from './address.ts';
import { createFeishuAdapter } from './index.ts';

/** Feishu for a desk. */
export const feishuFromDesk =
  (feishu: FeishuConfig) =>
  ({ desk, bot, config, memberOf }: AdapterKit): ChatAdapter => {
    const { connection, clock, log, settings, files, posts } = desk;
    return createFeishuAdapter({
      connection,
      config: feishu,
      bot,
      clock,
      log,
      vault: createVault(deskSecret(config), 'feishu'),
      async localeOf(address) {
        const member = isPerson(address) ? await memberOf(address) : undefined;
        return member?.locale ?? (await settings.get()).locale;
      },
      isMember: async (person) => (await memberOf(person)) !== undefined,
      bytesOf: (id) => files.ofCard(id),
      async track(ref, card, reader) {
        const member = card.subject && (await memberOf(reader));
        if (member && card.subject) await posts.track(ref, card.subject, { member: member._id }, clock());
      },
      orderOf: (conversation, message) => posts.orderAt(conversation, message),
    });
  };
