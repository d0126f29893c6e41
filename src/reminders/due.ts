import type { ClientSession } from 'mongoose';
import type { Calendar } from '../calendar/calendar.ts';
import { dateAt } from '../dates.ts';
import type { Member } from '../members/member.ts';
import type { About } from './kind.ts';
import { lookedFrom, type Mark } from './marks.ts';
import { doneKey, type Occurrence, occurrencesIn, toldAgain, topicOf } from './occurrences.ts';
import type { Pauses } from './pauses.ts';
import type { Sources } from './sources.ts';
import type { OnSpoiled } from './spoiled.ts';
import { belongs, type Window, windowFor } from './window.ts';

/** Something to tell, and what it is about. */
export type Told = { occurrence: Occurrence; about: About };

/** Whom is told, what the member was told before, and the rules of the day. */
export type Reader = {
  member: Member;
  mark: Mark | undefined;
  calendar: Calendar;
  repeats: number;
  now: Date;
  onSpoiled: OnSpoiled;
};

/** Whether a member wants none of a kind. */
export const isMuted = ({ withoutReminders = [] }: Member, { kind }: Occurrence): boolean =>
  (withoutReminders as readonly string[]).includes(kind);

/** Works out what a member is told, from what is true at that moment. */
export function createDue({ sources, pauses }: { sources: Sources; pauses: Pauses }) {
  /** What falls into a window and was not told; what goes to the manager, whatever the member wants to hear of. */
  async function inWindow(reader: Reader, window: Window, isLate = false): Promise<Told[]> {
    const { member, mark, repeats, onSpoiled } = reader;
    const zone = member.timezone;
    const told = new Set(mark?.told ?? []);
    const found = await sources.of(member._id, { window, repeats, zone, onSpoiled, isLate });
    const occurrences = (about: About): Told[] =>
      occurrencesIn(about, { ...window, repeats, zone }, member._id, onSpoiled).map((occurrence) => ({
        occurrence,
        about,
      }));
    return found
      .flatMap(occurrences)
      .filter(({ occurrence: o }) => !told.has(o.key) && (o.escalated || !isMuted(member, o)));
  }

  /** Without the repeats of what the member ticked off, or put off until later. */
  async function unanswered({ member, now }: Reader, fresh: readonly Told[], session: ClientSession): Promise<Told[]> {
    const again = fresh.filter(({ occurrence: o }) => o.repeat || o.escalated);
    if (again.length === 0) return [...fresh];
    const keys = again.flatMap(({ occurrence }) => doneKey(occurrence) ?? []);
    const ticked = await pauses.ticked(member._id, keys, session);
    const today = dateAt(now, member.timezone);
    const waiting = await pauses.waiting(member._id, session);
    const put = new Set(waiting.filter(({ until = '' }) => until > today).map((p) => topicOf(p.occurrence)));
    return fresh.filter(({ occurrence: o }) => {
      if (!o.repeat && !o.escalated) return true;
      const isTicked = ticked.has(doneKey(o) ?? '');
      return !isTicked && (o.escalated || !put.has(topicOf(o)));
    });
  }

  /** What was put off until today: in the transaction that tells it, and not what is told today anyhow. */
  async function again(
    { member, now, onSpoiled }: Reader,
    fresh: readonly Told[],
    session: ClientSession,
  ): Promise<Told[]> {
    const [today, zone] = [dateAt(now, member.timezone), member.timezone];
    const waiting = (await pauses.waiting(member._id, session)).filter(({ until = '' }) => until <= today);
    if (waiting.length === 0) return [];
    await pauses.told(waiting, session);
    const put = waiting.map((p) => p.occurrence);
    const find = await sources.named(put, { member: member._id, zone, session, onSpoiled });
    const known = new Set(fresh.filter((t) => !t.occurrence.escalated).map((t) => topicOf(t.occurrence)));
    return put.flatMap((one) => {
      const about = find(one);
      const occurrence = about && !known.has(topicOf(one)) ? toldAgain(one, about, today, zone) : undefined;
      known.add(topicOf(one));
      return about && occurrence ? [{ occurrence, about }] : [];
    });
  }

  return {
    /** The digest of the day; undefined on a day off. The mark of `reader` is read in the transaction that tells it. */
    async digest(reader: Reader, session: ClientSession): Promise<Told[] | undefined> {
      const today = dateAt(reader.now, reader.member.timezone);
      const window = windowFor(today, lookedFrom(reader.mark), reader.calendar.works);
      if (!window) return undefined;
      const found = await inWindow(reader, window);
      const fresh = await unanswered(
        reader,
        found.filter(({ occurrence }) => belongs(occurrence, window, today)),
        session,
      );
      return [...fresh, ...(await again(reader, fresh, session))];
    },
    /** What is due today, or late since today, and came up after the digest was told. */
    async atOnce(reader: Reader): Promise<Told[]> {
      const today = dateAt(reader.now, reader.member.timezone);
      const found = await inWindow(reader, { from: today, to: today }, true);
      return found.filter(({ occurrence: o }) => o.offset >= 0 && !o.repeat && !o.escalated);
    },
  };
}
export type Due = ReturnType<typeof createDue>;
