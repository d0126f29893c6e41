import { dateAt, minuteAt } from '../../dates.ts';
import type { Person } from '../../members/member.ts';
import type { Column } from '../../spreadsheet/index.ts';
import { type Locale, type TextKey, t } from '../../text/index.ts';

/** For whom the files of a list are: own rights, language, how people and teams are called, and when it is for them. */
export type Reader = {
  person: Person;
  locale: Locale;
  zone: string;
  /** The company's own currency. */
  currency: string;
  memberName(id: string | undefined): string | undefined;
  teamName(id: string | undefined): string | undefined;
};

type Currency<R> = string | ((row: R) => string);

/** Makes columns over rows of a kind, named in the reader's language. */
export function columnsFor<R>({ locale, zone }: Reader) {
  const label = (key: TextKey) => t(locale, key);
  return {
    text: (key: TextKey, of: (row: R) => string | undefined): Column<R> => ({ kind: 'text', label: label(key), of }),
    number: (key: TextKey, of: (row: R) => number | undefined): Column<R> => ({
      kind: 'number',
      label: label(key),
      of,
    }),
    /** Money is summed up; one of the base currency has it in its name. */
    money: (key: TextKey, currency: Currency<R>, of: (row: R) => number | undefined): Column<R> => ({
      kind: 'money',
      label: typeof currency === 'string' ? `${label(key)} ${currency}` : label(key),
      currency,
      total: true,
      of,
    }),
    price: (key: TextKey, currency: string, of: (row: R) => number | undefined): Column<R> => ({
      kind: 'price',
      label: `${label(key)} ${currency}`,
      currency,
      of,
    }),
    quantity: (key: TextKey, of: (row: R) => number | undefined): Column<R> => ({
      kind: 'quantity',
      label: label(key),
      of,
    }),
    rate: (key: TextKey, of: (row: R) => number | undefined): Column<R> => ({ kind: 'rate', label: label(key), of }),
    date: (key: TextKey, of: (row: R) => string | undefined): Column<R> => ({ kind: 'date', label: label(key), of }),
    /** The calendar date of an instant. */
    day: (key: TextKey, of: (row: R) => Date | undefined): Column<R> => ({
      kind: 'date',
      label: label(key),
      of: (row) => inZone(of(row), (at) => dateAt(at, zone)),
    }),
    minute: (key: TextKey, of: (row: R) => Date | undefined): Column<R> => ({
      kind: 'dateTime',
      label: label(key),
      of: (row) => inZone(of(row), (at) => minuteAt(at, zone)),
    }),
  };
}

const inZone = (at: Date | undefined, write: (at: Date) => string) => at && write(at);
