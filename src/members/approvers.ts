import type { Fallback, Judged } from './kinds.ts';
import type { Person } from './member.ts';
import { mayDecide } from './rights.ts';

/** Who decides now, and whether the step had to be passed on because nobody who holds its role may. */
export type Approvers<P extends Person> = { people: P[]; fallback?: Fallback };

/**
 * Who may decide the order's current step: those who hold its role; else any admin who neither owns nor made the order;
 * else, only in a single-person company, the owner. Nobody at all is an empty list, never a silent approval.
 */
export function approversOf<P extends Person>(
  order: Judged,
  people: readonly P[],
  options: { singlePersonCompany: boolean },
): Approvers<P> {
  const stages: (Fallback | undefined)[] = options.singlePersonCompany
    ? [undefined, 'admin', 'owner']
    : [undefined, 'admin'];
  for (const fallback of stages) {
    const able = people.filter((person) => mayDecide(person, order, fallback));
    if (able.length > 0) return { people: able, fallback };
  }
  return { people: [] };
}
