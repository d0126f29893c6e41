import { divideRounded } from '../money.ts';
import { sizeOf } from '../orders/classes.ts';
import type { ApprovalStep, Line } from '../orders/order.ts';
import type { Settings } from '../settings/settings.ts';

/** What the default rules look at. */
export type Facts = {
  /** Minor units of the base currency. */
  baseTotal: number;
  lines: readonly Pick<Line, 'sku' | 'unitPrice' | 'discount'>[];
  /** Basis points that the owner may give. */
  discountAuthority: number;
  /** Floor price by SKU, 1/10,000 of the major unit of the order's currency. */
  floors: ReadonlyMap<string, number>;
};

/** The unit price after the discount, 1/10,000 of the major unit. */
export const netPrice = (line: Pick<Line, 'unitPrice' | 'discount'>): number =>
  Number(divideRounded(BigInt(line.unitPrice) * BigInt(10_000 - line.discount), 10_000n));

const isOverAuthority = (facts: Facts): boolean => facts.lines.some((l) => l.discount > facts.discountAuthority);

const isUnderFloor = (facts: Facts): boolean =>
  facts.lines.some((l) => netPrice(l) < (facts.floors.get(l.sku) ?? Number.NEGATIVE_INFINITY));

/**
 * The default rules: small without a flag is approved at once; medium → manager; large → manager, then admin;
 * a discount over the owner's authority or a price under the floor → manager.
 */
export function requiredSteps(facts: Facts, settings: Settings): ApprovalStep[] {
  const size = sizeOf(facts.baseTotal, settings);
  const managerReason =
    size !== 'small' ? 'size' : isOverAuthority(facts) ? 'discount' : isUnderFloor(facts) ? 'floor' : undefined;
  const steps: ApprovalStep[] = managerReason ? [{ role: 'manager', reason: managerReason }] : [];
  if (size === 'large') steps.push({ role: 'admin', reason: 'size' });
  return steps;
}
