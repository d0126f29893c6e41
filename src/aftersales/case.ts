import type { CalendarDate } from '../dates.ts';
import type { Judged } from '../members/kinds.ts';

/** Why goods, or only words, come back after they were delivered. */
export const caseKinds = ['return', 'exchange', 'repair', 'complaint'] as const;
export type CaseKind = (typeof caseKinds)[number];

/** Open until it is closed; of goods, `received` says that they came back meanwhile. */
export const caseStates = ['open', 'received', 'closed'] as const;
export type CaseState = (typeof caseStates)[number];
/** States in which somebody still has something to do. */
export const unclosed: readonly CaseState[] = ['open', 'received'];

/** What is done with a case, as it stands in timelines. */
export const caseDeeds = ['case_open', 'case_edit', 'case_receive', 'case_close'] as const;
export type CaseDeed = (typeof caseDeeds)[number];

/** What becomes of goods that came back; what never arrived is written off as lost. */
export const goodsTo = ['stock', 'scrap', 'lost'] as const;
export type GoodsTo = (typeof goodsTo)[number];

/** The key of the word for where a case stands: what was lost was written off, no goods were received. */
export const stateKey = ({ state, goods }: Pick<Case, 'state' | 'goods'>) =>
  state === 'received' && goods === 'lost' ? 'case.goods.lost' : (`case.state.${state}` as const);

/** A part of an order's line that a case is about. */
export type CaseLine = {
  /** The place of the line in the order. */
  index: number;
  product: string;
  sku: string;
  name: string;
  unit: string;
  /** Thousandths. */
  quantity: number;
  /** What it took off the order when it came back, minor units of the order's currency. Commercial class. */
  credit?: number;
};

export type CaseEntry = {
  at: Date;
  by: string;
  action: CaseDeed;
  note?: string;
  /** The key of the deed: a repeat is recognised by it. */
  key: string;
};

/** An after-sales case about delivered goods of one order. */
export type Case = {
  _id: string;
  /** `C-0001`. */
  number: string;
  order: string;
  /** The number of its order, and the customer as the order has it. */
  orderName: string;
  customer: string;
  customerSnapshot: { code: string; name: string };
  /** Whose the order is now: a case is read with its order. */
  orderOwner?: string;
  team?: string;
  kind: CaseKind;
  lines: CaseLine[];
  /** What is wrong. */
  text: string;
  /** The member who sees to it. */
  owner?: string;
  dueDate: CalendarDate;
  state: CaseState;
  /** Of goods that were lost: they `may`, or (where the customer has fewer) `must` be written off, not taken in. */
  writeOff?: 'may' | 'must';
  /** Where the goods of a return or an exchange went. */
  goods?: GoodsTo;
  currency: string;
  /** What all of it took off the order, minor units of `currency`. Commercial class. */
  credit?: number;
  /** How it ended. */
  outcome?: string;
  timeline: CaseEntry[];
  openedBy: string;
  /** The key of the deed that opened it: a second submission of a form is the same case. */
  requestKey: string;
  /** Counts every change; a conditional update names the one it saw. */
  revision: number;
  createdAt: Date;
  updatedAt: Date;
};

/** What an order keeps of a case that is not closed. */
export type OpenCase = { id: string; number: string; kind: CaseKind; dueDate: CalendarDate };

/** What rights look at in a case. */
export const judged = ({ owner, orderOwner, team }: Pick<Case, 'owner' | 'orderOwner' | 'team'>): Judged => ({
  owner,
  orderOwner,
  team,
});
