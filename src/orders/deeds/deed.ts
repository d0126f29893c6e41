import type { CalendarDate } from '../../dates.ts';
import type { Actor } from '../../members/actor.ts';
import type { Settings } from '../../settings/settings.ts';
import type { ApprovalStep, Order, State } from '../order.ts';

/** What a person adds to a move. */
export type MoveInput = {
  reason?: string;
  /** Hash of the content that the card showed; what was altered since is not decided unseen. */
  seenContent?: string;
  carrier?: string;
  trackingNo?: string;
  eta?: CalendarDate;
  /** Lines of a shipment by their place in the order; missing = all that is left. */
  lines?: { index: number; quantity: number }[];
  /** The shipment that was received; missing = all that are on the way. */
  shipment?: string;
};

/** What a deed may look at besides the order. All of it is read before, so that a deed is pure. */
export type Circumstances = {
  readonly actor: Actor;
  /** The organisation's calendar date. */
  readonly today: CalendarDate;
  readonly settings: Settings;
  readonly input: MoveInput;
  /** The steps that the approval rules ask for now. */
  readonly steps: readonly ApprovalStep[];
  /** The customer has an order that was approved before. */
  readonly hasEarlierApproved: boolean;
  /** May override a guard with a reason. */
  readonly isManager: boolean;
};

/** What a deed changes. `undefined` values are removed from the order. */
export type Change = {
  state: State;
  set?: Partial<Order>;
  /** Kept on the timeline. */
  note?: string;
};

/** A deed: checks its guards (throws `DeskError`) and says what changes. Rights and the table were checked before. */
export type Deed = (order: Order, at: Circumstances) => Change;
