import type { Job } from './job.ts';

/** Absences begin on their first day and are over on the day after the last one, in the member's time zone. */
export const absences: Job = {
  id: 'absences',
  does: 'Begins and ends absences on their day',
  every: '1 minute',
  async run({ desk, now }) {
    const { failed } = await desk.members.turnAbsences(now);
    for (const { member, error } of failed) desk.log.error({ err: error, member }, 'an absence could not begin or end');
    desk.outbox.kick();
  },
};
