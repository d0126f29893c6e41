import { chineseNumber } from './chinese-number.ts';
import type { ParsedEntry, Part } from './line.ts';
import { discountPart } from './line-discount.ts';
import { duePart } from './line-due.ts';
import { itemPart } from './line-item.ts';

/** `"fragile"`, `“易碎”`, `「易碎」`: notes; in front of everything it is the customer's name. */
const quoted: Part = (rest, entry) => {
  const match = /^(?:"([^"]*)"|“([^”]*)”|「([^」]*)」|『([^』]*)』)/.exec(rest);
  if (!match) return unclosed(rest, entry);
  const text = (match[1] ?? match[2] ?? match[3] ?? match[4] ?? '').replaceAll('\n', ' ').trim();
  if (isEmpty(entry)) entry.customer = text || undefined;
  else addNote(entry, text);
  return match[0].length;
};

/** A quotation mark that is never closed: all that follows is shown as not understood. */
function unclosed(rest: string, entry: ParsedEntry): number {
  if (!/^["“「『]/.test(rest)) return 0;
  entry.unknown.push(rest.replaceAll('\n', ' '));
  return rest.length;
}

const isEmpty = ({ lines, unknown, ...said }: ParsedEntry): boolean =>
  !lines.length && !unknown.length && Object.values(said).every((value) => value === undefined);

function addNote(entry: ParsedEntry, text: string): void {
  if (text) entry.notes = entry.notes ? `${entry.notes}; ${text}` : text;
}

/** `备注：…` and `note: …` take the rest of their line; `note call first` only after the goods. */
const remark: Part = (rest, entry) => {
  const match =
    /^(?:(?:notes?|remarks?) ?:|备注 ?:?|(?:注|说明|附言) ?:) ?([^\n\s][^\n]*)/i.exec(rest) ??
    (entry.lines.length ? /^notes? (?=\p{L}{2,})([^\n]*)/iu.exec(rest) : null);
  if (!match?.[1]) return 0;
  addNote(entry, match[1].replace(/^["“「『]|["”」』]$/g, '').trim());
  return match[0].length;
};

const poValue = '([A-Za-z0-9][^\\s,;\\p{Script=Han}]*|[^\\s,;]+)';
const poName = '(?:p\\.?o\\.?|purchase order)';
const poWords: readonly RegExp[] = [
  /^(po-?\d[^\s,;]*)/i,
  new RegExp(`^${poName}(?: ?no\\.?| number|号)? ?[:#]+ ?${poValue}`, 'iu'),
  new RegExp(`^${poName}(?: no\\.?| number|号)? ?([^\\s,;\\p{L}]*\\d[^\\s,;]*|(?<= )[^\\s,;]*\\d[^\\s,;]*)`, 'iu'),
  new RegExp(`^(?:客户)?(?:采购单号?|采购订单号?|订单号|单号) ?[:#]? ?${poValue}`, 'u'),
];

/** A number in quotation marks may have spaces. */
const quotedPo = new RegExp(
  `^(?:${poName}(?: ?no\\.?| number|号)?|(?:客户)?(?:采购单号?|采购订单号?|订单号|单号)) ?[:#]* ?(?:"([^"\\n]{1,60})"|“([^”\\n]{1,60})”|「([^」\\n]{1,60})」)`,
  'iu',
);

/** `PO "NC 1"`, `采购单号“NC 1”`. */
const poInMarks: Part = (rest, entry) => {
  const match = quotedPo.exec(rest);
  const value = (match?.[1] ?? match?.[2] ?? match?.[3])?.trim();
  if (!match || !value || entry.po !== undefined) return 0;
  entry.po = value;
  return match[0].length;
};

/** `po 4711`, `PO#4711`, `PO-4711`, `P.O. 4711`, `采购单号：4711`, `单号 4711`. */
const po: Part = (rest, entry) => {
  const match = poWords.map((pattern) => pattern.exec(rest)).find((m) => m !== null);
  if (!match?.[1] || entry.po !== undefined) return 0;
  const value = match[1].replace(/^po(?=\d)/i, '').replace(/[.:!?]+$/, '');
  if (value === '') return 0;
  entry.po = value;
  return match[0].length;
};

const days = '(\\d{1,3}|[一二两三四五六七八九十百]{1,5})';
const net: readonly RegExp[] = [
  /^(?:terms? ?:? ?)?net[ -]?(\d{1,3})(?: ?days?)?(?![\p{L}\p{N}]|\.\d)/iu,
  /^(?:(?:payment )?terms? ?:? ?|payment (?:in )?)(\d{1,3})(?: ?days?)?(?![\p{L}\p{N}]|\.\d)/iu,
  /^(\d{1,3}) ?days? net(?![\p{L}\p{N}]|\.\d)/iu,
  new RegExp(`^(?:账期|帐期|月结|付款期|付款条件|付款方式) ?:? ?(?:月结)?${days} ?天?(?![\\dA-Za-z]|\\.\\d)`),
  new RegExp(`^${days} ?天(?:账期|帐期|月结)`),
];
const prepaid =
  /^(?:prepaid|prepayment|(?:cash|payment|paid) in advance)(?![\p{L}\p{N}])|^(?:预付款?|款到发货|先款后货|现结)/iu;
/** Terms that the desk does not know are said back whole, so that no part of them is read as something else. */
const otherTerms = /^(?:net ?\d{1,3}(?: days)? (?:eom|end of month)|货到付款)(?![A-Za-z])/i;

/** `net 30`, `账期30天`, `月结三十天`, `prepaid`, `预付`. */
const terms: Part = (rest, entry) => {
  const other = otherTerms.exec(rest);
  if (other) return entry.unknown.push(other[0]) && other[0].length;
  if (entry.paymentDays !== undefined) return 0;
  const match = net.map((pattern) => pattern.exec(rest)).find((m) => m !== null);
  const count = match ? chineseNumber(match[1]!) : undefined;
  const none = prepaid.exec(rest);
  if (count === undefined && !none) return 0;
  entry.paymentDays = count ?? 0;
  return (count === undefined ? none! : match!)[0].length;
};

/** What can stand in an entry, in the order in which it is tried. */
export const parts: readonly Part[] = [quoted, remark, poInMarks, po, terms, discountPart, duePart, itemPart];
