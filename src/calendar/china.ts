import { createRequire } from 'node:module';
import type { PublicHolidays } from './public-holidays.ts';

/** The data file of the library: a name for each date. */
type Announced = { holidays: Record<string, string>; workdays: Record<string, string> };

/**
 * China's days off and the weekend days that are worked for them, as the State Council announces them late each year for
 * the next one. Only the library's data is read; its lunar calendar is not needed.
 */
export async function china(): Promise<PublicHolidays> {
  const { holidays, workdays } = createRequire(import.meta.url)('chinese-days/dist/chinese-days.json') as Announced;
  const years = Object.keys(holidays).map((date) => Number(date.slice(0, 4)));
  return {
    of: (date) => (date in holidays ? 'off' : date in workdays ? 'worked' : undefined),
    from: Math.min(...years),
    until: Math.max(...years),
  };
}
