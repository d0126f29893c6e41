import { type ClientSession, type Connection, type Model, Schema } from 'mongoose';
import type { Outbox } from '../chat/outbox.ts';
import type { NewOutboxRow } from '../chat/outbox-row.ts';
import { transact } from '../database/transact.ts';
import { addDays, type CalendarDate, dateAt, dayjs } from '../dates.ts';
import type { Log } from '../log.ts';
import type { Member } from '../members/member.ts';
import { type DirectOf, toMember } from '../notices/recipients.ts';
import { orderModel } from '../orders/model.ts';
import type { Order } from '../orders/order.ts';
import { billed, undelivered } from '../orders/stages.ts';
import type { Settings } from '../settings/settings.ts';
import {
  belongs,
  isReminded,
  type Occurrence,
  occurrencesOf,
  offsets,
  subjectOf,
  toldAgain,
  type Window,
  windowFor,
} from './occurrences.ts';
import type { Pauses } from './pauses.ts';

/** The last day for which a member got the digest, and what was reminded of in it. */
type Mark = { _id: string; last: CalendarDate; told: string[] };

const schema = new Schema<Mark>(
  { _id: String, last: String, told: [String] },
  { collection: 'reminder_marks', versionKey: false },
);
export const markModel = (connection: Connection): Model<Mark> =>
  (connection.models.ReminderMark as Model<Mark>) ?? connection.model<Mark>('ReminderMark', schema);

type Deps = {
  connection: Connection;
  log: Log;
  settings: { get(): Promise<Settings> };
  members: { all(): Promise<Member[]> };
  outbox: Pick<Outbox, 'add' | 'kick'>;
  directOf: DirectOf;
  pauses: Pauses;
};

const fields = {
  state: 1,
  owner: 1,
  promisedDate: 1,
  dueDate: 1,
  total: 1,
  paid: 1,
  imported: 1,
  milestones: 1,
} as const;
/** How many occurrences of earlier digests are remembered: those of one weekend are enough. */
const remembered = 200;

/** Days ahead that a member is shown when asking for the own reminders. */
const aheadDays = 14;

