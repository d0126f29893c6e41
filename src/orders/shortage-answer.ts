import type { ClientSession, Connection } from 'mongoose';
import { DeskError } from '../errors.ts';
import type { Actor } from '../members/actor.ts';
import { followed } from '../stock/follow.ts';
import { keptIn, shortagesOf, shortText } from '../stock/shortage.ts';
import { contentHash } from './content.ts';
import type { Change, Circumstances } from './deeds/deed.ts';
import { drawNumber } from './numbers.ts';
import { type Order, orderName } from './order.ts';
import { insertRest } from './split.ts';
import { linesInTwo, splitFields, sumsOf } from './split-lines.ts';

/** What came of a shortage: the change as it counts, and the draft of what was split off. */
export type Settled = { change: Change; rest?: Order };

type Split = { at: Circumstances; actor: Actor };

/** Whether a part has to be reviewed as one of a new customer, whoever is approved meanwhile: the whole was one. */
const isOfNewCustomer = ({ approval, splitFrom }: Order, { hasEarlierApproved }: Circumstances): boolean =>
  !hasEarlierApproved ||
  splitFrom?.newCustomer === true ||
  (approval?.steps ?? []).some((step) => step.reasons.includes('new_customer'));

/**
 * The order keeps what is there, and what is missing becomes a draft of its own. The review of the order goes on for what
 * it keeps. Throws where nothing is there, or more was paid than what is there comes to.
 */
async function split(
  connection: Connection,
  order: Order,
  change: Change,
  { at, actor }: Split,
  session: ClientSession,
): Promise<{ change: Change; rest: Order }> {
  const now: Order = { ...order, ...change.set, state: change.state };
  const { kept, rest } = linesInTwo(now, keptIn(at.products.values()));
  const name = orderName(order);
  if (kept.length === 0) throw new DeskError('error.split_nothing', { order: name });
  const base = at.settings.currency;
  const [keeps, gives] = [sumsOf(kept, now, base), sumsOf(rest, now, base)];
  if (order.paid > keeps.total) throw new DeskError('error.split_paid', { order: name });
  const others = splitFields(now, keeps.baseTotal, gives.baseTotal);
  const approval = now.approval && { ...now.approval, contentHash: contentHash({ ...now, lines: kept }) };
  const set = { ...keeps, approval, splitTotal: others.kept, version: order.version + 1 };
  const smaller = await followed(connection, now, { ...change, set: { ...change.set, ...set } }, actor, session);
  const isNewCustomer = isOfNewCustomer(order, at);
  // Drawn once it is known that there is a rest; splits of a process have their turn among those that make drafts.
  const draftNo = await drawNumber(connection, 'draft', session);
  const draft = { ...gives, splitTotal: others.rest, draftNo, isNewCustomer };
  return { change: smaller, rest: await insertRest(connection, order, draft, actor, session) };
}

/** What the owner splits off a filed order, before anybody decided about what is missing. */
export async function splitOff(...given: Parameters<typeof split>): Promise<Settled> {
  const { change, rest } = await split(...given);
  return { change: { ...change, goods: { ...change.goods, rest: rest.draftNo } }, rest };
}

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
  const shortages = shortagesOf({ ...after, lapsedAt: undefined }, keptIn(at.products.values()));
  if (shortages.length === 0) return { change };
  const short = shortText(shortages);
  switch (at.input.shortage) {
    case 'backorder':
      return { change: { ...change, goods: { ...change.goods, short } } };
    case 'split': {
      const { change: smaller, rest } = await split(connection, order, change, { at, actor }, session);
      return { change: { ...smaller, note: [smaller.note, rest.draftNo].filter(Boolean).join(' · ') }, rest };
    }
    default:
      throw new DeskError('error.stock_asks', { order: orderName(order), missing: short });
  }
}
