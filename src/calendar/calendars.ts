import { type CalendarDate, dateAt } from '../dates.ts';
import type { Member } from '../members/member.ts';
import type { Settings } from '../settings/settings.ts';
import { type Calendar, createCalendar, type Hours } from './calendar.ts';
import { type PublicHolidays, publicHolidays } from './public-holidays.ts';

/** The rules of the company that calendars are made of. */
export type CalendarRules = Pick<Settings, 'timezone' | 'workDays' | 'holidays' | 'daysOff' | 'makeUpDays'>;

/** What a member has of the own. */
export type OwnDays = Pick<Member, 'timezone' | 'workDays' | 'holidays'>;

/** When things are said in a shared conversation, in the company's zone and calendar. */
export const companyHours: Hours = { start: 9, end: 18 };

/** The calendars of a company and its people. */
export type Calendars = {
  readonly company: Calendar;
  /** The calendar of a member: the own weekdays and country, else the company's, in the own time zone. */
  of(member: OwnDays): Calendar;
  /** The company's calendar in another time zone, as a team has it. */
  companyIn(zone: string): Calendar;
};

const countryOf = (own: string | null | undefined, rules: CalendarRules): string => own ?? rules.holidays;

/** Loads the holidays of every country that somebody has, and makes the calendars of the company and its people. */
export async function loadCalendars(
  rules: CalendarRules,
  members: readonly Pick<OwnDays, 'holidays'>[] = [],
): Promise<Calendars> {
  const codes = new Set([rules.holidays, ...members.map((m) => countryOf(m.holidays, rules))]);
  const holidays = new Map<string, PublicHolidays>();
  for (const code of codes) if (code !== '') holidays.set(code, await publicHolidays(code));
  const known = new Map<string, Calendar>();
  const make = (zone: string, workDays: readonly number[], country: string): Calendar => {
    const key = `${zone} ${workDays.join('')} ${country}`;
    const before = known.get(key);
    if (before) return before;
    const { daysOff, makeUpDays } = rules;
    const calendar = createCalendar({ zone, workDays, holidays: holidays.get(country), daysOff, makeUpDays });
    known.set(key, calendar);
    return calendar;
  };
  const companyIn = (zone: string) => make(zone, rules.workDays, rules.holidays);
  return {
    company: companyIn(rules.timezone),
    companyIn,
    of: (m) => make(m.timezone, m.workDays ?? rules.workDays, countryOf(m.holidays, rules)),
  };
}

/** A country whose holidays are known up to a year, and whether that is not enough for what is planned today. */
export type Coverage = { country: string; until: number; isEnding: boolean };

/** Days ahead for which holidays should be known. */
const plannedDays = 60;

/** Up to which year the holidays of each country in use are known. */
export async function coverageOf(
  rules: CalendarRules,
  members: readonly Pick<OwnDays, 'holidays'>[],
  now: Date,
): Promise<Coverage[]> {
  const codes = new Set([rules.holidays, ...members.map((m) => countryOf(m.holidays, rules))]);
  const ahead: CalendarDate = dateAt(new Date(now.getTime() + plannedDays * 86_400_000), rules.timezone);
  const used = [...codes].filter((code) => code !== '');
  return Promise.all(
    used.map(async (country) => {
      const { until } = await publicHolidays(country);
      return { country, until, isEnding: Number(ahead.slice(0, 4)) > until };
    }),
  );
}
