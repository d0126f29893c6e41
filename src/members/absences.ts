import { type CalendarDate, dateAt, isCalendarDate } from '../dates.ts';
import { DeskError } from '../errors.ts';
import { may } from './ability.ts';
import { type Absence, checkAbsence } from './absence.ts';
import type { Cause } from './actor.ts';
import { createMemberChange, subjectOf } from './change.ts';
import type { ChangeDeps } from './changes.ts';
import { type Member, personOf } from './member.ts';
import { memberModel } from './model.ts';

/** Changes of who is away. Members set their own; an admin sets them for others, since people fall ill. */
export type AbsenceChanges = {
  /** Goes away now, or plans to. The dates are the member's. Throws at the field where it cannot be. */
  setAway(cause: Cause, id: string, absence: Absence): Promise<Member>;
  /** Comes back; who is not away gives up what was planned. */
  endAway(cause: Cause, id: string): Promise<Member>;
  /** Begins and ends every absence whose day has come, each once; gives how many. */
  turnAbsences(now: Date): Promise<{ changed: number; failed: { member: string; error: unknown }[] }>;
};

const scheduler = 'scheduler:absences' as const;

/** What the day brings a member: an absence begins, one that was missed is dropped, or one is over. */
function dueOn({ away, planned }: Member, today: CalendarDate): 'begin' | 'missed' | 'end' | undefined {
  if (planned && planned.until < today) return 'missed';
  if (planned && planned.from <= today) return 'begin';
  return away && away.until < today ? 'end' : undefined;
}

export function createAbsences(deps: ChangeDeps): AbsenceChanges {
  const { directory, guard } = deps;
  const members = memberModel(deps.connection);
  const change = createMemberChange(deps);
  const mayFor = (cause: Cause, id: string) =>
    !cause.member || cause.member._id === id || may(personOf(cause.member), 'member.edit');

  /** One turn of a member's absence, worked out anew from what is stored. */
  async function turn(member: Member, now: Date): Promise<boolean> {
    const today = dateAt(now, member.timezone);
    const { away, planned } = member;
    const what = dueOn(member, today);
    if (!what) return false;
    const of = what === 'end' ? `${away?.since.getTime()}:${away?.until}` : `${planned?.noted.getTime()}`;
    const cause = { from: scheduler, key: `absence:${what}:${member._id}:${of}`, now };
    await change(cause, `member.away_${what}`, member._id, (stored) => {
      if (dueOn(stored, today) !== what) return {};
      if (what === 'end') return { away: undefined };
      if (what === 'missed' || !stored.planned) return { planned: undefined };
      const { standIn, until } = stored.planned;
      return { away: { standIn, until, since: now }, planned: undefined };
    });
    return true;
  }

  return {
    async setAway(cause, id, { standIn, from, until }) {
      await guard(cause, mayFor(cause, id), 'member.away', subjectOf(id));
      for (const [field, date] of [
        ['from', from],
        ['until', until],
      ] as const)
        if (date !== undefined && !isCalendarDate(date))
          throw new DeskError('error.date_expected', { text: date }, { field });
      return change(cause, 'member.away', id, async (stored, session) => {
        const today = dateAt(cause.now, stored.timezone);
        // Read here, so that of two who choose each other at once the second is refused.
        const all = await members.find({}).session(session).lean<Member[]>();
        checkAbsence(stored, { standIn, from, until }, all, today);
        const { away, planned } = stored;
        if (from !== undefined && from > today) return { planned: { standIn, from, until, noted: cause.now } };
        const isOverlapping = planned !== undefined && planned.from <= until;
        const since = away?.since ?? cause.now;
        return { away: { standIn, until, since }, ...(isOverlapping && { planned: undefined }) };
      });
    },
    async endAway(cause, id) {
      await guard(cause, mayFor(cause, id), 'member.back', subjectOf(id));
      return change(cause, 'member.back', id, ({ away, planned, name }) => {
        if (!away && !planned) throw new DeskError('error.not_away', { name });
        return away ? { away: undefined } : { planned: undefined };
      });
    },
    async turnAbsences(now) {
      const away = (await directory.all()).filter((m) => m.away || m.planned);
      const turned = await Promise.allSettled(away.map((m) => turn(m, now)));
      return {
        changed: turned.filter((one) => one.status === 'fulfilled' && one.value).length,
        failed: turned.flatMap((one, i) =>
          one.status === 'rejected' ? [{ member: away[i]!._id, error: one.reason as unknown }] : [],
        ),
      };
    },
  };
}
