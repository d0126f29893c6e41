import { lostOf } from '../orders/goods.ts';
import type { Order } from '../orders/order.ts';
import type { Case, CaseKind, CaseLine } from './case.ts';

export type Goods = Pick<Order, 'lines'> & Partial<Pick<Order, 'shipments'>>;
export type Claim = Pick<Case, 'kind' | 'state' | 'lines' | 'goods'>;

/** Whether a case of this kind is about goods that it takes in or writes off. */
export const bringsGoods = (kind: CaseKind): boolean => kind !== 'complaint';

/** Whether something of the order can be claimed: it arrived, or its parcel was closed without it. */
export const isClaimable = (order: Goods): boolean =>
  order.lines.some((line, index) => line.delivered > 0 || lostOf(order, index) > 0);

/** Whether somebody can complain about it: goods that are sent can be late as well. */
export const isComplainable = (order: Goods): boolean =>
  isClaimable(order) || order.lines.some((line) => line.shipped > 0);

/** Returns on their way and exchanges that are not closed: what came back for good stands on the line itself. */
const isClaiming = ({ kind, state }: Claim): boolean =>
  (kind === 'return' && state === 'open') || (kind === 'exchange' && state !== 'closed');

export const sumAt = (cases: readonly Claim[], index: number, value: (line: CaseLine) => number): number =>
  cases
    .flatMap((c) => c.lines)
    .filter((l) => l.index === index)
    .reduce((sum, l) => sum + value(l), 0);

const quantityAt = (cases: readonly Claim[], index: number): number => sumAt(cases, index, (l) => l.quantity);

/** What arrived of a line or was lost, less what came back or was credited, in thousandths. */
function settled(order: Goods, index: number): number {
  const line = order.lines[index];
  return line ? line.delivered + lostOf(order, index) - (line.returned ?? 0) : 0;
}

/** What of a line can still be claimed: it arrived or was lost, and no other return or exchange is about it; thousandths. */
export const leftOf = (order: Goods, cases: readonly Claim[], index: number): number =>
  Math.max(0, settled(order, index) - quantityAt(cases.filter(isClaiming), index));

/** What of a line was lost, and neither credited nor sent again yet, in thousandths. */
export const lostLeft = (order: Goods, cases: readonly Claim[], index: number): number =>
  Math.max(
    0,
    lostOf(order, index) -
      quantityAt(
        cases.filter((c) => c.goods === 'lost'),
        index,
      ),
  );

/** What of a line the customer has, so that it can come back: also what replaced lost goods; in thousandths. */
export function withCustomer(order: Goods, cases: readonly Claim[], index: number): number {
  const exchanged = cases.filter((c) => c.kind === 'exchange' && c.state === 'received');
  return Math.max(0, settled(order, index) - lostLeft(order, cases, index) - quantityAt(exchanged, index));
}

/**
 * What a case of a kind may be about at most, in thousandths: of goods that are back already one may still complain, and
 * only what the customer has can be repaired.
 */
export function mostOf(order: Goods, cases: readonly Claim[], kind: CaseKind, index: number): number {
  if (!bringsGoods(kind)) return (order.lines[index]?.delivered ?? 0) + lostOf(order, index);
  const left = leftOf(order, cases, index);
  return kind === 'repair' ? Math.min(left, withCustomer(order, cases, index)) : left;
}
