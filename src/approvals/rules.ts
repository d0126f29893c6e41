import { divideRounded } from '../money.ts';
import type { ApprovalStep, Line, Reason } from '../orders/order.ts';
import type { ApprovalRule, Settings, Threshold } from '../settings/settings.ts';

/** What the rules look at. */
export type Facts = {
  /** Minor units of the base currency. */
  baseTotal: number;
  lines: readonly Pick<Line, 'sku' | 'unitPrice' | 'discount'>[];
  /** Basis points that the owner may give. */
  discountAuthority: number;
  /** Floor price by SKU, 1/10,000 of the major unit of the order's currency. */
  floors: ReadonlyMap<string, number>;
  /** With this order the customer would owe more than the limit. */
  isOverCredit?: boolean;
  /** The customer has no order that was approved before. */
  isNewCustomer?: boolean;
  /** A risk of the level `high`. */
  isHighRisk?: boolean;
};

/** The unit price after the discount, 1/10,000 of the major unit. */
export const netPrice = (line: Pick<Line, 'unitPrice' | 'discount'>): number =>
  Number(divideRounded(BigInt(line.unitPrice) * BigInt(10_000 - line.discount), 10_000n));

const isOverAuthority = (facts: Facts): boolean => facts.lines.some((l) => l.discount > facts.discountAuthority);

const isUnderFloor = (facts: Facts): boolean =>
  facts.lines.some((l) => netPrice(l) < (facts.floors.get(l.sku) ?? Number.NEGATIVE_INFINITY));

type Sizes = Pick<Settings, 'sizeLarge' | 'sizeMedium'>;

/** A threshold in minor units of the base currency; a size means where that size begins. */
export function amountOf(threshold: Threshold | undefined, { sizeLarge, sizeMedium }: Sizes): number {
  if (threshold === undefined) return Number.NEGATIVE_INFINITY;
  return typeof threshold === 'number' ? threshold : { medium: sizeMedium, large: sizeLarge }[threshold];
}

/** Whether what a rule is about holds, whatever the amount. */
const holds: Readonly<Record<ApprovalRule['on'], (facts: Facts) => boolean>> = {
  amount: () => true,
  discount: isOverAuthority,
  floor: isUnderFloor,
  credit: (facts) => facts.isOverCredit === true,
  new_customer: (facts) => facts.isNewCustomer === true,
  risk: (facts) => facts.isHighRisk === true,
};

/** Whether a rule asks for its steps. */
export const fits = (rule: ApprovalRule, facts: Facts, sizes: Sizes): boolean =>
  facts.baseTotal >= amountOf(rule.from, sizes) && holds[rule.on](facts);

const keyOf = ({ seats, need }: Pick<ApprovalStep, 'seats' | 'need'>): string =>
  JSON.stringify([need, seats.map(({ role, person }) => person ?? role).sort()]);

/**
 * Adds the steps of a rule: whoever is asked already is not asked twice, but learns of one more reason; who is not is
 * asked after those who come before in the rule. Credit and risk add a word of their own after all others.
 */
function joined(steps: ApprovalStep[], rule: ApprovalRule): ApprovalStep[] {
  const result = [...steps];
  let place = isAdded(rule) ? steps.length : 0;
  for (const wanted of rule.steps) {
    const there = result.findIndex((step) => keyOf(step) === keyOf(wanted));
    if (there < 0) result.splice(place, 0, { ...wanted, seats: [...wanted.seats], reasons: [rule.on] });
    else result[there] = { ...result[there]!, reasons: withReason(result[there]!.reasons, rule.on) };
    place = Math.max(place, (there < 0 ? place : there) + 1);
  }
  return result;
}

const withReason = (reasons: readonly Reason[], reason: Reason): Reason[] => [...new Set([...reasons, reason])];

const isAdded = (rule: ApprovalRule): boolean => rule.on === 'credit' || rule.on === 'risk';

/** The steps that the rules of the settings ask for, in order. */
export function requiredSteps(facts: Facts, settings: Sizes & Pick<Settings, 'approvalRules'>): ApprovalStep[] {
  const fitting = settings.approvalRules.filter((rule) => fits(rule, facts, settings));
  return fitting.toSorted((a, b) => Number(isAdded(a)) - Number(isAdded(b))).reduce<ApprovalStep[]>(joined, []);
}
