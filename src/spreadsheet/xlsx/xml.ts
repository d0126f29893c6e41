/** Signs that XML can not hold: control signs but tab and end of line, halves of a pair, and two that are none. */
const unheld = /(?![\t\n\r\u007f-\u009f])\p{Cc}|[\ufffe\uffff\p{Cs}]/gu;

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** A text of XML; signs that it cannot hold are left out, and every end of line is one sign. */
export const escaped = (text: string): string =>
  text
    .replace(unheld, '')
    .replace(/\r\n?/g, '\n')
    .replace(/[&<>"]/g, (sign) => entities[sign]!);

/** Signs that a cell holds at most; a spreadsheet refuses a file with more. */
const longestText = 32_767;

/** A text as long as a cell can hold; one that is cut ends with `…`. */
function fitting(text: string): string {
  if (text.length <= longestText) return text;
  return `${text.slice(0, longestText - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

/** The text of a cell. Spreadsheets read `_x0041_` as the sign with that number, so an underscore that begins such is written so itself. */
export const cellText = (text: string): string => escaped(fitting(text)).replace(/_(?=x[0-9a-f]{4}_)/gi, '_x005F_');

/** The name of a column counted from 0: A, B … Z, AA. */
export const columnName = (n: number): string =>
  n < 26 ? String.fromCharCode(65 + n) : columnName(Math.floor(n / 26) - 1) + columnName(n % 26);

/** The name of a sheet: at most 31 signs, without those that spreadsheets forbid, not empty, no apostrophe at its ends. */
export function sheetName(text: string): string {
  const plain = text
    .replace(unheld, '')
    .replace(/[[\]:*?/\\\p{Cc}]/gu, ' ')
    .trim();
  const cut = plain
    .slice(0, 31)
    .replace(/[\ud800-\udbff]$/, '')
    .replace(/^[' ]+|[' ]+$/g, '');
  return cut === '' ? 'Sheet' : cut;
}

const dayMs = 86_400_000;
const epoch = Date.parse('1899-12-30T00:00:00Z');

/** The number by which spreadsheets know a day. */
export const daySerial = (date: string): number => (Date.parse(`${date}T00:00:00Z`) - epoch) / dayMs;

/** The number by which spreadsheets know a minute of a day, `YYYY-MM-DD HH:mm`. */
export const minuteSerial = (time: string): number => (Date.parse(`${time.replace(' ', 'T')}Z`) - epoch) / dayMs;
