import type { Deed } from './deed.ts';

/** Stops the order where it is. */
export const hold: Deed = (order, at) => ({
  state: 'on_hold',
  set: { heldFrom: order.state },
  note: at.input.reason,
});

/** Goes on from where it was held. */
export const resume: Deed = (order) => ({ state: order.heldFrom ?? 'approved', set: { heldFrom: undefined } });
