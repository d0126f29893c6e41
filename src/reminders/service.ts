import { type ClientSession, type Connection, mongo } from 'mongoose';
import type { Calendar } from '../calendar/calendar.ts';
import { type Calendars, loadCalendars } from '../calendar/calendars.ts';
import { isOpen, nextOpening } from '../calendar/opening.ts';
import type { Outbox } from '../chat/outbox.ts';
import type { NewOutboxRow } from '../chat/outbox-row.ts';
import { transact } from '../database/transact.ts';
import { addDays, type CalendarDate, dateAt, dayjs } from '../dates.ts';
import { messageOf } from '../errors.ts';
import type { Log } from '../log.ts';
import { managersOver } from '../members/managers.ts';
import type { Member } from '../members/member.ts';
import { type DirectOf, toMember } from '../notices/recipients.ts';
import type { Settings } from '../settings/settings.ts';
import { createDue, isMuted, type Reader, type Told } from './due.ts';
import type { About } from './kind.ts';
import { isTold, type Mark, markModel } from './marks.ts';
import { type Occurrence, occurrencesIn, toldAgain, topicOf } from './occurrences.ts';
import type { Pauses } from './pauses.ts';
import { createSilence } from './silence.ts';
import { createSources } from './sources.ts';

type Deps = {
  connection: Connection;
  log: Log;
  settings: { get(): Promise<Settings> };
  members: { all(): Promise<Member[]> };
  outbox: Pick<Outbox, 'add' | 'kick' | 'bury'>;
  directOf: DirectOf;
  pauses: Pauses;
};

/** How many occurrences of earlier digests are remembered: those of one weekend are enough. */
const remembered = 200;
/** Ms between two looks for what is due at once. */
const lookEveryMs = 10 * 60_000;
/** Days ahead that a member is shown when asking for the own reminders. */
const aheadDays = 14;

/** Everybody, and when they work. */
type Company = { all: readonly Member[]; calendars: Calendars };

const byDay = (a: { occurrence: Occurrence }, b: { occurrence: Occurrence }): number =>
  a.occurrence.on < b.occurrence.on ? -1 : 1;

/** What is to be done for a member now. */
type Work = 'digest' | 'look';

/** Whether a member's digest is due, or, after it, what is due at once is looked for. */
function workFor(
  member: Member,
  mark: Pick<Mark, 'last' | 'atOnce'> | undefined,
  calendar: Calendar,
  now: Date,
): Work | undefined {
  const today = dateAt(now, member.timezone);
  if (!calendar.works(today)) return undefined;
  if (!isTold(mark, today)) return dayjs(now).tz(member.timezone).hour() >= member.digestHour ? 'digest' : undefined;
  // A mark of an earlier version does not say what was told today.
  if (!member.active || mark?.atOnce === undefined || member.remindAtOnce === false) return undefined;
  return isOpen(now, { calendar, hours: member.workHours }) ? 'look' : undefined;
}

