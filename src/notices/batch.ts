import { type ChatAdapter, DeliveryError } from '../chat/adapter.ts';
import type { Address } from '../chat/address.ts';
import type { Card } from '../chat/card.ts';
import type { PostedCard, Posts } from '../chat/posts.ts';
import type { Sealer } from '../chat/sealed.ts';

type Deps = {
  clock: () => Date;
  sealer: Sealer;
  posts: Posts;
  adapterOf(conversation: Address): ChatAdapter;
  /** A table in work as a member sees it now. */
  batch: { posted(id: string, member: string): Promise<Card | undefined> };
};

/** Brings the cards up to date that show a table in work; each is its person's own. */
export function createBatchUpkeep({ clock, sealer, posts, adapterOf, batch }: Deps) {
  async function update(id: string, posted: PostedCard): Promise<void> {
    const { conversation, message, viewer } = posted;
    if (!('member' in viewer)) return;
    const card = await batch.posted(id, viewer.member);
    if (!card || card.subject?.revision === posted.revision) return;
    await adapterOf(conversation).update({ conversation, message }, await sealer.card(card, clock(), viewer.member));
    await posts.renew(posted, card.subject?.revision, clock());
  }

  return async function refresh(id: string): Promise<void> {
    for (const posted of await posts.of({ kind: 'batch', id }))
      await update(id, posted).catch(async (error) => {
        if (!(error instanceof DeliveryError) || error.retry) throw error;
        await posts.forget(posted);
      });
  };
}
