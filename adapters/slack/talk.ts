import type { Address } from '../../src/chat/address.ts';
import type { Bot, Incoming } from '../../src/chat/incoming.ts';
import type { Clock } from '../../src/clock.ts';
import type { Locale } from '../../src/text/index.ts';
import type { Answers } from './answers.ts';
import type { Modals } from './modals.ts';
import { placeOf } from './place.ts';
import type { SlackPosts } from './posts.ts';
import type { Teams } from './teams.ts';

/** What listeners use. */
export type ListenerKit = {
  bot: Bot;
  teams: Teams;
  answers: Answers;
  modals: Modals;
  posts: SlackPosts;
  clock: Clock;
  localeOf(incoming: Pick<Incoming, 'from'>): Promise<Locale>;
  /** Whether somebody is an active member. */
  isMember(person: Address): Promise<boolean>;
  /** The order whose thread a message stands in. */
  orderOfThread(conversation: string, thread: string | undefined): Promise<string | undefined>;
  /** A workspace took the desk's token back, at that time. */
  uninstalled(team: string, at: Date): Promise<void>;
};

/** Hands something that a person did to the bot: acknowledged when it is stored, answered when it is done. */
export async function hand(kit: ListenerKit, incoming: Incoming, acknowledge: () => void): Promise<void> {
  const place = placeOf(incoming);
  const opening = kit.modals.opening(await kit.teams.get(place.team), place, () => kit.localeOf(incoming));
  await kit.bot(incoming, {
    stored: acknowledge,
    formAhead: opening.ahead,
    deliver: (answer) => kit.answers.bring(incoming, answer, { opening }),
  });
}
