import type { Job } from './job.ts';

/** Open decisions go to whoever may make them now, where people, teams or settings changed since the last look. */
export const routing: Job = {
  id: 'routing',
  does: 'Passes open decisions on when people or their rights changed',
  every: '1 minute',
  run: ({ desk, now }) => desk.routing.look(now),
};
