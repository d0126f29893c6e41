import type { Job } from './job.ts';

/**
 * Sends what a process that died, or a chat that was down, left behind. It does not wait for the end, which may be later
 * than a job's lock lasts; rows are claimed one by one.
 */
export const outbox: Job = {
  id: 'outbox',
  does: 'Sends what is due in the outbox',
  every: '5 seconds',
  run: async ({ desk }) => desk.outbox.kick(),
};
