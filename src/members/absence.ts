import { addDays, type CalendarDate } from '../dates.ts';
import { DeskError } from '../errors.ts';
import type { Member } from './member.ts';
import { type Chained, standInOf } from './stand-in.ts';

/** An absence as somebody asks for it; without a first day it begins at once. Both days are the member's, and included. */
export type Absence = { standIn: string; from?: CalendarDate; until: CalendarDate };

type Term = { standIn: string; from: CalendarDate; until: CalendarDate };

/** Who decides for a member in that time, where the member is away for some of it. */
function standInIn({ away, planned }: Member, { from, until }: Term): string | undefined {
  if (away && away.until >= from) return away.standIn;
  return planned && planned.from <= until && planned.until >= from ? planned.standIn : undefined;
}

/** The chain of stand-ins in that time, whoever is away for some of it counted as away. */
function chainIn(member: Member, term: Term, members: readonly Member[]): ReadonlyMap<string, Chained> {
  return new Map(
    members.map((m) => {
      const standIn = m._id === member._id ? term.standIn : standInIn(m, term);
      return [
        m._id,
        { ...m, away: standIn === undefined ? undefined : { standIn, until: term.until, since: m.createdAt } },
      ];
    }),
  );
}

function checkDates({ from, until }: Absence, today: CalendarDate): void {
  const late = (date: CalendarDate | undefined, field: string) => {
    if (date !== undefined && date < today) throw new DeskError('error.away_past', { date, today }, { field });
  };
  late(from, 'from');
  late(until, 'until');
  if (from !== undefined && until < from) throw new DeskError('error.away_order', { from, until }, { field: 'until' });
  const latest = addDays(today, longestDays);
  if (until > latest) throw new DeskError('error.away_long', { date: until, latest }, { field: 'until' });
}

/** Days ahead that an absence may reach: beyond that a date was mistyped. */
export const longestDays = 400;

/** Whether an absence can be: throws a sentence that says at which field it cannot. */
export function checkAbsence(member: Member, absence: Absence, members: readonly Member[], today: CalendarDate): void {
  checkDates(absence, today);
  const refuse = (code: 'error.away_self' | 'error.member_inactive' | 'error.away_no_role' | 'error.away_chain') =>
    new DeskError(code, { name: standIn?.name ?? absence.standIn, member: member.name }, { field: 'standIn' });
  const standIn = members.find((m) => m._id === absence.standIn);
  if (!standIn) throw new DeskError('error.member_not_found', { text: absence.standIn }, { field: 'standIn' });
  if (standIn._id === member._id) throw refuse('error.away_self');
  if (!standIn.active) throw refuse('error.member_inactive');
  if (standIn.roles.length === 0) throw refuse('error.away_no_role');
  const chain = chainIn(member, { ...absence, from: absence.from ?? today }, members);
  if (standInOf(chain.get(member._id)!, chain) === undefined) throw refuse('error.away_chain');
}
