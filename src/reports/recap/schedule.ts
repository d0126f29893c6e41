import type { Calendar } from '../../calendar/calendar.ts';
import type { Address } from '../../chat/address.ts';
import type { NewOutboxRow } from '../../chat/outbox-row.ts';
import { addDays, type CalendarDate, dateAt, dayjs } from '../../dates.ts';
import type { Team } from '../../members/member.ts';
import type { Channel, Settings } from '../../settings/settings.ts';

/** The hour of the first working day of a week at which the recap is posted. */
const recapHour = 9;

/** The first working day of the ISO week that a date lies in; its Monday where the whole week is off. */
function firstWorkDay(date: CalendarDate, { works }: Pick<Calendar, 'works'>): CalendarDate {
  const monday = dayjs.utc(date).startOf('isoWeek').format('YYYY-MM-DD');
  const week = Array.from({ length: 7 }, (_, n) => addDays(monday, n));
  return week.find(works) ?? monday;
}

function zoneOf(channel: Channel, teams: readonly Team[], rules: Settings): string {
  const team = channel.teams.length === 1 ? teams.find((x) => x._id === channel.teams[0]) : undefined;
  return team?.timezone ?? rules.timezone;
}

/**
 * The recaps whose hour has come: one a week and channel, about the week before. From the first working day 09:00 in the
 * team's time zone on, for as long as the week lasts, so that a desk that was down makes up for it; the key holds it to
 * one.
 */
export function recapsDue(
  now: Date,
  rules: Settings,
  teams: readonly Team[],
  calendar: Pick<Calendar, 'works'>,
): NewOutboxRow[] {
  return rules.channels
    .filter((c) => c.purpose === 'recap')
    .flatMap((channel) => {
      const zone = zoneOf(channel, teams, rules);
      const today = dateAt(now, zone);
      const first = firstWorkDay(today, calendar);
      const isTime = today > first || (today === first && dayjs(now).tz(zone).hour() >= recapHour);
      if (!isTime) return [];
      const week = addDays(first, -7);
      const conversation = channel.address as Address;
      return [
        {
          _id: `recap:${conversation}:${dayjs.utc(week).startOf('isoWeek').format('YYYY-MM-DD')}`,
          job: 'recap' as const,
          conversation,
          viewer: { audience: { role: channel.role, teams: channel.teams } },
          data: { week, ...(channel.teams.length === 1 ? { team: channel.teams[0] } : {}) },
        },
      ];
    });
}
