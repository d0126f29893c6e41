import type { Address } from '../chat/address.ts';
import type { PostViewer } from '../chat/posts.ts';
import type { Member } from '../members/member.ts';
import type { Channel, Settings } from '../settings/settings.ts';

/** Where something is posted, and for whom it is drawn there. */
export type Recipient = { conversation: Address; viewer: PostViewer };

/** The direct conversations of a member on the chats that are connected. */
export type DirectOf = (member: Member) => Address[];

/** A member's direct conversations. */
export const toMember = (member: Member, directOf: DirectOf): Recipient[] =>
  directOf(member).map((conversation) => ({ conversation, viewer: { member: member._id } }));

const fits = (channel: Channel, team: string | undefined): boolean =>
  channel.teams.length === 0 || (team !== undefined && channel.teams.includes(team));

/** A shared conversation, as its audience reads. */
export const toChannel = ({ address, role, teams }: Channel): Recipient => ({
  conversation: address as Address,
  viewer: { audience: { role, teams } },
});

/** The shared conversations of a purpose that are meant for a team. */
export const toChannels = (settings: Settings, purpose: Channel['purpose'], team: string | undefined): Recipient[] =>
  settings.channels.filter((c) => c.purpose === purpose && fits(c, team)).map(toChannel);
