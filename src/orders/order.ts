import type { CaseDeed, OpenCase } from '../aftersales/case.ts';
import type { CalendarDate } from '../dates.ts';
import type { FeedbackField } from '../feedback/feedback.ts';
import type { Fallback } from '../members/kinds.ts';
import type { Role } from '../members/member.ts';
import type { MoneyAction, OrderMoney } from '../payments/order-money.ts';
import type { PriceSource } from '../prices/rule.ts';
import type { GoodsNews, Milestone, TrackingEvent } from './goods.ts';
import type { HeldFields } from './held-fields.ts';
import type { Action } from './moves.ts';
import type { AgreedMoney, RiskFields } from './risk-fields.ts';

/** Every state of an order, in the order of its life. */
export const states = [
  'draft',
  'pending',
  'approved',
  'in_production',
  'ready',
  'part_shipped',
  'shipped',
  'delivered',
  'completed',
  'on_hold',
  'rejected',
  'cancelled',
] as const;
export type State = (typeof states)[number];

/** One line. Amount = quantity × price × (1 − discount), rounded once. */
export type Line = {
  product: string;
  sku: string;
  name: string;
  spec?: string;
  unit: string;
  category?: string;
  /** Thousandths. */
  quantity: number;
  /** 1/10,000 of the major unit, in the order's currency. Commercial class. */
  unitPrice: number;
  /** Where the price comes from. Commercial class. Missing on older orders and imported ones. */
  priceSource?: PriceSource;
  /** Basis points. Commercial class. */
  discount: number;
  /** Minor units. Commercial class. */
  amount: number;
  /** Cost per unit when priced, 1/10,000 of the major unit. Cost class. */
  cost?: number;
  /** What the market asked per unit when it was priced, 1/10,000 of the major unit. Cost class. */
  reference?: number;
  promisedDate?: CalendarDate;
  /** Thousandths that left the warehouse. */
  shipped: number;
  /** Thousandths that the customer received. */
  delivered: number;
  /** Thousandths held in stock for it; missing is none. Kept by `src/stock/`. */
  reserved?: number;
  /** Thousandths that came back for good. Missing on older orders. */
  returned?: number;
};

/** `large`/`medium`/`small`, `new`/`existing`, `urgent`/`short`/`long`; set at submission. */
export type Classes = {
  size: 'large' | 'medium' | 'small';
  customer: 'new' | 'existing';
  urgency: 'urgent' | 'short' | 'long';
};

/** Why a step is there: what an approval rule looks at, or a person who was asked in addition. */
export const reasons = ['amount', 'discount', 'floor', 'credit', 'new_customer', 'risk', 'added'] as const;
export type Reason = (typeof reasons)[number];

/** One seat of a step: any one member of a role, or one person. */
export type Seat = {
  role?: Role;
  person?: string;
  /** Passed on, since nobody of the seat may decide. */
  fallback?: Fallback;
  /** Who approved in this seat, and when. */
  by?: string;
  at?: Date;
  /** The member for whom a stand-in decided. */
  for?: string;
};

/** A step as it was meant. */
export type MeantStep = Pick<ApprovalStep, 'seats' | 'need' | 'reasons'>;

/** One step of a review: one of its seats decides, or each of them, each by another person. */
export type ApprovalStep = {
  seats: Seat[];
  need: 'any' | 'all';
  reasons: Reason[];
  decision?: 'approved' | 'rejected' | 'returned';
  /**
   * What it is there for, as it was meant, where that is not the same: the two steps that are one while only admins are
   * left for both, or the step with the seats that nobody may take now. Worked out anew from it when people change; gone
   * once somebody decided in the step or gave a seat of it away.
   */
  instead?: MeantStep[];
  /** Who decided the step as a whole: of several, the last. */
  by?: string;
  at?: Date;
};

/** What somebody asks the owner. */
export type Asked = { by: string; at: Date; text: string };

/** A question to the owner, with what others asked before the answer: while it is open the clock of the review stands still. */
export type Question = Asked & { also?: Asked[] };

/** The review of an order's content, or of a change of it, since it was submitted. */
export type Approval = {
  steps: ApprovalStep[];
  /** SHA-256 of the canonical content that is decided about; any edit clears the approval. */
  contentHash: string;
  submittedAt: Date;
  /** Who submitted it: nobody decides what they themselves asked for, also after it was handed over. */
  submittedBy?: string;
  /** Start of the step whose turn it is; a transfer starts it anew. */
  stepStartedAt: Date;
  question?: Question;
  /** When the present step stood still for questions that were answered. */
  pauses?: { from: Date; to: Date }[];
};

/** What can be changed of an approved order without cancelling it. */
export type ChangeContent = Pick<
  Order,
  'lines' | 'rate' | 'total' | 'baseTotal' | 'requestedDate' | 'promisedDate' | 'paymentDays'
>;

/** A proposal to change an approved order; the present version stays in force until it is approved. */
export type ChangeOrder = AgreedMoney & {
  /** `C1`, `C2` … within the order. */
  id: string;
  by: string;
  at: Date;
  /** The version that it was made from. */
  base: number;
  content: ChangeContent;
  reason?: string;
  /** Thousandths that stock was short of, when it was made. */
  short: number;
  approval: Approval;
};

