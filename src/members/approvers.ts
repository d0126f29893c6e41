import type { Seat } from '../orders/order.ts';
import { type Fallback, type Judged, openReview } from './kinds.ts';
import type { Person } from './member.ts';
import { mayDecide } from './rights.ts';

/** Who may sit in a seat, and whether it had to be passed on because nobody whom it names may decide. */
export type Approvers<P extends Person> = { people: P[]; fallback?: Fallback };

/**
 * Who may decide in a seat of an order's review: those whom it names; in the place of one person the order's managers;
 * else any admin who neither owns nor made the order; else, only in a single-person company, the owner. Nobody at all is
 * an empty list, never a silent approval.
 */
export function approversOf<P extends Person>(
  order: Judged,
  seat: Seat,
  people: readonly P[],
  options: { singlePersonCompany: boolean },
): Approvers<P> {
  const stages: (Fallback | undefined)[] = [
    undefined,
    ...(seat.person ? (['manager'] as const) : []),
    'admin',
    ...(options.singlePersonCompany ? (['owner'] as const) : []),
  ];
  for (const fallback of stages) {
    const asked = askedAs(order, { ...seat, fallback });
    const able = people.filter((person) => mayDecide(person, asked));
    if (able.length > 0) return { people: able, fallback };
  }
  return { people: [] };
}

/** The order as if only this seat were asked in its open review; who decided something there sits in no second seat. */
function askedAs(order: Judged, seat: Seat): Judged {
  const review = openReview(order);
  const decided = (review?.steps ?? []).filter((step) => step.decision);
  const beside = review?.steps.find((step) => !step.decision)?.seats.filter((s) => s.by) ?? [];
  return {
    ...order,
    change: undefined,
    state: 'pending',
    approval: { submittedBy: review?.submittedBy, steps: [...decided, { seats: [...beside, seat] }] },
  };
}
