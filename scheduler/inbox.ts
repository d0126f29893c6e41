import type { Job } from './job.ts';

/** Goes on with what was acknowledged to a chat when its process died, and brings answers that the chat did not take. */
export const inbox: Job = {
  id: 'inbox',
  does: 'Finishes what was acknowledged and not answered',
  every: '5 seconds',
  run: ({ recover }) => recover(),
};
