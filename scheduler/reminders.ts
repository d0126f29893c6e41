import type { Job } from './job.ts';

/** Tells each member what falls due, at the member's hour and at once, and looks once a day for silent orders. */
export const reminders: Job = {
  id: 'reminders',
  does: 'Reminders: one digest a person and working day, and what cannot wait at once',
  every: '1 minute',
  run: ({ reminders: service, now }) => service.tick(now),
};
