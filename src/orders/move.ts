import type { ClientSession, Connection } from 'mongoose';
import { fallbackOf, leavesNobody } from '../approvals/eligible.ts';
import type { NewOutboxRow } from '../chat/outbox-row.ts';
import { customerModel } from '../customers/model.ts';
import { transact } from '../database/transact.ts';
import { dateAt } from '../dates.ts';
import { DeskError } from '../errors.ts';
import { mayMove, mayRead } from '../members/ability.ts';
import type { Actor } from '../members/actor.ts';
import { type Member, type Person, personOf } from '../members/member.ts';
import type { Settings } from '../settings/settings.ts';
import { followed } from '../stock/follow.ts';
import { rateOf } from './currency.ts';
import type { Change, Circumstances, MoveInput } from './deeds/deed.ts';
import { deeds } from './deeds/index.ts';
import { parted } from './draft.ts';
import { orderModel } from './model.ts';
import { type Action, moveOf } from './moves.ts';
import { drawNumber } from './numbers.ts';
import { offersOf } from './offers.ts';
import type { ApprovalStep, Order, TimelineEntry } from './order.ts';
import { neededLater, noApprover, refusal, stepDecided } from './refusal.ts';
import { stepsOf } from './steps.ts';

/** What a move did: the order after it, and whether it had been done before under the same key. */
export type Moved = { order: Order; action: Action; repeated: boolean };

type Deps = {
  connection: Connection;
  settings: { get(): Promise<Settings> };
  members: { all(): Promise<Member[]> };
  audit: { record(entry: AuditedMove, session?: ClientSession): Promise<unknown> };
  /** The rows that tell people about a move, stored in its transaction. */
  notices(move: { before: Order; after: Order; action: Action; actor: Actor }): Promise<NewOutboxRow[]>;
  outbox: { add(rows: readonly NewOutboxRow[], now: Date, session?: ClientSession): Promise<void>; kick(): void };
};

type AuditedMove = {
  at: Date;
  by: string;
  from: string;
  action: string;
  subject: { kind: 'Order'; id: string };
  before?: Record<string, unknown>;
  after?: Record<string, unknown>;
  refused?: string;
};

