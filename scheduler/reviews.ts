import type { Job } from './job.ts';

/** Reminds of approvals that wait, and passes on those that are overdue. */
export const reviews: Job = {
  id: 'reviews',
  does: 'The review time of approvals: reminders, and what is overdue',
  every: '1 minute',
  run: ({ desk, now }) => desk.reviews.tick(now),
};
