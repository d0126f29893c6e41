import { type Kind, one } from '../kind.ts';

/** An after-sales case is due, told to whoever sees to it. */
export const caseDue: Kind<'case'> = {
  name: 'case',
  about: 'case',
  offsets: [-1, 0, 1, 3],
  every: 3,
  dates: ({ state, dueDate }) => one(state === 'closed' ? undefined : dueDate),
};
