import type { Model } from 'mongoose';
import pLimit from 'p-limit';
import { type ChatAdapter, DeliveryError, type Post } from '../chat/adapter.ts';
import type { Address } from '../chat/address.ts';
import type { Card, SealedCard, Subject } from '../chat/card.ts';
import type { PostedCard, Posts, PostViewer, ShownSubject } from '../chat/posts.ts';
import type { Sealer } from '../chat/sealed.ts';
import type { Log } from '../log.ts';
import type { Order } from '../orders/order.ts';

/** How many posted cards of an order are brought up to date at once. */
const cardsAtOnce = 6;

/** What a card that was posted shows: where an earlier try may have posted it, it may be from before the last change. */
export const shownOf = (subject: Subject, doubt: Post['doubt']): ShownSubject => ({
  ...subject,
  revision: doubt ? undefined : subject.revision,
});

type Deps = {
  clock: () => Date;
  log: Log;
  orders: Model<Order>;
  sealer: Sealer;
  posts: Posts;
  /** The chat of a conversation. Throws `DeliveryError` where it is not connected. */
  adapterOf(conversation: Address): ChatAdapter;
  /** A notice about an order as its viewer may see it now; undefined when that is nothing. */
  draw(notice: string, order: Order, viewer: PostViewer, data: Record<string, unknown>): Promise<Card | undefined>;
};

/** Keeps the posted cards of orders true. */
export function createUpkeep({ clock, log, orders, sealer, posts, adapterOf, draw }: Deps) {
  /** What changed while a card was on its way is shown, too: whoever brought the others up to date did not see this one. */
  async function keepTrue(id: string, posted: PostedCard, doubt: Post['doubt']): Promise<void> {
    // What is written last decides, not what is noted: others may bring the same card up to date at the same time.
    for (let shown = posted.revision; ; ) {
      const order = await orders.findById(id).lean<Order>();
      if (!order || order.revision === shown) return;
      if (!(await updateOrReplace(order, posted, doubt))) return;
      shown = order.revision;
    }
  }

  /** A posted card as it is to be now; undefined when its reader may not see it. */
  async function drawAgain(
    order: Order,
    { view, viewer }: PostedCard,
  ): Promise<{ card: Card; sealed: SealedCard } | undefined> {
    const card = await draw(view === 'decision' ? 'decision' : 'header', order, viewer, {});
    const member = 'member' in viewer ? viewer.member : undefined;
    return card && { card, sealed: await sealer.card(card, clock(), member) };
  }

  /** A card that is too old to be changed in its chat: a fresh one takes its place. */
  async function postAgain(order: Order, posted: PostedCard, doubt: Post['doubt']): Promise<void> {
    const drawn = await drawAgain(order, posted);
    const { conversation, viewer } = posted;
    if (!drawn?.card.subject) return;
    const about = { conversation, card: drawn.sealed, key: `again:${posted._id}`, order: order._id, doubt };
    const ref = await adapterOf(conversation).post(about);
    const fresh = await posts.track(ref, shownOf(drawn.card.subject, doubt), viewer, clock(), true);
    if (doubt) await update(order, fresh);
  }

  async function update(order: Order, posted: PostedCard): Promise<void> {
    const drawn = await drawAgain(order, posted);
    if (!drawn) return;
    const { conversation, message } = posted;
    await adapterOf(conversation).update({ conversation, message }, drawn.sealed);
    await posts.renew(posted, drawn.card.subject?.revision, clock());
  }

  /**
   * Brings one card up to date; false when it is gone from its chat, or too old for it: then it is not looked after any
   * more, and a fresh one may stand in its place.
   */
  async function updateOrReplace(order: Order, posted: PostedCard, doubt: Post['doubt']): Promise<boolean> {
    try {
      await update(order, posted);
      return true;
    } catch (error) {
      if (!(error instanceof DeliveryError) || error.retry) throw error;
      log.warn({ card: posted._id, error: error.message }, 'a posted card is not brought up to date any more');
      if (error.expired && posted.lasting) await postAgain(order, posted, doubt);
      await posts.forget(posted);
      return false;
    }
  }

  /** Brings the cards of an order up to date, each until it shows what is true after that. */
  async function refresh(id: string, doubt: Post['doubt']): Promise<void> {
    const turn = pLimit(cardsAtOnce);
    const posted = await posts.of({ kind: 'order', id });
    // What many people look at comes true first; own copies follow as fast as the chat allows.
    const all = posted.toSorted((a, b) => Number('audience' in b.viewer) - Number('audience' in a.viewer));
    const results = await Promise.allSettled(all.map((p) => turn(() => keepTrue(id, p, doubt))));
    const failure = results.find((r) => r.status === 'rejected');
    if (failure) throw failure.reason;
  }

  return { keepTrue, refresh };
}
