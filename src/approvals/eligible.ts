import { mayDecide } from '../members/ability.ts';
import { approversOf } from '../members/approvers.ts';
import { type Judged, openReview, openSeats } from '../members/kinds.ts';
import { type Member, type Person, personOf } from '../members/member.ts';
import type { Approval, ApprovalStep, Order, Seat } from '../orders/order.ts';
import { approvedBy, currentStep, withReview } from './review.ts';

/** The order with one seat of its present step asked alone. */
function askedAlone(order: Order, review: Approval, seat: Seat): Order {
  const present = currentStep(review);
  const seats = (step: ApprovalStep) => [...step.seats.filter((s) => s.by), seat];
  const steps = review.steps.map((step) => (step === present ? { ...step, seats: seats(step) } : step));
  return { ...order, ...withReview(order, { ...review, steps }) };
}

/** The place of the seat in the present step in which a person decides now; undefined where it is not their turn. */
export function seatOf(order: Order, person: Person): number | undefined {
  const review = openReview(order);
  const seats = currentStep(review)?.seats ?? [];
  const place = seats.findIndex((seat) => !seat.by && review && mayDecide(person, askedAlone(order, review, seat)));
  return place < 0 ? undefined : place;
}

/** The members who may decide now: active, of a seat that is asked, neither owner nor creator. */
export const approversNow = (order: Order, members: readonly Member[]): Member[] =>
  openReview(order) ? members.filter((m) => m.active && mayDecide(personOf(m), order)) : [];

/** Whether a seat means a person: by role, by name, or because it was passed on. */
function isMeant({ role, person, fallback }: Seat, one: Person, order: Order): boolean {
  if (fallback === 'owner') return one.id === order.owner;
  if (fallback === 'admin') return one.roles.includes('admin');
  return person ? person === one.id : role !== undefined && one.roles.includes(role);
}

/**
 * The members who are asked now: of those who may decide the ones whom a seat means, or who stand in for them; who is
 * away only where nobody else is left.
 */
export function askedNow(order: Order, members: readonly Member[]): Member[] {
  const able = approversNow(order, members);
  const seats = openSeats(order);
  const isAsked = (m: Member) =>
    [personOf(m), ...(m.standsInFor ?? [])].some((one) => seats.some((seat) => isMeant(seat, one, order)));
  const asked = able.filter(isAsked);
  const meant = asked.length > 0 ? asked : able;
  const present = meant.filter((m) => !m.away);
  return present.length > 0 ? present : meant;
}

/** Whether a seat would be left that nobody may take if this person decided now; a last decision leaves nothing open. */
export function leavesNobody(order: Order, by: Member, members: readonly Member[]): boolean {
  const review = openReview(order);
  const place = seatOf(order, personOf(by));
  if (!review || place === undefined || currentStep(review)?.seats[place]?.fallback === 'owner') return false;
  const after = approvedBy(review, place, by._id, review.stepStartedAt);
  if (currentStep(after) === undefined) return false;
  return approversNow({ ...order, ...withReview(order, after) }, members).length === 0;
}

type Options = { singlePersonCompany: boolean };

/** Whether somebody decides for a role only because admins may do what it may. */
const standsInAsAdmin = ({ roles }: Person, { role }: Seat): boolean =>
  role !== undefined && roles.includes('admin') && !roles.includes(role);

/**
 * Passes a seat on where nobody whom it names may decide; `stuck` when there is nobody at all, `fallen` when only admins are
 * left, who were not asked.
 */
function routeSeat(order: Judged, seat: Seat, members: readonly Member[], options: Options) {
  const people = members.filter((m) => m.active).map(personOf);
  const found = approversOf(order, seat, people, options);
  return {
    seat: { ...seat, fallback: found.fallback },
    stuck: found.people.length === 0,
    fallen: found.fallback ? found.fallback === 'admin' : found.people.every((one) => standsInAsAdmin(one, seat)),
  };
}

/** Passes a step on: where any one decides, seats that somebody can take are enough. */
function routeStep(order: Judged, step: ApprovalStep, members: readonly Member[], options: Options) {
  const routes = step.seats.map((seat) =>
    seat.by ? { seat, stuck: false, fallen: false } : routeSeat(order, seat, members, options),
  );
  const free = routes.filter(({ seat, stuck }) => !stuck && !seat.fallback);
  const kept = step.need === 'any' && free.length > 0 ? free : routes;
  const isStuck = step.need === 'any' ? kept.every((r) => r.stuck) : kept.some((r) => r.stuck);
  const fallen = !isStuck && kept.every((r) => r.fallen);
  return { step: { ...step, seats: kept.map((r) => r.seat) }, stuck: isStuck, fallen };
}

/** A review whose open steps are passed on anew, since people or their roles changed; decided steps stay. */
export function reroutedReview(
  order: Order,
  review: Approval,
  members: readonly Member[],
  options: Options,
): { review: Approval; stuck: ApprovalStep[] } {
  const decided = review.steps.filter((step) => step.decision);
  const open = review.steps.filter((step) => !step.decision);
  const { steps, stuck } = routed(order, open, members, options);
  return { review: { ...review, steps: [...decided, ...steps] }, stuck };
}

const asksAdmins = ({ seats }: ApprovalStep): boolean => seats.every((seat) => seat.role === 'admin');

/**
 * The steps of a review with each seat passed on as far as needed: to an admin, then (only in a single-person company)
 * to the owner. A step that has fallen to the admins before another admin step is one step. `stuck` holds steps that nobody
 * may decide; they are never passed over silently. `fallen` are the steps, as they came, that only admins are left for.
 */
export function routed(
  order: Judged,
  steps: readonly ApprovalStep[],
  members: readonly Member[],
  options: Options,
): { steps: ApprovalStep[]; stuck: ApprovalStep[]; fallen: ApprovalStep[] } {
  const routes = steps.map((step) => routeStep(order, step, members, options));
  const isDouble = (i: number) => {
    const next = routes[i + 1];
    return routes[i]?.fallen && next && asksAdmins(next.step);
  };
  const kept = routes.filter((_, i) => !isDouble(i));
  return {
    steps: kept.map((r) => r.step),
    stuck: kept.filter((r) => r.stuck).map((r) => r.step),
    fallen: steps.filter((_, i) => routes[i]?.fallen),
  };
}
