import type { ClientSession, Connection } from 'mongoose';
import { followOrder } from '../aftersales/follow.ts';
import { reroutedReview } from '../approvals/eligible.ts';
import { withReview } from '../approvals/review.ts';
import type { Audit } from '../audit/service.ts';
import type { NewOutboxRow } from '../chat/outbox-row.ts';
import { handOverOrderFollowUps } from '../customers/follow-owner.ts';
import { transact } from '../database/transact.ts';
import { DeskError } from '../errors.ts';
import { followOrder as followFeedback } from '../feedback/follow.ts';
import { may, mayOwn } from '../members/ability.ts';
import type { Actor } from '../members/actor.ts';
import { openReview } from '../members/kinds.ts';
import { type Member, personOf } from '../members/member.ts';
import type { Settings } from '../settings/settings.ts';
import { type Order, orderName } from './order.ts';
import { noApprover } from './refusal.ts';
import { reviewFields } from './review-fields.ts';
import { storeOrder } from './store.ts';

type Deps = {
  connection: Connection;
  audit: Pick<Audit, 'record' | 'refused'>;
  settings: { get(): Promise<Settings> };
  members: { all(): Promise<Member[]> };
  notices(made: { before: Order; after: Order; action: 'assign'; actor: Actor }): Promise<NewOutboxRow[]>;
  outbox: { add(rows: readonly NewOutboxRow[], now: Date, session?: ClientSession): Promise<void>; kick(): void };
};

/** Steps that nobody has decided, passed on anew: the new owner may be the only one who could have decided. */
async function rerouted(order: Order, { members, settings }: Pick<Deps, 'members' | 'settings'>) {
  const review = openReview(order);
  if (!review) return {};
  const { review: after, stuck } = reroutedReview(order, review, await members.all(), await settings.get());
  if (stuck.length > 0) throw noApprover(order, stuck);
  return withReview(order, after);
}

/**
 * Hands an order over: rights follow the new owner, who is told; figures stay with the owner at submission. Open steps
 * of an approval are passed on anew.
 */
export function createAssign(deps: Deps) {
  const { connection, audit, notices, outbox } = deps;
  return async function assign(actor: Actor, order: Order, to: Member): Promise<Order> {
    if (!may(personOf(actor.member), 'order.assign', order)) {
      await audit.refused(actor, 'assign', { kind: 'Order', id: order._id }, 'error.move_not_yours');
      const refused = new DeskError('error.move_not_yours', { order: orderName(order) }, { loudness: 'warn' });
      throw Object.assign(refused, { audited: true });
    }
    if (!mayOwn(personOf(to))) throw new DeskError('error.cannot_own', { name: to.name }, { field: 'member' });
    const isRepeat = order.timeline.some((e) => e.action === 'assign' && e.key === actor.key);
    if (order.owner === to._id || isRepeat) return order;
    const handed = await transact(connection, async (session) => {
      const owned = { owner: to._id, team: to.teams[0] };
      const review = await rerouted({ ...order, ...owned }, deps);
      const fields = { ...owned, ...review, ...reviewFields({ ...order, ...review }) };
      const did = { at: actor.now, by: actor.member._id, action: 'assign', note: to.name, key: actor.key } as const;
      const after = await storeOrder(connection, order, { fields, entries: [did] }, session);
      if (!after) throw new DeskError('error.changed_meanwhile', { order: orderName(order) });
      await followOrder(connection, after, session);
      await followFeedback(connection, after, session);
      await handOverOrderFollowUps(connection, after, order.owner, session);
      await audit.record(
        {
          at: actor.now,
          by: actor.member._id,
          from: actor.from,
          action: 'assign',
          subject: { kind: 'Order', id: order._id },
          before: { owner: order.owner },
          after: { owner: to._id },
        },
        session,
      );
      await outbox.add(await notices({ before: order, after, action: 'assign', actor }), actor.now, session);
      return after;
    });
    outbox.kick();
    return handed;
  };
}
export type Assign = ReturnType<typeof createAssign>;
