import type { CalendarDate } from '../dates.ts';
import { china } from './china.ts';
import { world } from './world.ts';

/** What a country says of its days. */
export type PublicHolidays = {
  /** `off` on a public holiday, `worked` on a weekend day that is worked instead of one; else nothing. */
  of(date: CalendarDate): 'off' | 'worked' | undefined;
  /** The first and the last year that are known; nothing is said of others. */
  readonly from: number;
  readonly until: number;
};

const loaded = new Map<string, Promise<PublicHolidays>>();

/**
 * The public holidays of a country, loaded when they are first asked for: China's as the State Council announces them,
 * with the make-up days; those of all others by their rules.
 */
export function publicHolidays(country: string): Promise<PublicHolidays> {
  const known = loaded.get(country);
  if (known) return known;
  const loading = country === 'CN' ? china() : world(country);
  loaded.set(country, loading);
  loading.catch(() => loaded.delete(country));
  return loading;
}
