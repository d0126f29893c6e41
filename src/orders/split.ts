import type { ClientSession, Connection } from 'mongoose';
import { parted } from '../database/parted.ts';
import type { Actor } from '../members/actor.ts';
import { lineAmount } from '../money.ts';
import { missing } from '../stock/queue.ts';
import { toBase } from './currency.ts';
import { searchWithLines } from './draft-input.ts';
import { totalOf } from './lines.ts';
import { orderModel } from './model.ts';
import { emptyDraft } from './new-draft.ts';
import { type Line, type Order, orderName } from './order.ts';

const withQuantity = (line: Line, quantity: number, currency: string): Line => ({
  ...line,
  quantity,
  amount: lineAmount({ ...line, quantity }, currency),
});

/** The lines of an order in two: what is there or has left, and what is missing of products that stock is kept of. */
export function linesInTwo(
  { lines, currency }: Pick<Order, 'lines' | 'currency'>,
  isKept: (product: string) => boolean,
): { kept: Line[]; rest: Line[] } {
  const kept: Line[] = [];
  const rest: Line[] = [];
  for (const line of lines) {
    const short = isKept(line.product) ? missing(line) : 0;
    const stays = line.quantity - short;
    if (stays > 0) kept.push(short > 0 ? withQuantity(line, stays, currency) : line);
    const { reserved: _, returned: __, ...fresh } = line;
    if (short > 0) rest.push({ ...withQuantity(fresh, short, currency), shipped: 0, delivered: 0 });
  }
  return { kept, rest };
}

/** What an order comes to with other lines. */
export function sumsOf(lines: readonly Line[], { currency, rate }: Order, base: string) {
  const total = totalOf(lines);
  return { lines: [...lines], total, baseTotal: toBase(total, currency, rate, base) };
}

/**
 * What the rules still look at of an order that was split: the parts are reviewed as the whole, so that nothing passes by
 * being cut into pieces. Each line is rounded anew, so that the parts may come to a little less than the whole: it is the
 * whole that counts then. All in minor units of the base currency.
 */
export function splitFields(order: Pick<Order, 'baseTotal' | 'splitTotal'>, keptTotal: number, restTotal: number) {
  const { baseTotal, splitTotal: before = 0 } = order;
  return {
    kept: before + Math.max(restTotal, baseTotal - keptTotal),
    rest: before + Math.max(keptTotal, baseTotal - restTotal),
  };
}

/** What the rest of a split is made from. */
export type Rest = {
  lines: Line[];
  total: number;
  baseTotal: number;
  /** Base totals of the other parts. */
  splitTotal: number;
  draftNo: string;
  isNewCustomer: boolean;
};

/**
 * Makes the draft of what was split off, in the transaction of the split: linked to its order, its owner's, and submitted
 * through the usual door. The key of the deed makes it once.
 */
export async function insertRest(
  connection: Connection,
  order: Order,
  { draftNo, isNewCustomer, ...content }: Rest,
  { member, now, key }: Actor,
  session: ClientSession,
): Promise<Order> {
  const { customer, customerSnapshot, owner, createdBy, team, currency, rate } = order;
  const { requestedDate, paymentDays, poNo, notes, shipTo } = order;
  const name = orderName(order);
  const own = [order.number, order.draftNo].flatMap((one) => (one ? [one.toLowerCase()] : []));
  const rest = {
    ...content,
    ...{ customer, customerSnapshot, owner, createdBy, team, currency, rate },
    ...{ requestedDate, expectedDate: requestedDate, paymentDays, poNo, notes, shipTo },
    ...emptyDraft(draftNo, `${key}:split`),
    splitFrom: { order: order._id, name, ...(isNewCustomer && { newCustomer: true }) },
    timeline: [{ at: now, by: member._id, action: 'create' as const, to: 'draft' as const, note: name, key }],
    search: [draftNo.toLowerCase(), ...searchWithLines(order, content.lines).filter((word) => !own.includes(word))],
  };
  const [made] = await orderModel(connection).create([parted(rest).set as never], { session });
  return made!.toObject() as Order;
}
