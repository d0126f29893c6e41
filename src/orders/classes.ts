import { type CalendarDate, daysBetween } from '../dates.ts';
import type { Settings } from '../settings/settings.ts';
import type { Classes } from './order.ts';

type Limits = Pick<Settings, 'sizeLarge' | 'sizeMedium' | 'urgentDays' | 'shortDays'>;

/** Size by total, in minor units of the base currency. */
export function sizeOf(baseTotal: number, limits: Limits): Classes['size'] {
  if (baseTotal >= limits.sizeLarge) return 'large';
  return baseTotal >= limits.sizeMedium ? 'medium' : 'small';
}

/** Urgency by the days from the date of submission to the requested date; without a wish it is long. */
export function urgencyOf(
  orderDate: CalendarDate,
  requested: CalendarDate | undefined,
  limits: Limits,
): Classes['urgency'] {
  if (!requested) return 'long';
  const days = daysBetween(orderDate, requested);
  if (days <= limits.urgentDays) return 'urgent';
  return days <= limits.shortDays ? 'short' : 'long';
}

/** The classes of an order, set at submission and at each change. */
export function classify(
  order: { baseTotal: number; orderDate: CalendarDate; requestedDate?: CalendarDate; hasEarlierApproved: boolean },
  limits: Limits,
): Classes {
  return {
    size: sizeOf(order.baseTotal, limits),
    customer: order.hasEarlierApproved ? 'existing' : 'new',
    urgency: urgencyOf(order.orderDate, order.requestedDate, limits),
  };
}

const urgencyPoints = { urgent: 2, short: 1, long: 0 };
const sizePoints = { large: 2, medium: 1, small: 0 };

/** The score that orders every work list, higher first: urgency, then size, then customer tier. */
export function priorityOf(
  classes: Classes,
  tier: string | undefined,
  settings: Pick<Settings, 'priorityWeights' | 'tiers'>,
): number {
  const { urgency, size, tier: tierWeight } = settings.priorityWeights;
  const place = tier === undefined ? -1 : settings.tiers.indexOf(tier);
  const tierPoints = place < 0 ? 0 : settings.tiers.length - place;
  return urgencyPoints[classes.urgency] * urgency + sizePoints[classes.size] * size + tierPoints * tierWeight;
}
