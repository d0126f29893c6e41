import { type CalendarDate, isCalendarDate } from '../../dates.ts';
import { typed } from '../plain.ts';
import type { DateAnswer, DateOrder } from './answers.ts';

/** A text of a column, and the row that it stands in. */
export type Written = { row: number; text: string };

/** What is asked about the dates of a column: one that could be two, and where the file may change its order. */
export type DateQuestion = {
  sample: Written;
  change?: { answer: Required<DateAnswer>; before: Written; from: Written };
};

/** A date of three numbers whose year stands last, read both ways. */
type Parts = Written & { isDotted: boolean } & Readonly<Record<DateOrder, CalendarDate | undefined>>;

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const numbered = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?:[T ][\d:.]+(?: ?[AP]M)?Z?)?$/i;
const dayFirst = /^(\d{1,2})[ -.]+([a-z]{3,9})\.?,?[ -.]+(\d{4}|\d{2})$/i;
const monthFirst = /^([a-z]{3,9})\.? +(\d{1,2})(?:st|nd|rd|th)?,? +(\d{4})$/i;

const yearOf = (text: string): number => (text.length === 2 ? 2000 + Number(text) : Number(text));
const isoOf = (year: number, month: number, day: number): CalendarDate | undefined => {
  const text = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  return isCalendarDate(text) ? text : undefined;
};

/** A date with the name of its month: `3 Apr 2026`, `April 3, 2026`. */
function named(text: string): CalendarDate | undefined {
  const [day, month, year] = dayFirst.exec(text)?.slice(1) ?? [];
  const [month2, day2, year2] = monthFirst.exec(text)?.slice(1) ?? [];
  const name = (month ?? month2)?.slice(0, 3).toLowerCase();
  const n = name === undefined ? -1 : months.indexOf(name);
  return n < 0 ? undefined : isoOf(yearOf(year ?? year2 ?? ''), n + 1, Number(day ?? day2));
}

function partsOf({ row, text }: Written): Parts | undefined {
  const match = numbered.exec(typed(text));
  if (!match) return undefined;
  const [first, second, year] = [Number(match[1]), Number(match[3]), yearOf(match[4] ?? '')];
  const [dmy, mdy] = [isoOf(year, second, first), isoOf(year, first, second)];
  return { row, text, dmy, mdy, isDotted: match[2] === '.' };
}

const other = (order: DateOrder): DateOrder => (order === 'dmy' ? 'mdy' : 'dmy');
/** Whether a date can be read one way only; one that says the same both ways says nothing. */
const isOnly = (parts: Parts, order: DateOrder): boolean =>
  parts[order] !== undefined && parts[other(order)] === undefined;
const isEither = ({ dmy, mdy }: Parts): boolean => dmy !== undefined && mdy !== undefined && dmy !== mdy;

const isFall = (above: CalendarDate | undefined, below: CalendarDate | undefined): boolean =>
  above !== undefined && below !== undefined && below < above;

/** Where each date is before the one above it, as a running count: `[i]` counts those up to the ith. */
function descents(all: readonly Parts[], order: DateOrder): number[] {
  let count = 0;
  return all.map((parts, i) => {
    if (isFall(all[i - 1]?.[order], parts[order])) count += 1;
    return count;
  });
}

type Change = { at: number; order: DateOrder; falls: number };

/** The best place at which the first dates could be written in `order` and those from there on the other way. */
function changeFrom(all: readonly Parts[], order: DateOrder): Change | undefined {
  const earliest = all.findLastIndex((p) => isOnly(p, order)) + 1;
  const onlyOther = all.findIndex((p) => isOnly(p, other(order)));
  const latest = onlyOther < 0 ? all.length - 1 : onlyOther;
  const [before, after] = [descents(all, order), descents(all, other(order))];
  const last = after.at(-1) ?? 0;
  let best: Change | undefined;
  for (let at = Math.max(1, earliest); at <= latest; at += 1) {
    const between = isFall(all[at - 1]?.[order], all[at]?.[other(order)]) ? 1 : 0;
    const falls = (before[at - 1] ?? 0) + (last - (after[at] ?? 0)) + between;
    if (!best || falls <= best.falls) best = { at, order, falls };
  }
  return best;
}

/** Share of dates that may be out of order in a file that is sorted by them. */
const sortedShare = 0.01;

/** Where the file seems to change its order part-way: read so it is sorted, and read one way throughout it is not. */
function changeIn(all: readonly Parts[], possible: readonly DateOrder[]): Change | undefined {
  const found = (['mdy', 'dmy'] as const).flatMap((order) => changeFrom(all, order) ?? []);
  const best = found.toSorted((a, b) => a.falls - b.falls)[0];
  if (!best || possible.length === 0) return best;
  const uniform = Math.min(...possible.map((order) => descents(all, order).at(-1) ?? 0));
  return best.falls < uniform && best.falls <= all.length * sortedShare ? best : undefined;
}

function questionOf(all: readonly Parts[], change: Change | undefined): DateQuestion {
  const sample = all.find(isEither) ?? (all[0] as Parts);
  if (!change) return { sample };
  const [before, from] = [all[change.at - 1] as Parts, all[change.at] as Parts];
  return { sample, change: { answer: { order: change.order, until: from.row }, before, from } };
}

/**
 * In which order a column writes day and month. One date that can be read one way only decides, if none contradicts it and
 * the file is not sorted better with a change part-way; all else is asked, never guessed. Dates with points are day first.
 */
export function dateOrderOf(cells: readonly Written[]): { order: DateOrder } | { ask: DateQuestion } | undefined {
  const all = cells.flatMap((cell) => partsOf(cell) ?? []).filter((p) => !p.isDotted);
  if (!all.some((p) => isEither(p) || isOnly(p, 'dmy') || isOnly(p, 'mdy'))) return undefined;
  const possible = (['dmy', 'mdy'] as const).filter((order) => !all.some((p) => isOnly(p, other(order))));
  const change = changeIn(all, possible);
  const [only] = possible;
  if (only && possible.length === 1 && !change) return { order: only };
  if (possible.length === 2 && !all.some(isEither)) return undefined;
  return { ask: questionOf(all, change) };
}

/** A date as the calendar writes it; undefined where the text is none in that order. */
export function readDate({ row, text }: Written, answer: DateAnswer | undefined): CalendarDate | undefined {
  const parts = partsOf({ row, text });
  if (!parts) return named(typed(text));
  if (parts.isDotted) return parts.dmy;
  const order = answer?.until !== undefined && row >= answer.until ? other(answer.order) : answer?.order;
  return parts[order ?? 'dmy'];
}
