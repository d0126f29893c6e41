import type { Job } from './job.ts';

/** Works out the risks of orders that something changed for, and of all open ones once a day; tells of what is new or worse. */
export const risks: Job = {
  id: 'risks',
  does: 'What may go wrong with open orders',
  every: '5 seconds',
  run: ({ desk, now }) => desk.risks.tick(now),
};
