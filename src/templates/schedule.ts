import { addDays, type CalendarDate } from '../dates.ts';
import { DeskError, FieldErrors } from '../errors.ts';
import { lastDay, mostMonths, mostWeeks, type Recurrence } from './recurrence.ts';
import type { Schedule } from './template.ts';

/** Days ahead after which a first day is taken for a slip of the keyboard. */
const furthestDays = 3_660;

const isWhole = (n: number | undefined, most: number): boolean =>
  n !== undefined && Number.isSafeInteger(n) && n >= 1 && n <= most;

function errorsOf(rule: Recurrence, present: Recurrence | undefined, today: CalendarDate): DeskError[] {
  const { repeat, every, weekdays, day, from, until } = rule;
  const most = repeat === 'weekly' ? mostWeeks : mostMonths;
  const latest = addDays(today, furthestDays);
  const at = (field: string) => ({ field });
  return [
    ...(isWhole(every, most) ? [] : [new DeskError('error.template_every', { most }, at('every'))]),
    ...(repeat === 'weekly' && weekdays.length === 0
      ? [new DeskError('error.template_weekday', {}, at('weekdays'))]
      : []),
    ...(repeat === 'monthly' && !isWhole(day, lastDay) ? [new DeskError('error.template_day', {}, at('day'))] : []),
    ...(from < today && from !== present?.from
      ? [new DeskError('error.date_past', { date: from, today }, at('from'))]
      : []),
    ...(from > latest ? [new DeskError('error.date_far', { date: from, latest }, at('from'))] : []),
    ...(until !== undefined && (until < from || until < today)
      ? [new DeskError('error.template_until', { date: until }, at('until'))]
      : []),
  ];
}

/** A rule with all that belongs to it and nothing else. Throws `FieldErrors`. */
export function checkedRule(rule: Recurrence, present: Recurrence | undefined, today: CalendarDate): Recurrence {
  const errors = errorsOf(rule, present, today);
  if (errors.length > 0) throw new FieldErrors(errors);
  const { repeat, every, weekdays, day, from, until } = rule;
  const when = repeat === 'weekly' ? { weekdays: [...new Set(weekdays)].sort() } : { weekdays: [], day };
  return { repeat, every, ...when, from, ...(until !== undefined && { until }) };
}

/** A schedule that begins now: what was made already is not made again, what lay before is not made up for. */
export const scheduled = (rule: Recurrence, present: Schedule | undefined, now: Date): Schedule => ({
  ...rule,
  since: now,
  done: present?.done ?? [],
  skipped: [],
  nextAt: now,
});
