import type { CalendarDate } from '../../../dates.ts';
import { DeskError } from '../../../errors.ts';
import { decimalText, quantityScale } from '../../../money.ts';
import { missingText, summedParts, type TrackingEvent } from '../../goods.ts';
import { isAllReceived, isAllShipped } from '../../guards.ts';
import type { Line, Order, Shipment, State } from '../../order.ts';
import { deliveredOn } from '../../shipped-dates.ts';
import type { Change, Circumstances } from '../deed.ts';
import { parcelMeant, parcelsMeant } from './parcels.ts';

/** History from another system says that all was shipped, and nothing of the parcels. */
const isWithoutParcels = (order: Order): boolean =>
  order.imported === true && order.state === 'shipped' && order.shipments.length === 0;

/** The day on which it arrived: today unless said; not to come, and not before it was sent. */
function arrivedOn({ input, today }: Circumstances, sent: readonly (CalendarDate | undefined)[]): CalendarDate {
  const { on } = input;
  if (on === undefined) return today;
  const shipped = sent.toSorted().at(-1);
  if (on > today) throw new DeskError('error.received_future', { date: on, today }, { field: 'on' });
  if (shipped && on < shipped) throw new DeskError('error.received_before', { date: on, shipped }, { field: 'on' });
  return on;
}

/** What arrived of each line of a parcel; a line that is not named arrived in full. */
function linesReceived(order: Order, parcel: Shipment, { input }: Circumstances): Shipment['lines'] {
  const wanted = summedParts(input.lines ?? []);
  const arrived = new Map(wanted.map((l) => [l.index, l.quantity]));
  const refuse = (index: number, sent = 0): never => {
    const values = { sku: order.lines[index]?.sku ?? '?', sent: decimalText(sent, quantityScale), parcel: parcel.id };
    throw new DeskError('error.received_quantity', values, { field: `line${index}` });
  };
  for (const { index } of wanted) if (!parcel.lines.some((l) => l.index === index)) refuse(index);
  return parcel.lines.map(({ index, quantity }) => {
    const received = arrived.get(index) ?? quantity;
    if (!Number.isSafeInteger(received) || received < 0 || received > quantity) refuse(index, quantity);
    return { index, quantity, ...(received < quantity && { received }) };
  });
}

/** A parcel as it is after it arrived, with its last events: what was sent and is missing is an exception. */
function receivedParcel(order: Order, parcel: Shipment, at: Circumstances, on: CalendarDate): Shipment {
  const { actor, input } = at;
  const lines = linesReceived(order, parcel, at);
  const said = { at: actor.now, by: actor.member._id, key: actor.key };
  const { place, note } = input;
  const missing = missingText({ lines }, order.lines);
  const isLost = lines.length > 0 && lines.every((l) => l.received === 0);
  const events: TrackingEvent[] = [
    ...(parcel.events ?? []),
    ...(isLost ? [] : [{ ...said, kind: 'received' as const, ...(place && { place }), ...(note && { note }) }]),
    ...(missing ? [{ ...said, kind: 'exception' as const, note: missing }] : []),
  ];
  return { ...parcel, deliveredAt: on, lines, events };
}

/** The lines with what arrived now. */
function addDelivered(lines: readonly Line[], parcels: readonly Shipment[]): Line[] {
  const parts = parcels.flatMap((s) => s.lines);
  const sum = (index: number) =>
    parts.filter((p) => p.index === index).reduce((n, p) => n + (p.received ?? p.quantity), 0);
  return lines.map((line, index) => ({ ...line, delivered: line.delivered + sum(index) }));
}

/** Imported history: all of it arrived. */
function receiveHistory(order: Order, at: Circumstances): Change {
  const deliveredAt = arrivedOn(at, [order.shippedAt]);
  const lines = order.lines.map((l) => ({ ...l, shipped: l.quantity, delivered: l.quantity }));
  return { state: 'delivered', set: { lines, deliveredAt } };
}

/**
 * The customer received one parcel, or all that are on the way: the one rule for a confirmation and for the carrier's
 * event. What arrived counts as delivered; a parcel of which less arrived is settled all the same, and what is missing is
 * named. The order is delivered when nothing is left to ship and every parcel is settled, on the last parcel's day; one of
 * which nothing arrived has no such day.
 */
export function receive(order: Order, at: Circumstances): Change {
  if (isWithoutParcels(order)) return receiveHistory(order, at);
  const { shipment, lines: counted } = at.input;
  const open = counted ? [parcelMeant(order, shipment)] : parcelsMeant(order, shipment);
  const on = arrivedOn(
    at,
    open.map((p) => p.shippedAt),
  );
  const now = open.map((parcel) => receivedParcel(order, parcel, at, on));
  const shipments = order.shipments.map((s) => now.find((p) => p.id === s.id) ?? s);
  const done = (order.state === 'shipped' || isAllShipped(order.lines)) && isAllReceived({ shipments });
  const state: State = done ? 'delivered' : order.state;
  const missing = now.flatMap((p) => missingText(p, order.lines) ?? []).join(' ');
  return {
    state,
    set: {
      shipments,
      lines: addDelivered(order.lines, now),
      ...(done ? { deliveredAt: deliveredOn({ shipments }) } : {}),
    },
    note: at.input.note,
    goods: {
      parcel: now.map((p) => p.id).join(', '),
      ...(at.input.place && { place: at.input.place }),
      ...(on !== at.today && { on }),
      ...(missing && { missing }),
    },
  };
}
