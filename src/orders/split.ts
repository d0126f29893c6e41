import type { ClientSession, Connection } from 'mongoose';
import { parted } from '../database/parted.ts';
import type { Actor } from '../members/actor.ts';
import { searchWithLines } from './draft-input.ts';
import { orderModel } from './model.ts';
import { emptyDraft } from './new-draft.ts';
import { type Line, type Order, orderName } from './order.ts';

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
