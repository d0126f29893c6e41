import { mayDecide, withoutOthers } from '../members/ability.ts';
import { approversOf } from '../members/approvers.ts';
import { type Judged, openReview, openSeats } from '../members/kinds.ts';
import { type Person, personOf, type Standing } from '../members/member.ts';
import type { Approval, ApprovalStep, Order, Seat } from '../orders/order.ts';
import { withoutSomebody } from './distinct.ts';
import { approvedBy, currentStep, type Decider, withReview } from './review.ts';

type Options = { singlePersonCompany: boolean };

/** The order with one seat of its present step asked alone. */
function askedAlone(order: Order, review: Approval, seat: Seat): Order {
  const present = currentStep(review);
  const seats = (step: ApprovalStep) => [...step.seats.filter((s) => s.by), seat];
  const steps = review.steps.map((step) => (step === present ? { ...step, seats: seats(step) } : step));
  return { ...order, ...withReview(order, { ...review, steps }) };
}

/** The place of the first seat in the present step that a person may take. */
function placeOf(order: Order, person: Person): number | undefined {
  const review = openReview(order);
  const seats = currentStep(review)?.seats ?? [];
  const place = seats.findIndex((seat) => !seat.by && review && mayDecide(person, askedAlone(order, review, seat)));
  return place < 0 ? undefined : place;
}

/**
 * The place of the seat in the present step in which a person decides now, an own one before that of somebody who is
 * away; undefined where it is not their turn.
 */
export const seatOf = (order: Order, person: Person): number | undefined =>
  placeOf(order, withoutOthers(person)) ?? placeOf(order, person);

/** For whom a person decides now as a stand-in; undefined where it is the own turn, or nobody's that is theirs. */
export function standsFor(order: Order, person: Person): Person | undefined {
  if (!person.standsInFor?.length || mayDecide(withoutOthers(person), order)) return undefined;
  return person.standsInFor.find((other) => mayDecide({ ...person, standsInFor: [other] }, order));
}

/** The members who may decide now: active, of a seat that is asked, neither owner nor creator. */
export const approversNow = <M extends Standing>(order: Order, members: readonly M[]): M[] =>
  openReview(order) ? members.filter((m) => m.active && mayDecide(personOf(m), order)) : [];

/** Who a member is in a decision: with the one for whom they stand in. */
export const decider = (order: Order, member: Standing): Decider => ({
  by: member._id,
  for: standsFor(order, personOf(member))?.id,
});

/** Whether a seat means a person: by role, by name, or because it was passed on. */
function isMeant({ role, person, fallback }: Seat, one: Person, order: Order): boolean {
  if (fallback === 'owner') return one.id === order.owner;
  if (fallback) return one.roles.includes(fallback);
  return person ? person === one.id : role !== undefined && one.roles.includes(role);
}

/**
 * The members who are asked now: of those who may decide the ones whom a seat means, or who stand in for them; who is
 * away only where nobody else is left.
 */
export function askedNow<M extends Standing>(order: Order, members: readonly M[]): M[] {
  const able = approversNow(order, members);
  const seats = openSeats(order);
  const isTheirs = (one: Person) => seats.some((seat) => isMeant(seat, one, order)) && mayDecide(one, order);
  const meant = able.filter((m) => [withoutOthers(personOf(m)), ...(m.standsInFor ?? [])].some(isTheirs));
  const here = (some: readonly M[]) => some.filter((m) => !m.away);
  return [here(meant), here(able), meant, able].find((some) => some.length > 0) ?? [];
}

/** Whether a seat would be left that nobody may take if this person decided now; a last decision leaves nothing open. */
export function leavesNobody(order: Order, by: Standing, members: readonly Standing[], options: Options): boolean {
  const review = openReview(order);
  const place = seatOf(order, personOf(by));
  if (!review || place === undefined || currentStep(review)?.seats[place]?.fallback === 'owner') return false;
  const after = approvedBy(review, place, decider(order, by), review.stepStartedAt);
  if (currentStep(after) === undefined) return false;
  return reroutedReview({ ...order, ...withReview(order, after) }, after, members, options).stuck.length > 0;
}

/** A seat with where it is passed on to, and who may take it some day: nobody, where it is stuck. */
type Route = { seat: Seat; people: readonly Person[] /** Somebody whom it names may take it. */; isNamed: boolean };

/**
 * Passes a seat on where nobody whom it names may decide, or all of them are away without anybody in their place. They
 * come back: whether there is somebody at all does not depend on who is away.
 */
function routeSeat(order: Judged, seat: Seat, members: readonly Standing[], options: Options): Route {
  const active = members.filter((m) => m.active);
  const here = active.filter((m) => !m.away).map(personOf);
  const all = approversOf(order, seat, active.map(personOf), options);
  const now = approversOf(order, seat, here, { singlePersonCompany: false });
  const { fallback } = now.people.length > 0 ? now : all;
  const { people } = all;
  return { seat: { ...seat, fallback }, people, isNamed: people.length > 0 && !all.fallback };
}

