import { type CalendarDate, isCalendarDate } from '../../dates.ts';
import { DeskError, type ErrorCode, FieldErrors } from '../../errors.ts';
import { minorDigits, parseDecimal } from '../../money.ts';
import type { Fill } from '../../text/index.ts';
import { discountIn } from '../discount-words.ts';
import { typed } from '../plain.ts';

/** One row as texts, by column (`credit_limit`). */
export type Row = Readonly<Record<string, string | undefined>>;

/** The label of a column, in the reader's language. */
export const labelOf = (column: string): { text: string } => ({ text: `field.${column}` });

/** What a cell says; nothing where it is empty, or where a database wrote `NULL`. */
export function givenIn(cell: string | undefined): string | undefined {
  const text = cell?.normalize('NFC').trim();
  return text === '' || text?.toLowerCase() === 'null' ? undefined : text;
}

/** Letters at most, where nothing else is said. */
const longestText = 200;

/**
 * Reads the texts of a row or form into exact values. What is wrong is collected, so that a person sees all of it at
 * once: `done` throws `FieldErrors` when there was anything. An empty text is undefined.
 */
export function readRow(row: Row) {
  const errors: DeskError[] = [];
  const fail = (code: ErrorCode, column: string, values: Fill = {}): undefined => {
    errors.push(new DeskError(code, { field: labelOf(column), ...values }, { field: column }));
    return undefined;
  };

  const given = (column: string): string | undefined => givenIn(row[column]);

  function text(column: string, most = longestText): string | undefined {
    const value = given(column);
    if (value === undefined) return undefined;
    return [...value].length > most ? fail('error.field_length', column, { most }) : value;
  }

  function required(column: string, most = longestText): string {
    if (given(column) === undefined) fail('error.required', column);
    return text(column, most) ?? '';
  }

  /** A number of 1/`scale` that is 0 or more. */
  function decimal(column: string, scale: number, example: string): number | undefined {
    const value = given(column);
    if (value === undefined) return undefined;
    const plain = typed(value).replace(/^[¥$€£]\s?/, '');
    const read = parseDecimal(plain, scale);
    return read === undefined || read < 0 ? fail('error.field_number', column, { text: value, example }) : read;
  }

  /** A fraction 0..1 (`0.15`), a percentage (`15%`) or what is paid (`85折`), in basis points. A bare `15` is no discount. */
  function discount(column: string): number | undefined {
    const value = given(column);
    if (value === undefined) return undefined;
    return discountIn(value) ?? fail('error.field_discount', column, { text: value });
  }

  /** `2026-12-01`, `2026/12/1`, `20261201`, `2026年12月1日` (or `号`), also with a time behind it. The year must be there and first. */
  function date(column: string): CalendarDate | undefined {
    const value = given(column);
    if (value === undefined) return undefined;
    const match =
      /^(\d{4})(?:([-/.])(\d{1,2})\2(\d{1,2})|年(\d{1,2})月(\d{1,2})[日号]|(\d{2})(\d{2}))(?:[T ][\d:.]+Z?)?$/.exec(
        typed(value),
      );
    const [month, day] = match ? [match[3] ?? match[5] ?? match[7], match[4] ?? match[6] ?? match[8]] : [];
    const read = match ? `${match[1]}-${month!.padStart(2, '0')}-${day!.padStart(2, '0')}` : '';
    return isCalendarDate(read) && read >= '1900' ? read : fail('error.field_date', column, { text: value });
  }

  return {
    fail,
    text,
    required,
    decimal,
    discount,
    date,
    /** An amount in minor units that may be negative, but not 0. */
    signed(column: string, currency: string): number | undefined {
      const value = given(column);
      const read = value === undefined ? undefined : parseDecimal(typed(value), 10 ** minorDigits(currency));
      return value !== undefined && !read
        ? fail('error.field_number', column, { text: value, example: '1200.50' })
        : read;
    },
    /** An amount in minor units. */
    money: (column: string, currency: string) => decimal(column, 10 ** minorDigits(currency), '1200.50'),
    done(): void {
      if (errors.length) throw new FieldErrors(errors);
    },
  };
}
export type RowReader = ReturnType<typeof readRow>;
