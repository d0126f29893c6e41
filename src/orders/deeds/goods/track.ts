import { DeskError } from '../../../errors.ts';
import { futureDate } from '../../draft-input.ts';
import { type TrackingEvent, type TrackingKind, trackingKinds } from '../../goods.ts';
import type { Shipment } from '../../order.ts';
import type { Circumstances, Deed } from '../deed.ts';
import { parcelMeant } from './parcels.ts';
import { receive } from './receive.ts';

/** What is said of the parcel. */
function kindOf({ input }: Circumstances): TrackingKind {
  const { event } = input;
  if (!event || !trackingKinds.includes(event))
    throw new DeskError(
      'error.track_event',
      { events: { list: trackingKinds.map((k) => `track.${k}`) } },
      { field: 'event' },
    );
  return event;
}

/** News of a parcel on its way. That it was received is its delivery. */
export const track: Deed = (order, at) => {
  const kind = kindOf(at);
  const parcel = parcelMeant(order, at.input.shipment);
  if (kind === 'received') {
    const change = receive(order, { ...at, input: { ...at.input, shipment: parcel.id } });
    return { ...change, goods: { ...change.goods, event: kind } };
  }
  const { actor, input, today } = at;
  const { place, note } = input;
  const eta = futureDate(input.eta, today, 'eta');
  const event: TrackingEvent = {
    at: actor.now,
    kind,
    by: actor.member._id,
    key: actor.key,
    ...(place && { place }),
    ...(note && { note }),
  };
  const after: Shipment = { ...parcel, ...(eta && { eta }), events: [...(parcel.events ?? []), event] };
  return {
    state: order.state,
    set: { shipments: order.shipments.map((s) => (s === parcel ? after : s)) },
    note,
    goods: { parcel: parcel.id, event: kind, ...(place && { place }), ...(eta && { eta }) },
  };
};