/** A step with its seats passed on: where any one decides, seats that somebody can take are enough. */
function routeStep(order: Judged, step: ApprovalStep, members: readonly Standing[], options: Options) {
  const routes = step.seats.map(
    (seat): Route => (seat.by ? { seat, people: [], isNamed: false } : routeSeat(order, seat, members, options)),
  );
  const isEnough = step.need === 'any' && routes.some(({ seat, isNamed }) => isNamed && !seat.fallback);
  const named = routes.filter((r) => r.isNamed).map((r) => ({ ...r, seat: { ...r.seat, fallback: undefined } }));
  const kept = isEnough ? named : routes;
  return { step: { ...step, seats: kept.map((r) => r.seat) }, open: kept.filter((r) => !r.seat.by) };
}
type RoutedStep = ReturnType<typeof routeStep>;

/** The steps as they were meant: two that are one for want of people are two again, and nobody's seat is missing. */
const apart = (steps: readonly ApprovalStep[]): ApprovalStep[] => steps.flatMap((step) => step.instead ?? [step]);

/**
 * A review whose open steps are passed on anew, since people or their roles changed: from whom they meant at first;
 * decided steps stay.
 */
export function reroutedReview(
  order: Order,
  review: Approval,
  members: readonly Standing[],
  options: Options,
): { review: Approval; stuck: ApprovalStep[] } {
  const decided = review.steps.filter((step) => step.decision);
  const open = apart(review.steps.filter((step) => !step.decision));
  const { steps, stuck } = routed(order, open, members, options);
  return { review: { ...review, steps: [...decided, ...steps] }, stuck };
}

/** Whether a step is left to admins, since nobody else may decide it: they are meant by none of its seats. */
const isLeftToAdmins = ({ step, open }: RoutedStep): boolean =>
  open.length === step.seats.length &&
  (step.need === 'any' || open.length === 1) &&
  open.every(
    ({ seat, people }) =>
      people.length > 0 &&
      people.every((one) => one.roles.includes('admin') && !(seat.role && one.roles.includes(seat.role))),
  );
const isAdmins = ({ step }: RoutedStep): boolean => step.seats.every((seat) => seat.role === 'admin');

/** What is left without anybody once each of the others has a person of its own; an owner may decide several steps. */
function stuckOf(routes: readonly RoutedStep[]): ApprovalStep[] {
  const asked = routes
    .filter(({ step }) => !step.seats.some((seat) => seat.fallback === 'owner'))
    .flatMap(({ step, open }) => {
      const seats = step.need === 'all' ? open : [{ people: open.flatMap((r) => r.people) }];
      return seats.map(({ people }) => ({ step, people: people.flatMap(({ id }) => id ?? []) }));
    });
  return [...new Set(withoutSomebody(asked).map(({ step }) => step))];
}

/**
 * A step with all the reasons of those that it is there for, which it keeps where it is not the same: two steps that are
 * one, or one of which seats are left out that nobody may take now.
 */
function standingFor(step: ApprovalStep, meant: readonly ApprovalStep[]): ApprovalStep {
  const reasons = [...new Set(meant.flatMap((one) => one.reasons))];
  const isSame = meant.length === 1 && meant[0]?.seats.length === step.seats.length;
  const instead = meant.map(({ seats, need, reasons }) => ({ seats, need, reasons }));
  return { ...step, reasons, ...(!isSame && { instead }) };
}

/**
 * The steps of a review with each seat passed on as far as needed: to an admin, then (only in a single-person company)
 * to the owner. A step that only admins can decide before another admin step is one step. `stuck` holds steps that nobody
 * may decide, once each of the others has a person of its own; they are never passed over silently. `fallen`
 * are the steps, as they came, that only admins are left for.
 */
export function routed(
  order: Judged,
  steps: readonly ApprovalStep[],
  members: readonly Standing[],
  options: Options,
): { steps: ApprovalStep[]; stuck: ApprovalStep[]; fallen: ApprovalStep[] } {
  const routes = steps.map((step) => routeStep(order, step, members, options));
  const isDouble = (i: number) => {
    const [one, next] = [routes[i], routes[i + 1]];
    return !!one && !!next && isLeftToAdmins(one) && isAdmins(next);
  };
  const kept = routes.flatMap((route, i) => {
    if (isDouble(i)) return [];
    const meant = isDouble(i - 1) ? steps.slice(i - 1, i + 1) : steps.slice(i, i + 1);
    return [{ ...route, step: standingFor(route.step, meant) }];
  });
  return {
    steps: kept.map((r) => r.step),
    stuck: stuckOf(kept),
    fallen: steps.filter((_, i) => isLeftToAdmins(routes[i]!)),
  };
}
