import { z } from 'zod';
import { type CalendarDate, isCalendarDate } from '../dates.ts';
import { distance } from '../entry/find/distance.ts';
import { DeskError } from '../errors.ts';
import { lengthOf, periodKinds, periodOf } from './period.ts';
import { longestPeriod, looksLikeRange, parsePeriod, periodWords } from './period-words.ts';
import {
  type FilterName,
  filterNameOf,
  filterNames,
  filterValueOf,
  type Grouping,
  groupingOf,
  groupings,
  groupingWords,
  valueWords,
  viewNames,
  viewOf,
  viewWords,
} from './vocabulary.ts';

/** Values of one filter, and characters of each. */
const [mostValues, longestValue] = [20, 120];

const calendarDate = z.string().refine(isCalendarDate);

/** What is asked for. Buttons carry it, and it is checked again when they are clicked. */
export const requestSchema = z.strictObject({
  period: z
    .strictObject({ kind: z.enum(periodKinds), from: calendarDate, to: calendarDate })
    .refine((period) => period.from <= period.to && lengthOf(period) <= longestPeriod),
  by: z.enum(groupings).optional(),
  /** Another look at the same orders. */
  view: z.enum(viewNames).optional(),
  /** All filters must hold; of one filter's values any. */
  filters: z
    .partialRecord(z.enum(filterNames), z.array(z.string().min(1).max(longestValue)).min(1).max(mostValues))
    .default({}),
  /** Figures follow the owner and team of today, not those at submission. */
  currentOwner: z.boolean().default(false),
});
export type ReportRequest = z.infer<typeof requestSchema>;

/** The report of the month that a date lies in, by nothing. */
export const monthReport = (today: CalendarDate): ReportRequest => ({
  period: periodOf('month', today),
  filters: {},
  currentOwner: false,
});

/** Full-width signs as plain ones, spaces around `..` and `:` gone, `本月按客户` cut in two; quotes keep words together. */
function wordsOf(text: string): string[] {
  const plain = text
    .normalize('NFKC')
    .replace(/[“”]/g, '"')
    .replace(/\s*\.{2,}\s*/g, '..')
    .replace(/(\d)\s+(?:-|–|—|to|至|到)\s+(?=\d)/gi, '$1..')
    .replace(/\s*:\s*/g, ':');
  const words = [...plain.matchAll(/(?:"[^"]*"|[^\s"])+/g)].map((match) => match[0].replaceAll('"', ''));
  return words
    .filter((word) => word !== '')
    .flatMap((word) => (word.includes(':') ? [word] : word.split(/(?<=.)(?=按)/)));
}

type Reading = {
  request: ReportRequest;
  today: CalendarDate;
  words: string[];
  /** What was said of which there can be one, by what it is. */
  said: Partial<Record<'period' | 'by' | 'view', { text: string; value: unknown }>>;
};

/** Notes what there can be only one of. Throws `error.report_twice` where it was said before, and otherwise. */
function once({ said }: Reading, what: keyof Reading['said'], text: string, value: unknown): void {
  const before = said[what];
  if (before && JSON.stringify(before.value) !== JSON.stringify(value))
    throw new DeskError('error.report_twice', { first: before.text, second: text });
  said[what] = { text, value };
}

/**
 * Reads the words of `/order report`: a period, `by` a grouping, filters such as `owner:anna status:shipped`, in
 * English or Chinese and in any order; without a period this month. Throws an error that names the nearest valid word.
 */
export function parseRequest(text: string, today: CalendarDate): ReportRequest {
  const reading: Reading = { request: monthReport(today), today, words: wordsOf(text), said: {} };
  while (reading.words.length > 0) {
    if (!readers.some((read) => read(reading))) throw unknownWord(reading.words);
  }
  return requestSchema.parse(reading.request);
}

const readers = [readSwitch, readGrouping, readFilter, readView, readPeriod];

function readSwitch({ request, words }: Reading): boolean {
  if (!['--current-owner', '按当前负责人', '当前负责人'].includes(words[0]!.toLowerCase())) return false;
  words.shift();
  request.currentOwner = true;
  return true;
}

function readGrouping(reading: Reading): boolean {
  const { request, words } = reading;
  const match = /^(by|按照?)(.*)$/i.exec(words[0]!);
  if (!match || (match[1]!.toLowerCase() === 'by' && match[2])) return false;
  const glued = match[2] !== '';
  const word = glued ? match[2]! : words[1];
  if (word === undefined) throw new DeskError('error.report_by_missing');
  const by = groupingOf(word.toLowerCase());
  if (!by) throw unknownGrouping(word);
  words.splice(0, glued ? 1 : 2);
  once(reading, 'by', word, by);
  request.by = by;
  return true;
}

