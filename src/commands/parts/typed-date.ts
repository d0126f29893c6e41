import type { CalendarDate } from '../../dates.ts';
import { longestDate } from '../../entry/line-due.ts';

/** A date among words: how it was written, the next such date from today on, and what stands around it. */
export type Dated = { text: string; date: CalendarDate; before: string; after: string };

/** Where a date can begin: at a word, or at a digit after Chinese text. */
const starts = (words: string): number[] =>
  [...words.matchAll(/(?<=^|\s)\S|(?<=\p{Script=Han})\d/gu)].map((m) => m.index);

function dateAt(words: string, start: number, today: CalendarDate): Dated | undefined {
  const found = longestDate(words.slice(start), today);
  if (!found) return undefined;
  const end = start + found.length;
  const after = words
    .slice(end)
    .replace(/^[\s:,;、]+/, '')
    .trim();
  return { text: words.slice(start, end), date: found.date, before: words.slice(0, start).trim(), after };
}

const datesIn = (words: string, today: CalendarDate): Dated[] =>
  starts(words).flatMap((start) => dateAt(words, start, today) ?? []);

/** The first date in the words. */
export const firstDate = (words: string, today: CalendarDate): Dated | undefined => datesIn(words, today)[0];

/** The date with which the words end. */
export const dateAtEnd = (words: string, today: CalendarDate): Dated | undefined =>
  datesIn(words, today).find(({ after }) => after === '');
