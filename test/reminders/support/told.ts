import type { Post } from '../../../src/chat/adapter.ts';
import type { SealedCard } from '../../../src/chat/card.ts';
import type { Member } from '../../../src/members/member.ts';
import type { TestDesk } from '../../support/desk.ts';

/** A desk of which is read what it sends: `posts` is what its quiet chat writes down. */
export function readerOf(desk: TestDesk, posts: Post[]) {
  return {
    /** The clock stands at an instant; reminders are looked at and sent. */
    async at(instant: string): Promise<void> {
      desk.clock.set(new Date(instant));
      await desk.reminders.tick(desk.clock());
      await desk.desk.outbox.drain();
    },
    /** The cards that a member got by the desk's own accord, as far as they begin with these words. */
    cardsTo: (member: Pick<Member, '_id'>, title = ''): SealedCard[] =>
      posts.flatMap(({ conversation, card }) =>
        conversation === `console:@${member._id}` && card.title.startsWith(title) ? [card] : [],
      ),
  };
}

/** The lines of a digest: what they are about, and the sentence. */
export const linesOf = (card: SealedCard): [string, string][] =>
  card.blocks.flatMap((b) => (b.kind === 'list' ? b.items.map((i): [string, string] => [i.text, i.detail ?? '']) : []));
