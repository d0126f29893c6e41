import type { ClientSession, Connection } from 'mongoose';
import { followLines } from '../aftersales/follow.ts';
import type { NewOutboxRow } from '../chat/outbox-row.ts';
import { customerModel } from '../customers/model.ts';
import { gathered } from '../database/together.ts';
import { transact } from '../database/transact.ts';
import { DeskError } from '../errors.ts';
import type { Log } from '../log.ts';
import { mayRead } from '../members/ability.ts';
import type { Actor } from '../members/actor.ts';
import { type Member, personOf } from '../members/member.ts';
import { refreshRow } from '../notices/after-move.ts';
import { moneyFollows } from '../payments/follow.ts';
import { markMoves } from '../risks/after-move.ts';
import type { Settings } from '../settings/settings.ts';
import { followed, followedOn } from '../stock/follow.ts';
import type { GiveWay } from '../stock/give-way.ts';
import { checkMove } from './check.ts';
import { createCircumstances } from './circumstances.ts';
import type { Change, Circumstances, MoveInput } from './deeds/deed.ts';
import { deeds } from './deeds/index.ts';
import { matched, placesOf } from './line-matching.ts';
import { orderModel } from './model.ts';
import type { Action } from './moves.ts';
import { drawNumber } from './numbers.ts';
import type { Approval, Order } from './order.ts';
import { settledOvership } from './overship-answer.ts';
import type { Rules } from './rules.ts';
import { settledShortage, splitOff } from './shortage-answer.ts';
import { storeOrder } from './store.ts';
import { createSubmissionsTogether, type WantedSubmission } from './together/submissions.ts';
import { draftLine, moveLine } from './trail.ts';
import { keepVersion } from './versions.ts';
import { lapsed, written } from './written.ts';

/** What a move did: the order after it, and whether it had been done before under the same key. */
export type Moved = { order: Order; action: Action; repeated: boolean };

type Deps = {
  connection: Connection;
  settings: { get(): Promise<Settings> };
  members: { all(): Promise<Member[]> };
  audit: {
    record(entry: AuditedMove, session?: ClientSession): Promise<unknown>;
    recordAll(entries: readonly AuditedMove[], session: ClientSession): Promise<void>;
  };
  /** The rows that tell people about a move, stored in its transaction. */
  notices(move: { before: Order; after: Order; action: Action; actor: Actor }, rules: Rules): Promise<NewOutboxRow[]>;
  outbox: { add(rows: readonly NewOutboxRow[], now: Date, session?: ClientSession): Promise<void>; kick(): void };
  /** Takes back what others hold of goods that were sent. */
  giveWay: GiveWay;
  log: Pick<Log, 'warn'>;
};

type AuditedMove = {
  at: Date;
  by: string;
  from: string;
  action: string;
  subject: { kind: 'Order' | 'Product'; id: string };
  key?: string;
  before?: Record<string, unknown>;
  after?: Record<string, unknown>;
  refused?: string;
};

/** The products of an order. */
const goodsOf = ({ lines }: Order): string[] => [...new Set(lines.map((line) => line.product))];

