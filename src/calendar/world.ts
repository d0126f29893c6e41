import { addDays, type CalendarDate, hourMs } from '../dates.ts';
import type { PublicHolidays } from './public-holidays.ts';

/** Years for which the library knows every calendar it needs: the Islamic one ends after 2075. */
const firstYear = 2000;
const lastYear = 2075;

/** Who is free from this hour to that one does not work on the day: half a holiday is a working day. */
const [morning, afternoon] = [8, 16];

type Holiday = { date: string; start: Date; end: Date; type: string };

/** The days that a holiday takes up. It may begin on the evening before (`2026-04-02 00:00:00 -0600`), or at noon. */
function daysOf({ date, start, end }: Holiday): CalendarDate[] {
  const [day = '', time = '0', before = ''] = date.split(' ');
  const from = Number.parseInt(time, 10) + Number.parseInt(before || '0', 10) / 100;
  const to = from + (end.getTime() - start.getTime()) / hourMs;
  const length = Math.max(1, Math.ceil(to / 24));
  return Array.from({ length }, (_, n) => n)
    .filter((n) => from <= n * 24 + morning && to >= n * 24 + afternoon)
    .map((n) => addDays(day, n));
}

/** The public holidays of a country by the rules of `date-holidays`. The library takes 20 MB, so that it is loaded here. */
export async function world(country: string): Promise<PublicHolidays> {
  const { default: Holidays } = await import('date-holidays');
  const library = new Holidays(country, { types: ['public'] });
  const years = new Map<number, Set<CalendarDate>>();
  const daysIn = (year: number): Set<CalendarDate> => {
    const known = years.get(year);
    if (known) return known;
    // A holiday of the last days of a year may go on into the next.
    const found = [year - 1, year].flatMap((y) => library.getHolidays(y).filter((h) => h.type === 'public'));
    const days = new Set(found.flatMap(daysOf));
    years.set(year, days);
    return days;
  };
  return {
    of(date) {
      const year = Number(date.slice(0, 4));
      return year >= firstYear && year <= lastYear && daysIn(year).has(date) ? 'off' : undefined;
    },
    from: firstYear,
    until: lastYear,
  };
}
