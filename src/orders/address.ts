import type { Settings } from '../settings/settings.ts';
import type { Order } from './order.ts';

/** Letters that an address has at most. */
export const longestAddress = 400;

/** Whether an order is asked about before it is filed, since nobody knows where it goes: operations could not ship it. */
export const lacksAddress = (
  { shipTo }: Pick<Order, 'shipTo'>,
  { asksAddress }: Pick<Settings, 'asksAddress'>,
): boolean => asksAddress && !shipTo?.trim();
