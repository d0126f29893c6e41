import type { Role } from '../../src/members/member.ts';
import type { ApprovalStep } from '../../src/orders/order.ts';

/** A step that one role is asked for. */
export const roleStep = (role: Role, more: Partial<ApprovalStep> = {}): ApprovalStep => ({
  seats: [{ role }],
  need: 'any',
  reasons: ['amount'],
  ...more,
});

/** The first seat of each step with why it is there, as tests compare it. */
export const seatsOf = (steps: readonly ApprovalStep[] = []): (string | null | undefined)[][] =>
  steps.map((s) => [s.seats[0]?.role ?? s.seats[0]?.person, s.reasons.join(' '), s.seats[0]?.fallback ?? null]);
