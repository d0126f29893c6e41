import { addDays, type CalendarDate } from '../dates.ts';
import { DeskError } from '../errors.ts';
import type { Member } from '../members/member.ts';
import type { CaseKind } from './case.ts';
import { longestText, type Part } from './rules.ts';

/** What a person says of a new case. Undefined takes the habit of the company. */
export type CaseInput = {
  kind: CaseKind;
  parts: readonly Part[];
  /** What is wrong. */
  text: string;
  /** A member's id. */
  owner?: string;
  dueDate?: CalendarDate;
};
export type CaseEdit = Pick<CaseInput, 'owner' | 'dueDate'>;

/** Days ahead after which a due date is taken for a slip of the keyboard. */
const furthestDays = 3_660;

/** A text that must be there and has an end. Throws at the field. */
export function neededText(text: string, field: 'text' | 'outcome'): string {
  const tidy = text.trim();
  if (tidy === '') throw new DeskError(field === 'text' ? 'error.case_text' : 'error.case_outcome', {}, { field });
  if (tidy.length > longestText) throw new DeskError('error.too_long', { most: longestText }, { field });
  return tidy;
}

/** A due date that has not passed. Throws at the field. */
export function dueFrom(date: CalendarDate, today: CalendarDate): CalendarDate {
  if (date < today) throw new DeskError('error.date_past', { date, today }, { field: 'dueDate' });
  const latest = addDays(today, furthestDays);
  if (date > latest) throw new DeskError('error.date_far', { date, latest }, { field: 'dueDate' });
  return date;
}

/** A member who can see to a case: active, and with a role. Throws at the field. */
export function handlerFrom(id: string, members: readonly Member[]): Member {
  const member = members.find((m) => m._id === id && m.active);
  if (!member) throw new DeskError('error.member_not_found', { text: id }, { field: 'owner' });
  if (member.roles.length === 0) throw new DeskError('error.case_owner', { name: member.name }, { field: 'owner' });
  return member;
}
