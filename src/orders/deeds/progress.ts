import type { Deed } from './deed.ts';

/** Production or purchasing has begun. */
export const start: Deed = () => ({ state: 'in_production' });

/** The goods wait to be shipped. */
export const ready: Deed = () => ({ state: 'ready' });

/** The order ends here and stays readable. */
export const cancel: Deed = (_order, at) => ({ state: 'cancelled', set: { heldFrom: undefined }, note: at.input.reason });