/** Writes each member's digest of reminders once a working day, at the member's hour. */
export function createReminders({ connection, log, settings, members, outbox, directOf, pauses }: Deps) {
  const orders = orderModel(connection);
  const marks = markModel(connection);

  /** The member's orders whose dates can fall into the window, by index: all of them, since none is told later. */
  async function candidates(owner: string, { from, to }: Window, read: object = fields): Promise<Order[]> {
    const upTo = (all: readonly number[]) => ({ $lte: addDays(to, -Math.min(...all)) });
    const span = (all: readonly number[]) => ({ $gte: addDays(from, -Math.max(...all)), ...upTo(all) });
    // The earliest open milestone may be long past, and a later one of the same order be due: there is no lower bound.
    const milestoneDue = { $gt: '', ...upTo(offsets.milestone) };
    const found = await Promise.all([
      orders.find({ owner, state: { $in: undelivered }, promisedDate: span(offsets.delivery) }, read).lean<Order[]>(),
      orders.find({ owner, state: { $in: billed }, dueDate: span(offsets.payment) }, read).lean<Order[]>(),
      orders.find({ owner, milestoneDue }, read).lean<Order[]>(),
      orders.find({ milestonesOf: owner, milestoneDue }, read).lean<Order[]>(),
    ]);
    return [...new Map(found.flat().map((o) => [o._id, o])).values()];
  }

  async function dueFor(
    member: Member,
    today: CalendarDate,
    mark: Mark | null,
    rules: Settings,
  ): Promise<Occurrence[] | undefined> {
    const window = windowFor(today, mark?.last, rules.workDays);
    if (!window) return undefined;
    const found = await candidates(member._id, window);
    const told = new Set(mark?.told ?? []);
    return found
      .flatMap((o) => occurrencesOf(o, window.from, window.to, member._id))
      .filter((o) => belongs(o, window, today) && !told.has(o.key));
  }

  /** What was put off until today: in the transaction that tells it, and not what is told today anyhow. */
  async function againFor(
    member: Member,
    today: CalendarDate,
    fresh: readonly Occurrence[],
    session: ClientSession,
  ): Promise<Occurrence[]> {
    const waiting = await pauses.dueFor(member._id, today, session);
    if (waiting.length === 0) return [];
    await pauses.told(waiting, session);
    const ids = waiting.map((p) => p.occurrence.order);
    const found = await orders.find({ _id: { $in: ids } }, fields, { session }).lean<Order[]>();
    const known = new Set(fresh.map(subjectOf));
    return waiting.flatMap(({ occurrence }) => {
      const order = found.find((o) => o._id === occurrence.order && isReminded(member._id, occurrence, o));
      const again = order && !known.has(subjectOf(occurrence)) ? toldAgain(occurrence, order, today) : undefined;
      known.add(subjectOf(occurrence));
      return again ? [again] : [];
    });
  }

  /** One digest: the mark and the outbox rows are one transaction, so that three processes write it once. */
  async function writeDigest(member: Member, now: Date, rules: Settings): Promise<boolean> {
    const local = dayjs(now).tz(member.timezone);
    const today = dateAt(now, member.timezone);
    if (local.hour() < member.digestHour) return false;
    return transact(connection, async (session) => {
      const mark = await marks.findById(member._id, null, { session }).lean<Mark>();
      if (mark && mark.last >= today) return false;
      const fresh = await dueFor(member, today, mark, rules);
      if (fresh === undefined) return false;
      const due = [...fresh, ...(await againFor(member, today, fresh, session))];
      const told = [...(mark?.told ?? []).slice(-remembered), ...due.map((o) => o.key)];
      await marks.updateOne({ _id: member._id }, { $set: { last: today, told } }, { upsert: true, session });
      const rows: NewOutboxRow[] = toMember(member, directOf).map((to) => ({
        _id: `digest:${member._id}:${today}:${to.conversation}`,
        job: 'digest',
        ...to,
        data: { today, occurrences: due },
      }));
      if (due.length > 0) await outbox.add(rows, now, session);
      return due.length > 0;
    });
  }

  return {
    /** What a member will be reminded of next, earliest first: what was answered is left out, or on its later day. */
    async upcoming(member: Member, today: CalendarDate): Promise<{ occurrence: Occurrence; order: Order }[]> {
      const mark = await marks.findById(member._id).lean<Mark>();
      const isTold = mark !== null && mark.last >= today;
      const span = { from: isTold ? addDays(today, 1) : today, to: addDays(today, aheadDays) };
      const waiting = await pauses.waiting(member._id);
      const ids = waiting.map((p) => p.occurrence.order);
      const [own, putOff] = await Promise.all([
        candidates(member._id, span, {}),
        orders.find({ _id: { $in: ids } }).lean<Order[]>(),
      ]);
      const listed = own.flatMap((order) =>
        occurrencesOf(order, span.from, span.to, member._id).map((occurrence) => ({ occurrence, order })),
      );
      const said = await pauses.to(
        member._id,
        listed.map((one) => one.occurrence),
      );
      const later = waiting.flatMap(({ occurrence, until = today }) => {
        const order = putOff.find((o) => o._id === occurrence.order && isReminded(member._id, occurrence, o));
        const again = order && toldAgain(occurrence, order, until);
        return order && again ? [{ occurrence: again, order }] : [];
      });
      const all = [...listed.filter((one) => !said.has(one.occurrence.key)), ...later];
      return all.sort((a, b) => (a.occurrence.on < b.occurrence.on ? -1 : 1));
    },
    /** Writes every digest whose hour has come. A member whose digest fails does not hold up the others. */
    async tick(now: Date): Promise<number> {
      const rules = await settings.get();
      let written = 0;
      for (const member of (await members.all()).filter((m) => m.active)) {
        try {
          if (await writeDigest(member, now, rules)) written += 1;
        } catch (error) {
          log.error({ err: error, member: member._id }, 'the digest of a member could not be written');
        }
      }
      if (written > 0) outbox.kick();
      return written;
    },
  };
}
export type Reminders = ReturnType<typeof createReminders>;
