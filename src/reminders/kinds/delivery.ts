import { undelivered } from '../../orders/stages.ts';
import { type OrderKind, one } from '../kind.ts';

/** Goods are promised for a day. Of imported history nothing is promised any more. */
export const delivery: OrderKind = {
  name: 'delivery',
  about: 'order',
  offsets: [-3, -1, 0, 1],
  every: 3,
  find: (owner, span) => [{ owner, state: { $in: undelivered }, promisedDate: span }],
  dates: ({ state, imported, promisedDate }) =>
    one(undelivered.includes(state) && !imported ? promisedDate : undefined),
};
