import { openReview } from '../members/kinds.ts';
import type { Standing } from '../members/member.ts';
import { canStart } from '../orders/moves.ts';
import type { Approval, ApprovalStep, Order } from '../orders/order.ts';
import { approversNow, askedNow, leavesNobody, reroutedReview } from './eligible.ts';
import { currentStep, stepKeyOf, withReview } from './review.ts';

/** The people before and now, and what the settings say. */
type World = {
  readonly before: readonly Standing[];
  readonly people: readonly Standing[];
  readonly settings: { singlePersonCompany: boolean };
};

/** What is to be done about an open review, since people changed. */
export type Plan = {
  /** Its seats are passed on, or given back. */
  isChanged: boolean;
  review: Pick<Order, 'approval' | 'change'>;
  /** Members who are asked now, and those of them who were not before. */
  asked: string[];
  fresh: string[];
  /** A step that nobody may decide. */
  stuck?: ApprovalStep;
};

/** What the seats say, to tell whether they changed. */
const seatsOf = (review: Approval): string =>
  JSON.stringify(review.steps.map(({ seats }) => seats.map((s) => [s.role, s.person, s.fallback ?? null, s.by])));

/** Nobody may take the present step, or whoever may would leave nobody for what comes after it. */
const isBlocked = (order: Order, { people, settings }: Pick<World, 'people' | 'settings'>): boolean =>
  canStart('approve', order) && approversNow(order, people).every((m) => leavesNobody(order, m, people, settings));

/** Which step of which review an order is in. */
export function stepKey(order: Order): string {
  const review = openReview(order);
  return `${order._id}:${review && stepKeyOf(review)}`;
}

/** Works out what is to be done about the open review of an order; undefined where none is open. */
export function planOf(order: Order, { before, people, settings }: World): Plan | undefined {
  const review = openReview(order);
  if (!review) return undefined;
  const routed = reroutedReview(order, review, people, settings);
  const after = withReview(order, routed.review);
  const now = { ...order, ...after };
  const ids = (some: readonly Standing[]) => some.map((m) => m._id);
  const [asked, earlier] = [ids(askedNow(now, people)), ids(askedNow(order, before))];
  return {
    isChanged: seatsOf(review) !== seatsOf(routed.review),
    review: after,
    asked,
    fresh: asked.filter((id) => !earlier.includes(id)),
    stuck: routed.stuck[0] ?? (isBlocked(now, { people, settings }) ? currentStep(routed.review) : undefined),
  };
}

/** Whether there is anything to be done at all. */
export const toDo = (plan: Plan | undefined): boolean =>
  plan !== undefined && (plan.isChanged || plan.fresh.length > 0 || plan.stuck !== undefined);
