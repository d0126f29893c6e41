import type { Connection } from 'mongoose';
import { addDays, type CalendarDate } from '../dates.ts';
import type { Member } from '../members/member.ts';
import { isMuted } from './due.ts';
import type { About } from './kind.ts';
import { isTold, markOf } from './marks.ts';
import { type Occurrence, occurrencesIn, toldAgain, topicOf } from './occurrences.ts';
import type { Pauses } from './pauses.ts';
import type { Sources } from './sources.ts';

/** Days ahead that a member is shown when asking for the own reminders. */
const aheadDays = 14;

/** What a member will be reminded of, and what it is about. */
type Coming = { occurrence: Occurrence } & About;

const byDay = (a: Coming, b: Coming): number => (a.occurrence.on < b.occurrence.on ? -1 : 1);

type Deps = { connection: Connection; sources: Sources; pauses: Pauses };

/** What a member will be reminded of next, earliest first: what was answered is left out, or on its later day. */
export function createUpcoming({ connection, sources, pauses }: Deps) {
  return async function upcoming(member: Member, today: CalendarDate): Promise<Coming[]> {
    const [mark, zone] = [await markOf(connection, member), member.timezone];
    const window = { from: isTold(mark, today) ? addDays(today, 1) : today, to: addDays(today, aheadDays) };
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
  };
}
