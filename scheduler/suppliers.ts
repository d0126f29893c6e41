import type { Job } from './job.ts';

/** Works out once a day how punctual each supplier is: what is late, and what lies too far back, is new every day. */
export const suppliers: Job = {
  id: 'suppliers',
  does: 'On-time rates of suppliers, once a day',
  every: '10 minutes',
  run: ({ desk, now }) => desk.suppliers.renewRates(now),
};
