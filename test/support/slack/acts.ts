import type { Core } from './core.ts';
import type { DeskLine, Seen } from './desk-line.ts';
import type { Delivery, Events } from './events.ts';
import type { ResponseUrls } from './response-urls.ts';
import type { Channel, Json, Person, Team } from './types.ts';

/** What the acts of a person are made with. */
export type Stage = { core: Core; line: DeskLine; events: Events; responseUrls: ResponseUrls };

/** A person, and the stage to act on. */
export type Actor = Stage & { person: Person; team: Team; direct: Channel };

/** An act as the person lives it: what the desk answered, and what can be used to answer more. */
export type Act = Seen & {
  /** The trigger that the desk was given. */
  trigger?: string;
  responseUrl?: string;
  /** What was sent, for sending it again. */
  body: string;
};

/** An event as it was delivered: the last attempt, and all of them. */
export type Delivered = Seen & { attempts: Seen[]; envelope: Json; ts: string };

/** Delivers an event about a message of this person. */
export async function delivered({ events, team }: Actor, event: Json, delivery?: Delivery): Promise<Delivered> {
  const envelope = events.envelope(team, event);
  const attempts = await events.deliver(envelope, delivery);
  return { ...attempts.at(-1)!, attempts, envelope, ts: String(event.ts ?? event.event_ts ?? '') };
}

/** The channel of this id; the person's own conversation with the app unless one is named. */
export function channelOf({ core, direct }: Actor, id?: string): Channel {
  const channel = id === undefined ? direct : core.workspace.channel(id);
  if (!channel) throw new Error(`no channel ${id} in the local Slack`);
  return channel;
}
