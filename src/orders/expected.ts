import { addDays, type CalendarDate, daysBetween } from '../dates.ts';
import { type GoodsNews, isPrepared, openMilestones, openParcels } from './goods.ts';
import { isAgreed } from './guards.ts';
import type { Order, State } from './order.ts';

type Facts = Pick<Order, 'promisedDate' | 'requestedDate' | 'lines' | 'milestones' | 'shipments'>;

/** Days by which a milestone is, or was, later than first planned; never less than none. */
export const slipOf = ({ original, planned, actual }: NonNullable<Order['milestones']>[number]): number =>
  Math.max(0, daysBetween(original, actual ?? planned));

/**
 * Today's best knowledge of when all is with the customer: what was promised (else wished for) and the worst slip of a
 * milestone, not before the latest milestone that is open, nor before the latest parcel arrives. Once all has left the
 * warehouse, milestones say nothing any more. Nothing else moves it, and it never moves what was promised.
 */
export function expectedDate(order: Facts): CalendarDate | undefined {
  const base = order.promisedDate ?? order.requestedDate ?? undefined;
  const isWaiting = !isPrepared(order);
  const slip = isWaiting ? Math.max(0, ...(order.milestones ?? []).map(slipOf)) : 0;
  const known = [
    ...(base ? [addDays(base, slip)] : []),
    ...(isWaiting ? openMilestones(order).map((m) => m.planned) : []),
    ...openParcels(order).flatMap((s) => (s.eta ? [s.eta] : [])),
  ];
  return known.sort().at(-1);
}

const awaited: readonly State[] = ['approved', 'in_production', 'ready', 'part_shipped', 'shipped', 'on_hold'];

type Dated = Pick<Order, 'state' | 'approvedAt' | 'promisedDate' | 'expectedDate'>;

/** Whether goods are awaited later than they were promised. */
export const isExpectedLate = ({ state, promisedDate, expectedDate: expected }: Dated): boolean =>
  awaited.includes(state) && !!promisedDate && !!expected && expected > promisedDate;

/**
 * What a change of an agreed order says of the expected date, for the timeline; undefined where it moved with the promise,
 * or nobody waits for the goods any more.
 */
export function expectedNews(before: Dated, after: Dated): GoodsNews | undefined {
  const { expectedDate: from } = before;
  const { expectedDate: to, promisedDate: promised } = after;
  if (!isAgreed(before) || !awaited.includes(after.state) || !to || from === to) return undefined;
  const isAgreedDate = to === promised && before.promisedDate !== promised;
  if (isAgreedDate && !isExpectedLate(before)) return undefined;
  return { ...(from && { from }), to, ...(promised && { promised }) };
}
