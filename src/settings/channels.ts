import type { Person } from '../members/member.ts';
import type { Channel, Settings } from './settings.ts';

/** For whom a shared conversation is rendered: nobody in particular, with a role and teams. */
export const audienceOf = (channel: Pick<Channel, 'role' | 'teams'>): Person => ({
  roles: [channel.role],
  teams: channel.teams,
});

/**
 * The conversations that serve a purpose for a team, one per chat: those of the team before those of all teams. Without
 * a team, only those of all teams.
 */
export function channelsFor(settings: Settings, purpose: Channel['purpose'], team?: string): Channel[] {
  const able = settings.channels.filter((c) => c.purpose === purpose);
  const own = able.filter((c) => team !== undefined && c.teams.includes(team));
  const platforms = new Set(own.map((c) => c.address.split(':')[0]));
  const general = able.filter((c) => c.teams.length === 0 && !platforms.has(c.address.split(':')[0]));
  return [...own, ...general].filter(
    (c, i, all) => all.findIndex((o) => o.address.split(':')[0] === c.address.split(':')[0]) === i,
  );
}

/** The first of them, for a desk with one chat. */
export const channelFor = (settings: Settings, purpose: Channel['purpose'], team?: string): Channel | undefined =>
  channelsFor(settings, purpose, team)[0];

/** The audience of a conversation; undefined where it is not connected, and then nothing is shown there. */
export function audienceAt(settings: Settings, address: string): Person | undefined {
  const channel = settings.channels.find((c) => c.address === address);
  return channel && audienceOf(channel);
}
