import { addDays, type CalendarDate, isCalendarDate } from '../dates.ts';
import { DeskError } from '../errors.ts';
import { lengthOf, type Period, periodBefore, periodOf, rangeOf } from './period.ts';

/** The longest period of one report, in days (fifty years). */
export const longestPeriod = 18_300;

/** Days that a report is about at all: so that the periods around it are days, too. */
const [earliest, latest] = ['1900-01-01', '2999-12-31'];

type Whole = 'day' | 'week' | 'month' | 'quarter' | 'year';

const fixed: Readonly<Record<string, readonly [Whole, 'this' | 'last']>> = {
  ...pair('week', ['this week', '本周', '这周', '这个星期'], ['last week', '上周', '上个星期']),
  ...pair('month', ['this month', '本月', '这个月', '当月'], ['last month', '上月', '上个月']),
  ...pair('quarter', ['this quarter', '本季度', '本季', '这个季度'], ['last quarter', '上季度', '上季', '上个季度']),
  ...pair('year', ['this year', '今年', '本年'], ['last year', '去年', '上年']),
  ...pair('day', ['today', '今天', '今日'], ['yesterday', '昨天', '昨日']),
};

function pair(kind: Whole, now: string[], last: string[]): Record<string, readonly [Whole, 'this' | 'last']> {
  return Object.fromEntries([
    ...now.map((word) => [word, [kind, 'this'] as const]),
    ...last.map((word) => [word, [kind, 'last'] as const]),
  ]);
}

/** Words that a person may type for a period, for suggestions. */
export const periodWords: readonly string[] = Object.keys(fixed);

const english = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const monthWord =
  /^(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)$/;

const numerals = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二'];

/** A month that is meant without a year: its number, 1–12. */
function bareMonth(word: string): number | undefined {
  const chinese = /^(\d{1,2}|[一二三四五六七八九]|十[一二]?)月份?$/.exec(word)?.[1];
  const number = chinese
    ? numerals.indexOf(chinese) + 1 || Number(chinese)
    : english.indexOf(monthWord.exec(word)?.[1]?.slice(0, 3) ?? '-') + 1;
  return number >= 1 && number <= 12 ? number : undefined;
}

