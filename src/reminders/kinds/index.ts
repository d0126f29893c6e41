import type { Kind, OrderKind } from '../kind.ts';
import { caseDue } from './case.ts';
import { delivery } from './delivery.ts';
import { followUp } from './follow-up.ts';
import { milestone } from './milestone.ts';
import { payment } from './payment.ts';
import { price } from './price.ts';
import { reservation } from './reservation.ts';
import { silent } from './silent.ts';

/** The kinds of reminders of orders. */
export const orderKinds: readonly OrderKind[] = [delivery, payment, milestone, reservation];

/** All kinds of reminders. A new one is a file and a line here. */
export const kinds: readonly (Kind<'order'> | Kind<'case'> | Kind<'follow_up'> | Kind<'price'>)[] = [
  ...orderKinds,
  caseDue,
  followUp,
  silent,
  price,
];
export type AnyKind = (typeof kinds)[number];
