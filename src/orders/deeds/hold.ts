import type { ChangeOrder } from '../order.ts';
import type { Deed } from './deed.ts';

/** Stops the order where it is. */
export const hold: Deed = (order, at) => ({
  state: 'on_hold',
  set: { heldFrom: order.state },
  note: at.input.reason,
});

/** Goes on from where it was held. */
export const resume: Deed = (order, at) => ({
  state: order.heldFrom ?? 'approved',
  set: { heldFrom: undefined, ...(order.change && { change: begunAnew(order.change, at.actor.now) }) },
});

/** A change order that waited while its order was on hold: the clock of its review starts anew. */
const begunAnew = (change: ChangeOrder, at: Date): ChangeOrder => ({
  ...change,
  approval: { ...change.approval, stepStartedAt: at, pauses: undefined },
});
