import { type ClientSession, type Connection, type Model, Schema } from 'mongoose';
import { type Case, unclosed } from '../aftersales/case.ts';
import { caseModel } from '../aftersales/model.ts';
import type { Calendar } from '../calendar/calendar.ts';
import { loadCalendars } from '../calendar/calendars.ts';
import type { Outbox } from '../chat/outbox.ts';
import type { NewOutboxRow } from '../chat/outbox-row.ts';
import type { Customer } from '../customers/customer.ts';
import type { FollowUp } from '../customers/follow-up.ts';
import { followUpModel } from '../customers/follow-up-model.ts';
import { keptCustomers } from '../customers/kept.ts';
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
  type About,
  belongs,
  isReminded,
  type Occurrence,
  occurrencesOf,
  occurrencesOfCase,
  occurrencesOfFollowUp,
  offsets,
  toldAgain,
  topicOf,
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
  credited: 1,
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
  const cases = caseModel(connection);
  const marks = markModel(connection);

  /** The days on which what falls into a window may have its date. */
  const span = ({ from, to }: Window, all: readonly number[]) => ({
    $gte: addDays(from, -Math.max(...all)),
    $lte: addDays(to, -Math.min(...all)),
  });

  /** The member's orders whose dates can fall into the window, by index: all of them, since none is told later. */
  async function candidates(owner: string, window: Window, read: object = fields): Promise<Order[]> {
    // The earliest open milestone may be long past, and a later one of the same order be due: there is no lower bound.
    const milestoneDue = { $gt: '', $lte: span(window, offsets.milestone).$lte };
    const found = await Promise.all([
      orders
        .find({ owner, state: { $in: undelivered }, promisedDate: span(window, offsets.delivery) }, read)
        .lean<Order[]>(),
      orders.find({ owner, state: { $in: billed }, dueDate: span(window, offsets.payment) }, read).lean<Order[]>(),
      orders.find({ owner, milestoneDue }, read).lean<Order[]>(),
      orders.find({ milestonesOf: owner, milestoneDue }, read).lean<Order[]>(),
    ]);
    return [...new Map(found.flat().map((o) => [o._id, o])).values()];
  }

  /** The cases that a member sees to, whose due dates can fall into the window; by index, too. */
  const caseCandidates = (owner: string, window: Window): Promise<Case[]> =>
    cases
      .find({ owner, state: { $in: unclosed }, dueDate: span(window, offsets.case) })
      .lean<Case[]>()
      .exec();

  /** What a member noted to follow up, with the customers. */
  async function followed(member: string, filter: object, session?: ClientSession) {
    const found = await followUpModel(connection)
      .find({ member, doneAt: { $exists: false }, ...filter }, null, { session })
      .lean<FollowUp[]>();
    const ids = found.map(({ customer }) => customer);
    const customers = ids.length > 0 ? await keptCustomers(connection, ids, session) : new Map<string, Customer>();
    return found.flatMap((followUp) => {
      const customer = customers.get(followUp.customer);
      return customer ? [{ followUp, customer }] : [];
    });
  }

  /** What a member's reminders are about, on the days of a window. */
  async function listed(owner: string, window: Window, read?: object): Promise<({ occurrence: Occurrence } & About)[]> {
    const { from, to } = window;
    const [own, handled, noted] = await Promise.all([
      candidates(owner, window, read),
      caseCandidates(owner, window),
      followed(owner, { on: span(window, offsets.follow_up) }),
    ]);
    return [
      ...own.flatMap((order) => occurrencesOf(order, from, to, owner).map((occurrence) => ({ occurrence, order }))),
      ...noted.flatMap((it) =>
        occurrencesOfFollowUp(it.followUp, from, to).map((occurrence) => ({ occurrence, ...it })),
      ),
      ...handled.flatMap((it) => occurrencesOfCase(it, from, to).map((occurrence) => ({ occurrence, case: it }))),
    ];
  }

  /** Finds what reminders are about, where it is the member's still. */
  async function aboutOf(owner: string, put: readonly Occurrence[], read: object, session?: ClientSession) {
    const ids = (some: readonly (string | undefined)[]) => ({ $in: some.filter((id) => id !== undefined) });
    const ofOrders = put.filter((o) => !o.case && !o.followUp).map((o) => o.order);
    const found = await orders.find({ _id: ids(ofOrders) }, read, { session }).lean<Order[]>();
    const handled = await cases.find({ _id: ids(put.map((o) => o.case)), owner }, null, { session }).lean<Case[]>();
    const followUps = put.flatMap((o) => o.followUp ?? []);
    const noted = followUps.length > 0 ? await followed(owner, { _id: { $in: followUps } }, session) : [];
    return (o: Occurrence): About | undefined => {
      if (o.followUp) return noted.find(({ followUp }) => followUp._id === o.followUp);
      const it = handled.find((c) => c._id === o.case);
      const order = found.find((one) => one._id === o.order && isReminded(owner, o, one));
      return o.case ? it && { case: it } : order && { order };
    };
  }

  async function dueFor(
    member: Member,
    today: CalendarDate,
    mark: Mark | null,
    calendar: Calendar,
  ): Promise<Occurrence[] | undefined> {
    const window = windowFor(today, mark?.last, calendar.works);
    if (!window) return undefined;
    const found = await listed(member._id, window);
    const told = new Set(mark?.told ?? []);
    return found.map(({ occurrence }) => occurrence).filter((o) => belongs(o, window, today) && !told.has(o.key));
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
    const put = waiting.map((p) => p.occurrence);
    const find = await aboutOf(member._id, put, fields, session);
    const known = new Set(fresh.map(topicOf));
    return put.flatMap((occurrence) => {
      const about = find(occurrence);
      const again = about && !known.has(topicOf(occurrence)) ? toldAgain(occurrence, about, today) : undefined;
      known.add(topicOf(occurrence));
      return again ? [again] : [];
    });
  }

  /** One digest: the mark and the outbox rows are one transaction, so that three processes write it once. */
  async function writeDigest(member: Member, now: Date, calendar: Calendar): Promise<boolean> {
    const local = dayjs(now).tz(member.timezone);
    const today = dateAt(now, member.timezone);
    if (local.hour() < member.digestHour) return false;
    return transact(connection, async (session) => {
      const mark = await marks.findById(member._id, null, { session }).lean<Mark>();
      if (mark && mark.last >= today) return false;
      const fresh = await dueFor(member, today, mark, calendar);
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
    async upcoming(member: Member, today: CalendarDate): Promise<({ occurrence: Occurrence } & About)[]> {
      const mark = await marks.findById(member._id).lean<Mark>();
      const isTold = mark !== null && mark.last >= today;
      const ahead = { from: isTold ? addDays(today, 1) : today, to: addDays(today, aheadDays) };
      const waiting = await pauses.waiting(member._id);
      const put = waiting.map((p) => p.occurrence);
      const [all, find] = await Promise.all([listed(member._id, ahead, {}), aboutOf(member._id, put, {})]);
      const said = await pauses.to(
        member._id,
        all.map((one) => one.occurrence),
      );
      const later = waiting.flatMap(({ occurrence, until = today }) => {
        const about = find(occurrence);
        const again = about && toldAgain(occurrence, about, until);
        return about && again ? [{ occurrence: again, ...about }] : [];
      });
      const open = [...all.filter((one) => !said.has(one.occurrence.key)), ...later];
      return open.sort((a, b) => (a.occurrence.on < b.occurrence.on ? -1 : 1));
    },
    /** Writes every digest whose hour has come. A member whose digest fails does not hold up the others. */
    async tick(now: Date): Promise<number> {
      const all = (await members.all()).filter((m) => m.active);
      const calendars = await loadCalendars(await settings.get(), all);
      let written = 0;
      for (const member of all) {
        try {
          if (await writeDigest(member, now, calendars.of(member))) written += 1;
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
