import { addDays } from '../../dates.ts';
import { lineAmount } from '../../money.ts';
import { contentHash } from '../content.ts';
import { toBase } from '../currency.ts';
import { isAllReceived } from '../guards.ts';
import { totalOf } from '../lines.ts';
import type { Deed } from './deed.ts';

/** The rest will not be sent: the lines shrink to what was shipped, and with them what is owed. */
export const closeShort: Deed = (order, at) => {
  const lines = order.lines.map((line) => {
    const shrunk = { ...line, quantity: line.shipped };
    return { ...shrunk, amount: lineAmount(shrunk, order.currency) };
  });
  const total = totalOf(lines);
  const received = isAllReceived(order);
  return {
    state: received ? 'delivered' : 'shipped',
    set: {
      lines,
      total,
      baseTotal: toBase(total, order.currency, order.rate, at.settings.currency),
      version: order.version + 1,
      approval: order.approval && { ...order.approval, contentHash: contentHash({ ...order, lines }) },
      shippedAt: at.today,
      dueDate: addDays(at.today, order.paymentDays),
      ...(received ? { deliveredAt: at.today } : {}),
    },
    note: at.input.reason,
  };
};
