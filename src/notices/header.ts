import { orderCard } from '../orders/cards/order-card.ts';
import { readAwaited } from '../stock/read-awaited.ts';
import type { Notice } from './notice.ts';

/** The header card of the order's thread. */
export const header: Notice = async ({ connection, viewer, order, cards }) =>
  orderCard(viewer, order, { ...cards, awaited: await readAwaited(connection, order) });
