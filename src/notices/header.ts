import { orderCard } from '../orders/cards/order-card.ts';
import type { Notice } from './notice.ts';

/** The header card of the order's thread. */
export const header: Notice = ({ viewer, order, cards }) => orderCard(viewer, order, cards);
