import type { Button } from '../../chat/card.ts';
import { type Locale, t } from '../../text/index.ts';
import type { Order } from '../order.ts';

/** The button that opens an order's card. */
export const openButton = (locale: Locale, order: Pick<Order, '_id'>): Button => ({
  label: t(locale, 'word.open'),
  intent: { command: 'show', input: { order: order._id } },
});
