import type { FormField, FormValues } from '../../../chat/form.ts';
import { dateFromWords } from '../../../entry/date-words.ts';
import { typed } from '../../../entry/plain.ts';
import { DeskError } from '../../../errors.ts';
import type { MoveInput } from '../../../orders/deeds/deed.ts';
import { nothingOnTheWay, parcelNamed } from '../../../orders/deeds/goods/parcels.ts';
import { openParcels, type TrackingKind, trackingKinds } from '../../../orders/goods.ts';
import type { Order, Shipment } from '../../../orders/order.ts';
import { t } from '../../../text/index.ts';
import type { CommandContext, Input } from '../../command.ts';
import { collect } from '../collect.ts';
import { takeEta } from '../shipping-words.ts';
import { dateAtEnd, firstDate } from '../typed-date.ts';
import { dateOf, textOf } from '../values.ts';
import type { Details } from './details.ts';

/** How people say what happened to a parcel. */
const said: Readonly<Record<TrackingKind, RegExp>> = {
  picked_up: /^(?:(?:picked[ _-]?up|pick-?up|collected)(?!\w)|已?(?:揽收|揽件|取件|收件))/i,
  in_transit: /^(?:(?:in[ _-]transit|transit|on the way)(?!\w)|运输中?|在途|转运中?)/i,
  out_for_delivery: /^(?:(?:out[ _-]for[ _-]delivery|delivering)(?!\w)|(?:派送|派件|配送)中?)/i,
  received: /^(?:(?:received|delivered|signed(?: for)?)(?!\w)|已?(?:签收|妥投))/i,
  exception: /^(?:(?:exception|problem|trouble)(?!\w)|异常|问题件?)/i,
};
/** Words that say what is wrong themselves. */
const wrong = /^(?:(?:lost|damaged|delayed|stuck)(?!\w)|丢失|遗失|破损|延误|滞留)/i;

/** What happened, and how many signs say so. */
function eventIn(words: string): { event: TrackingKind; length: number } | undefined {
  if (wrong.test(words)) return { event: 'exception', length: 0 };
  for (const event of trackingKinds) {
    const found = said[event].exec(words);
    if (found) return { event, length: found[0].length };
  }
  return undefined;
}

/** Where it is, and what is said besides: `Hamburg: held by customs`. Of an exception plain words say what is wrong. */
function placeAndNote(words: string, event: TrackingKind): Pick<MoveInput, 'place' | 'note'> {
  const [, place = '', note = ''] = /^([^:,;、]*)(?:[:,;、]\s*(.*))?$/.exec(words) ?? [];
  const isNote = event === 'exception' && !/[:,;、]/.test(words);
  if (isNote) return { note: words.trim() || undefined };
  return { place: place.trim() || undefined, note: note.trim() || undefined };
}

/** A parcel is received on the day that is said; of all other news a date says nothing, and it is never a place. */
function dayAndPlace(words: string, event: TrackingKind, today: string): Pick<MoveInput, 'on' | 'place' | 'note'> {
  const dated = firstDate(words, today);
  const ended = dateAtEnd(words, today);
  const day = dated?.before === '' ? dated : ended;
  if (event === 'received' && day) {
    const on = dateFromWords(day.text, today, 'past');
    return { on, ...placeAndNote(`${day.before} ${day.after}`.trim(), event) };
  }
  const said = placeAndNote(words, event);
  checkPlace(said.place, today);
  return said;
}

function checkPlace(place: string | undefined, today: string): void {
  if (place && dateFromWords(place, today))
    throw new DeskError('error.track_date', { text: place }, { field: 'place' });
}

/** Reads `P1 in transit Shanghai eta 12/3`: the parcel where several are on their way, what happened, where, and the ETA. */
function readTracking(words: string, today: string): MoveInput {
  const { eta, rest } = takeEta(words, today);
  const parcel = /^p\d+(?!\w)/i.exec(rest)?.[0];
  const text = rest.slice(parcel?.length ?? 0).trim();
  const found = eventIn(text);
  if (!found && text === '' && !eta) return { shipment: parcel };
  if (!found)
    throw new DeskError(
      'error.track_event',
      { events: { list: trackingKinds.map((k) => `track.${k}`) } },
      { field: 'event' },
    );
  const after = text.slice(found.length).replace(/^[\s:,;、]+/, '');
  return { shipment: parcel, event: found.event, eta, ...dayAndPlace(after, found.event, today) };
}

/** The parcels that something can be said of. Throws where there is none, or where the one named was received meanwhile. */
function choices(order: Order, { shipment }: Input): Shipment[] {
  if (typeof shipment === 'string') parcelNamed(order, shipment);
  const open = openParcels(order);
  if (open.length === 0) throw nothingOnTheWay(order);
  return open;
}

const nameOf = ({ id, carrier, trackingNo }: Shipment): string => [id, carrier, trackingNo].filter(Boolean).join(' ');

function fields(order: Order, { locale }: CommandContext, input: Input, given: MoveInput): FormField[] {
  const open = choices(order, { shipment: given.shipment ?? input.shipment });
  const named = given.shipment?.toUpperCase() ?? input.shipment;
  const parcel = open.find((s) => s.id === named) ?? open[0];
  return [
    {
      kind: 'select',
      name: 'shipment',
      label: t(locale, 'label.parcel'),
      required: true,
      value: parcel?.id,
      choices: open.map((s) => ({ value: s.id, label: nameOf(s) })),
    },
    {
      kind: 'select',
      name: 'event',
      label: t(locale, 'label.event'),
      required: true,
      choices: trackingKinds.map((value) => ({ value, label: t(locale, `track.${value}`) })),
    },
    { kind: 'text', name: 'place', label: t(locale, 'label.place'), maxLength: 80 },
    { kind: 'date', name: 'eta', label: t(locale, 'label.eta') },
    { kind: 'text', name: 'note', label: t(locale, 'label.note'), maxLength: 300 },
  ];
}

/** The place of a form, which is no date. */
function placeOf(values: FormValues, today: string): string | undefined {
  const place = textOf(values, 'place');
  checkPlace(place, today);
  return place;
}

/** News of a parcel: what happened, where, and when it is to arrive now. */
export const tracking: Details = {
  usage: { en: 'P1 in transit Shanghai eta 12/3', zh: 'P1 运输中 上海 预计 12月3日' },
  typed: (rest, _order, { today }) => readTracking(typed(rest), today),
  isMissing: (_rest, { event }) => event === undefined,
  form: {
    fields,
    filled: (values, _order, { today }) =>
      collect({
        shipment: () => textOf(values, 'shipment'),
        event: () => trackingKinds.find((k) => k === textOf(values, 'event')),
        place: () => placeOf(values, today),
        eta: () => dateOf(values, 'eta', today),
        note: () => textOf(values, 'note'),
      }),
  },
};
