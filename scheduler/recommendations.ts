import { dateAt } from '../src/dates.ts';
import type { Job } from './job.ts';

/**
 * Counts once a day which products are bought together, after which time again, and how much. It does not wait for the end,
 * which may be later than a job's lock lasts; who began it says so in the database.
 */
export const recommendations: Job = {
  id: 'recommendations',
  does: 'Counts once a day what recommendations rest on',
  every: '1 hour',
  async run({ desk, now }) {
    const { timezone } = await desk.settings.get();
    desk.recommendations.kick(now, dateAt(now, timezone));
  },
};