export type Shipment = {
  id: string;
  carrier?: string;
  trackingNo?: string;
  eta?: CalendarDate;
  shippedAt: CalendarDate;
  deliveredAt?: CalendarDate;
  /** `received` where less arrived than was sent. Thousandths. */
  lines: { index: number; quantity: number; received?: number }[];
  /** What was said of it on its way. */
  events?: TrackingEvent[];
};

/** What happened, for the readable timeline. */
export type TimelineEntry = {
  at: Date;
  /** Member id; undefined for the desk itself. */
  by?: string;
  /** The member for whom a stand-in did it. */
  for?: string;
  action:
    | Action
    | CaseDeed
    | 'feedback'
    | 'create'
    | 'edit'
    | MoneyAction
    | 'assign'
    | 'import'
    | 'reroute'
    | 'change_lapsed'
    | 'expected'
    | 'reservation_expired'
    | 'reservation_lost'
    | 'backorder_served';
  from?: State;
  to?: State;
  note?: string;
  /** What it says of parcels, milestones and dates. */
  goods?: GoodsNews;
  /** Minor units of the order's currency, of a payment or a credit. Commercial class. */
  amount?: number;
  /** Of a submission: the ids of orders that it may be a double of, which the person filed all the same. */
  doubles?: string[];
  /** The key of the deed: a repeat is recognised by it. */
  key: string;
};

/** A change order that came back to its owner: returned, rejected, or not fitting any more; `key` is of the deed that ended it. */
export type ReturnedChange = Pick<ChangeOrder, 'id' | 'content' | 'reason'> & { key?: string };

/** A sales order. */
export type Order = HeldFields &
  RiskFields &
  FeedbackField &
  OrderMoney & {
    _id: string;
    /** `D-0001`, drawn when it is made. */
    draftNo: string;
    /** `SO-000001`, drawn at the first submission; then never deleted. */
    number?: string;
    /** The number it had in the system it was imported from. */
    externalNo?: string;
    customer: string;
    customerSnapshot: { code: string; name: string; tier?: string; region?: string };
    owner?: string;
    createdBy?: string;
    /** Team of the current owner; rows that a manager sees. */
    team?: string;
    /** Owner and team at submission; figures follow these. */
    submittedOwner?: string;
    submittedTeam?: string;
    lines: Line[];
    currency: string;
    /** Base currency units per unit of `currency`, in millionths; frozen at submission. */
    rate: number;
    /** Minor units of `currency`, without tax. Commercial class. */
    total: number;
    /** Minor units of the base currency. Commercial class. */
    baseTotal: number;
    requestedDate?: CalendarDate;
    promisedDate?: CalendarDate;
    /** Follows from the promise, milestones and parcels: `orders/expected.ts`. */
    expectedDate?: CalendarDate;
    paymentDays: number;
    dueDate?: CalendarDate;
    poNo?: string;
    notes?: string;
    /** Contact class. */
    shipTo?: string;
    state: State;
    /** Where `resume` goes back to. */
    heldFrom?: State;
    classes?: Classes;
    /** Orders work lists, higher first. */
    priority: number;
    approval?: Approval;
    /** The change order that is open, if any. */
    change?: ChangeOrder;
    /** The change order that came back last; what was returned or did not fit any more can be proposed again. */
    returnedChange?: ReturnedChange;
    /** How many change orders there have been. */
    changes?: number;
    /** The total that people last decided about, or that needed nobody; tolerance is measured from it. Commercial class. */
    decidedTotal?: number;
    /** What changes within the tolerance have moved since then, in all lines together, in minor units. Commercial class. */
    toleratedMove?: number;
    /**
     * Whose turn it is in the open review: `manager` (a role), `@<member>`, or `+manager`, `+admin` and `+owner` where it
     * was passed on. Indexed.
     */
    turns?: string[];
    /** When the open review is to be looked at next by its clock. Indexed. */
    reviewAt?: Date;
    /** The content that approvers last decided about, or agreed to, before it came back: what they compare a new one with. */
    lastSubmitted?: ChangeContent;
    shipments: Shipment[];
    /** What production and purchasing have to do. */
    milestones?: Milestone[];
    /** Earliest date of a milestone that is open, while goods are to be prepared. Indexed. */
    milestoneDue?: CalendarDate;
    /** Who is responsible for one of them. Indexed. */
    milestonesOf?: string[];
    openComplaints: number;
    /** The after-sales cases that are not closed, as the card shows them. */
    openCases?: OpenCase[];
    timeline: TimelineEntry[];
    /** Calendar date of the first submission: the date it counts on in figures. */
    orderDate?: CalendarDate;
    submittedAt?: Date;
    approvedAt?: Date;
    shippedAt?: CalendarDate;
    deliveredAt?: CalendarDate;
    completedAt?: Date;
    /** Lower-case words that find it. Indexed. */
    search: string[];
    /** The key of the deed that made it: a second submission of a form is the same order. */
    requestKey?: string;
    /** Loaded from a file: causes no notices, webhooks, stock movements or risks. */
    imported?: boolean;
    sample?: boolean;
    /** Content version, from 1. */
    version: number;
    /** Counts every change; a conditional update names the one it saw. */
    revision: number;
    createdAt: Date;
    updatedAt: Date;
  };

/** What people call it: its number, or the draft's. */
export const orderName = (order: Pick<Order, 'number' | 'draftNo'>): string => order.number ?? order.draftNo;
