import type { Job } from './job.ts';

/** Sends what a process that died, or a chat that was down, left behind. */
export const outbox: Job = {
  id: 'outbox',
  does: 'Sends what is due in the outbox',
  every: '5 seconds',
  run: ({ desk }) => desk.outbox.drain(),
};
