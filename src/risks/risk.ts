import type { CalendarDate } from '../dates.ts';

/** How bad it is, from least to worst. */
export const riskLevels = ['low', 'medium', 'high'] as const;
export type RiskLevel = (typeof riskLevels)[number];

export const riskKinds = ['credit', 'market', 'supply'] as const;
export type RiskName = (typeof riskKinds)[number];

/** Why an order is at risk. */
export const riskCauses = [
  'over_limit',
  'overdue',
  'cost',
  'reference',
  'short',
  'lead_time',
  'milestone',
  'supplier',
] as const;
export type RiskCause = (typeof riskCauses)[number];

/** What a supply risk says of the goods; everybody who reads the order reads it. Quantities are thousandths. */
export type GoodsAtRisk = {
  sku?: string;
  short?: number;
  /** Days that the goods need from today, where they are known, and the day by which they are needed. */
  leadTimeDays?: number;
  by?: CalendarDate;
  /** When what is missing is expected from purchases that are under way. */
  comes?: CalendarDate;
  milestone?: string;
  from?: CalendarDate;
  to?: CalendarDate;
  supplier?: string;
  /** On-time rate of the supplier, and the one that is asked of it; basis points. */
  rate?: number;
  asked?: number;
};

/** Money of the customer that an order adds to: minor units of the base currency. Credit class. */
export type CreditAtRisk = {
  /** The base currency. */
  currency: string;
  /** With this order. */
  exposure: number;
  limit?: number;
  overdue: number;
  /** The oldest due date that was missed. */
  overdueSince?: CalendarDate;
  /** Over the limit by so much; finance agreed to so much, until then. */
  excess: number;
  agreed?: number;
  until?: CalendarDate;
};

/** A price that moved since the order was priced: 1/10,000 of the order's currency, and what is at stake in its minor units. Cost class. */
export type MarketAtRisk = { from: number; to: number; atStake: number };

/** Something that may go wrong with an order. `kind`, `cause` and `about` name it within the order. */
export type Risk = {
  kind: RiskName;
  cause: RiskCause;
  level: RiskLevel;
  /** The SKU, or the milestone's id, that it is about; of credit nothing. */
  about?: string;
  goods?: GoodsAtRisk;
  credit?: CreditAtRisk;
  market?: MarketAtRisk;
};

/** A risk as the order keeps it: since when it is there. */
export type KeptRisk = Risk & { since: Date };

/** What names a risk within its order. */
export const riskKey = ({ kind, cause, about = '' }: Pick<Risk, 'kind' | 'cause' | 'about'>): string =>
  `${kind}:${cause}:${about}`;

/** How bad a level is: 1 to 3. */
export const severity = (level: RiskLevel): number => riskLevels.indexOf(level) + 1;

/** The worst level of some risks. */
export const worstOf = (risks: readonly Pick<Risk, 'level'>[]): RiskLevel | undefined =>
  riskLevels.findLast((level) => risks.some((risk) => risk.level === level));

/**
 * What is new or worse than before: a lead time that gets too long for goods that were short already is the same trouble
 * getting worse, so it counts once, by its level.
 */
export function worsened(before: readonly Risk[], after: readonly Risk[]): Risk[] {
  const known = new Map<string, number>();
  for (const risk of before) {
    const trouble = troubleOf(risk);
    known.set(trouble, Math.max(known.get(trouble) ?? 0, severity(risk.level)));
  }
  return after.filter((risk) => severity(risk.level) > (known.get(troubleOf(risk)) ?? 0));
}

/** The trouble that a risk is about: goods of a SKU are short, in time or too late. */
const troubleOf = (risk: Risk): string =>
  risk.cause === 'lead_time' ? riskKey({ ...risk, cause: 'short' }) : riskKey(risk);
