import { type Fallback, mayDecide } from '../members/ability.ts';
import { approversOf } from '../members/approvers.ts';
import { type Member, personOf } from '../members/member.ts';
import { currentStep } from '../orders/deeds/decide.ts';
import type { ApprovalStep, Order } from '../orders/order.ts';

/** To whom the present step was passed on because nobody who holds its role may decide. */
export const fallbackOf = (order: Pick<Order, 'approval'>): Fallback | undefined =>
  currentStep(order.approval)?.fallback;

/** The members whose turn it is now: active, of the step's role, neither owner nor creator. */
export function approversNow(order: Order, members: readonly Member[]): Member[] {
  if (order.state !== 'pending') return [];
  return members.filter((m) => m.active && mayDecide(personOf(m), order, fallbackOf(order)));
}

/** Whether the next step would have nobody left if this person decided the present one; a last step leaves nothing open. */
export function leavesNobody(order: Order, by: Member, members: readonly Member[]): boolean {
  const present = currentStep(order.approval);
  if (!order.approval || !present || present.fallback === 'owner') return false;
  const steps = order.approval.steps.map((s) =>
    s === present ? { ...s, decision: 'approved' as const, by: by._id } : s,
  );
  const after = { ...order, approval: { ...order.approval, steps } };
  return currentStep(after.approval) !== undefined && approversNow(after, members).length === 0;
}

/** Passes a step on where nobody of its role may decide; `stuck` when there is nobody at all. */
function route(order: Order, step: ApprovalStep, members: readonly Member[], single: boolean) {
  const people = members.filter((m) => m.active).map(personOf);
  const pending = { ...order, state: 'pending' as const, approval: { steps: [step] } };
  const found = approversOf(pending, people, { singlePersonCompany: single });
  return { step: { ...step, fallback: found.fallback }, stuck: found.people.length === 0 };
}

/**
 * The steps of an approval with each passed on as far as needed: to an admin, then (only in a single-person company) to
 * the owner. A step that only admins can decide before another admin step is one step. `stuck` holds steps that nobody
 * may decide; they are never passed over silently.
 */
export function routed(
  order: Order,
  steps: readonly ApprovalStep[],
  members: readonly Member[],
  options: { singlePersonCompany: boolean },
): { steps: ApprovalStep[]; stuck: ApprovalStep[] } {
  const routes = steps.map((step) => route(order, step, members, options.singlePersonCompany));
  const isDouble = (i: number) => routes[i]?.step.fallback === 'admin' && routes[i + 1]?.step.role === 'admin';
  const kept = routes.filter((_, i) => !isDouble(i));
  return { steps: kept.map((r) => r.step), stuck: kept.filter((r) => r.stuck).map((r) => r.step) };
}
