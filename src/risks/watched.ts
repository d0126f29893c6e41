import type { Order, State } from '../orders/order.ts';

/** States in which goods have still to leave, so that something can be done about what may go wrong. */
export const watchedStates = [
  'pending',
  'approved',
  'in_production',
  'ready',
  'part_shipped',
  'on_hold',
] as const satisfies readonly State[];

/** Whether something may go wrong with an order yet. History that was loaded from a file is no risk. */
export const isAtRisk = ({ state, imported }: Pick<Order, 'state' | 'imported'>): boolean =>
  !imported && (watchedStates as readonly State[]).includes(state);
