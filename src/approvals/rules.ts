import { turnOf } from '../members/kinds.ts';
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

/** The same seats, in whatever order they are named; where only one is asked, any and all are the same. */
export const keyOf = ({ seats, need }: Pick<ApprovalStep, 'seats' | 'need'>): string =>
  JSON.stringify([seats.length > 1 ? need : 'any', seats.map(turnOf).sort()]);

const withReason = (reasons: readonly Reason[], reason: Reason): Reason[] => [...new Set([...reasons, reason])];

/** Credit and risk add a word of their own after all others. */
export const isAdded = ({ on }: Pick<ApprovalRule, 'on'>): boolean => on === 'credit' || on === 'risk';

/** Each step that the rules ask for, once, as it was first named: who is asked for several reasons learns of all. */
function wantedBy(rules: readonly ApprovalRule[]): Map<string, ApprovalStep> {
  const wanted = new Map<string, ApprovalStep>();
  for (const { on, steps } of rules)
    for (const step of steps) {
      const there = wanted.get(keyOf(step)) ?? { ...step, seats: [...step.seats], reasons: [] };
      wanted.set(keyOf(step), { ...there, reasons: withReason(there.reasons, on) });
    }
  return wanted;
}

/** The steps that come before each step, as the rules have it, as far as no earlier rule has it the other way round. */
function orderOf(rules: readonly ApprovalRule[]): Map<string, Set<string>> {
  const before = new Map<string, Set<string>>();
  const isBefore = (one: string, other: string): boolean =>
    [...(before.get(other) ?? [])].some((key) => key === one || isBefore(one, key));
  for (const { steps } of rules)
    for (const [i, later] of steps.map(keyOf).entries())
      for (const earlier of steps.slice(0, i).map(keyOf))
        if (earlier !== later && !isBefore(later, earlier))
          before.set(later, (before.get(later) ?? new Set()).add(earlier));
  return before;
}

/**
 * The steps of several rules as one chain: nobody is asked twice, whoever a rule asks first is asked first, and else the
 * rules come in their order, those that add a step after all others.
 */
export function merged(rules: readonly ApprovalRule[]): ApprovalStep[] {
  const sorted = rules.toSorted((a, b) => Number(isAdded(a)) - Number(isAdded(b)));
  const left = wantedBy(sorted);
  const before = orderOf(sorted);
  const result: ApprovalStep[] = [];
  while (left.size > 0) {
    const isNext = (key: string) => ![...(before.get(key) ?? [])].some((other) => left.has(other));
    const [key, step] = [...left].find(([one]) => isNext(one))!;
    result.push(step);
    left.delete(key);
  }
  return result;
}

/** The steps that the rules of the settings ask for, in order. */
export function requiredSteps(facts: Facts, settings: Sizes & Pick<Settings, 'approvalRules'>): ApprovalStep[] {
  return merged(settings.approvalRules.filter((rule) => fits(rule, facts, settings)));
}
