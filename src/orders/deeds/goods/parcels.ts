import { DeskError } from '../../../errors.ts';
import { openParcels } from '../../goods.ts';
import { type Order, orderName, type Shipment } from '../../order.ts';

const names = (parcels: readonly Shipment[]): string => parcels.map((p) => p.id).join(', ');

/** Nothing of the order is on its way. */
export const nothingOnTheWay = (order: Order): DeskError =>
  new DeskError('error.nothing_on_the_way', { order: orderName(order) });

/** The parcel of that name that is on its way. Throws a sentence that names the parcels, or says when it was received. */
export function parcelNamed(order: Order, name: string): Shipment {
  const wanted = name.trim().toUpperCase();
  const parcel = order.shipments.find((s) => s.id.toUpperCase() === wanted);
  const values = { order: orderName(order), text: name.trim(), parcels: names(order.shipments) };
  if (!parcel && order.shipments.length === 0) throw nothingOnTheWay(order);
  if (!parcel) throw new DeskError('error.parcel_unknown', values, { field: 'shipment' });
  if (!parcel.deliveredAt) return parcel;
  const date = parcel.deliveredAt;
  throw new DeskError('error.parcel_received', { parcel: parcel.id, order: values.order, date }, { field: 'shipment' });
}

/** The one parcel that is meant: by its name, or as the only one on its way. */
export function parcelMeant(order: Order, name: string | undefined): Shipment {
  if (name) return parcelNamed(order, name);
  const [only, ...more] = openParcels(order);
  if (!only) throw nothingOnTheWay(order);
  if (more.length === 0) return only;
  const values = { order: orderName(order), parcels: names([only, ...more]) };
  throw new DeskError('error.parcel_which', values, { field: 'shipment' });
}

/** The parcel that is named, or all that are on their way. */
export function parcelsMeant(order: Order, name: string | undefined): Shipment[] {
  if (name) return [parcelNamed(order, name)];
  const open = openParcels(order);
  if (open.length === 0) throw nothingOnTheWay(order);
  return open;
}