/** Makes the moves of the table: one conditional update in a transaction with its outbox rows and its audit entry. */
export function createMoves(deps: Deps) {
  const { connection, settings, members, audit, notices, outbox, log, giveWay } = deps;
  const orders = orderModel(connection);

  const circumstances = createCircumstances(connection);

  async function apply(
    actor: Actor,
    order: Order,
    action: Action,
    change: Change,
    number: string | undefined,
    session: ClientSession,
  ): Promise<Order> {
    const after = await storeOrder(connection, order, written(actor, order, action, change, number), session);
    if (!after) throw new DeskError('error.changed_meanwhile', { order: order.number ?? order.draftNo });
    return after;
  }

  /** A version that is no longer in force is kept, and cases name the lines of the new one by their new places. */
  async function renew(
    actor: Actor,
    { before, after, decidedBy }: { before: Order; after: Order; decidedBy?: Approval },
    session: ClientSession,
  ): Promise<void> {
    await keepVersion(connection, before, after, { at: actor.now, by: actor.member._id, decidedBy }, session);
    if (after.version !== before.version)
      await followLines(connection, after._id, placesOf(matched(before.lines, after.lines)), session);
  }

  async function firstApproval(before: Order, after: Order, session: ClientSession): Promise<void> {
    if (before.approvedAt || !after.approvedAt) return;
    await customerModel(connection).updateOne(
      { _id: after.customer, firstApprovedAt: { $exists: false } },
      { $set: { firstApprovedAt: after.orderDate } },
      { session },
    );
  }

  async function record(
    actor: Actor,
    before: Order,
    after: Order,
    { action, rules }: { action: Action; rules: Rules },
    session: ClientSession,
  ): Promise<void> {
    await audit.record(moveLine(actor, before, after, action), session);
    await outbox.add(await notices({ before, after, action, actor }, rules), actor.now, session);
    await markMoves(connection, [{ before, after, action }], { now: actor.now, session });
  }

  /** What splits what is missing off into a draft: a decision, or the owner's word. */
  const isSplit = (action: Action, { shortage }: MoveInput): boolean =>
    (action === 'approve' || action === 'shortage') && shortage === 'split';

  const isRepeat = ({ timeline }: Order, action: Action, { key, member }: Actor): boolean =>
    timeline.some((e) => e.key === key && e.action === action && e.by === member._id);

  /** What a shipment means for stock; what is booked in with it is on the product's trail. */
  async function shipped(
    order: Order,
    done: Change,
    { at, actor }: { at: Circumstances; actor: Actor },
    session: ClientSession,
  ): Promise<Change> {
    const { change, booked, shelves } = await settledOvership(connection, order, done, at, session);
    const { now, key, member, from } = actor;
    const received = new Map(booked.map(({ product, quantity }) => [product, quantity]));
    for (const { product, quantity, onHand } of booked)
      await audit.record(
        {
          ...{ at: now, by: member._id, from, action: 'stock.receive', key: `${key}:stock.receive:${product}` },
          subject: { kind: 'Product', id: product },
          before: { onHand },
          after: { onHand: onHand + quantity },
        },
        session,
      );
    return followedOn(connection, order, change, { shelves, received, cause: actor }, session);
  }

  /** What a change means for stock; at the last approval what is missing is taken, or asked about. */
  async function withStock(
    order: Order,
    action: Action,
    done: Change,
    with_: { at: Circumstances; actor: Actor },
    session: ClientSession,
  ): Promise<Change> {
    if (action === 'ship') return shipped(order, done, with_, session);
    const change = await followed(connection, order, done, with_.actor, session);
    const isLast = action === 'approve' && order.state === 'pending' && change.state === 'approved';
    const isOwners = action === 'shortage' && isSplit(action, with_.at.input);
    if (!isLast && !isOwners) return change;
    const settle = isLast ? settledShortage : splitOff;
    const settled = await settle(connection, order, change, with_, session);
    if (settled.rest) await recordRest(with_.actor, settled.rest, session);
    return settled.change;
  }

  /** The order that was found; throws where it is not there for the person, or got its number meanwhile. */
  function readable(order: Order | null, { member }: Actor, id: string, draws: boolean): Order {
    if (!order || !mayRead(personOf(member), 'Order', order))
      throw new DeskError('error.order_not_found', { name: id });
    if (draws && order.number) throw new DeskError('error.changed_meanwhile', { order: order.number });
    return order;
  }

  /** The draft of what was split off has a trail of its own. */
  const recordRest = (actor: Actor, rest: Order, session: ClientSession) =>
    audit.record(draftLine(actor, undefined, rest), session);

  /** A number is drawn at the first submission; an order never loses it. */
  const isNumbered = async (id: string): Promise<boolean> =>
    (await orders.exists({ _id: id, number: { $gt: '' } })) !== null;

  async function attempt(actor: Actor, id: string, action: Action, input: MoveInput): Promise<Moved> {
    const draws = action === 'submit' && !(await isNumbered(id));
    const splits = isSplit(action, input);
    const turn = draws ? 'order' : splits ? 'draft' : undefined;
    const work = async (session: ClientSession): Promise<Moved> => {
      const rules = { members: await members.all(), settings: await settings.get() };
      // The counter first: a transaction that has read nothing yet waits for its turn, a later one would collide.
      const number = draws ? await drawNumber(connection, 'order', session) : undefined;
      const found = await orders.findById(id, null, { session }).lean<Order>();
      // Who did it may not see the order any more: a repeat is answered all the same.
      if (found && isRepeat(found, action, actor)) {
        if (number) await session.abortTransaction();
        return { order: found, action, repeated: true };
      }
      const order = readable(found, actor, id, draws);
      checkMove(actor, order, action, input, rules);
      const at = await circumstances(actor, order, { action, input, ...rules }, session);
      const done = { ...lapsed(order, deeds[action](order, at), actor), for: at.standsFor };
      const change = await withStock(order, action, done, { at, actor }, session);
      const moved = await apply(actor, order, action, change, number, session);
      const cause = { ...actor, today: at.today };
      const { order: after, others } = await moneyFollows(connection, order, moved, cause, session);
      if (input.overship === 'take') await giveWay(goodsOf(order), { ...actor, cause: 'ship' }, session);
      await firstApproval(order, after, session);
      await renew(actor, { before: order, after, decidedBy: change.decidedBy }, session);
      await record(actor, order, after, { action, rules }, session);
      await outbox.add(others.map(refreshRow), actor.now, session);
      return { order: after, action, repeated: false };
    };
    return transact(connection, work, { turn });
  }

  const submissions = createSubmissionsTogether(deps);
  /** A submission, together with all that wait for a number. */
  const submitted = gathered<WantedSubmission, Moved>({
    async together(wanted) {
      const { done, heldMs } = await submissions(wanted);
      const moved = [...done].map(([one, order]) => [one, { order, action: 'submit', repeated: false }] as const);
      return { done: new Map(moved), heldMs };
    },
    alone: ({ actor, id, input }) => attempt(actor, id, 'submit', input),
    failed: (error) => log.warn({ err: error }, 'submissions were not made together, but one by one'),
  });

  async function recordRefusal(actor: Actor, id: string, action: Action, error: unknown): Promise<void> {
    if (!(error instanceof DeskError)) return;
    error.audited = true;
    const subject = { kind: 'Order', id } as const;
    await audit.record({ at: actor.now, by: actor.member._id, from: actor.from, action, subject, refused: error.code });
  }

  /**
   * Makes a move. Of two simultaneous moves one wins; the other reads what happened. The same key again gives the same
   * result. Throws `DeskError` when the state, the rights or a guard refuse it; the refusal is on the audit trail.
   */
  return async function move(actor: Actor, id: string, action: Action, input: MoveInput = {}): Promise<Moved> {
    try {
      const moved = await (action === 'submit' ? submitted({ actor, id, input }) : attempt(actor, id, action, input));
      if (!moved.repeated) outbox.kick();
      return moved;
    } catch (error) {
      await recordRefusal(actor, id, action, error);
      throw error;
    }
  };
}
export type Moves = ReturnType<typeof createMoves>;
