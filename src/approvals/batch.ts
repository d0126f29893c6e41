import type { Audit } from '../audit/service.ts';
import { DeskError } from '../errors.ts';
import { mayDecide } from '../members/ability.ts';
import type { Actor } from '../members/actor.ts';
import { personOf } from '../members/member.ts';
import type { OrderFinder } from '../orders/find.ts';
import type { Moves } from '../orders/move.ts';
import { type Order, orderName } from '../orders/order.ts';

/** Most orders that are decided at once. */
export const mostAtOnce = 100;

/**
 * An order as a list showed it: what is decided is what was seen, before anything else happened to it. Risks that were worked out
 * anew are nothing that happened.
 */
export type SeenInList = { order: string; name: string; content: string; events: number };

export const seenInList = (order: Order): SeenInList => ({
  order: order._id,
  name: orderName(order),
  content: order.approval?.contentHash ?? '',
  events: order.timeline.length,
});

/** Whether an order is still as the list showed it. */
export const isAsSeen = (order: Order, seen: SeenInList): boolean =>
  order.timeline.length === seen.events && order.approval?.contentHash === seen.content;

/** Why an order was passed over: not to be seen any more, decided already, another's turn, changed, or as the error says. */
export type Skipped = 'gone' | 'decided' | 'not_yours' | 'changed' | DeskError;

/** What became of one order. */
export type BatchResult = { seen: SeenInList; order?: Order; skipped?: Skipped };

/** What a decision about many has to say. */
export type BatchDecision = { action: 'approve' | 'reject'; reason?: string };

type Deps = { orders: Pick<OrderFinder, 'byId'>; move: Moves; audit: Pick<Audit, 'refused'> };

const changedCodes: readonly string[] = ['error.content_unseen', 'error.content_changed', 'error.changed_meanwhile'];

/** Decides about many orders, each in a move of its own: rights, audit trail and notices are those of any decision. */
export function createBatchDecision({ orders, move, audit }: Deps) {
  /** Why a move was refused, by what the order is now. */
  function whySkipped(order: Order | undefined, error: DeskError): Skipped {
    if (!order) return 'gone';
    if (order.state !== 'pending') return 'decided';
    if (error.code === 'error.move_not_yours') return 'not_yours';
    return changedCodes.includes(error.code) ? 'changed' : error;
  }

  /** Whether something else than the content changed, which the move itself would not mind. */
  function isOvertaken(order: Order | undefined, seen: SeenInList, { member, key }: Actor): boolean {
    if (order?.state !== 'pending' || order.timeline.some((e) => e.key === key)) return false;
    return mayDecide(personOf(member), order) && !isAsSeen(order, seen);
  }

  async function decideOne(actor: Actor, seen: SeenInList, { action, reason }: BatchDecision): Promise<BatchResult> {
    const own: Actor = { ...actor, key: `${actor.key}:${seen.order}` };
    const read = () => orders.byId(personOf(actor.member), seen.order);
    const order = await read();
    if (isOvertaken(order, seen, own)) {
      await audit.refused(own, action, { kind: 'Order', id: seen.order }, 'error.content_unseen');
      return { seen, order, skipped: 'changed' };
    }
    try {
      const moved = await move(own, seen.order, action, { reason, seenContent: seen.content });
      return { seen, order: moved.order };
    } catch (error) {
      if (!(error instanceof DeskError)) throw error;
      const now = await read();
      return { seen, order: now, skipped: whySkipped(now, error) };
    }
  }

  /** Decides one after the other. The same key again does nothing twice and gives the same results. */
  return async (actor: Actor, all: readonly SeenInList[], decision: BatchDecision): Promise<BatchResult[]> => {
    const results: BatchResult[] = [];
    for (const seen of all) results.push(await decideOne(actor, seen, decision));
    return results;
  };
}
