import type { Connection } from 'mongoose';
import type { Audit } from '../audit/service.ts';
import { transact } from '../database/transact.ts';
import { DeskError } from '../errors.ts';
import { may } from '../members/ability.ts';
import type { Actor } from '../members/actor.ts';
import { type Member, personOf } from '../members/member.ts';
import { parted } from './draft.ts';
import { orderModel } from './model.ts';
import { type Order, orderName } from './order.ts';

type Deps = { connection: Connection; audit: Pick<Audit, 'record' | 'refused'> };

/** Hands an order over: rights follow the new owner, figures stay with the owner at submission. */
export function createAssign({ connection, audit }: Deps) {
  return async function assign(actor: Actor, order: Order, to: Member): Promise<Order> {
    if (!may(personOf(actor.member), 'order.assign', order)) {
      await audit.refused(actor, 'assign', { kind: 'Order', id: order._id }, 'error.move_not_yours');
      throw new DeskError('error.move_not_yours', { order: orderName(order) }, { loudness: 'warn' });
    }
    if (order.owner === to._id) return order;
    return transact(connection, async (session) => {
      const { set, unset } = parted({ owner: to._id, team: to.teams[0] });
      const entry = { at: actor.now, by: actor.member._id, action: 'assign', note: to.name, key: actor.key };
      const after = await orderModel(connection)
        .findOneAndUpdate(
          { _id: order._id, revision: order.revision },
          { $set: set, $unset: unset, $push: { timeline: entry }, $inc: { revision: 1 } },
          { returnDocument: 'after', session },
        )
        .lean<Order>();
      if (!after) throw new DeskError('error.changed_meanwhile', { order: orderName(order) });
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
      return after;
    });
  };
}
export type Assign = ReturnType<typeof createAssign>;
