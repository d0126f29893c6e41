import { owed } from '../../orders/guards.ts';
import { billed } from '../../orders/stages.ts';
import { type OrderKind, one } from '../kind.ts';

/** Money is due. Imported history has a due date only where its open balance was asked for. */
export const payment: OrderKind = {
  name: 'payment',
  about: 'order',
  offsets: [-3, 0, 3, 7],
  every: 7,
  find: (owner, span) => [{ owner, state: { $in: billed }, dueDate: span }],
  dates: (order) => one(billed.includes(order.state) && owed(order) > 0 ? order.dueDate : undefined),
};
