import type { CalendarDate } from '../dates.ts';
import { dateFromWords } from './date-words.ts';
import type { ParsedEntry, Part } from './line.ts';
import { folded, percent } from './line-discount.ts';
import { itemPart } from './line-item.ts';

/** `"fragile"`, `“易碎”`, `「易碎」`: notes; in front of everything it is the customer's name. */
const quoted: Part = (rest, entry) => {
  const match = /^(?:"([^"]*)"|“([^”]*)”|「([^」]*)」|『([^』]*)』)/.exec(rest);
  if (!match) return unclosed(rest, entry);
  const text = (match[1] ?? match[2] ?? match[3] ?? match[4] ?? '').trim();
  if (isEmpty(entry)) entry.customer = text || undefined;
  else addNote(entry, text);
  return match[0].length;
};

/** A quotation mark that is never closed: all that follows is shown as not understood. */
function unclosed(rest: string, entry: ParsedEntry): number {
  if (!/^["“「『]/.test(rest)) return 0;
  entry.unknown.push(rest);
  return rest.length;
}

const isEmpty = ({ lines, unknown, ...said }: ParsedEntry): boolean =>
  !lines.length && !unknown.length && Object.values(said).every((value) => value === undefined);

function addNote(entry: ParsedEntry, text: string): void {
  if (text) entry.notes = entry.notes ? `${entry.notes}; ${text}` : text;
}

/** `备注：…` and `note: …` take the rest of the line. */
const remark: Part = (rest, entry) => {
  const match = /^(?:(?:notes?|remarks?)\s?:|备注\s?:?)\s?(\S.*)$/i.exec(rest);
  if (!match?.[1]) return 0;
  addNote(entry, match[1].replace(/^["“「『]|["”」』]$/g, ''));
  return rest.length;
};

const poValue = '([A-Za-z0-9][^\\s,;\\p{Script=Han}]*|[^\\s,;]+)';
const poWords: readonly RegExp[] = [
  /^(po-?\d[^\s,;]*)/i,
  new RegExp(`^po(?: no\\.?| number)?\\s?[:#.]+\\s?${poValue}`, 'iu'),
  /^po(?: no\.?| number)? ([^\s,;]*\d[^\s,;]*)/i,
  new RegExp(`^(?:客户)?(?:采购单号?|采购订单号?|订单号|单号)\\s?[:#]?\\s?${poValue}`, 'u'),
];

/** `po 4711`, `PO#4711`, `PO-4711`, `采购单号：4711`, `单号 4711`. */
const po: Part = (rest, entry) => {
  const match = poWords.map((pattern) => pattern.exec(rest)).find((m) => m !== null);
  if (!match?.[1] || entry.po !== undefined) return 0;
  entry.po = match[1].replace(/^po(?=\d)/i, '');
  return match[0].length;
};

/** `net 30`, `账期30天`, `月结30`, `prepaid`, `预付`. */
const terms: Part = (rest, entry) => {
  const days =
    /^net[ -]?(\d{1,3})(?: ?days?)?(?![\p{L}\p{N}])/iu.exec(rest) ??
    /^(?:账期|帐期|月结|付款期)\s?:?\s?(\d{1,3})\s?天?(?![\dA-Za-z])/.exec(rest);
  const none = /^(?:prepaid|prepayment|cash in advance)(?![\p{L}\p{N}])|^(?:预付款?|款到发货|先款后货|现结)/iu.exec(
    rest,
  );
  const match = days ?? none;
  if (!match || entry.paymentDays !== undefined) return 0;
  entry.paymentDays = days ? Number(days[1]) : 0;
  return match[0].length;
};

/** `-10%`, `discount 10%`, `10% off`, `9折`, `折扣10%`: of the whole order. */
const orderDiscount: Part = (rest, entry) => {
  const match =
    /^(?:-|(?:discount|disc)\s?:?\s?-?|(?:折扣|优惠|让利)\s?:?\s?-?)\s?(\d[\d.]*)\s?%/i.exec(rest) ??
    /^(\d[\d.]*)\s?% off(?![\p{L}\p{N}])/iu.exec(rest);
  const fold = /^打?(\d(?:\.\d)?|\d\d|[一二三四五六七八九]{1,2})折/.exec(rest);
  const value = match ? percent(match[1]!) : fold ? folded(fold[1]!) : undefined;
  if (value === undefined || entry.discount !== undefined) return 0;
  entry.discount = value;
  return (match ?? fold)![0].length;
};

const dueWord =
  /^(?:(?:due|deliver(?:y|ed)?(?: (?:by|on|date))?|by)(?:\s?:\s?| )|要?求?(?:交期|交货日期|交货期|交货|到货|要货|送货)\s?:?\s?)(?:on |by |于|在)?/i;

/** `due 3/15`, `交期 3月15日`; after the first line a date may also stand alone. */
const due: Part = (rest, entry, today) => {
  const keyword = dueWord.exec(rest)?.[0] ?? '';
  if (entry.due !== undefined || (keyword === '' && !entry.lines.length)) return 0;
  const words = rest.slice(keyword.length, keyword.length + 60);
  // Nor is a number alone one, or one under zero: `net -3` asks for no date.
  if (keyword === '' && /^(?:(?:\d+[-.]?)+(?:$|[\s,;])|-)/.test(words)) return 0;
  const found = longestDate(words, today);
  if (!found) return 0;
  entry.due = found.date;
  return keyword.length + found.length;
};

/** A date with Chinese text right after it. */
const joinedDate =
  /^(?:(?:\d{4}年)?\d{1,2}月\d{1,2}[日号]?|\d{1,4}[-/]\d{1,2}(?:[-/]\d{1,2})?(?=\p{Script=Han})|(?:下下|[下本这])?个?(?:周|星期|礼拜)[一二三四五六日天]|大?后天|[明今]天|下?个?月底)/u;

/** The longest beginning of at most four words that is a date: `next friday po 4711` has two words of date. */
export function longestDate(words: string, today: CalendarDate): { date: CalendarDate; length: number } | undefined {
  const ends = [...words.matchAll(/(?=[\s,;"“「])|$/g)].map((m) => m.index).filter((i) => i > 0);
  const pieces = ends
    .slice(0, 6)
    .reverse()
    .map((end) => words.slice(0, end));
  const joined = joinedDate.exec(words)?.[0];
  for (const piece of joined ? [...pieces, joined] : pieces) {
    const date = dateFromWords(piece, today);
    if (date) return { date, length: piece.length };
  }
  return undefined;
}

/** What can stand in an entry, in the order in which it is tried. */
export const parts: readonly Part[] = [quoted, remark, po, terms, orderDiscount, due, itemPart];
