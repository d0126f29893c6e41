import { addDays, type CalendarDate } from '../../dates.ts';
import { DeskError } from '../../errors.ts';
import { lineAmount } from '../../money.ts';
import { contentHash } from '../content.ts';
import { toBase } from '../currency.ts';
import { isAllReceived } from '../guards.ts';
import { totalOf } from '../lines.ts';
import type { Deed } from './deed.ts';

/** The latest of some dates. */
const lastOf = (dates: readonly (CalendarDate | undefined)[]): CalendarDate | undefined => dates.toSorted().at(-1);

/**
 * The rest will not be sent: the lines shrink to what was shipped, and with them what is owed. It counts as shipped when
 * the last goods left, not when it was closed.
 */
export const closeShort: Deed = (order, at) => {
  if (order.shipments.length === 0) throw new DeskError('error.ship_nothing', {}, { field: 'lines' });
  const lines = order.lines.map((line) => {
    const shrunk = { ...line, quantity: line.shipped };
    return { ...shrunk, amount: lineAmount(shrunk, order.currency) };
  });
  const total = totalOf(lines);
  const received = isAllReceived(order);
  const shippedAt = lastOf(order.shipments.map((s) => s.shippedAt)) ?? at.today;
  return {
    state: received ? 'delivered' : 'shipped',
    set: {
      lines,
      total,
      baseTotal: toBase(total, order.currency, order.rate, at.settings.currency),
      version: order.version + 1,
      approval: order.approval && { ...order.approval, contentHash: contentHash({ ...order, lines }) },
      shippedAt,
      dueDate: addDays(shippedAt, order.paymentDays),
      ...(received ? { deliveredAt: lastOf(order.shipments.map((s) => s.deliveredAt)) } : {}),
    },
    note: at.input.reason,
  };
};
