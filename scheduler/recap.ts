import { loadCalendars } from '../src/calendar/calendars.ts';
import { recapsDue } from '../src/reports/recap/schedule.ts';
import type { Job } from './job.ts';

/** Posts the week's recap with its chart on the first working day, 09:00 of the team's time zone. */
export const recap: Job = {
  id: 'recap',
  does: 'The weekly recap of each team, in its channel',
  every: '1 minute',
  async run({ desk, now }) {
    const [rules, teams] = await Promise.all([desk.settings.get(), desk.members.teams()]);
    const { company } = await loadCalendars(rules);
    await desk.outbox.add(recapsDue(now, rules, teams, company), now);
    desk.outbox.kick();
  },
};
