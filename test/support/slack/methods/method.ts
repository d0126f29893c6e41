import type { Core } from '../core.ts';
import { Refusal } from '../refusal.ts';
import type { Channel, Json, Team } from '../types.ts';

/** A call that has come through the door: whose it is, and what it asks. */
export type Asked = { core: Core; team: Team; args: Json };

/** What a method answers beside `ok: true`; it throws a Refusal otherwise. */
export type Method = (asked: Asked) => Json;

/** Refuses what needs scopes that the team's token does not have: any one of `needed` is enough. */
export function needScope(team: Team, ...needed: string[]): void {
  if (!team.scopes || needed.some((scope) => team.scopes?.includes(scope))) return;
  throw new Refusal('missing_scope', { needed: needed.join(','), provided: team.scopes.join(',') });
}

/** The scope for a conversation of this kind, e.g. `im:history`. */
export const scopeFor = (channel: Channel, what: 'history' | 'read'): string =>
  `${{ channel: 'channels', private: 'groups', im: 'im' }[channel.kind]}:${what}`;

/** A channel that the app is a member of. */
export function joined({ core, team }: Asked, id: unknown): Channel {
  const channel = core.workspace.visible(team, id);
  if (!channel.members.has(team.botUserId)) throw new Refusal('not_in_channel');
  return channel;
}

/** Whether an image may show a file of the team. */
export const canShow =
  ({ core, team }: Asked) =>
  (ref: { id?: string; url?: string }): boolean =>
    core.files.canBeShown(ref, team.id);
