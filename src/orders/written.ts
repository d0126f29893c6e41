import { lookedAt } from '../looked-at.ts';
import type { Actor } from '../members/actor.ts';
import { returned } from './deeds/change/apply.ts';
import type { Change } from './deeds/deed.ts';
import { derivedFields } from './derived.ts';
import { linesText } from './double-keys.ts';
import { searchWithLines } from './draft-input.ts';
import { expectedNews } from './expected.ts';
import { type Action, changeable } from './moves.ts';
import type { Order, TimelineEntry } from './order.ts';

/** What a move writes to its order: fields (`undefined` is taken away) and what the timeline says. */
export type Written = { fields: Partial<Order>; entries: TimelineEntry[] };

/** What the timeline says of a move, and of what the desk did because of it. */
function entriesOf(actor: Actor, order: Order, action: Action, change: Change, moved: Order): TimelineEntry[] {
  const { now: at, key, member } = actor;
  const { doubles } = change;
  const said = {
    at,
    by: member._id,
    ...(change.for && { for: change.for }),
    action,
    from: order.state,
    to: change.state,
    note: change.note || undefined,
    goods: change.goods,
    ...(doubles && { doubles: [...doubles] }),
    key,
  };
  const goods = expectedNews(order, moved);
  return [
    said,
    ...(change.also ? [{ at, ...change.also, key }] : []),
    ...(goods ? [{ at, action: 'expected' as const, goods, key }] : []),
  ];
}

/** A change order does not outlive the states in which an order can be changed. */
export function lapsed(order: Order, change: Change, { key }: Actor): Change {
  const isOver = !(changeable as readonly string[]).includes(change.state) && change.state !== 'on_hold';
  if (!order.change || (change.set && 'change' in change.set) || !isOver) return change;
  const also = { action: 'change_lapsed' as const, note: 'state' };
  return { ...change, set: { ...change.set, change: undefined, returnedChange: returned(order.change, key) }, also };
}

/** The words that find an order after a move: with the number that it got, and those of the lines that it has then. */
function searchAfter(order: Order, { lines }: Order, number: string | undefined): string[] {
  const isSame = lines === order.lines || linesText(lines) === linesText(order.lines);
  const search = isSame ? order.search : searchWithLines(order, lines);
  return number ? [...search, number.toLowerCase()] : search;
}

/** What a move writes: what its deed changes, what follows from that, and the number where one was drawn. */
export function written(actor: Actor, order: Order, action: Action, change: Change, number?: string): Written {
  const moved = lookedAt<Order>(order, change.set ?? {}, { state: change.state });
  const derived = derivedFields(moved);
  const search = searchAfter(order, moved, number);
  const found = search === order.search ? {} : { search };
  return {
    fields: { ...change.set, state: change.state, ...derived, ...(number ? { number } : {}), ...found },
    entries: entriesOf(actor, order, action, change, Object.assign(moved, derived)),
  };
}
