import type { Job } from './job.ts';

/** Goes on with customers that were merged: what a died process left, and what came in for the old record meanwhile. */
export const merges: Job = {
  id: 'merges',
  does: 'Moves what belongs to merged customers',
  every: '1 minute',
  run: ({ desk, now }) => desk.customers.goOnMerging(now),
};
