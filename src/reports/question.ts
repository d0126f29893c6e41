import { loadCalendars } from '../calendar/calendars.ts';
import { createWorkClock } from '../calendar/work-clock.ts';
import { dateAt, hourMs } from '../dates.ts';
import type { Person } from '../members/member.ts';
import type { Settings } from '../settings/settings.ts';
import type { Names } from './names.ts';
import type { PartsDeps } from './parts.ts';
import type { ReportRequest } from './request.ts';
import { topGroupings, trendUnit } from './result.ts';
import { sightsOf } from './rows.ts';
import type { TallyOptions } from './tally.ts';
import type { Grouping } from './vocabulary.ts';

/** Everything that figures are worked out from. `request` holds ids in place of names. */
export type Question = PartsDeps & {
  person: Person;
  request: ReportRequest;
  settings: Settings;
  names: Names;
  now: Date;
};

/** What every result says of its question. */
export const contextOf = ({ request, names, settings, person, now }: Question) => ({
  request,
  names,
  currency: settings.currency,
  money: sightsOf(person).money,
  today: dateAt(now, settings.timezone),
});

/** Reviews are measured by the company's calendar, whoever decided. */
export async function tallyOptions(
  { request, settings, person, now }: Question,
  more: readonly Grouping[] = [],
): Promise<TallyOptions> {
  const { company } = await loadCalendars(settings);
  return {
    groupings: [...new Set([...topGroupings, ...(request.by ? [request.by] : []), ...more, trendUnit(request)])],
    money: sightsOf(person).money,
    today: dateAt(now, settings.timezone),
    now: now.getTime(),
    workTime: createWorkClock([company]).between,
    sla: settings.reviewSlaHours * hourMs,
  };
}