function readFilter({ request, words }: Reading): boolean {
  const colon = words[0]!.indexOf(':');
  if (colon < 0) return false;
  const word = words[0]!.slice(0, colon);
  const value = words[0]!.slice(colon + 1);
  const name = filterNameOf(word.toLowerCase());
  if (!name) throw unknownFilter(word);
  if (!value) throw new DeskError('error.report_filter_empty', { filter: word });
  words.shift();
  addFilter(request, name, value);
  return true;
}

function addFilter(request: ReportRequest, name: FilterName, text: string): void {
  const takesAny = valueWords(name) === undefined;
  const values = takesAny ? [text] : text.split(/[,，、|]/).filter((part) => part !== '');
  const read = values.map((value) => filterValueOf(name, value) ?? fail(unknownValue(name, value)));
  const all = [...new Set([...(request.filters[name] ?? []), ...read])];
  if (all.length > mostValues || all.some((value) => value.length > longestValue))
    throw new DeskError('error.report_filter_much', { filter: name, most: mostValues, longest: longestValue });
  request.filters[name] = all;
}

/** `on time` is written as people say it, too: in two words. */
function readView(reading: Reading): boolean {
  const { request, words } = reading;
  for (const count of [2, 1]) {
    const view = viewOf(words.slice(0, count).join('-').toLowerCase());
    if (!view) continue;
    once(reading, 'view', words.splice(0, count).join(' '), view);
    request.view = view;
    return true;
  }
  return false;
}

/** A period takes up to three words: `last 7 days`, `last month`, `march 2026`. */
function readPeriod(reading: Reading): boolean {
  const { request, words, today } = reading;
  for (const count of [3, 2, 1]) {
    if (words.length < count) continue;
    const text = words.slice(0, count).join(' ');
    if (count > 1 && looksLikeRange(text) && !/^[a-z.]+( [a-z.]+)+$/i.test(text)) continue;
    const period = parsePeriod(text, today);
    if (!period) continue;
    words.splice(0, count);
    once(reading, 'period', text, period);
    request.period = period;
    return true;
  }
  return false;
}

function fail(error: DeskError): never {
  throw error;
}

/** The word of a list that is the fewest slips of the finger away; of equally near ones the one of like length. */
export function nearestWord(text: string, words: readonly string[], pair = text): string {
  const chinese = hasHan(text);
  const same = words.filter((word) => hasHan(word) === chinese);
  const typed = (word: string) => (word.includes(' ') ? pair : text).toLowerCase();
  const slips = (word: string) => distance(typed(word), word.toLowerCase()) + lengthGap(typed(word), word) / 100;
  const pool = same.length > 0 ? same : words;
  return pool.reduce((best, word) => (slips(word) < slips(best) ? word : best));
}

const hasHan = (text: string): boolean => /\p{Script=Han}/u.test(text);
const lengthGap = (a: string, b: string): number => Math.abs(a.length - b.length);

const allGroupings = groupings.flatMap((name: Grouping) => groupingWords[name]);
const allViews = viewNames.flatMap((name) => viewWords[name]);
const allFilters = filterNames.flatMap((name) => groupingWords[name]);

function unknownWord([text = '', next]: readonly string[]): DeskError {
  if (looksLikeRange(text) || /\d/.test(text)) return new DeskError('error.report_period', { text });
  const known = [
    ...periodWords,
    ...allViews,
    ...allGroupings.map((word) => (hasHan(word) ? `按${word}` : `by ${word}`)),
    ...allFilters.map((word) => `${word}:…`),
  ];
  const bare = groupingOf(text.toLowerCase());
  const pair = next === undefined ? text : `${text} ${next}`;
  const nearest = bare ? `by ${text}` : nearestWord(text, known, pair);
  return bare || isSlip(nearest.includes(' ') ? pair : text, nearest)
    ? new DeskError('error.report_word', { text, nearest })
    : new DeskError('error.report_unknown', { text });
}

/** Whether somebody may have meant the word: half of its signs or more are where they should be. */
const isSlip = (typed: string, word: string): boolean =>
  distance(typed.toLowerCase(), word.toLowerCase()) * 2 <= Math.max(typed.length, 2);

const unknownGrouping = (text: string) =>
  new DeskError('error.report_by', { text, nearest: nearestWord(text, allGroupings) });

const unknownFilter = (text: string) =>
  new DeskError('error.report_filter', { text, nearest: nearestWord(text, allFilters) });

function unknownValue(name: FilterName, text: string): DeskError {
  if (name === 'status' && notCounted.includes(text.toLowerCase()))
    return new DeskError('error.report_state', { text });
  return new DeskError('error.report_value', { text, filter: name, nearest: nearestWord(text, valueWords(name)!) });
}

const notCounted = ['draft', 'rejected', 'cancelled', 'canceled', '草稿', '已驳回', '驳回', '已取消', '取消'];