const date = (year: number | string, month: number | string = 1, day: number | string = 1): CalendarDate =>
  `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;

type Reader = readonly [RegExp, (...parts: string[]) => Period | undefined];

const readers: readonly Reader[] = [
  [/^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})[日号]?$/, (y, m, d) => whole('day', date(y!, m, d))],
  [/^(\d{4})[-/年](\d{1,2})月?$/, (y, m) => whole('month', date(y!, m))],
  [/^(\d{4})-?w(\d{1,2})$/, (y, w) => isoWeek(Number(y), Number(w))],
  [/^(\d{4})(?:-?q|年第?)([1-4])(?:季度?)?$/, (y, q) => whole('quarter', date(y!, Number(q) * 3 - 2))],
  [/^(\d{4})年?$/, (y) => whole('year', date(y!))],
];

const whole = (kind: Whole, at: CalendarDate): Period | undefined =>
  isCalendarDate(at) ? periodOf(kind, at) : undefined;

function isoWeek(year: number, week: number): Period | undefined {
  const first = periodOf('week', date(year, 1, 4));
  if (week < 1) return undefined;
  const period = periodOf('week', addDays(first.from, 7 * (week - 1)));
  return period.from < periodOf('week', date(year + 1, 1, 4)).from ? period : undefined;
}

/** One calendar unit written with its year: `2026-03-31`, `2026-03`, `2026-W53`, `2026Q1`, `2026`, `2026年3月`. */
function written(word: string): Period | undefined {
  for (const [pattern, read] of readers) {
    const match = pattern.exec(word);
    if (match) return read(...match.slice(1));
  }
  return undefined;
}

/** A month without a year is the latest one that has begun. */
function latestMonth(month: number, today: CalendarDate): Period {
  const year = Number(today.slice(0, 4));
  const from = date(year, month);
  return periodOf('month', from <= today ? from : date(year - 1, month));
}

/** `october 2026`, `2026 october`, `11月 2025年`, `q4 2025`: a month or quarter and its year, in either order. */
function withYear(word: string): Period | undefined {
  const match = /^(?:(?<y1>\d{4})年? (?<a>\S+)|(?<b>\S+) (?<y2>\d{4})年?)$/.exec(word)?.groups;
  const [year, part] = [match?.y1 ?? match?.y2, match?.a ?? match?.b];
  if (year === undefined || part === undefined) return undefined;
  const month = bareMonth(part);
  if (month !== undefined) return whole('month', date(year, month));
  const quarter = bareQuarter(part);
  return quarter === undefined ? undefined : whole('quarter', date(year, quarter * 3 - 2));
}

/** A quarter that is meant without a year: its number, 1–4. */
function bareQuarter(word: string): number | undefined {
  const found = /^(?:q([1-4])|第?([1-4一二三四])季度?)$/.exec(word);
  const digit = found?.[1] ?? found?.[2];
  return digit === undefined ? undefined : numerals.indexOf(digit) + 1 || Number(digit);
}

/** A quarter without a year is the latest one that has begun. */
function latestQuarter(quarter: number, today: CalendarDate): Period {
  const year = Number(today.slice(0, 4));
  const from = date(year, quarter * 3 - 2);
  return periodOf('quarter', from <= today ? from : date(year - 1, quarter * 3 - 2));
}

/** `w48`, `第48周`: the latest week of this number that has begun. */
function latestWeek(word: string, today: CalendarDate): Period | undefined {
  const found = /^(?:w|week ?)(\d{1,2})$|^第(\d{1,2})周$/.exec(word);
  if (!found) return undefined;
  const [year, week] = [Number(today.slice(0, 4)), Number(found[1] ?? found[2])];
  const own = isoWeek(year, week);
  return own && own.from <= today ? own : isoWeek(year - 1, week);
}

/** `last 7 days`, `近30天`: so many days up to today. */
function latestDays(word: string, today: CalendarDate): Period | undefined {
  const found = /^last (\d{1,4}) days$|^(?:最近|近|过去)(\d{1,4})[天日]$/.exec(word);
  const days = Number(found?.[1] ?? found?.[2] ?? 0);
  return days > 0 ? rangeOf(addDays(today, 1 - days), today) : undefined;
}

function bareRange(a: number, b: number, today: CalendarDate): Period {
  const last = latestMonth(b, today);
  const year = Number(last.from.slice(0, 4));
  return rangeOf(date(a <= b ? year : year - 1, a), last.to);
}

const between = /^(.+?)(?:\.\.+|…|至|到|~|～)(.+)$/;

/** FROM..TO; the ends are dates, months, quarters or years, and both are included. */
function range(text: string, today: CalendarDate): Period | undefined {
  const match = between.exec(text);
  if (!match) return undefined;
  const [from, to] = [match[1]!.trim(), match[2]!.trim()];
  const [a, b] = [bareMonth(from), bareMonth(to)];
  if (a !== undefined && b !== undefined) return checked(bareRange(a, b, today), text);
  const [first, second] = [parseWhole(from, today), parseWhole(to, today)];
  if (!first && !second && !/\d/.test(text)) return undefined;
  if (!first || !second) throw new DeskError('error.report_period', { text });
  return checked(rangeOf(first.from, second.to), text);
}

function checked(period: Period, text: string): Period {
  if (period.from < earliest || period.to > latest) throw new DeskError('error.report_period_far', { text });
  if (period.from > period.to) throw new DeskError('error.report_period_reversed', { text });
  if (lengthOf(period) > longestPeriod) throw new DeskError('error.report_period_long', { text });
  return period;
}

function parseWhole(word: string, today: CalendarDate): Period | undefined {
  const known = Object.hasOwn(fixed, word) ? fixed[word] : undefined;
  if (known) {
    const period = periodOf(known[0], today);
    return known[1] === 'this' ? period : periodBefore(period);
  }
  const month = bareMonth(word);
  if (month !== undefined) return latestMonth(month, today);
  const quarter = bareQuarter(word);
  if (quarter !== undefined) return latestQuarter(quarter, today);
  return written(word) ?? withYear(word) ?? latestWeek(word, today) ?? latestDays(word, today);
}

/** Whether a text looks like FROM..TO, so that a mistake in it is told as one of a period. */
export const looksLikeRange = (text: string): boolean => between.test(text);

/**
 * Reads a period in English or Chinese (`last month`, `上月`, `1月..3月`, `2026-01-01..2026-03-31`); undefined when the
 * text means none. Throws `error.report_period…` for a FROM..TO that cannot be.
 */
export function parsePeriod(text: string, today: CalendarDate): Period | undefined {
  const plain = text.trim().toLowerCase().normalize('NFKC');
  const period = range(plain, today) ?? parseWhole(plain, today);
  return period && checked(period, text);
}
