import type { Job } from './job.ts';

/** Goes on with tables of orders whose filing died with its process. It does not wait for the end. */
export const imports: Job = {
  id: 'imports',
  does: 'Goes on with tables of orders that were being filed when their process died',
  every: '5 seconds',
  run: ({ desk, now }) => desk.batch.goOn(now),
};
