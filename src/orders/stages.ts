import type { State } from './order.ts';

/** States in which goods are still to be delivered by the promised date. */
export const undelivered: readonly State[] = ['approved', 'in_production', 'ready', 'part_shipped'];

/** States in which goods went out and money may be owed. */
export const billed: readonly State[] = ['shipped', 'delivered', 'part_shipped'];
