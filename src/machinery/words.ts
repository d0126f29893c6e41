import { type Locale, type TextKey, t, texts } from '../text/index.ts';

/** What an entry of the timetable is called; one that this version does not know keeps its id. */
export const jobName = (locale: Locale, id: string): string =>
  Object.hasOwn(texts, `job.${id}`) ? t(locale, `job.${id}` as TextKey) : id;

/** How often it runs: `5 seconds` as `5 s`. */
export function everyText(locale: Locale, every: string): string {
  const [, n, unit] = /^(\d+) (second|minute|hour)s?$/.exec(every) ?? [];
  return n && unit ? t(locale, `jobs.unit.${unit as 'second' | 'minute' | 'hour'}`, { n }) : every;
}
