import { addDays, type CalendarDate, dayjs, daysBetween, isCalendarDate } from '../dates.ts';
import { chineseNumber } from './chinese-number.ts';
import { typed } from './plain.ts';
import { relativeDate } from './relative-date.ts';

/** Where a date without a year lies: the next one from today on, or the last one up to today. */
export type Direction = 'future' | 'past';

type Rule = (text: string, today: CalendarDate, direction: Direction) => CalendarDate | undefined;

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const monthWord =
  'jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?';

const rules: readonly Rule[] = [withYear, monthAndDay, chineseDate, namedMonth, monthEnd, relativeDate];

/**
 * The calendar date that words in English or Chinese mean, seen from `today`; undefined when they are no date. Without a
 * year it is the next such date (today counts), or the last one with `past`. `3/4` is month/day in both languages; only
 * where that cannot be (`15/3`) it is day/month.
 */
export function dateFromWords(
  words: string,
  today: CalendarDate,
  direction: Direction = 'future',
): CalendarDate | undefined {
  const text = typed(words).toLowerCase().replace(/[.,]$/, '');
  if (text === '' || text.length > 40) return undefined;
  for (const rule of rules) {
    const date = rule(text, today, direction);
    if (date !== undefined) return date;
  }
  return undefined;
}

/** Days after which a date without a year is rather the one in the other direction: half a year. */
const nearDays = 180;

/**
 * Of a date without a year that lies more than half a year off in the direction that is asked for: the same day, where it
 * lies closer in the other one. `11/28` on 29 November is yesterday, whoever plans; undefined where nothing is doubtful.
 */
export function closerDate(words: string, today: CalendarDate, direction: Direction): CalendarDate | undefined {
  const meant = dateFromWords(words, today, direction);
  const other = dateFromWords(words, today, direction === 'future' ? 'past' : 'future');
  if (!meant || !other || meant === other) return undefined;
  const far = (date: CalendarDate) => Math.abs(daysBetween(today, date)) > nearDays;
  return far(meant) && !far(other) ? other : undefined;
}

/** A day whose month is named: `12月22日`, `2026年12月22号`, `Dec 22`, `22 December`; no other order of the two is possible. */
export function dayOfMonthName(words: string, today: CalendarDate): CalendarDate | undefined {
  const text = typed(words).toLowerCase();
  const isNamed = chineseMonth.test(text.replaceAll(' ', '')) || monthThenDay.test(text) || dayThenMonth.test(text);
  return isNamed ? dateFromWords(text, today) : undefined;
}

/** The real date of a year, month and day, or undefined. */
function dateOf(year: number, month: number, day: number): CalendarDate | undefined {
  const text = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  return year >= 1900 && year <= 2999 && isCalendarDate(text) ? text : undefined;
}

/** The next (or last) such date; 29 February looks up to eight years ahead. */
function withoutYear(month: number, day: number, today: CalendarDate, direction: Direction): CalendarDate | undefined {
  const year = Number(today.slice(0, 4));
  const step = direction === 'future' ? 1 : -1;
  for (let i = 0; i <= 8; i++) {
    const date = dateOf(year + i * step, month, day);
    if (date && (direction === 'future' ? date >= today : date <= today)) return date;
  }
  return undefined;
}

const fullYear = (text: string): number => (text.length === 2 ? 2000 + Number(text) : Number(text));

/** `2026-12-01`, `2026/12/1`, `2026.12.1`, `20261201`, `12/1/2026`, `12/1/26`. */
function withYear(text: string): CalendarDate | undefined {
  const first = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/.exec(text);
  if (first) return dateOf(Number(first[1]), Number(first[3]), Number(first[4]));
  const joined = /^(20\d{2})(\d{2})(\d{2})$/.exec(text);
  if (joined) return dateOf(Number(joined[1]), Number(joined[2]), Number(joined[3]));
  const last = /^(\d{1,2})([-/])(\d{1,2})\2(\d{2}|\d{4})$/.exec(text);
  if (!last) return undefined;
  const [a, b, year] = [Number(last[1]), Number(last[3]), fullYear(last[4]!)];
  return a > 12 ? dateOf(year, b, a) : dateOf(year, a, b);
}

/** `3/15` and `3-15`; `15/3` can only be 15 March. */
function monthAndDay(text: string, today: CalendarDate, direction: Direction): CalendarDate | undefined {
  const match = /^(\d{1,2})[-/](\d{1,2})$/.exec(text);
  if (!match) return undefined;
  const [a, b] = [Number(match[1]), Number(match[2])];
  return a > 12 ? withoutYear(b, a, today, direction) : withoutYear(a, b, today, direction);
}

