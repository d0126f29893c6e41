import { inWords } from './blocks/rule.ts';
import type { Ids } from './ids.ts';
import { Refusal } from './refusal.ts';
import type { Channel, ChannelKind, Person, Team } from './types.ts';

export type Workspace = ReturnType<typeof createWorkspace>;

/** Teams, their people and their channels. */
export function createWorkspace(ids: Ids) {
  const [teams, people, channels] = [new Map<string, Team>(), new Map<string, Person>(), new Map<string, Channel>()];

  function addTeam(given: Partial<Team> & { id: string }): Team {
    const bot = { botToken: `xoxb-${given.id}-${ids.secret()}`, botUserId: ids.id('U'), botId: ids.id('B') };
    const team = { domain: given.id.toLowerCase(), name: `Team ${given.id}`, ...bot, ...given };
    teams.set(team.id, team);
    addPerson({ id: team.botUserId, teamId: team.id, name: 'orderdesk', isBot: true });
    return team;
  }

  function addPerson(given: Partial<Person> & { id: string; teamId: string; name: string }): Person {
    const defaults = {
      tz: 'Asia/Shanghai',
      locale: 'en-US',
      isGuest: false,
      isBot: false,
      isAdmin: false,
      deleted: false,
    };
    const person: Person = { ...defaults, ...people.get(given.id), ...given };
    people.set(person.id, person);
    return person;
  }

  function addChannel(
    given: Partial<Omit<Channel, 'members'>> & { members?: Iterable<string>; teamId: string },
  ): Channel {
    const id = given.id ?? ids.id(given.kind === 'im' ? 'D' : 'C');
    const defaults = { name: id.toLowerCase(), kind: 'channel' as ChannelKind, archived: false };
    const channel = { ...defaults, ...given, id, members: new Set(given.members) };
    channels.set(id, channel);
    return channel;
  }

  const team = (id: string): Team => {
    const found = teams.get(id);
    if (!found) throw new Error(`no team ${id} in the local Slack`);
    return found;
  };

  /** The direct conversation of a person with the app; it is made when it is first asked for. */
  function direct(person: Person): Channel {
    const known = [...channels.values()].find((c) => c.kind === 'im' && c.user === person.id);
    if (known) return known;
    const members = [person.id, team(person.teamId).botUserId];
    return addChannel({ teamId: person.teamId, kind: 'im', user: person.id, name: 'directmessage', members });
  }

  return {
    addTeam,
    addPerson,
    addChannel,
    direct,
    team,
    teams: () => [...teams.values()],
    /** Nobody has this token any more. */
    dropTeam: (id: string) => teams.delete(id),
    teamOfToken: (token: string) => [...teams.values()].find((t) => t.botToken === token),
    person: (id: string): Person | undefined => people.get(id),
    people: (teamId: string) => [...people.values()].filter((p) => p.teamId === teamId),
    channel: (id: string): Channel | undefined => channels.get(id),

    /** A channel that the app may know of: in its team, and if private, with it as a member. */
    visible(of: Team, id: unknown): Channel {
      const channel = channels.get(inWords(id));
      if (!channel || channel.teamId !== of.id) throw new Refusal('channel_not_found');
      if (channel.kind !== 'channel' && !channel.members.has(of.botUserId)) throw new Refusal('channel_not_found');
      return channel;
    },
  };
}
