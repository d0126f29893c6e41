import { classify, priorityOf } from '../../classes.ts';
import { changeContentOf, contentHash, withContent } from '../../content.ts';
import { isAllReceived, isAllShipped } from '../../guards.ts';
import { matched, removed, replaced } from '../../line-matching.ts';
import type { ChangeContent, ChangeOrder, Line, Order, ReturnedChange, State } from '../../order.ts';
import { shippedDates } from '../../shipped-dates.ts';
import type { Change, Circumstances } from '../deed.ts';
import { shortOf } from './content.ts';

/** Why a change does not fit the order any more; undefined when it fits. */
function misfit(order: Order, change: ChangeOrder, at: Circumstances): 'version' | 'shipped' | 'stock' | undefined {
  if (change.base !== order.version) return 'version';
  const lines = matched(order.lines, change.content.lines);
  const isUnder = lines.some(({ line }) => line.quantity < line.shipped);
  if (isUnder || removed(order.lines, lines).some((line) => line.shipped > 0)) return 'shipped';
  const short = shortOf(
    lines.map(({ line }) => line),
    order.lines,
    at,
  );
  return short > change.short ? 'stock' : undefined;
}

/** Whether more is to be prepared than before. */
const hasGrown = (before: readonly Line[], after: readonly Line[]): boolean =>
  matched(before, after).some(({ line, before: place }) => line.quantity > (before[place ?? -1]?.quantity ?? 0));

/** Where an order is with other lines: worked out anew from what was shipped and received. */
function stateWith(order: Order, lines: readonly Line[]): State {
  if (order.shipments.length === 0)
    return order.state === 'ready' && hasGrown(order.lines, lines) ? 'approved' : order.state;
  if (!isAllShipped(lines)) return 'part_shipped';
  return isAllReceived(order) ? 'delivered' : 'shipped';
}

/** What the content decides besides itself: classes, and the work list's order. */
function classesWith(order: Order, content: ChangeContent, at: Circumstances): Partial<Order> {
  const { settings, hasEarlierApproved } = at;
  const { baseTotal, requestedDate } = content;
  const fresh = classify({ baseTotal, orderDate: at.today, requestedDate, hasEarlierApproved }, settings);
  const classes = { ...fresh, customer: order.classes?.customer ?? fresh.customer };
  return { classes, priority: priorityOf(classes, order.customerSnapshot.tier, settings) };
}

/** Puts a change in force: version n+1. */
export function inForce(order: Order, change: ChangeOrder, at: Circumstances): Change {
  const lines = matched(order.lines, change.content.lines);
  const content = { ...changeContentOf(change.content), lines: lines.map(({ line }) => line) };
  const state = stateWith(order, content.lines);
  return {
    state,
    decidedBy: change.approval.steps.length > 0 ? change.approval : undefined,
    set: {
      ...content,
      ...classesWith(order, content, at),
      ...shippedDates(order, state, content.paymentDays),
      shipments: replaced(order.shipments, lines),
      version: order.version + 1,
      change: undefined,
      ...(change.approvedOnce && { approvedOnce: change.approvedOnce }),
      ...(change.security && { security: change.security }),
      decidedTotal: content.total,
      toleratedMove: undefined,
      // The review of the order itself stays for the figures; that of the change is kept with its version.
      approval: { ...(order.approval ?? change.approval), contentHash: contentHash(withContent(order, content)) },
    },
  };
}

/** What the owner gets back of a change order, to propose it again. */
export const returned = ({ id, content, reason }: ChangeOrder, key: string): ReturnedChange => ({
  id,
  content,
  reason,
  key,
});

/** Puts a decided change in force if it still fits; else it goes back to the owner, who is told why. */
export function applyChange(order: Order, change: ChangeOrder, at: Circumstances): Change {
  const why = misfit(order, change, at);
  if (!why) return inForce(order, change, at);
  return {
    state: order.state,
    set: { change: undefined, returnedChange: returned(change, at.actor.key) },
    also: { action: 'change_lapsed', note: why },
  };
}
