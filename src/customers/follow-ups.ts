import type { Connection } from 'mongoose';
import type { Audit } from '../audit/service.ts';
import { transact } from '../database/transact.ts';
import { addDays, type CalendarDate } from '../dates.ts';
import { idOfKey } from '../entry/id-of-key.ts';
import { DeskError } from '../errors.ts';
import { may, mayRead } from '../members/ability.ts';
import type { Actor } from '../members/actor.ts';
import { type Person, personOf } from '../members/member.ts';
import type { Customer } from './customer.ts';
import { type FollowUp, furthestFollowUp, longestFollowUp } from './follow-up.ts';
import { followUpModel, openFollowUps } from './follow-up-model.ts';
import { keptCustomer, keptCustomers } from './kept.ts';

/** The next follow-up of a customer that is open. */
export const nextFollowUp = async (connection: Connection, customer: string): Promise<FollowUp | undefined> =>
  (await followUpModel(connection)
    .findOne({ customer, ...openFollowUps })
    .sort({ on: 1, _id: 1 })
    .lean<FollowUp>()) ?? undefined;

/** Follow-ups by id, each with its customer as it is now. */
export async function followUpsIn(
  connection: Connection,
  ids: readonly string[],
): Promise<Map<string, { followUp: FollowUp; customer: Customer }>> {
  if (ids.length === 0) return new Map();
  const found = await followUpModel(connection)
    .find({ _id: { $in: [...ids] } })
    .lean<FollowUp[]>();
  const customers = await keptCustomers(
    connection,
    found.map(({ customer }) => customer),
  );
  return new Map(
    found.flatMap((followUp) => {
      const customer = customers.get(followUp.customer);
      return customer ? [[followUp._id, { followUp, customer }] as const] : [];
    }),
  );
}

type Deps = { connection: Connection; audit: Pick<Audit, 'changed'> };

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
  return {
    /** One by id with its customer, for whoever may read the customer. */
    async byId(person: Person, id: string): Promise<{ followUp: FollowUp; customer: Customer } | undefined> {
      const found = (await followUpsIn(connection, [id])).get(id);
      return found && mayRead(person, 'Customer', found.customer) ? found : undefined;
    },

    /** Notes one for the person who says it. The same key again gives the one that is there. */
    async note(
      actor: Actor,
      customer: Customer,
      said: { on: CalendarDate; text: string; today: CalendarDate },
    ): Promise<FollowUp> {
      const _id = idOfKey(`follow:${actor.key}`);
      const there = await rows.findById(_id).lean<FollowUp>();
      if (there) return there;
      checkMay(actor, customer);
      const text = said.text.trim();
      checkInput(said.on, text, said.today);
      const by = actor.member._id;
      const fresh = { _id, customer: customer._id, member: by, on: said.on, text, by, at: actor.now };
      await transact(connection, async (session) => {
        await rows.updateOne({ _id }, { $setOnInsert: fresh }, { upsert: true, session });
        const told = { followUpOn: said.on, followUp: text };
        await audit.changed(actor, 'customer.follow', { kind: 'Customer', id: customer._id }, {}, told, session);
      });
      return fresh;
    },

    /** Ticks one off; again, it changes nothing. Throws `error.follow_up_gone`. */
    async done(actor: Actor, id: string): Promise<{ followUp: FollowUp; customer: Customer }> {
      return transact(connection, async (session) => {
        const found = await rows.findById(id, null, { session }).lean<FollowUp>();
        const customer = found && (await keptCustomer(connection, found.customer, session));
        // Of a customer that was handed over meanwhile it is not even said that it is there.
        if (!found || !customer || !mayRead(personOf(actor.member), 'Customer', customer))
          throw new DeskError('error.follow_up_gone');
        if (found.member !== actor.member._id) checkMay(actor, customer);
        if (found.doneAt) return { followUp: found, customer };
        const set = { doneAt: actor.now, doneBy: actor.member._id };
        await rows.updateOne({ _id: id, ...openFollowUps }, { $set: set }, { session });
        const told = { followUpOn: found.on, followUp: found.text };
        const subject = { kind: 'Customer' as const, id: customer._id };
        await audit.changed(actor, 'customer.follow_done', subject, told, {}, session);
        return { followUp: { ...found, ...set }, customer };
      });
    },
  };
}
