import { type Connection, mongo } from 'mongoose';
import type { Calendar } from '../calendar/calendar.ts';
import { loadCalendars } from '../calendar/calendars.ts';
import { isOpen } from '../calendar/opening.ts';
import type { Outbox } from '../chat/outbox.ts';
import type { NewOutboxRow } from '../chat/outbox-row.ts';
import { dateAt, dayjs } from '../dates.ts';
import { messageOf } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Member } from '../members/member.ts';
import { type DirectOf, toMember } from '../notices/recipients.ts';
import type { Settings } from '../settings/settings.ts';
import { createDue, type Reader } from './due.ts';
import { isTold, type Mark, markModel } from './marks.ts';
import type { Occurrence } from './occurrences.ts';
import type { Pauses } from './pauses.ts';
import { createSilence } from './silence.ts';
import { createSources } from './sources.ts';
import { createSpoiled, noteSpoiled } from './spoiled.ts';
import { createTelling } from './tell.ts';
import { createUpcoming } from './upcoming.ts';

type Deps = {
  connection: Connection;
  log: Log;
  settings: { get(): Promise<Settings> };
  members: { all(): Promise<Member[]> };
  outbox: Pick<Outbox, 'add' | 'kick' | 'bury'>;
  directOf: DirectOf;
  pauses: Pauses;
};

/** Ms between two looks for what is due at once. */
const lookEveryMs = 10 * 60_000;

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
  const rowsFor = (member: Member, name: string, data: Record<string, unknown>): NewOutboxRow[] =>
    toMember(member, directOf).map((to) => ({ _id: `${name}:${to.conversation}`, job: 'digest', ...to, data }));

  const sources = createSources(connection);
  const tell = createTelling({ connection, due: createDue({ sources, pauses }), outbox, rowsFor });
  const silence = createSilence({ connection });
  const bury = createSpoiled({ outbox, log, rowsFor });
  /** When this process looked last for what is due at once, by member. */
  const looked = new Map<string, Date>();
  /** Whether it is time to look again; a clock that went back looks, too. */
  const isTimeToLook = ({ _id }: Member, now: Date): boolean =>
    Math.abs(now.getTime() - (looked.get(_id)?.getTime() ?? 0)) >= lookEveryMs;

  async function lookForSilence(now: Date, rules: Settings): Promise<void> {
    const { found, onSpoiled } = noteSpoiled();
    await silence
      .tick(now, rules, onSpoiled)
      .catch((error) => log.error({ err: error }, 'silent orders were not looked for'));
    await bury.orders(dateAt(now, rules.timezone), found);
  }

  /** When each member was told last; without what. */
  async function lastOf(): Promise<Map<string, Mark>> {
    const all = await markModel(connection).find({}, { last: 1, atOnce: 1 }).lean<Mark[]>();
    return new Map(all.map((mark) => [mark._id, mark]));
  }

  return {
    /** Finds what occurrences are about, where they are a member's still. */
    about: ({ _id, timezone }: Member, some: readonly Occurrence[]) =>
      sources.named(some, { member: _id, zone: timezone }),
    upcoming: createUpcoming({ connection, sources, pauses }),
    /** Tells everybody whose hour has come. A member of whom something fails does not hold up the others. */
    async tick(now: Date): Promise<number> {
      const rules = await settings.get();
      await lookForSilence(now, rules);
      const all = await members.all();
      const [calendars, last] = [await loadCalendars(rules, all), await lastOf()];

      /** Whether there was something to tell. */
      async function tellMember(member: Member): Promise<boolean> {
        const calendar = calendars.of(member);
        const work = workFor(member, last.get(member._id), calendar, now);
        if (!work || (work === 'look' && !isTimeToLook(member, now))) return false;
        looked.set(member._id, now);
        const { found, onSpoiled } = noteSpoiled();
        const reader: Omit<Reader, 'mark'> = { member, calendar, repeats: rules.reminderRepeats, now, onSpoiled };
        const wasTold = work === 'digest' ? await tell.digest(reader, { all, calendars }) : await tell.atOnce(reader);
        await bury.items(member, dateAt(now, member.timezone), found);
        return wasTold;
      }

      let written = 0;
      for (const member of all)
        try {
          if (await tellMember(member)) written += 1;
        } catch (error) {
          log.error({ err: error, member: member._id }, 'the reminders of a member could not be written');
          // What the database says passes by itself.
          if (!(error instanceof mongo.MongoError)) await bury.member(member, messageOf(error));
        }
      if (written > 0) outbox.kick();
      return written;
    },
  };
}
export type Reminders = ReturnType<typeof createReminders>;
