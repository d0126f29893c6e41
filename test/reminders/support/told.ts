import type { ChatAdapter, Post } from '../../../src/chat/adapter.ts';
import type { SealedCard } from '../../../src/chat/card.ts';
import type { Member } from '../../../src/members/member.ts';
import { foundCompany } from '../../support/company.ts';
import { openTestDesk } from '../../support/desk.ts';
import { quietChat } from '../../support/quiet-chat.ts';

/** The lines of a digest: what they are about, and the sentence. */
export const linesOf = (card: SealedCard): [string, string][] =>
  card.blocks.flatMap((b) => (b.kind === 'list' ? b.items.map((i): [string, string] => [i.text, i.detail ?? '']) : []));

/** A desk with a company, of which is read what it sends: `posts` is what its chat writes down. */
export async function openReader(posts: Post[], chat: () => ChatAdapter = quietChat(posts)) {
  const desk = await openTestDesk({ adapters: [chat] });
  /** The cards that a member got by the desk's own accord, as far as they begin with these words. */
  const cardsTo = (member: Pick<Member, '_id'>, title = ''): SealedCard[] =>
    posts.flatMap(({ conversation, card }) =>
      conversation === `console:@${member._id}` && card.title.startsWith(title) ? [card] : [],
    );
  return {
    desk,
    company: await foundCompany(desk),
    cardsTo,
    /** What the lines of these cards are about. */
    namesTo: (member: Pick<Member, '_id'>, title?: string): string[] =>
      cardsTo(member, title).flatMap((card) => linesOf(card).map(([name]) => name)),
    /** What they say of it. */
    saidTo: (member: Pick<Member, '_id'>, title?: string): string[] =>
      cardsTo(member, title).flatMap((card) => linesOf(card).map(([, said]) => said)),
    /** The clock stands at an instant; reminders are looked at and sent. */
    async at(instant: string): Promise<void> {
      desk.clock.set(new Date(instant));
      await desk.reminders.tick(desk.clock());
      await desk.desk.outbox.drain();
    },
  };
}
export type Reader = Awaited<ReturnType<typeof openReader>>;
