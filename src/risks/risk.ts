import { decimalText, quantityScale } from '../money.ts';
import { type Locale, t } from '../text/index.ts';

/** How bad it is. */
export type RiskLevel = 'low' | 'medium' | 'high';

/** Something that may go wrong with an order, with what it is about. */
export type Risk = {
  kind: 'supply';
  level: RiskLevel;
  sku: string;
  /** Thousandths that are missing. */
  short: number;
  /** Days that the goods need, where they are known, and days that are left until the promised date. */
  leadTimeDays?: number;
  daysLeft: number;
};

/** A risk in words: what is missing, and whether it comes in time. */
export function riskWords(locale: Locale, { sku, short, leadTimeDays, daysLeft }: Risk): string {
  const quantity = decimalText(short, quantityScale);
  if (leadTimeDays === undefined) return t(locale, 'risk.supply.unknown', { sku, quantity });
  const key = leadTimeDays > daysLeft ? 'risk.supply.late' : 'risk.supply.in_time';
  return t(locale, key, { sku, quantity, lead: leadTimeDays, days: Math.max(0, daysLeft) });
}
