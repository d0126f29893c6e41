import type { Job } from './job.ts';

/** Ends reservations of undecided orders when their time is over, and gives what came free to orders that wait. */
export const stock: Job = {
  id: 'stock',
  does: 'Reservations that are over, and goods for orders that wait',
  every: '5 seconds',
  run: ({ desk, now }) => desk.stock.tick(now),
};
