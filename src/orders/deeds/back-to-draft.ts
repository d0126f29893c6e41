import type { Deed } from './deed.ts';

/**
 * Withdraw, revise and reopen: the order is a draft again, and its approval is gone. So is what was promised: the next
 * submission promises anew.
 */
export const backToDraft: Deed = (_order, at) => ({
  state: 'draft',
  set: { approval: undefined, approvedAt: undefined, heldFrom: undefined, promisedDate: undefined },
  note: at.input.reason,
});