/** Tells members what falls due: a digest once a working day at the member's hour, and what is urgent at once. */
export function createReminders({ connection, log, settings, members, outbox, directOf, pauses }: Deps) {
  const marks = markModel(connection);
  const sources = createSources(connection);
  const due = createDue({ sources, pauses });
  const silence = createSilence({ connection });
  /** When this process looked last for what is due at once, by member. */
  const looked = new Map<string, Date>();
  /** Whether it is time to look again; a clock that went back looks, too. */
  const isTimeToLook = ({ _id }: Member, now: Date): boolean =>
    Math.abs(now.getTime() - (looked.get(_id)?.getTime() ?? 0)) >= lookEveryMs;

  const rowsFor = (member: Member, name: string, data: Record<string, unknown>): NewOutboxRow[] =>
    toMember(member, directOf).map((to) => ({ _id: `${name}:${to.conversation}`, job: 'digest', ...to, data }));

  /** What cannot be told is listed to the admins, once. */
  const bury = async (member: Member, today: CalendarDate, spoiled: ReadonlyMap<string, string>): Promise<void> => {
    for (const [ref, why] of spoiled)
      for (const row of rowsFor(member, `spoiled:${member._id}:${ref}:${today}`, { today, occurrences: [] }))
        await outbox.bury(row, why);
  };

  /** A member to whom nothing can be told at all is listed, too; what the database says passes by itself. */
  const buryMember = async ({ _id }: Member, why: string): Promise<void> =>
    outbox
      .bury({ _id: `spoiled:${_id}`, job: 'digest', viewer: { member: _id } }, why)
      .catch((error) => log.error({ err: error, member: _id }, 'a dead letter could not be written'));

  async function lookForSilence(now: Date, rules: Settings): Promise<void> {
    const spoiled = new Map<string, string>();
    await silence
      .tick(now, rules, (order, why) => void spoiled.set(order, why))
      .catch((error) => log.error({ err: error }, 'silent orders were not looked for'));
    for (const [order, why] of spoiled)
      await outbox.bury({ _id: `spoiled:silent:${order}:${dateAt(now, rules.timezone)}`, job: 'digest', order }, why);
  }

  /** Rows that tell managers of what a member leaves undone. */
  function escalations({ member, now }: Omit<Reader, 'mark'>, told: readonly Told[], { all, calendars }: Company) {
    const today = dateAt(now, member.timezone);
    const over = new Map<Member, Occurrence[]>();
    for (const { occurrence, about } of told) {
      const team = (about.followUp ? about.order : (about.case ?? about.order))?.team;
      for (const manager of managersOver(all, member._id, team))
        over.set(manager, [...(over.get(manager) ?? []), occurrence]);
    }
    return [...over].flatMap(([manager, occurrences]) => {
      // In the manager's own working hours, wherever that is.
      const notBefore = nextOpening(now, { calendar: calendars.of(manager), hours: manager.workHours });
      const data = { today, occurrences, of: member._id };
      const rows = rowsFor(manager, `escalated:${member._id}:${today}:${manager._id}`, data);
      return rows.map((row) => ({ ...row, notBefore }));
    });
  }

  /** One digest: the mark and the outbox rows are one transaction, so that three processes write it once. */
  const writeDigest = (reader: Omit<Reader, 'mark'>, company: Company): Promise<boolean> =>
    transact(connection, async (session) => {
      const { member, now } = reader;
      const today = dateAt(now, member.timezone);
      const mark = await markOf(member, session);
      if (isTold(mark, today)) return false;
      const found = await due.digest({ ...reader, mark }, session);
      if (!found) return false;
      const told = [...(mark?.told ?? []).slice(-remembered), ...found.map(({ occurrence }) => occurrence.key)];
      const set = { last: today, told, atOnce: 0 };
      looked.set(member._id, now);
      await marks.updateOne({ _id: member._id }, { $set: set }, { upsert: true, session });
      // Whoever has left is told nothing: all of it goes to the manager.
      const isOwn = ({ occurrence }: Told) => member.active && !occurrence.escalated;
      const occurrences = found.filter(isOwn).map((t) => t.occurrence);
      const own =
        occurrences.length > 0 ? rowsFor(member, `digest:${member._id}:${today}`, { today, occurrences }) : [];
      const passedOn = found.filter((t) => !isOwn(t));
      const rows = [...own, ...escalations(reader, passedOn, company)];
      if (rows.length > 0) await outbox.add(rows, now, session);
      return rows.length > 0;
    });

  /** What came up since the digest and cannot wait for the next one. Looking in vain writes nothing. */
  async function tellAtOnce(reader: Omit<Reader, 'mark'>): Promise<boolean> {
    const { member, now } = reader;
    looked.set(member._id, now);
    const found = await due.atOnce({ ...reader, mark: await markOf(member) });
    if (found.length === 0) return false;
    return transact(connection, async (session) => {
      const mark = await markOf(member, session);
      const occurrences = found.map((t) => t.occurrence).filter((o) => !mark?.told.includes(o.key));
      if (!mark || occurrences.length === 0) return false;
      const atOnce = (mark.atOnce ?? 0) + 1;
      const set = { told: [...mark.told, ...occurrences.map((o) => o.key)], atOnce };
      await marks.updateOne({ _id: member._id }, { $set: set }, { session });
      const data = { today: dateAt(now, member.timezone), occurrences, atOnce: true };
      await outbox.add(rowsFor(member, `digest:${member._id}:${mark.last}:${atOnce}`, data), now, session);
      return true;
    });
  }

  const markOf = async (member: Member, session?: ClientSession): Promise<Mark | undefined> =>
    (await marks.findById(member._id, null, { session }).lean<Mark>()) ?? undefined;

  /** When each member was told last; without what. */
  async function lastOf(): Promise<Map<string, Mark>> {
    const all = await marks.find({}, { last: 1, atOnce: 1 }).lean<Mark[]>();
    return new Map(all.map((mark) => [mark._id, mark]));
  }

  return {
    /** Finds what occurrences are about, where they are a member's still. */
    about: ({ _id, timezone }: Member, some: readonly Occurrence[]) =>
      sources.named(some, { member: _id, zone: timezone }),
    /** What a member will be reminded of next, earliest first: what was answered is left out, or on its later day. */
    async upcoming(member: Member, today: CalendarDate): Promise<({ occurrence: Occurrence } & About)[]> {
      const [mark, zone] = [await markOf(member), member.timezone];
      const isTold = mark !== undefined && mark.last >= today;
      const window = { from: isTold ? addDays(today, 1) : today, to: addDays(today, aheadDays) };
      const waiting = await pauses.waiting(member._id);
      const put = waiting.map((p) => p.occurrence);
      const [found, find] = await Promise.all([
        sources.of(member._id, { window, repeats: 0, zone, whole: true }),
        sources.named(put, { member: member._id, zone }),
      ]);
      const all = found.flatMap((about) =>
        occurrencesIn(about, { ...window, repeats: 0, zone }, member._id)
          .filter((o) => !o.escalated && !isMuted(member, o))
          .map((occurrence) => ({ occurrence, ...about })),
      );
      const said = await pauses.to(
        member._id,
        all.map((one) => one.occurrence),
      );
      const later = waiting.flatMap(({ occurrence, until = today }) => {
        const about = find(occurrence);
        const again = about && toldAgain(occurrence, about, until, zone);
        return about && again ? [{ occurrence: again, ...about }] : [];
      });
      const noted = await sources.notesAfter(member._id, window.to, zone);
      const open = [...all.filter((one) => !said.has(one.occurrence.key)), ...noted].sort(byDay);
      // Of each thing its next day is enough: what comes after that depends on what becomes of it.
      const next = new Map<string, (typeof open)[number]>();
      for (const it of open) if (!next.has(topicOf(it.occurrence))) next.set(topicOf(it.occurrence), it);
      return [...next.values(), ...later].sort(byDay);
    },
    /** Tells everybody whose hour has come. A member of whom something fails does not hold up the others. */
    async tick(now: Date): Promise<number> {
      const rules = await settings.get();
      await lookForSilence(now, rules);
      const all = await members.all();
      const [calendars, last] = [await loadCalendars(rules, all), await lastOf()];
      let written = 0;
      for (const member of all) {
        try {
          const calendar = calendars.of(member);
          const work = workFor(member, last.get(member._id), calendar, now);
          const spoiled = new Map<string, string>();
          const onSpoiled = (ref: string, why: string) => void spoiled.set(ref, why);
          const reader = { member, calendar, repeats: rules.reminderRepeats, now, onSpoiled };
          const isLooked = work === 'look' && isTimeToLook(member, now);
          if (
            work === 'digest' ? await writeDigest(reader, { all, calendars }) : isLooked && (await tellAtOnce(reader))
          )
            written += 1;
          await bury(member, dateAt(now, member.timezone), spoiled);
        } catch (error) {
          log.error({ err: error, member: member._id }, 'the reminders of a member could not be written');
          if (!(error instanceof mongo.MongoError)) await buryMember(member, messageOf(error));
        }
      }
      if (written > 0) outbox.kick();
      return written;
    },
  };
}
export type Reminders = ReturnType<typeof createReminders>;
