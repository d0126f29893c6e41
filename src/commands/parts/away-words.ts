import type { CalendarDate } from '../../dates.ts';
import { dateFromWords } from '../../entry/date-words.ts';
import { DeskError } from '../../errors.ts';

/** What was typed after `away`: the people as they were written, and the dates. */
export type AwayWords = { who: string; from?: CalendarDate; until?: CalendarDate };

const first = String.raw`(?:from\s+|从|自)`;
const last = String.raw`(?:until\s+|till\s+|to\s+|直到|到|至)`;
/** `@bob from 12/10 until 12/20`, `@王芳 从12月10日到12月20日`. */
const bothDays = new RegExp(String.raw`^(.*?)(?:^|\s+)${first}\s*(.+?)\s*${last}\s*(.+)$`, 'iu');
/** `@bob until 12/20`, `@王芳 到12月20日`. */
const lastDay = new RegExp(String.raw`^(.*?)(?:^|\s+)${last}\s*(.+)$`, 'iu');
/** The people may come after the dates. */
const peopleLast = /^(.*?)\s+(@.+)$/u;

function dateOf(text: string, today: CalendarDate, field: string): CalendarDate {
  const date = dateFromWords(text, today);
  if (!date) throw new DeskError('error.date_expected', { text }, { field });
  return date;
}

/** Reads people and dates; a date is seen from `today`. Throws at the date that is none. */
export function readAway(words: string, today: CalendarDate): AwayWords {
  const text = words.trim();
  const both = bothDays.exec(text);
  const found = both ?? lastDay.exec(text);
  if (!found) return { who: text };
  const [before = '', end = ''] = [found[1], found.at(-1)];
  const after = before === '' ? peopleLast.exec(end) : null;
  const until = dateOf((after?.[1] ?? end).trim(), today, 'until');
  const who = (after?.[2] ?? before).trim();
  return both ? { who, from: dateOf(both[2] ?? '', today, 'from'), until } : { who, until };
}
