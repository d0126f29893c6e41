import { addDays, type CalendarDate, daysBetween, isCalendarDate } from '../dates.ts';

/** The longest span of days that is written as one. */
const longestSpan = 60;

/** Dates in order, each once. */
const inOrder = (dates: readonly CalendarDate[]): CalendarDate[] => [...new Set(dates)].sort();

/** The dates of `2026-12-24` or of a span `2026-10-01..2026-10-07`; undefined where it cannot be read. */
function datesOf(part: string): CalendarDate[] | undefined {
  const [from = '', to = from, ...more] = part.split('..');
  if (more.length > 0 || !isCalendarDate(from) || !isCalendarDate(to)) return undefined;
  const days = daysBetween(from, to);
  if (days < 0 || days > longestSpan) return undefined;
  return Array.from({ length: days + 1 }, (_, n) => addDays(from, n));
}

/** Days from `2026-12-24, 2026-10-01..2026-10-07`, in order and each once; undefined where a part cannot be read. */
export function readDays(text: string): CalendarDate[] | undefined {
  const parts = text
    .normalize('NFKC')
    .replace(/\s*(?:\.{2,}|…|至|~)\s*/g, '..')
    .split(/[,;、\s]+/)
    .filter((part) => part !== '');
  const dates = parts.map(datesOf);
  return dates.every((list) => list !== undefined) ? inOrder(dates.flatMap((list) => list ?? [])) : undefined;
}

/** Days as they are typed: those that follow each other as a span. */
export function daysText(dates: readonly CalendarDate[]): string {
  const spans: [CalendarDate, CalendarDate][] = [];
  for (const date of inOrder(dates)) {
    const last = spans.at(-1);
    if (last && daysBetween(last[1], date) === 1 && daysBetween(last[0], date) <= longestSpan) last[1] = date;
    else spans.push([date, date]);
  }
  return spans.map(([from, to]) => (from === to ? from : `${from}..${to}`)).join(', ');
}
