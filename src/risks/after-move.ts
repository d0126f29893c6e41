import type { ClientSession, Connection } from 'mongoose';
import type { Action } from '../orders/moves.ts';
import type { Order } from '../orders/order.ts';
import { owing } from '../orders/stages.ts';
import { type Marked, markRisks } from './marks.ts';
import { isAtRisk } from './watched.ts';

/** A move that was made. */
type Made = { before: Order; after: Order; action: Action };

/** Moves that change nothing that risks rest on. */
const quiet: readonly Action[] = [
  'ask',
  'answer',
  'urge',
  'transfer',
  'add_approver',
  'contingency',
  'start',
  'ready',
  'track',
  'deliver',
];

/** What of an order its customer owes; of one that owes nothing, nothing. */
const weighsOnCredit = ({ state, total, paid, credited = 0, paymentDays, rate }: Order): string =>
  owing.includes(state) ? [total, paid, credited, paymentDays > 0, rate].join() : '';

/** What finance agreed to with an order: it counts for all of the customer. */
const agreedIn = ({ approvedOnce: once }: Order): string => (once ? `${once.amount} ${once.until}` : '');

/** What is to be looked at anew after a move: all open orders of the customer where what is owed or agreed to changed, else the order. */
export function touchedBy({ before, after, action }: Made): { kind: Marked; about: string }[] {
  if (quiet.includes(action)) return [];
  const isCredit = weighsOnCredit(before) !== weighsOnCredit(after) || agreedIn(before) !== agreedIn(after);
  if (isCredit) return [{ kind: 'customer', about: after.customer }];
  return isAtRisk(before) || isAtRisk(after) ? [{ kind: 'order', about: after._id }] : [];
}

/** Marks what some moves may have put at risk, or out of it, in their transaction. */
export const markMoves = (
  connection: Connection,
  made: readonly Made[],
  { now, session }: { now: Date; session: ClientSession },
): Promise<void> => markRisks(connection, made.flatMap(touchedBy), { now, session });
