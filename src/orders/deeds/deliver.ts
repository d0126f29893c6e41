import { DeskError } from '../../errors.ts';
import { isAllReceived, isAllShipped } from '../guards.ts';
import type { Line, Order, Shipment, State } from '../order.ts';
import type { Deed, MoveInput } from './deed.ts';

function received(order: Order, input: MoveInput): Shipment[] {
  if (isWithoutParcels(order)) return [];
  const open = order.shipments.filter((s) => !s.deliveredAt && (!input.shipment || s.id === input.shipment));
  if (open.length === 0) throw new DeskError('error.nothing_on_the_way', { order: order.number ?? order.draftNo });
  return open;
}

function addDelivered(lines: readonly Line[], shipments: readonly Shipment[]): Line[] {
  const parts = shipments.flatMap((s) => s.lines);
  const sum = (index: number) => parts.filter((p) => p.index === index).reduce((n, p) => n + p.quantity, 0);
  return lines.map((line, index) => ({ ...line, delivered: line.delivered + sum(index) }));
}

/** History from another system says that all was shipped, and nothing of the parcels. */
const isWithoutParcels = (order: Order): boolean =>
  order.imported === true && order.state === 'shipped' && order.shipments.length === 0;

const allDelivered = (lines: readonly Line[]): Line[] =>
  lines.map((l) => ({ ...l, shipped: l.quantity, delivered: l.quantity }));

/** The customer received one parcel, or all that are on the way; delivered when nothing is outstanding. */
export const deliver: Deed = (order, at) => {
  const now = received(order, at.input);
  const shipments = order.shipments.map((s) => (now.includes(s) ? { ...s, deliveredAt: at.today } : s));
  const nothingToShip = order.state === 'shipped' || isAllShipped(order.lines);
  const done = nothingToShip && (isWithoutParcels(order) || isAllReceived({ shipments }));
  const lines = isWithoutParcels(order) ? allDelivered(order.lines) : addDelivered(order.lines, now);
  const state: State = done ? 'delivered' : order.state;
  return {
    state,
    set: { shipments, lines, ...(done ? { deliveredAt: at.today } : {}) },
  };
};
