import type { FormValues, LineValue } from '../../chat/form.ts';
import { type CalendarDate, isCalendarDate } from '../../dates.ts';
import { dateFromWords } from '../../entry/date-words.ts';
import { DeskError } from '../../errors.ts';
import { parseDecimal } from '../../money.ts';

/** The trimmed text of a field; undefined when it is empty. */
export function textOf(values: FormValues, name: string): string | undefined {
  const value = values[name];
  const text = typeof value === 'string' ? value.trim() : '';
  return text === '' ? undefined : text;
}

/** The calendar date of a field: a date as it is written, or words. Throws at the field. */
export function dateOf(values: FormValues, name: string, today: CalendarDate): CalendarDate | undefined {
  const text = textOf(values, name);
  if (text === undefined) return undefined;
  const date = isCalendarDate(text) ? text : dateFromWords(text, today);
  if (!date) throw new DeskError('error.date_expected', { text }, { field: name });
  return date;
}

/** A number of 1/`scale` of a field. Throws at the field. */
export function numberOf(values: FormValues, name: string, scale: number, example: string): number | undefined {
  const text = textOf(values, name);
  if (text === undefined) return undefined;
  const value = parseDecimal(text, scale);
  if (value === undefined) throw new DeskError('error.number_expected', { text, example }, { field: name });
  return value;
}

/** The lines of a field; empty rows are left out. */
export function lineValues(values: FormValues, name: string): LineValue[] {
  const rows = values[name];
  if (!Array.isArray(rows)) return [];
  return rows
    .filter((r): r is LineValue => typeof r === 'object' && r !== null)
    .map((r) => ({
      sku: String(r.sku ?? '').trim(),
      quantity: String(r.quantity ?? '').trim(),
      price: r.price === undefined ? undefined : String(r.price).trim(),
      discount: r.discount === undefined ? undefined : String(r.discount).trim(),
    }))
    .filter((r) => r.sku !== '' || r.quantity !== '' || r.price || r.discount);
}

/** The texts of a form as a row by column, as files have it. */
export const rowOf = (values: FormValues): Record<string, string | undefined> =>
  Object.fromEntries(Object.keys(values).map((name) => [name, textOf(values, name)]));
