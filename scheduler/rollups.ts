import type { Job } from './job.ts';

/** Takes changes of orders into the sums of their days, and once a day compares every sum with its orders. */
export const rollups: Job = {
  id: 'rollups',
  does: 'Sums of orders by day and month, for figures',
  every: '10 seconds',
  run: ({ desk, now }) => desk.reports.sumUp(now),
};
