import { DeskError } from '../../errors.ts';
import { lineAmount } from '../../money.ts';
import { contentHash } from '../content.ts';
import { toBase } from '../currency.ts';
import { isAllReceived } from '../guards.ts';
import { totalOf } from '../lines.ts';
import { shippedDates } from '../shipped-dates.ts';
import type { Deed } from './deed.ts';

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
  const state = isAllReceived(order) ? 'delivered' : 'shipped';
  return {
    state,
    set: {
      lines,
      total,
      baseTotal: toBase(total, order.currency, order.rate, at.settings.currency),
      version: order.version + 1,
      approval: order.approval && { ...order.approval, contentHash: contentHash({ ...order, lines }) },
      ...shippedDates(order, state, order.paymentDays),
    },
    note: at.input.reason,
  };
};
