import type { Job } from './job.ts';

/** Writes each member's digest of delivery and payment reminders at the member's hour. */
export const reminders: Job = {
  id: 'reminders',
  does: 'Delivery and payment reminders, one digest a person and working day',
  every: '1 minute',
  run: ({ reminders: service, now }) => service.tick(now),
};
