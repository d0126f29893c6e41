import type { CalendarDate } from '../dates.ts';
import { dateFromWords } from './date-words.ts';
import type { Part } from './line.ts';
import { han } from './plain.ts';

const dueWord = new RegExp(
  '^(?:' +
    [
      '(?:due|deliver(?:y|ed)?(?: (?:by|on|before|date))?|by|before|no later than|until|need(?:ed)? (?:by|before|on)|required (?:by|on))(?: ?: ?| )',
      '(?:希望|要求|期望|最晚|最迟|需要?|请|务必)?(?:于|在)?(?:交期|交货日期|交货期|交货时间|交付日期|交付|交货|到货日期|到货|要货|送货|送到) ?:? ?',
      '(?:最晚|最迟|务必) ?:? ?',
    ].join('|') +
    ')(?:on |by |于|在|最晚|最迟)?',
  'i',
);
/** What may stand directly behind a date: `12月15日之前交货`, `15号要`. */
const suffix = /^(?:之前|以前|之内|以内|前|内)?(?:交货|到货|交付|送达|送到|要货|到|要|交)?/;
/** Words that look like a date and name somebody or count something: a number alone, a word alone, a number under zero. */
const numberAlone = /^(?:(?:\d+[-.]?)+(?:$|[\s,;])|-)/;

/** How many signs of a text are looked at for a date. */
const longestDateText = 60;

/**
 * `due 3/15`, `交期 3月15日`. Without such a word a date counts after the first line, or between the customer and the lines
 * where it cannot be part of a name: `Black Friday Ltd A100x20` has none.
 */
export const duePart: Part = (rest, entry, { today }) => {
  if (entry.due !== undefined) return 0;
  const keyword = dueWord.exec(rest)?.[0] ?? '';
  const words = rest.slice(keyword.length, keyword.length + longestDateText);
  if (keyword === '' && numberAlone.test(words)) return 0;
  const found = longestDate(keyword === '' ? words : withSlash(words), today);
  if (!found) return 0;
  const behind = suffix.exec(words.slice(found.length))![0];
  const text = words.slice(0, found.length);
  const after = words.slice(found.length + behind.length);
  if (keyword === '' && !entry.lines.length && !isClear(text, behind, after, entry.customer)) return 0;
  entry.due = found.date;
  return keyword.length + found.length + behind.length;
};

/** Whether words in front of all lines are a date and no name: `24/7 Services`, `Black Friday Ltd`, `明天传媒` are names. */
function isClear(text: string, behind: string, after: string, customer: string | undefined): boolean {
  if (han.test(text)) return behind !== '' || /^(?:$|[\s,;、])/.test(after);
  return customer !== undefined && !/^(?:[a-z]+|\d+-\d+)$/i.test(text);
}

/** After a word that says it, `12.15` is a date too. */
const withSlash = (words: string): string =>
  words.replace(/^(\d{1,2})\.(\d{1,2})(?=$|[\s,;]|\p{Script=Han})/u, '$1/$2');

/** The longest beginning of at most six words that is a date: `next friday po 4711` has two words of date. */
export function longestDate(words: string, today: CalendarDate): { date: CalendarDate; length: number } | undefined {
  const ends = [...words.matchAll(/(?=[\s,;!?。、"“「])|$/g)].map((m) => m.index).filter((i) => i > 0);
  const pieces = ends
    .slice(0, 6)
    .reverse()
    .map((end) => words.slice(0, end));
  for (const piece of [...pieces, ...beginnings(pieces.at(-1) ?? '', words)]) {
    const date = dateFromWords(piece, today);
    if (date) return { date, length: piece.length };
  }
  return undefined;
}

/** Signs of a date that is written without spaces, at most. */
const longestJoined = 14;

/** The beginnings of a word that Chinese text follows directly: `3/15账期30天`, `下周五交货`; longest first. */
function beginnings(word: string, words: string): string[] {
  if (!han.test(word)) return [];
  const signs = word.slice(0, longestJoined);
  return Array.from({ length: signs.length }, (_, i) => signs.slice(0, signs.length - i)).filter((piece) => {
    const next = words.charAt(piece.length);
    return /\p{Script=Han}$/u.test(piece) ? !/[\d日号]/.test(next) : han.test(next);
  });
}
