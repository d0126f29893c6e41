import { addDays } from '../../dates.ts';
import { DeskError } from '../../errors.ts';
import { decimalText, quantityScale } from '../../money.ts';
import { checkWhole } from '../../products/unit.ts';
import { contentHash } from '../content.ts';
import { leftToSend, summedParts } from '../goods.ts';
import { isAgreed, isAllShipped, unshipped } from '../guards.ts';
import { type Line, type Order, orderName, type Shipment } from '../order.ts';
import { checkCredit } from './credit/stop.ts';
import type { Circumstances, Deed, MoveInput } from './deed.ts';

/** All that is left, or what was named, a line that is named twice with both quantities; never more than is left of a line. */
function chosen(order: Order, input: MoveInput): { index: number; quantity: number }[] {
  const named = input.lines ?? leftToSend(order);
  for (const { index, quantity } of named) checkQuantity(order.lines[index], quantity);
  const lines = summedParts(named);
  for (const { index, quantity } of lines) {
    checkQuantity(order.lines[index], quantity);
    checkPart(order.lines[index]!, quantity);
  }
  if (lines.length === 0) throw new DeskError('error.ship_nothing', {}, { field: 'lines' });
  return lines;
}

function checkQuantity(line: Line | undefined, quantity: number): void {
  if (!line || !Number.isSafeInteger(quantity) || quantity <= 0 || quantity > unshipped(line)) {
    const left = line ? decimalText(unshipped(line), quantityScale) : '0';
    throw new DeskError('error.ship_quantity', { sku: line?.sku ?? '?', left }, { field: 'lines' });
  }
}

/** What is counted leaves whole; all that is left of a line may leave as it is. */
function checkPart(line: Line, quantity: number): void {
  if (quantity !== unshipped(line)) checkWhole(line.sku, line.unit, quantity, 'lines');
}

/** Nothing that was not approved, or was altered since, leaves the warehouse. Only imported history has no approval. */
function checkApproved(order: Order): void {
  const bound = order.approval ? order.approval.contentHash === contentHash(order) : order.imported === true;
  if (!isAgreed(order) || !bound)
    throw new DeskError('error.content_changed', { order: order.number ?? order.draftNo }, { loudness: 'error' });
}

/** A name has a letter or a digit: a mere stroke says that there is none. */
const named = (text: string | undefined): string | undefined => (text && /[\p{L}\p{N}]/u.test(text) ? text : undefined);

function shipmentOf(order: Order, { input, today }: Circumstances, lines: Shipment['lines']): Shipment {
  const { eta } = input;
  const [carrier, trackingNo] = [named(input.carrier), named(input.trackingNo)];
  return { id: `P${order.shipments.length + 1}`, carrier, trackingNo, eta, shippedAt: today, lines };
}

/** What was asked about a parcel is answered for that parcel: where one has left since, the answer counts no more. */
function checkParcel(order: Order, { parcelsLeft }: MoveInput): void {
  if (parcelsLeft !== undefined && parcelsLeft !== order.shipments.length)
    throw new DeskError('error.changed_meanwhile', { order: orderName(order) });
}

/** Sends goods out: all that is left, or the lines named. The last goods set the due date by the terms. */
export const ship: Deed = (order, at) => {
  checkApproved(order);
  checkCredit(order, at);
  checkParcel(order, at.input);
  const lines = chosen(order, at.input);
  const shipment = shipmentOf(order, at, lines);
  const sent = new Map(lines.map((l) => [l.index, l.quantity]));
  const after = order.lines.map((line, i) => ({ ...line, shipped: line.shipped + (sent.get(i) ?? 0) }));
  const whole = isAllShipped(after);
  return {
    state: whole ? 'shipped' : 'part_shipped',
    set: {
      lines: after,
      shipments: [...order.shipments, shipment],
      ...(whole ? { shippedAt: at.today, dueDate: addDays(at.today, order.paymentDays) } : {}),
    },
    note: [shipment.carrier, shipment.trackingNo].filter(Boolean).join(' '),
    goods: { parcel: shipment.id, ...(shipment.eta && { eta: shipment.eta }) },
  };
};
