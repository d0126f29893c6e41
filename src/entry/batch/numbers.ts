import { typed } from '../plain.ts';
import type { NumberAnswer } from './answers.ts';
import type { Written } from './dates.ts';

/** What a number says of its marks: the decimals begin with a point or a comma, it could be both, or there are none. */
type Said = NumberAnswer | 'either' | 'nothing' | 'none';

const currencies = /^(?:[¥$€£₹₩]|CNY|RMB|USD|EUR|GBP|JPY|HKD)\s?|\s?(?:[¥$€£元]|CNY|RMB|USD|EUR|GBP|JPY|HKD|CHF)$/gi;

/** A number without its currency and percent signs and the spaces or apostrophes between thousands, and what was behind it. */
function bareNumber(text: string): { digits: string; percent: boolean; tenThousands: boolean } {
  const plain = typed(text).replace(currencies, '').trim();
  const percent = plain.endsWith('%');
  const tenThousands = /万$/.test(plain);
  const body = plain.replace(/[%万]$/, '').trim();
  const digits = /^-?\d{1,3}(?:[ '’]\d{3})+(?:[.,]\d+)?$/.test(body) ? body.replace(/[ '’]/g, '') : body;
  return { digits, percent, tenThousands };
}

/** What the marks of a number can mean. A group of three after one mark is a thousand or three decimals. */
function saidBy(text: string): Said {
  const { digits } = bareNumber(text);
  if (/^-?\d+$/.test(digits)) return 'nothing';
  if (/^-?\d{1,3}(?:,\d{3})+\.\d*$/.test(digits) || /^-?\d{1,3}(?:,\d{3}){2,}$/.test(digits)) return 'point';
  if (/^-?\d{1,3}(?:\.\d{3})+,\d*$/.test(digits) || /^-?\d{1,3}(?:\.\d{3}){2,}$/.test(digits)) return 'comma';
  const one = /^-?(\d*)([.,])(\d*)$/.exec(digits);
  if (!one) return 'none';
  const [, whole = '', mark, after = ''] = one;
  const isGroup = after.length === 3 && whole.length >= 1 && whole.length <= 3 && !whole.startsWith('0');
  // Spaces or apostrophes between thousands: what follows a mark is decimals.
  if (isGroup && /\d[ '’]\d/.test(typed(text))) return mark === '.' ? 'point' : 'comma';
  if (isGroup) return 'either';
  return mark === '.' ? 'point' : 'comma';
}

/** What the columns of numbers say of their marks together: the columns of one file agree, unless they say otherwise. */
export function numberMarksOf(columns: Readonly<Record<string, readonly Written[]>>): {
  marks: Record<string, NumberAnswer>;
  ask: Record<string, Written>;
} {
  const said = Object.entries(columns).map(([column, cells]) => {
    const each = cells.map((cell) => ({ cell, said: saidBy(cell.text) }));
    const is = (what: Said) => each.some((one) => one.said === what);
    return {
      column,
      point: is('point'),
      comma: is('comma'),
      either: each.find((one) => one.said === 'either')?.cell,
      cells,
    };
  });
  const [anyPoint, anyComma] = [said.some((s) => s.point), said.some((s) => s.comma)];
  const marks: Record<string, NumberAnswer> = {};
  const ask: Record<string, Written> = {};
  for (const { column, point, comma, either, cells } of said) {
    if (point !== comma) marks[column] = point ? 'point' : 'comma';
    else if (point) ask[column] = either ?? (cells.find((c) => saidBy(c.text) !== 'nothing') as Written);
    else if (either && anyPoint !== anyComma) marks[column] = anyPoint ? 'point' : 'comma';
    else if (either) ask[column] = either;
  }
  return { marks, ask };
}

/** A number as the desk writes it (`1234.5`, `15%`); undefined where the text is none with these marks. */
export function readNumber(text: string, mark: NumberAnswer = 'point'): string | undefined {
  const { digits, percent, tenThousands } = bareNumber(text);
  const shape =
    mark === 'point' ? /^-?(?:\d+|\d{1,3}(?:,\d{3})+)?(?:\.\d*)?$/ : /^-?(?:\d+|\d{1,3}(?:\.\d{3})+)?(?:,\d*)?$/;
  if (!shape.test(digits) || !/\d/.test(digits)) return undefined;
  const plain = mark === 'point' ? digits.replaceAll(',', '') : digits.replaceAll('.', '').replace(',', '.');
  const number = tenThousands ? shifted(plain, 4) : plain.replace(/\.$/, '');
  return percent ? `${number}%` : number;
}

/** A decimal text with its point moved to the right. */
function shifted(text: string, by: number): string {
  const [whole = '', fraction = ''] = text.split('.');
  const digits = fraction.padEnd(by, '0');
  const rest = digits.slice(by);
  return `${whole}${digits.slice(0, by)}${rest ? `.${rest}` : ''}`;
}
