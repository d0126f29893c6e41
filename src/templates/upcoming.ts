import type { Attendance } from '../calendar/calendar.ts';
import { type Calendars, companyHours, loadCalendars } from '../calendar/calendars.ts';
import type { Member } from '../members/member.ts';
import type { Settings } from '../settings/settings.ts';
import { nextDue, type Occurrence } from './recurrence.ts';
import type { Template } from './template.ts';

/** When somebody works: drafts are made at the start of the owner's working day, where the owner is. */
export const attendanceOf = (owner: Member | undefined, calendars: Calendars): Attendance => ({
  calendar: owner ? calendars.of(owner) : calendars.company,
  hours: owner?.workHours ?? companyHours,
});

/** Tells of a template when it makes its next draft, by the calendar of its owner; nothing where it makes none. */
export async function upcoming(
  members: readonly Member[],
  settings: Settings,
  now: Date,
): Promise<(template: Pick<Template, 'owner' | 'schedule'>) => Occurrence | undefined> {
  const calendars = await loadCalendars(settings, members);
  return ({ owner: id, schedule }) => {
    const owner = members.find((m) => m._id === id);
    return schedule && nextDue(schedule, attendanceOf(owner, calendars), now, schedule.skipped);
  };
}
