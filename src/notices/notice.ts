import type { Connection } from 'mongoose';
import type { Card } from '../chat/card.ts';
import type { Member } from '../members/member.ts';
import type { Viewer } from '../members/viewer.ts';
import type { CardContext } from '../orders/cards/order-card.ts';
import type { Order } from '../orders/order.ts';
import type { Settings } from '../settings/settings.ts';

/** What a notice is drawn from, read when it is sent, so that it is always true. */
export type NoticeContext = {
  connection: Connection;
  viewer: Viewer;
  order: Order;
  members: readonly Member[];
  settings: Settings;
  cards: CardContext;
  now: Date;
  data: Readonly<Record<string, unknown>>;
};

/** A notice about an order. `undefined` when there is nothing to say any more. */
export type Notice = (context: NoticeContext) => Promise<Card | undefined> | Card | undefined;
