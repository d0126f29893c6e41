import type { ClientSession, Connection } from 'mongoose';
import type { Audit } from '../audit/service.ts';
import { transact } from '../database/transact.ts';
import { addDays, type CalendarDate } from '../dates.ts';
import { idOfKey } from '../entry/id-of-key.ts';
import { DeskError } from '../errors.ts';
import { may, mayRead } from '../members/ability.ts';
import type { Actor } from '../members/actor.ts';
import { type Person, personOf } from '../members/member.ts';
import { orderModel } from '../orders/model.ts';
import { type Order, orderName } from '../orders/order.ts';
import { cameToNothing } from '../orders/stages.ts';
import type { Customer } from './customer.ts';
import { type FollowUp, furthestFollowUp, longestFollowUp } from './follow-up.ts';
import { followUpModel, openFollowUps } from './follow-up-model.ts';
import { keptCustomers } from './kept.ts';

/** The next follow-up of a customer that is open; those of its orders are read with the orders. */
export const nextFollowUp = async (connection: Connection, customer: string): Promise<FollowUp | undefined> =>
  (await followUpModel(connection)
    .findOne({ customer, ...openFollowUps, order: { $exists: false } })
    .sort({ on: 1, _id: 1 })
    .lean<FollowUp>()) ?? undefined;

/** A follow-up with what it is about, as it is now. */
export type Followed = { followUp: FollowUp; customer: Customer; order?: Order };

/** Reads follow-ups with their customers and orders; one whose customer or order is gone is left out, and told of. */
export async function followed(
  connection: Connection,
  filter: object,
  { session, onGone }: { session?: ClientSession; onGone?: (followUp: FollowUp) => void } = {},
): Promise<Map<string, Followed>> {
  const found = await followUpModel(connection).find(filter, null, { session }).lean<FollowUp[]>();
  if (found.length === 0) return new Map();
  const customers = await keptCustomers(
    connection,
    found.map(({ customer }) => customer),
    session,
  );
  const ids = found.flatMap((one) => one.order ?? []);
  const read = ids.length > 0 ? orderModel(connection).find({ _id: { $in: ids } }, null, { session }) : undefined;
  const orders = new Map(((await read?.lean<Order[]>()) ?? []).map((order) => [order._id, order]));
  return new Map(
    found.flatMap((followUp) => {
      const customer = customers.get(followUp.customer);
      const order = followUp.order === undefined ? undefined : orders.get(followUp.order);
      const isThere = customer && (followUp.order === undefined || order);
      if (!isThere) onGone?.(followUp);
      return isThere ? [[followUp._id, { followUp, customer, ...(order && { order }) }] as const] : [];
    }),
  );
}

/** Follow-ups by id. */
export const followUpsIn = async (connection: Connection, ids: readonly string[]): Promise<Map<string, Followed>> =>
  ids.length === 0 ? new Map() : followed(connection, { _id: { $in: [...ids] } });

/** Whether a person may read one: of an order like the order, else like the customer. */
export const readsFollowUp = (person: Person, { customer, order }: Omit<Followed, 'followUp'>): boolean =>
  order ? mayRead(person, 'Order', order) : mayRead(person, 'Customer', customer);

type Deps = { connection: Connection; audit: Pick<Audit, 'changed'> };
/** What a person says: the day in the member's calendar, and what about. */
type Said = { on: CalendarDate; text: string; today: CalendarDate };
type NewFollowUp = Pick<FollowUp, 'customer' | 'order'>;
type AuditSubject = { kind: 'Customer' | 'Order'; id: string };

function checkMay(actor: Actor, customer: Customer): void {
  if (may(personOf(actor.member), 'customer.follow', customer)) return;
  throw new DeskError('error.not_allowed', { who: { text: 'entry.who.manager' } }, { loudness: 'warn' });
}

/** Throws at the field. */
function checkInput(on: CalendarDate, text: string, today: CalendarDate): void {
  if (on < today) throw new DeskError('error.date_past', { date: on, today }, { field: 'on' });
  const latest = addDays(today, furthestFollowUp);
  if (on > latest) throw new DeskError('error.date_far', { date: on, latest }, { field: 'on' });
  if (text === '') throw new DeskError('error.follow_up_text', {}, { field: 'text' });
  if (text.length > longestFollowUp)
    throw new DeskError('error.too_long', { most: longestFollowUp }, { field: 'text' });
}

/** When to speak with customers next: noted, told in the digest of its day, ticked off. */
export function createFollowUps({ connection, audit }: Deps) {
  const rows = followUpModel(connection);

  /** Notes one, once under its key. */
  async function note(actor: Actor, about: NewFollowUp, subject: AuditSubject, said: Said): Promise<FollowUp> {
    const _id = idOfKey(`follow:${actor.key}`);
    const there = await rows.findById(_id).lean<FollowUp>();
    if (there) return there;
    const text = said.text.trim();
    checkInput(said.on, text, said.today);
    const by = actor.member._id;
    const fresh = { _id, ...about, member: by, on: said.on, text, by, at: actor.now };
    await transact(connection, async (session) => {
      await rows.updateOne({ _id }, { $setOnInsert: fresh }, { upsert: true, session });
      const told = { followUpOn: said.on, followUp: text };
      await audit.changed(actor, 'customer.follow', subject, {}, told, session);
    });
    return fresh;
  }

  return {
    /** One by id with its customer, for whoever may read the customer. */
    async byId(person: Person, id: string): Promise<Followed | undefined> {
      const found = (await followUpsIn(connection, [id])).get(id);
      return found && readsFollowUp(person, found) ? found : undefined;
    },

    /** Notes one for the person who says it. The same key again gives the one that is there. */
    async note(actor: Actor, customer: Customer, said: Said): Promise<FollowUp> {
      checkMay(actor, customer);
      return note(actor, { customer: customer._id }, { kind: 'Customer', id: customer._id }, said);
    },

    /** The same of an order, for whoever reads the order. Throws `error.follow_up_ended` of one of which nothing came. */
    async noteOrder(actor: Actor, order: Order, said: Said): Promise<FollowUp> {
      if (cameToNothing.includes(order.state))
        throw new DeskError('error.follow_up_ended', { order: orderName(order) });
      return note(actor, { customer: order.customer, order: order._id }, { kind: 'Order', id: order._id }, said);
    },

    /** Ticks one off; again, it changes nothing. Throws `error.follow_up_gone`. */
    async done(actor: Actor, id: string): Promise<Followed> {
      return transact(connection, async (session) => {
        const found = (await followed(connection, { _id: id }, { session })).get(id);
        // Of a customer that was handed over meanwhile it is not even said that it is there.
        if (!found || !readsFollowUp(personOf(actor.member), found)) throw new DeskError('error.follow_up_gone');
        const { followUp, customer, order } = found;
        if (followUp.member !== actor.member._id) checkMay(actor, customer);
        if (followUp.doneAt) return found;
        const set = { doneAt: actor.now, doneBy: actor.member._id };
        await rows.updateOne({ _id: id, ...openFollowUps }, { $set: set }, { session });
        const told = { followUpOn: followUp.on, followUp: followUp.text };
        const subject: AuditSubject = order ? { kind: 'Order', id: order._id } : { kind: 'Customer', id: customer._id };
        await audit.changed(actor, 'customer.follow_done', subject, told, {}, session);
        return { ...found, followUp: { ...followUp, ...set } };
      });
    },
  };
}
