import type { ClientSession, Connection } from 'mongoose';
import type { Audit } from '../../audit/service.ts';
import type { NewOutboxRow } from '../../chat/outbox-row.ts';
import { native } from '../../database/native.ts';
import type { Together } from '../../database/together.ts';
import { transact } from '../../database/transact.ts';
import { dateAt } from '../../dates.ts';
import { mayRead } from '../../members/ability.ts';
import type { Actor } from '../../members/actor.ts';
import { type Member, personOf } from '../../members/member.ts';
import { moneyFollowsAll } from '../../payments/follow.ts';
import { markMoves } from '../../risks/after-move.ts';
import { noteFigures } from '../../rollups/note.ts';
import type { Settings } from '../../settings/settings.ts';
import { Apart, eachOf, withoutApart } from '../bulk/apart.ts';
import { readFacts } from '../bulk/facts.ts';
import { type Staged, stageSubmit } from '../bulk/stage.ts';
import { firstApprovals, writeStock } from '../bulk/write.ts';
import type { MoveInput } from '../deeds/deed.ts';
import { orderModel } from '../model.ts';
import type { Action } from '../moves.ts';
import { numberText, reserveNumbers } from '../numbers.ts';
import type { Order } from '../order.ts';
import type { Rules } from '../rules.ts';
import { updateOf } from '../store.ts';
import { moveLine } from '../trail.ts';

type Deps = {
  connection: Connection;
  settings: { get(): Promise<Settings> };
  members: { all(): Promise<Member[]> };
  audit: Pick<Audit, 'recordAll'>;
  notices(move: { before: Order; after: Order; action: Action; actor: Actor }, rules: Rules): Promise<NewOutboxRow[]>;
  outbox: { add(rows: readonly NewOutboxRow[], now: Date, session?: ClientSession): Promise<void> };
};

/** An order that somebody wants to be submitted, by its id. */
export type WantedSubmission = { actor: Actor; id: string; input: MoveInput };

/** A draft as it was read: of a team, or of none. */
const asRead = ({ _id, revision, owner, team }: Order) => ({ _id, revision, owner, team: team ?? { $exists: false } });

/** Whether an order can be submitted with others: a draft that nobody submitted or agreed to before, of the base currency. */
const isNew = (order: Order, { currency }: Settings): boolean =>
  order.state === 'draft' && !order.number && !order.approvedAt && order.currency === currency;

/**
 * Submits many drafts in one transaction, each as it would be submitted alone: under its own key, by the rights of who
 * submits it, after what those before it have done to stock and credit. What was submitted before, is refused, or is not
 * to be seen is left to whoever submits one alone.
 */
