import type { AdapterKit } from './app.ts';
import type { Address } from './chat/address.ts';
import type { ChatDesk } from './chat/chat-desk.ts';

/** The desk as a chat sees it. `isPerson` tells the chat's addresses of people from those of shared conversations. */
export function chatDeskOf({ desk, bot, memberOf }: AdapterKit, isPerson: (address: Address) => boolean): ChatDesk {
  const { connection, clock, log, settings, files, members, posts, answers } = desk;
  return {
    connection,
    bot,
    clock,
    log,
    async localeOf(address) {
      const member = isPerson(address) ? await memberOf(address) : undefined;
      return member?.locale ?? (await settings.get()).locale;
    },
    isMember: async (person) => (await memberOf(person)) !== undefined,
    rights: () => members.version(),
    bytesOf: (id) => files.ofCard(id),
    async track(ref, card, reader) {
      const member = card.subject && (await memberOf(reader));
      if (member && card.subject) await answers.track(ref, card.subject, { member: member._id });
    },
    orderOf: (conversation, message) => posts.orderAt(conversation, message),
  };
}
