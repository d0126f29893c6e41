import { type Address, nativeId } from '../chat/address.ts';
import type { NewOutboxRow } from '../chat/outbox-row.ts';
import { noticesAfterMove } from '../notices/after-move.ts';
import { forgettable } from '../orders/stages.ts';
import type { Company } from './company.ts';

/** What operations have something to do with. */
const toPrepare = forgettable;

/** The direct conversation of a person of the sample company; all of them live in the console. */
const directOf = ({ identities }: { identities: Address[] }): Address[] =>
  identities.map((i): Address => `console:@${nativeId(i)}`);

/**
 * What the desk would have posted and what still matters: a decision card for each order that waits for one, and the
 * header card of each order that is to be prepared. History posts nothing.
 */
export function openNotices({ orders, last, members, settings }: Company): NewOutboxRow[] {
  return orders.flatMap((order) => {
    const made = last.get(order._id);
    const wanted = order.state === 'pending' ? 'decision' : toPrepare.includes(order.state) ? 'header' : undefined;
    if (!made || !wanted) return [];
    const now = { ...made, after: order };
    return noticesAfterMove(now, { members, settings, directOf, hasThreads: () => false }).filter(
      (row) => row.notice === wanted,
    );
  });
}
