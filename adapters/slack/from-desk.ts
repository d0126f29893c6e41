import type { AdapterKit } from '../../src/app.ts';
import type { ChatAdapter } from '../../src/chat/adapter.ts';
import type { SlackConfig } from '../../src/config.ts';
import { createVault, deskSecret } from '../../src/secret.ts';
import { isPerson, slackId } from './address.ts';
import { createSlackAdapter } from './index.ts';

/** Slack for a desk. */
export const slackFromDesk =
  (slack: SlackConfig) =>
  ({ desk, bot, config, memberOf }: AdapterKit): ChatAdapter => {
    const { connection, clock, log, settings, files, posts } = desk;
    return createSlackAdapter({
      connection,
      config: slack,
      bot,
      clock,
      log,
      publicUrl: desk.publicUrl,
      isAllowed: async (team) => (await settings.get()).slackWorkspaces.includes(team),
      vault: createVault(deskSecret(config), 'slack'),
      async localeOf(address) {
        const member = isPerson(slackId(address).id) ? await memberOf(address) : undefined;
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
