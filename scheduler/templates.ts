import type { Job } from './job.ts';

/** Makes the drafts of recurring templates for their owners; what is submitted, people submit. */
export const templates: Job = {
  id: 'templates',
  does: 'Makes the drafts of recurring templates',
  every: '1 minute',
  run: ({ desk, now }) => desk.recurring.tick(now),
};
