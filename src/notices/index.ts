import { backorderServed } from './backorder-served.ts';
import { decision } from './decision.ts';
import { delayed } from './delayed.ts';
import { exception } from './exception.ts';
import { happened } from './happened.ts';
import { header } from './header.ts';
import { milestone } from './milestone.ts';
import type { Notice } from './notice.ts';
import { paid } from './paid.ts';
import { recurring } from './recurring.ts';
import { reservationExpired } from './reservation-expired.ts';
import { reservationLost } from './reservation-lost.ts';
import { stuck } from './stuck.ts';
import { told } from './told.ts';
import { urged } from './urged.ts';
import { waiting } from './waiting.ts';

/** Every notice about an order, by the name that outbox rows carry. A new one is a file and a line here. */
export const notices: Readonly<Record<string, Notice>> = {
  backorder_served: backorderServed,
  decision,
  delayed,
  exception,
  happened,
  header,
  milestone,
  paid,
  reservation_expired: reservationExpired,
  reservation_lost: reservationLost,
  recurring,
  stuck,
  told,
  urged,
  waiting,
};
