import type { Block, Button, Tone } from '../../chat/card.ts';
import { type CalendarDate, daysBetween, shortTimeAt } from '../../dates.ts';
import { mayKeep, movesFor } from '../../members/ability.ts';
import type { Member } from '../../members/member.ts';
import type { Viewer } from '../../members/viewer.ts';
import { type Locale, t } from '../../text/index.ts';
import { slipOf } from '../expected.ts';
import { isPrepared, type Milestone, missingText, openParcels, type TrackingEvent } from '../goods.ts';
import type { Action } from '../moves.ts';
import type { Order, Shipment } from '../order.ts';
import type { SeenOrder } from './parts.ts';
import { nameOf } from './words.ts';

type Item = Extract<Block, { kind: 'list' }>['items'][number];

/** What was said of a parcel last, with where and when. */
function eventWords({ locale, member }: Viewer, event: TrackingEvent, zone: string): string {
  const said = [t(locale, `track.${event.kind}`), event.place, event.note].filter(Boolean).join(' · ');
  return `${said} (${shortTimeAt(event.at, member?.timezone ?? zone)})`;
}

/** The name of a parcel, with carrier and number where they are known. */
function parcelTitle(locale: Locale, { id, carrier, trackingNo }: Shipment): string {
  const by = [carrier, trackingNo].filter(Boolean).join(' ');
  return by ? t(locale, 'card.order.parcel', { id, by }) : t(locale, 'card.order.parcel_plain', { id });
}

/** When a parcel left, and when it is to arrive or did. */
function parcelDates(locale: Locale, parcel: Shipment, order: Pick<SeenOrder, 'lines'>): string {
  const { shippedAt: date, deliveredAt: received, eta } = parcel;
  if (!received && !eta) return t(locale, 'card.order.parcel_sent', { date });
  if (!received) return t(locale, 'card.order.parcel_out', { date, eta: eta ?? '' });
  const missing = missingText(parcel, order.lines);
  return missing
    ? t(locale, 'card.order.parcel_missing', { date, received, missing })
    : t(locale, 'card.order.parcel_in', { date, received });
}

/** Green when it arrived; what is missing or went wrong stands out. */
function parcelTone(parcel: Shipment, order: Pick<SeenOrder, 'lines'>): Tone {
  if (parcel.deliveredAt) return missingText(parcel, order.lines) ? 'warn' : 'good';
  return parcel.events?.at(-1)?.kind === 'exception' ? 'bad' : 'info';
}

/** The buttons of a parcel on its way, for who may press them. */
function parcelButtons(locale: Locale, order: Order, parcel: Shipment, actions: readonly Action[]): Button[] {
  const { id, deliveredAt } = parcel;
  if (deliveredAt) return [];
  const input = { order: order._id, shipment: id };
  const label = { deliver: 'card.order.deliver_parcel', track: 'card.order.track_parcel' } as const;
  return (['deliver', 'track'] as const)
    .filter((a) => actions.includes(a))
    .map((command) => ({ label: t(locale, label[command], { id }), intent: { command, input } }));
}

/** The parcels: carrier and number, the last event, when it arrives or arrived. */
export function parcels(viewer: Viewer, order: Order, seen: SeenOrder, zone: string): Block[] {
  const { locale } = viewer;
  if (seen.shipments.length === 0) return [];
  const actions = movesFor(viewer.person, order);
  const items = seen.shipments.map((parcel): Item => {
    const event = parcel.deliveredAt ? undefined : parcel.events?.at(-1);
    const details = [parcelDates(locale, parcel, seen), ...(event ? [eventWords(viewer, event, zone)] : [])];
    return {
      text: parcelTitle(locale, parcel),
      detail: details.join(' · '),
      tone: parcelTone(parcel, seen),
      buttons: parcelButtons(locale, order, parcel, actions),
    };
  });
  return [{ kind: 'list', items }];
}

/** What the one button for all parcels is called: with several on their way it says that it takes them all. */
export const labelOf = (locale: Locale, action: Action, order: Pick<Order, 'shipments'>): string =>
  action === 'deliver' && openParcels(order).length > 1
    ? t(locale, 'card.order.deliver_all')
    : t(locale, `action.${action}`);

/** How a milestone stands: done, late, slipped, or on its way. */
function milestoneTone(milestone: Milestone, today: CalendarDate): Tone {
  if (milestone.actual) return slipOf(milestone) > 0 ? 'warn' : 'good';
  if (milestone.planned < today) return 'bad';
  return slipOf(milestone) > 0 ? 'warn' : 'info';
}

/** When it is to be done or was, by whom, and how late. */
function milestoneDetails(
  locale: Locale,
  milestone: Milestone,
  members: readonly Member[],
  today: CalendarDate,
): string {
  const { planned, original, actual, responsible, note } = milestone;
  const overdue = actual ? 0 : daysBetween(planned, today);
  const days = Math.max(slipOf(milestone), overdue > 0 ? daysBetween(original, today) : 0);
  const date = actual ?? planned;
  return [
    t(locale, actual ? 'goods.done' : 'goods.planned', { date }),
    ...(original === date ? [] : [t(locale, 'card.order.milestone_original', { date: original })]),
    ...(days > 0 ? [t(locale, 'card.order.milestone_late', { days })] : []),
    ...(responsible ? [nameOf(members, responsible, locale)] : []),
    ...(note ? [note] : []),
  ].join(' · ');
}

function milestoneButtons(locale: Locale, order: Order, { id, actual }: Milestone): Button[] {
  if (actual) return [];
  const input = { order: order._id, item: id };
  const intent = (more = {}) => ({ command: 'milestone', input: { ...input, ...more } });
  return [
    { label: t(locale, 'card.order.milestone_done', { id }), intent: intent({ done: true }) },
    { label: t(locale, 'card.order.milestone_move', { id }), intent: intent() },
  ];
}

/** What production and purchasing have to do, late ones marked, each with who is responsible. */
export function milestones(viewer: Viewer, order: Order, members: readonly Member[], today: CalendarDate): Block[] {
  const { locale } = viewer;
  const all = order.milestones ?? [];
  if (all.length === 0) return [];
  const mayAct = (milestone: Milestone) => !isPrepared(order) && mayKeep(viewer.person, order, milestone);
  const items = all.map((milestone): Item => {
    const { id, name, kind } = milestone;
    return {
      text: t(locale, 'card.order.milestone', { id, name, kind: { text: `milestone.${kind}` } }),
      detail: milestoneDetails(locale, milestone, members, today),
      tone: milestoneTone(milestone, today),
      buttons: mayAct(milestone) ? milestoneButtons(locale, order, milestone) : [],
    };
  });
  return [
    { kind: 'text', text: t(locale, 'card.order.milestones'), style: 'strong' },
    { kind: 'list', items },
  ];
}
