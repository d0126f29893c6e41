import type { CalendarDate } from '../../dates.ts';
import type { Actor } from '../../members/actor.ts';
import type { Member } from '../../members/member.ts';
import type { Product } from '../../products/product.ts';
import type { MoneyFacts } from '../../risks/facts.ts';
import type { Settings } from '../../settings/settings.ts';
import type { OvershipAnswer } from '../../stock/overship.ts';
import type { GoodsNews, MilestoneKind, TrackingKind } from '../goods.ts';
import type { LineInput, PriceOf } from '../lines.ts';
import type { Approval, ApprovalStep, Order, State, TimelineEntry } from '../order.ts';
import type { Security } from '../risk-fields.ts';

/** What is to be changed of an agreed order; what is left out stays. */
export type ChangeInput = {
  lines?: LineInput[];
  requestedDate?: CalendarDate;
  promisedDate?: CalendarDate;
  paymentDays?: number;
};

/** What is said of a milestone; without an id of one that is there, or its name, it is a new one. */
export type MilestoneInput = {
  id?: string;
  name?: string;
  kind?: MilestoneKind;
  planned?: CalendarDate;
  /** It is done: today, or on that day. */
  done?: true | CalendarDate;
};

/** What an approver can answer where goods are missing; the third is to return the order. */
export const shortageAnswers = ['backorder', 'split'] as const;
export type ShortageAnswer = (typeof shortageAnswers)[number];

/** What the owner of a filed order can say of goods that are missing: it waits, it is split, or it is for another date. */
export const ownerAnswers = [...shortageAnswers, 'date'] as const;
export type OwnerAnswer = (typeof ownerAnswers)[number];

/** What a person adds to a move. */
export type MoveInput = {
  reason?: string;
  /** A question to the owner, or the owner's answer. */
  text?: string;
  /** What finance agrees to over the credit limit: minor units of the base currency, and the last day on which it counts. */
  once?: { amount?: number; until?: CalendarDate };
  /** What is asked for before an order over the limit is agreed to: minor units of the order's currency. */
  security?: Pick<Security, 'kind' | 'amount'>;
  /** Of a contingency: the supplier who would bring the goods instead. */
  supplier?: string;
  /** The member whom a seat is given to, or who is asked in addition. */
  person?: string;
  change?: ChangeInput;
  /**
   * What becomes of goods that are missing at the last approval: the order waits for them, or they are split off into a
   * draft of their own. Without it the approver is asked. The owner says so before, or names another date in `change`.
   */
  shortage?: OwnerAnswer;
  /** Of a shipment: what becomes of goods that are not there for the order. Without it the sender is asked. */
  overship?: OvershipAnswer;
  /** How much of each product the sender was shown that is not there, in thousandths: the answer is for no more. */
  shownBeyond?: Readonly<Record<string, number>>;
  /** How many parcels had left when the sender was asked: the answer is for the next one. */
  parcelsLeft?: number;
  /** Hash of the content that the card showed; what was altered since is not decided unseen. */
  seenContent?: string;
  /** When what the card showed was submitted, in milliseconds; an answer about goods counts for that submission only. */
  seenSubmitted?: number;
  carrier?: string;
  trackingNo?: string;
  eta?: CalendarDate;
  /**
   * Lines by their place in the order: those of a shipment (missing = all that is left), or what arrived of a parcel (a
   * line that is missing arrived in full).
   */
  lines?: { index: number; quantity: number }[];
  /** The parcel that is meant; of a delivery missing = all that are on the way. */
  shipment?: string;
  /** The day on which a parcel was received; missing = today. */
  on?: CalendarDate;
  event?: TrackingKind;
  place?: string;
  /** Words on an event of a parcel, or on a milestone. */
  note?: string;
  milestone?: MilestoneInput;
  /** Of a submission: the ids of orders that it may be a double of, and is none. */
  doubles?: readonly string[];
};

/** What a deed may look at besides the order. All of it is read before, so that a deed is pure. */
export type Circumstances = {
  readonly actor: Actor;
  /** The organisation's calendar date. */
  readonly today: CalendarDate;
  readonly settings: Settings;
  readonly input: MoveInput;
  readonly members: readonly Member[];
  /** The products of the order and of what is to be changed, by SKU, priced in its currency. */
  readonly products: ReadonlyMap<string, Product>;
  /** What the price lists say today to the customer, in the order's currency; read where lines are to be priced. */
  readonly priceOf?: PriceOf;
  /** What the customer owes besides the order, and may owe; read for moves that look at it. */
  readonly money: MoneyFacts;
  /** How far an order takes its customer over the limit, minor units of the base currency. */
  readonly excess: (order: Order) => number;
  /** The steps that the approval rules ask for an order. Throws `error.no_approver` where nobody could decide one. */
  readonly stepsFor: (order: Order) => ApprovalStep[];
  /** The seat of the present step in which the person decides, by its place. */
  readonly seat?: number;
  /** The member for whom the person decides as a stand-in. */
  readonly standsFor?: string;
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
  /** The review by which a new version takes the place of the present one. */
  decidedBy?: Approval;
  /** What is said of the goods, for the timeline. */
  goods?: GoodsNews;
  /** The orders that it may be a double of, and is none. */
  doubles?: readonly string[];
  /** The member for whom a stand-in did it. */
  for?: string;
  /** What else the desk did because of it, for the timeline. */
  also?: { action: TimelineEntry['action']; note?: string };
};

/** A deed: checks its guards (throws `DeskError`) and says what changes. Rights and the table were checked before. */
export type Deed = (order: Order, at: Circumstances) => Change;
