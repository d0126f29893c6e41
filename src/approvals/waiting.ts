import { mayDecide, turnsOf } from '../members/ability.ts';
import type { Person } from '../members/member.ts';
import type { OrderFinder } from '../orders/find.ts';
import type { ApprovalStep, Order } from '../orders/order.ts';

/** How many orders one reading looks through, and how many are looked through at most. */
const looked = 100;
const furthest = 2_000;

/** The orders, or changes of orders, that wait for the person's decision, the most urgent first; `most` of them are enough. */
export async function waitingFor(
  finder: Pick<OrderFinder, 'list'>,
  person: Person,
  most = Number.POSITIVE_INFINITY,
): Promise<Order[]> {
  const turns = turnsOf(person);
  const found: Order[] = [];
  for (let skip = 0; skip < furthest; skip += looked) {
    const page = await finder.list(person, { turns }, { skip, limit: looked, whole: true });
    found.push(...page.orders.filter((order) => mayDecide(person, order)));
    if (!page.more || found.length >= most) break;
  }
  return found.slice(0, most);
}

/**
 * Whether an order may be decided with others at once: it is not large, is asked about for its amount alone, nothing is
 * being asked of its owner, and it is not its own owner who decides for want of anybody else.
 */
export function isRoutine({ state, classes, approval }: Pick<Order, 'state' | 'classes' | 'approval'>): boolean {
  if (state !== 'pending' || !approval || approval.question || !classes || classes.size === 'large') return false;
  const isUsual = ({ seats, reasons }: ApprovalStep) =>
    reasons.length > 0 &&
    reasons.every((reason) => reason === 'amount') &&
    seats.every((seat) => seat.fallback !== 'owner');
  return approval.steps.length > 0 && approval.steps.every(isUsual);
}
