import type { AdapterKit } from '../../src/app.ts';
import type { ChatAdapter } from '../../src/chat/adapter.ts';
import type { Address } from '../../src/chat/address.ts';
import type { PostViewer } from '../../src/chat/posts.ts';
import { inAudience } from '../../src/members/audience.ts';
import { type Member, personOf, roles } from '../../src/members/member.ts';
import { isLoopbackHost } from '../../src/server/loopback.ts';
import { type Locale, locales, t } from '../../src/text/index.ts';
import type { ChannelView, Persona } from './deps.ts';
import { createConsoleAdapter } from './index.ts';
import { consoleAddress } from './viewer.ts';

const roleWords = (member: Member, locale: Locale): string =>
  member.roles.map((r) => t(locale, `role.${r}`)).join(', ');

function personaOf(member: Member): Persona {
  const words = Object.fromEntries(locales.map((l) => [l, roleWords(member, l)])) as Record<Locale, string>;
  return { id: member._id, name: member.name, role: words, identity: consoleAddress(member) };
}

/** The sample people, by role and then by name. */
function personasOf(members: readonly Member[]): Persona[] {
  const place = (m: Member) => Math.min(...m.roles.map((r) => roles.indexOf(r)));
  return members
    .filter((m) => m.sample && m.active)
    .toSorted((a, b) => place(a) - place(b) || a.name.localeCompare(b.name))
    .map(personaOf);
}

/** The web console of a desk. */
export function consoleFromDesk({ desk, bot, config, memberOf, complete }: AdapterKit): ChatAdapter {
  const { connection, clock, log, members, signIn, settings, files } = desk;

  async function channels(member: Member): Promise<ChannelView[]> {
    const person = personOf(member);
    return (await settings.get()).channels
      .filter((c) => c.address.startsWith('console:#') && inAudience(person, { roles: [c.role], teams: c.teams }))
      .map((c) => ({ address: c.address as Address, title: c.address.slice('console:#'.length) }))
      .filter((c, i, all) => all.findIndex((o) => o.address === c.address) === i);
  }

  /** Whom a card in a channel is drawn for; nobody where the channel is no longer connected. */
  async function viewerAt(conversation: Address): Promise<PostViewer | undefined> {
    const channel = (await settings.get()).channels.find((c) => c.address === conversation);
    return channel && { audience: { role: channel.role, teams: channel.teams } };
  }

  return createConsoleAdapter({
    connection,
    bot,
    clock,
    log,
    config: {
      publicUrl: config.publicUrl,
      personas: config.sampleData && isLoopbackHost(config.host),
      locale: config.locale,
    },
    members: {
      byIdentity: memberOf,
      byId: async (id) => {
        const member = await members.get(id);
        return member?.active ? member : undefined;
      },
      personas: async () => personasOf(await members.all()),
      roleWords,
    },
    signIn,
    channels,
    files,
    complete,
    async setLocale(member, locale) {
      const from = consoleAddress(member);
      const now = clock();
      await members.setOwn({ member, from, key: `locale:${member._id}:${now.getTime()}`, now }, { locale });
    },
    async track(ref, card, viewer) {
      if (!card.subject) return;
      const whom = viewer === undefined ? await viewerAt(ref.conversation) : { member: viewer };
      if (whom) await desk.answers.track(ref, card.subject, whom);
    },
  });
}
