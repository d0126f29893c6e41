import type { ApprovalStep } from '../orders/order.ts';
import { keyOf } from './rules.ts';

/** The steps that an order would have before and after a change of the rules. */
export type Ways = { before: ApprovalStep[]; after: ApprovalStep[] };

/** How many orders would go one way, before and after. */
export type Outcome = { steps: ApprovalStep[]; before: number; after: number };

const wayOf = (steps: readonly ApprovalStep[]): string => JSON.stringify(steps.map(keyOf));

/** Whether an order would go another way. */
export const isOtherWay = ({ before, after }: Ways): boolean => wayOf(before) !== wayOf(after);

/** The ways that orders would go, the shortest first, and of those the most usual. */
export function outcomesOf(ways: readonly Ways[]): Outcome[] {
  const outcomes = new Map<string, Outcome>();
  const count = (steps: ApprovalStep[], when: 'before' | 'after') => {
    const outcome = outcomes.get(wayOf(steps)) ?? { steps, before: 0, after: 0 };
    outcomes.set(wayOf(steps), { ...outcome, [when]: outcome[when] + 1 });
  };
  for (const { before, after } of ways) {
    count(before, 'before');
    count(after, 'after');
  }
  return [...outcomes.values()].sort((a, b) => a.steps.length - b.steps.length || b.before - a.before);
}