/** Makes the moves of the table: one conditional update in a transaction with its outbox rows and its audit entry. */
export function createMoves(deps: Deps) {
  const { connection, settings, members, audit, notices, outbox } = deps;
  const orders = orderModel(connection);

  async function stepsFor(order: Order, rules: Settings, session: ClientSession): Promise<ApprovalStep[]> {
    const all = await members.all();
    const rate = rateOf(order.currency, rules);
    const offers = await offersOf(
      connection,
      order.lines.map((l) => l.sku),
      rate,
      session,
    );
    const { steps, stuck } = stepsOf(order, { members: all, settings: rules, products: offers });
    if (stuck.length > 0) throw noApprover(order, stuck);
    return steps;
  }

  async function circumstances(
    actor: Actor,
    order: Order,
    action: Action,
    input: MoveInput,
    session: ClientSession,
  ): Promise<Circumstances> {
    const rules = await settings.get();
    const submitting = action === 'submit';
    const customer = submitting
      ? await customerModel(connection).findById(order.customer, null, { session }).lean()
      : null;
    return {
      actor,
      input,
      settings: rules,
      today: dateAt(actor.now, rules.timezone),
      steps: submitting ? await stepsFor(order, rules, session) : [],
      hasEarlierApproved: customer?.firstApprovedAt !== undefined,
      // Only managers close short, so the table itself says who manages this order.
      isManager: mayMove(personOf(actor.member), 'close_short', { ...order, state: 'part_shipped' }),
    };
  }

  /** Texts that go on cards and timelines have an end. */
  function checkLengths({ reason, carrier, trackingNo }: MoveInput): void {
    for (const [field, text, most] of [
      ['reason', reason, 500],
      ['carrier', carrier, 60],
      ['trackingNo', trackingNo, 60],
    ] as const)
      if (text !== undefined && text.length > most) throw new DeskError('error.too_long', { most }, { field });
  }

  /** The step that the person might have decided is decided, by a colleague or by the same person; the next is another's. */
  const wasDecided = ({ approval }: Order, action: Action, person: Person): boolean =>
    moveOf(action).from.pending?.includes('approver') === true &&
    (approval?.steps ?? []).some(
      (s) => s.decision !== undefined && (person.roles.includes(s.role) || s.by === person.id),
    );

  async function check(actor: Actor, order: Order, action: Action, input: MoveInput): Promise<void> {
    const person = personOf(actor.member);
    if (!moveOf(action).from[order.state]) throw refusal(order, action, person, await members.all());
    const mayNow = mayMove(person, action, order, fallbackOf(order));
    if (!mayNow && wasDecided(order, action, person)) throw stepDecided(order, await members.all());
    if (!mayNow)
      throw new DeskError('error.move_not_yours', { order: order.number ?? order.draftNo }, { loudness: 'warn' });
    if (moveOf(action).reason && !input.reason?.trim())
      throw new DeskError('error.reason_required', { action: { text: `action.${action}` } }, { field: 'reason' });
    checkLengths(input);
    if (action === 'approve' && leavesNobody(order, actor.member, await members.all()))
      throw neededLater(order, actor.member, await members.all());
  }

  function entryOf(actor: Actor, order: Order, action: Action, change: Change): TimelineEntry {
    const { now, key, member } = actor;
    return {
      at: now,
      by: member._id,
      action,
      from: order.state,
      to: change.state,
      note: change.note || undefined,
      key,
    };
  }

  async function apply(
    actor: Actor,
    order: Order,
    action: Action,
    change: Change,
    number: string | undefined,
    session: ClientSession,
  ): Promise<Order> {
    const search = number ? [...order.search, number.toLowerCase()] : order.search;
    const changes = { ...change.set, state: change.state, ...(number ? { number, search } : {}) };
    const { set, unset } = parted(changes);
    const after = await orders
      .findOneAndUpdate(
        { _id: order._id, revision: order.revision },
        { $set: set, $unset: unset, $push: { timeline: entryOf(actor, order, action, change) }, $inc: { revision: 1 } },
        { returnDocument: 'after', session },
      )
      .lean<Order>();
    if (!after) throw new DeskError('error.changed_meanwhile', { order: order.number ?? order.draftNo });
    return after;
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
    action: Action,
    session: ClientSession,
  ): Promise<void> {
    await audit.record(
      {
        at: actor.now,
        by: actor.member._id,
        from: actor.from,
        action,
        subject: { kind: 'Order', id: after._id },
        before: { state: before.state, version: before.version },
        after: { state: after.state, version: after.version },
      },
      session,
    );
    await outbox.add(await notices({ before, after, action, actor }), actor.now, session);
  }

  /** A number is drawn at the first submission; an order never loses it. */
  const isNumbered = async (id: string): Promise<boolean> =>
    (await orders.exists({ _id: id, number: { $gt: '' } })) !== null;

  async function attempt(actor: Actor, id: string, action: Action, input: MoveInput): Promise<Moved> {
    const draws = action === 'submit' && !(await isNumbered(id));
    return transact(connection, async (session) => {
      // The counter first: a transaction that has read nothing yet waits for its turn, a later one would collide.
      const number = draws ? await drawNumber(connection, 'order', session) : undefined;
      const order = await orders.findById(id, null, { session }).lean<Order>();
      if (!order || !mayRead(personOf(actor.member), 'Order', order))
        throw new DeskError('error.order_not_found', { name: id });
      if (order.timeline.some((e) => e.key === actor.key && e.action === action)) {
        if (number) await session.abortTransaction();
        return { order, action, repeated: true };
      }
      if (number && order.number) throw new DeskError('error.changed_meanwhile', { order: order.number });
      await check(actor, order, action, input);
      const done = deeds[action](order, await circumstances(actor, order, action, input, session));
      const change = await followed(connection, order, done, actor, session);
      const after = await apply(actor, order, action, change, number, session);
      await firstApproval(order, after, session);
      await record(actor, order, after, action, session);
      return { order: after, action, repeated: false };
    });
  }

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
      const moved = await attempt(actor, id, action, input);
      if (!moved.repeated) outbox.kick();
      return moved;
    } catch (error) {
      await recordRefusal(actor, id, action, error);
      throw error;
    }
  };
}
export type Moves = ReturnType<typeof createMoves>;
