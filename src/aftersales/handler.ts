import { isOperations, type Member, type Role } from '../members/member.ts';
import type { Order } from '../orders/order.ts';
import type { CaseKind } from './case.ts';

type People = readonly Pick<Member, '_id' | 'active' | 'roles'>[];

/**
 * Who sees to a case of which nobody was named. A complaint is its order's owner's; goods are for whoever of operations
 * shipped them, else for one of operations, whoever opened it first.
 */
export function handlerOf(
  kind: CaseKind,
  order: Pick<Order, 'owner' | 'timeline'>,
  members: People,
  openedBy: string,
): string {
  const active = (id: string | undefined, role?: Role) =>
    members.find((m) => m._id === id && m.active && m.roles.length > 0 && (!role || m.roles.includes(role)))?._id;
  const owner = active(order.owner);
  if (kind === 'complaint') return owner ?? openedBy;
  const shippers = order.timeline.filter((e) => e.action === 'ship').map((e) => active(e.by, 'operations'));
  const anybody = members.find((m) => m.active && isOperations(m))?._id;
  return shippers.findLast(Boolean) ?? active(openedBy, 'operations') ?? anybody ?? owner ?? openedBy;
}
