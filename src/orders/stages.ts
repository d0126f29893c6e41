import type { State } from './order.ts';

/** States in which goods are still to be delivered by the promised date. */
export const undelivered: readonly State[] = ['approved', 'in_production', 'ready', 'part_shipped'];

/** States of an order that may be forgotten: agreed, with goods still to come, or put on hold. */
export const forgettable: readonly State[] = [...undelivered, 'on_hold'];

/** States of an order of which nothing came. */
export const cameToNothing: readonly State[] = ['cancelled', 'rejected'];

/** States in which goods went out and money may be owed. */
export const billed: readonly State[] = ['shipped', 'delivered', 'part_shipped'];

/** States in which an order counts: submitted or later, not rejected or cancelled. */
export const countedStates = [
  'pending',
  'approved',
  'in_production',
  'ready',
  'part_shipped',
  'shipped',
  'delivered',
  'completed',
  'on_hold',
] as const satisfies readonly State[];

/** States of an order that was agreed, whatever became of it since, but called off. */
export const agreedStates: readonly State[] = countedStates.filter((s) => s !== 'pending');

/** States in which an order is no sale: not submitted, or called off. */
export const uncountedStates: readonly State[] = ['draft', 'rejected', 'cancelled'];

/** Agreed, and neither settled by `complete` nor called off: money is owed. */
export const agreedUnsettled: readonly State[] = countedStates.filter((s) => s !== 'completed' && s !== 'pending');

/** States in which money is, or will be, owed. */
export const owing: readonly State[] = countedStates.filter((s) => s !== 'completed');