const chineseCount = '[\\d一二三四五六七八九十]{1,3}';
const chineseDay = new RegExp(
  `^(?:(\\d{4})年|(今年|明年|去年))?(?:(${chineseCount})月(?:份)?|(本月|这个月|下个?月))?(${chineseCount})(日|号)?$`,
);

const chineseMonth = new RegExp(`^(?:\\d{4}年|今年|明年)?${chineseCount}月(?:份)?${chineseCount}[日号]?$`);

/** `2026年12月1日`, `12月1号`, `十二月一日`, `明年3月1日`, `15号`, `下月5号`. */
function chineseDate(text: string, today: CalendarDate, direction: Direction): CalendarDate | undefined {
  const match = chineseDay.exec(text.replaceAll(' ', ''));
  if (!match) return undefined;
  const [, year, yearWord, monthText, monthWordText, dayText, ending] = match;
  const day = chineseNumber(dayText!);
  const month = monthText === undefined ? undefined : chineseNumber(monthText);
  if (day === undefined || (monthText !== undefined && month === undefined)) return undefined;
  if (month !== undefined) {
    const given = year ? Number(year) : yearWord ? yearOf(yearWord, today) : undefined;
    return given === undefined ? withoutYear(month, day, today, direction) : dateOf(given, month, day);
  }
  if (year || yearWord || !ending) return undefined;
  return monthWordText ? dayOfMonth(monthWordText, day, today) : nextDay(day, today, direction);
}

const yearOf = (word: string, today: CalendarDate): number =>
  Number(today.slice(0, 4)) + (word === '明年' ? 1 : word === '去年' ? -1 : 0);

function dayOfMonth(word: string, day: number, today: CalendarDate): CalendarDate | undefined {
  const month = dayjs.utc(today).add(word.startsWith('下') ? 1 : 0, 'month');
  return dateOf(month.year(), month.month() + 1, day);
}

/** The next (or last) 31st skips the months that have none. */
function nextDay(day: number, today: CalendarDate, direction: Direction): CalendarDate | undefined {
  const step = direction === 'future' ? 1 : -1;
  for (let i = 0; i <= 2; i++) {
    const month = dayjs
      .utc(today)
      .startOf('month')
      .add(i * step, 'month');
    const date = dateOf(month.year(), month.month() + 1, day);
    if (date && (direction === 'future' ? date >= today : date <= today)) return date;
  }
  return undefined;
}

const monthThenDay = new RegExp(`^(${monthWord})\\.? (\\d{1,2})(?:st|nd|rd|th)?(?:,? (\\d{4}))?$`);
const dayThenMonth = new RegExp(`^(\\d{1,2})(?:st|nd|rd|th)?(?: of)? (${monthWord})\\.?(?:,? (\\d{4}))?$`);

/** `dec 1`, `December 1st, 2026`, `1 dec`, `1st of december 2026`, `1-Dec-2026`, `the 15th`. */
function namedMonth(text: string, today: CalendarDate, direction: Direction): CalendarDate | undefined {
  const alone = /^(?:on )?(?:the )?(\d{1,2})(?:st|nd|rd|th)$/.exec(text);
  if (alone) return nextDay(Number(alone[1]), today, direction);
  const spaced = text.replace(/^(\d{1,2})-([a-z]{3,9})(?:-(?=\d{4}$))?/, '$1 $2 ').trim();
  const monthFirst = monthThenDay.exec(spaced);
  const match = monthFirst ?? dayThenMonth.exec(spaced);
  if (!match) return undefined;
  const [month, day] = monthFirst ? [match[1]!, match[2]!] : [match[2]!, match[1]!];
  const number = months.indexOf(month.slice(0, 3)) + 1;
  return match[3] ? dateOf(Number(match[3]), number, Number(day)) : withoutYear(number, Number(day), today, direction);
}

/** `月底`, `下月底`, `年底`, `end of month`, `end of next month`, `end of year`. */
function monthEnd(text: string, today: CalendarDate): CalendarDate | undefined {
  if (/^(?:本?月底|这个月底|本?月末|(?:the )?end of (?:the |this )?month|month[- ]end|eom)$/.test(text))
    return dayjs.utc(today).endOf('month').format('YYYY-MM-DD');
  if (/^(?:下个?月底|下个?月末|(?:the )?end of next month)$/.test(text))
    return addDays(dayjs.utc(today).startOf('month').add(2, 'month').format('YYYY-MM-DD'), -1);
  if (/^(?:今?年底|年末|(?:the )?end of (?:the |this )?year|year[- ]end|eoy)$/.test(text))
    return `${today.slice(0, 4)}-12-31`;
  return undefined;
}
