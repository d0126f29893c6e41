import type { ClientSession, Connection } from 'mongoose';
import { DeskError } from '../errors.ts';
import type { Actor } from '../members/actor.ts';
import { followed } from '../stock/follow.ts';
import { shortagesOf, shortText } from '../stock/shortage.ts';
import { contentHash } from './content.ts';
import type { Change, Circumstances } from './deeds/deed.ts';
import { drawNumber } from './numbers.ts';
import { type Order, orderName } from './order.ts';
import { insertRest, linesInTwo, splitFields, sumsOf } from './split.ts';

/** What came of a shortage: the change as it counts, and the draft of what was split off. */
export type Settled = { change: Change; rest?: Order };

/** Of which products stock is kept. */
function keptIn(products: Circumstances['products']): (product: string) => boolean {
  const kept = new Set([...products.values()].filter((p) => p.counted).map((p) => p._id));
  return (product) => kept.has(product);
}

/** The order keeps what is there, and what is missing becomes a draft of its own. */
async function split(
  connection: Connection,
  order: Order,
  change: Change,
  { at, actor, isKept }: Split,
  session: ClientSession,
): Promise<Settled> {
  const now: Order = { ...order, ...change.set, state: change.state };
  const { kept, rest } = linesInTwo(now, isKept);
  if (kept.length === 0) throw new DeskError('error.split_nothing', { order: orderName(order) });
  const base = at.settings.currency;
  const [keeps, gives] = [sumsOf(kept, now, base), sumsOf(rest, now, base)];
  const others = splitFields(now, keeps.baseTotal, gives.baseTotal);
  const approval = now.approval && { ...now.approval, contentHash: contentHash({ ...now, lines: kept }) };
  const set = { ...keeps, approval, splitTotal: others.kept, version: order.version + 1 };
  const smaller = await followed(connection, now, { ...change, set: { ...change.set, ...set } }, actor, session);
  const isNewCustomer = !at.hasEarlierApproved;
  // Drawn once it is known that there is a rest; splits of a process have their turn among those that make drafts.
  const draftNo = await drawNumber(connection, 'draft', session);
  const draft = { ...gives, splitTotal: others.rest, draftNo, isNewCustomer };
  const made = await insertRest(connection, order, draft, actor, session);
  const note = [change.note, made.draftNo].filter(Boolean).join(' · ');
  return { change: { ...smaller, note }, rest: made };
}

type Split = { at: Circumstances; actor: Actor; isKept(product: string): boolean };

/**
 * At the last approval an order takes what it misses; what is not there is asked about. Without an answer nothing is
 * stored (`error.stock_asks`). A product of which nobody ever said how much there is asks nothing.
 */
export async function settledShortage(
  connection: Connection,
  order: Order,
  change: Change,
  { at, actor }: { at: Circumstances; actor: Actor },
  session: ClientSession,
): Promise<Settled> {
  const after: Order = { ...order, ...change.set, state: change.state };
  const isKept = keptIn(at.products);
  const shortages = shortagesOf({ ...after, lapsedAt: undefined }, isKept);
  if (shortages.length === 0) return { change };
  const short = shortText(shortages);
  switch (at.input.shortage) {
    case 'backorder':
      return { change: { ...change, goods: { ...change.goods, short } } };
    case 'split':
      return split(connection, order, change, { at, actor, isKept }, session);
    default:
      throw new DeskError('error.stock_asks', { order: orderName(order), missing: short });
  }
}
