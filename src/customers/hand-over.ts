import type { ClientSession, Connection } from 'mongoose';
import type { Audit } from '../audit/service.ts';
import type { NewOutboxRow } from '../chat/outbox-row.ts';
import { parted } from '../database/parted.ts';
import { transact } from '../database/transact.ts';
import { DeskError } from '../errors.ts';
import { may, mayOwn, mayRead } from '../members/ability.ts';
import type { Actor } from '../members/actor.ts';
import { type Member, personOf } from '../members/member.ts';
import { toMember } from '../notices/recipients.ts';
import type { Assign } from '../orders/assign.ts';
import { orderModel } from '../orders/model.ts';
import { type Order, orderName } from '../orders/order.ts';
import { owing } from '../orders/stages.ts';
import { markRisks } from '../risks/marks.ts';
import type { Customer } from './customer.ts';
import { followOwnerOf } from './follow-owner.ts';
import { keptCustomer, withMoving } from './kept.ts';
import { customerModel } from './model.ts';

type Deps = {
  connection: Connection;
  audit: Pick<Audit, 'changed' | 'has'>;
  members: { all(): Promise<Member[]> };
  assign: Assign;
  directOf: Parameters<typeof toMember>[1];
  outbox: { add(rows: readonly NewOutboxRow[], now: Date, session?: ClientSession): Promise<void>; kick(): void };
};

/** What came of it. */
export type HandedOver = {
  customer: Customer;
  /** The orders that went along. */
  orders: string[];
  /** Those that stayed, with the reason. */
  stayed: { order: string; why?: DeskError }[];
  /** How many stayed that the person does not read: none of them is named. */
  unseen: number;
  /** There are more orders than go along at once. */
  isCut: boolean;
};

type Went = Omit<HandedOver, 'customer'>;

/** Orders that go along in one hand-over. */
const mostOrders = 1_000;

/** Hands a customer over to somebody else who sells: both are told, the team follows the owner, open orders go along where that is said. */
export function createHandOver({ connection, audit, members, assign, outbox, directOf }: Deps) {
  const customers = customerModel(connection);
  const orders = orderModel(connection);

  /** Whoever has it now and whoever had it hear of it, but for who did it. */
  async function notices(actor: Actor, before: Customer, to: Member, withOrders: boolean): Promise<NewOutboxRow[]> {
    const told = (await members.all()).filter(
      (m) => m.active && m._id !== actor.member._id && (m._id === to._id || m._id === before.owner),
    );
    const data = { customer: before._id, name: before.name, by: actor.member._id, to: to._id, withOrders };
    return told.flatMap((member) =>
      toMember(member, directOf).map((place) => ({
        _id: `customer:assign:${actor.key}:${place.conversation}`,
        job: 'customer' as const,
        ...place,
        data,
      })),
    );
  }

  async function handCustomer(actor: Actor, id: string, to: Member, withOrders: boolean): Promise<Customer> {
    return transact(connection, async (session) => {
      const before = await keptCustomer(connection, id, session);
      if (!before) throw new DeskError('error.customer_not_found', { text: id, nearest: '' });
      const subject = { kind: 'Customer' as const, id: before._id };
      if (before.owner === to._id || (await audit.has(actor, 'customer.assign', subject, session))) return before;
      const owned = { owner: to._id, team: to.teams[0] };
      const { set, unset } = parted(owned);
      const update = { $set: set, $unset: unset, $inc: { __v: 1 } };
      await customers.updateOne({ _id: before._id }, update as object, { session });
      const after = { ...before, ...owned };
      await followOwnerOf(connection, after, before, session);
      await audit.changed(
        actor,
        'customer.assign',
        subject,
        { owner: before.owner, team: before.team },
        owned,
        session,
      );
      await markRisks(connection, [{ kind: 'customer', about: before._id }], { now: actor.now, session });
      await outbox.add(await notices(actor, before, to, withOrders), actor.now, session);
      return after;
    });
  }

  /** The open orders of a customer, each handed over by itself under a key of its own: a repeat goes on where it was. */
  async function handOrders(actor: Actor, customer: string, to: Member): Promise<Went> {
    const whose = { $in: await withMoving(connection, customer) };
    const open = { customer: whose, state: { $in: ['draft' as const, ...owing] } };
    const ids = await orders
      .find(open, { _id: 1 })
      .sort({ _id: 1 })
      .limit(mostOrders + 1)
      .lean<{ _id: string }[]>();
    const done: Went = { orders: [], stayed: [], unseen: 0, isCut: ids.length > mostOrders };
    for (const { _id } of ids.slice(0, mostOrders)) {
      const order = await orders.findById(_id).lean<Order>();
      if (order) await handOrder(actor, order, to, done);
    }
    return done;
  }

  /** One of them; what became of it is added to what was done. */
  async function handOrder(actor: Actor, order: Order, to: Member, done: Went): Promise<void> {
    const person = personOf(actor.member);
    const key = `${actor.key}:${order._id}`;
    const isRepeat = order.timeline.some((e) => e.action === 'assign' && e.key === key);
    if (order.owner === to._id && !isRepeat) return;
    if (!isRepeat && !may(person, 'order.assign', order)) {
      if (mayRead(person, 'Order', order)) done.stayed.push({ order: orderName(order) });
      else done.unseen += 1;
      return;
    }
    try {
      await assign({ ...actor, key }, order, to);
      done.orders.push(orderName(order));
    } catch (error) {
      if (!(error instanceof DeskError)) throw error;
      done.stayed.push({ order: orderName(order), why: error });
    }
  }

  /** The same key again gives the same. Throws `error.not_allowed`, `error.cannot_own`. */
  return async function handOver(
    actor: Actor,
    customer: Customer,
    to: Member,
    { withOrders }: { withOrders: boolean },
  ): Promise<HandedOver> {
    const person = personOf(actor.member);
    const subject = { kind: 'Customer' as const, id: customer._id };
    const isRepeat = await audit.has(actor, 'customer.assign', subject);
    if (!isRepeat && (!mayRead(person, 'Customer', customer) || !may(person, 'customer.assign', customer)))
      throw new DeskError('error.not_allowed', { who: { text: 'entry.who.manager' } }, { loudness: 'warn' });
    if (!mayOwn(personOf(to))) throw new DeskError('error.cannot_own', { name: to.name }, { field: 'member' });
    const handed = await handCustomer(actor, customer._id, to, withOrders);
    const went = withOrders
      ? await handOrders(actor, handed._id, to)
      : { orders: [], stayed: [], unseen: 0, isCut: false };
    outbox.kick();
    return { customer: handed, ...went };
  };
}