export function createSubmissionsTogether(deps: Deps) {
  const { connection, settings, members, audit, notices, outbox } = deps;
  const orders = native(orderModel(connection));

  async function read(wanted: readonly WantedSubmission[]): Promise<Map<string, Order>> {
    const found = await orders.find({ _id: { $in: wanted.map(({ id }) => id) } } as never).toArray();
    return new Map((found as unknown as Order[]).map((order) => [order._id, order]));
  }

  /** Stores what the submissions made of their drafts, if these are as they were read, and still whose they were. */
  async function store(
    wanted: readonly WantedSubmission[],
    staged: readonly Staged[],
    session: ClientSession,
  ): Promise<void> {
    const writes = staged.map(({ draft, stored, order: { updatedAt } }) => {
      const update = updateOf({ ...stored, fields: { ...stored.fields, updatedAt } as Partial<Order> });
      return { updateOne: { filter: asRead(draft), update } };
    });
    const options = { session, ignoreUndefined: true };
    const { matchedCount } = await orders.bulkWrite(writes as never[], options);
    if (matchedCount !== staged.length) throw new Apart(wanted);
    await noteFigures(
      connection,
      staged.map(({ order: after }) => ({ after })),
      session,
    );
  }

  /** Throws `Apart` with those that have to be submitted alone, before a number is drawn for anybody. */
  function checkTogether(
    wanted: readonly WantedSubmission[],
    found: ReadonlyMap<string, Order>,
    { settings }: Rules,
  ): void {
    const seen = new Set<string>();
    eachOf(wanted, ({ actor, id }) => {
      const draft = found.get(id);
      // Who wants the same order a second time is told what became of it.
      if (!draft || seen.has(id)) return undefined;
      seen.add(id);
      return isNew(draft, settings) && mayRead(personOf(actor.member), 'Order', draft) ? draft : undefined;
    });
  }

  /** Works out all of them, each after what the ones before it have done. */
  async function stage(
    wanted: readonly WantedSubmission[],
    { found, first, rules }: { found: Map<string, Order>; first: number; rules: Rules },
    session: ClientSession,
  ) {
    const all = [...found.values()];
    const needs = {
      customers: all.map((order) => order.customer),
      skus: all.flatMap((order) => order.lines.map((l) => l.sku)),
      credit: true,
      today: dateAt(wanted[0]!.actor.now, rules.settings.timezone),
    };
    const facts = await readFacts(connection, needs, rules, session);
    const staged = eachOf(wanted, ({ actor, id, input }, n) => {
      const draft = found.get(id)!;
      const customer = facts.customers.get(draft.customer);
      if (!customer) return undefined;
      const today = dateAt(actor.now, facts.settings.timezone);
      const number = numberText('order', first + n);
      const one = stageSubmit(actor, { draft, customer, input, number }, { ...facts, today });
      return { ...one, order: { ...one.order, updatedAt: actor.now } };
    });
    return { staged, shelves: facts.shelves };
  }

  /** Free money of the customers goes to what they agreed to. */
  async function paidFromCredit(staged: readonly Staged[], { settings }: Rules, session: ClientSession) {
    const { now, key } = staged[0]!.actor;
    const cause = { now, key, today: dateAt(now, settings.timezone) };
    const all = staged.map(({ order }) => order);
    const changed = await moneyFollowsAll(connection, all, cause, session);
    return staged.map((one) => ({ ...one, order: changed.get(one.order._id) ?? one.order }));
  }

  async function tell(staged: readonly Staged[], rules: Rules, session: ClientSession): Promise<void> {
    const told = staged.map(({ actor, draft, order }) => moveLine(actor, draft, order, 'submit'));
    await audit.recordAll(told, session);
    const rows: NewOutboxRow[] = [];
    for (const { actor, draft: before, order: after } of staged)
      rows.push(...(await notices({ before, after, action: 'submit', actor }, rules)));
    const { now } = staged[0]!.actor;
    await outbox.add(rows, now, session);
    const made = staged.map(({ draft: before, order: after }) => ({ before, after, action: 'submit' as const }));
    await markMoves(connection, made, { now, session });
  }

  async function attempt(wanted: readonly WantedSubmission[]): Promise<Together<WantedSubmission, Order>> {
    let since = 0;
    const work = async (session: ClientSession): Promise<Order[]> => {
      // What needs no turn is read before it: an order that changes meanwhile is not stored, and rules count from here on.
      const rules = { settings: await settings.get(), members: await members.all() };
      const found = await read(wanted);
      checkTogether(wanted, found, rules);
      // The counter first: a transaction that has read nothing yet waits for its turn, a later one would collide.
      const first = await reserveNumbers(connection, 'order', wanted.length, session);
      since = performance.now();
      const { staged, shelves } = await stage(wanted, { found, first, rules }, session);
      await writeStock(connection, staged, { shelves, now: wanted[0]!.actor.now }, session);
      await store(wanted, staged, session);
      await firstApprovals(connection, staged, session);
      const done = await paidFromCredit(staged, rules, session);
      await tell(done, rules, session);
      return done.map(({ order }) => order);
    };
    const done = await transact(connection, work, { turn: 'order' });
    return { done: new Map(wanted.map((one, i) => [one, done[i]!])), heldMs: performance.now() - since };
  }

  return async (wanted: readonly WantedSubmission[]): Promise<Together<WantedSubmission, Order>> =>
    (await withoutApart(wanted, attempt)) ?? { done: new Map(), heldMs: 0 };
}
