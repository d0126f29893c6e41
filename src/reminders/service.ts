import { type Connection, type Model, Schema } from 'mongoose';
import type { NewOutboxRow, Outbox } from '../chat/outbox.ts';
import { transact } from '../database/transact.ts';
import { addDays, type CalendarDate, dateAt, dayjs } from '../dates.ts';
import type { Log } from '../log.ts';
import type { Member } from '../members/member.ts';
import { type DirectOf, toMember } from '../notices/recipients.ts';
import { orderModel } from '../orders/model.ts';
import type { Order } from '../orders/order.ts';
import { billed, undelivered } from '../orders/stages.ts';
import type { Settings } from '../settings/settings.ts';
import { belongs, type Occurrence, occurrencesOf, offsets, type Window, windowFor } from './occurrences.ts';

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
};

const fields = { state: 1, promisedDate: 1, dueDate: 1, total: 1, paid: 1, imported: 1 } as const;
/** How many occurrences of earlier digests are remembered: those of one weekend are enough. */
const remembered = 200;

/** Writes each member's digest of reminders once a working day, at the member's hour. */
export function createReminders({ connection, log, settings, members, outbox, directOf }: Deps) {
  const orders = orderModel(connection);
  const marks = markModel(connection);

  /** The owner's orders whose dates can fall into the window, by index: all of them, since none is told later. */
  async function candidates(owner: string, { from, to }: Window): Promise<Order[]> {
    const span = (all: readonly number[]) => ({
      $gte: addDays(from, -Math.max(...all)),
      $lte: addDays(to, -Math.min(...all)),
    });
    const [deliveries, payments] = await Promise.all([
      orders.find({ owner, state: { $in: undelivered }, promisedDate: span(offsets.delivery) }, fields).lean<Order[]>(),
      orders.find({ owner, state: { $in: billed }, dueDate: span(offsets.payment) }, fields).lean<Order[]>(),
    ]);
    return [...new Map([...deliveries, ...payments].map((o) => [o._id, o])).values()];
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
      .flatMap((o) => occurrencesOf(o, window.from, window.to))
      .filter((o) => belongs(o, window, today) && !told.has(o.key));
  }

  /** One digest: the mark and the outbox rows are one transaction, so that three processes write it once. */
  async function writeDigest(member: Member, now: Date, rules: Settings): Promise<boolean> {
    const local = dayjs(now).tz(member.timezone);
    const today = dateAt(now, member.timezone);
    if (local.hour() < member.digestHour) return false;
    return transact(connection, async (session) => {
      const mark = await marks.findById(member._id, null, { session }).lean<Mark>();
      if (mark && mark.last >= today) return false;
      const due = await dueFor(member, today, mark, rules);
      if (due === undefined) return false;
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
