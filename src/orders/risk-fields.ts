import type { CalendarDate } from '../dates.ts';
import type { KeptRisk } from '../risks/risk.ts';
import type { RiskWeights } from '../risks/weigh.ts';

/** What finance agreed to once for an order over the credit limit. */
export type ApprovedOnce = {
  /** How far over the limit the customer may be with the order, minor units of the base currency. Credit class. */
  amount: number;
  /** The last day on which it counts. */
  until: CalendarDate;
  by: string;
  at: Date;
};

/** What finance asks for before it agrees to an order over the limit. */
export const securities = ['prepayment', 'guarantee'] as const;
export type Security = {
  kind: (typeof securities)[number];
  /** Minor units of the order's currency. Commercial class. */
  amount: number;
  by: string;
  at: Date;
};

/** What finance said about money, of an order or of a change of it: with a change it counts once that does. */
export type AgreedMoney = {
  /** What finance agreed to over the credit limit, for this content and no longer than its last day. */
  approvedOnce?: ApprovedOnce;
  /** What finance asked for: goods do not leave before a prepayment is there. */
  security?: Security;
};

/** What an order keeps of what may go wrong with it, and of what was agreed to about that. */
export type RiskFields = AgreedMoney &
  RiskWeights & {
    /** What may go wrong with it, as it was last worked out: `src/risks/`. */
    risks?: KeptRisk[];
  };
