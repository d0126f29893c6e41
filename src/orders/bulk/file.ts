import type { ClientSession, Connection } from 'mongoose';
import type { Audit } from '../../audit/service.ts';
import type { NewOutboxRow } from '../../chat/outbox-row.ts';
import { isDuplicate, transact } from '../../database/transact.ts';
import type { Actor } from '../../members/actor.ts';
import type { Member } from '../../members/member.ts';
import { moneyFollowsAll } from '../../payments/follow.ts';
import { markMoves } from '../../risks/after-move.ts';
import type { Settings } from '../../settings/settings.ts';
import type { Action } from '../moves.ts';
import { numberText, reserveNumbers } from '../numbers.ts';
import type { Order } from '../order.ts';
import type { Rules } from '../rules.ts';
import { Apart, eachOf } from './apart.ts';
import { alreadyThere, type BulkFacts, type BulkItem, bulkFacts } from './facts.ts';
import { type Staged, stage } from './stage.ts';
import { trailOf, writeStaged } from './write.ts';

type Deps = {
  connection: Connection;
  settings: { get(): Promise<Settings> };
  members: { all(): Promise<Member[]> };
  audit: Pick<Audit, 'recordAll'>;
  /** The rows that tell people about a move. */
  notices(move: { before: Order; after: Order; action: Action; actor: Actor }, rules: Rules): Promise<NewOutboxRow[]>;
  outbox: { add(rows: readonly NewOutboxRow[], now: Date, session?: ClientSession): Promise<void> };
};

/** What became of some items: orders filed now, and those that are to be filed one by one. */
export type BulkFiled = { filed: Map<string, Order>; alone: BulkItem[] };

type Options = {
  /** Nobody is told of each order: a digest follows. */
  quiet: boolean;
  /** Written with the orders, in their transaction; what it throws undoes them. */
  also(filed: readonly Order[], session: ClientSession): Promise<void>;
};

/** Orders that are worked out, and what they were worked out by. */
type StagedOrders = { done: Staged[]; facts: BulkFacts };

/** Times that a collision with somebody who files the same is tried again. */
const mostTries = 5;

/**
 * Files many new orders in one transaction: what a form's draft and its submission would store, by the same rules. What is
 * there under its key already, or would be refused, is left to whoever files one by one, and so is refused, kept as a draft
 * and put on the trail as from a form.
 */
export function createBulkFiling(deps: Deps) {
  const { connection, audit, notices, outbox } = deps;

  async function staged(actor: Actor, items: readonly BulkItem[], session: ClientSession): Promise<StagedOrders> {
    // The counters first: a transaction that has read nothing yet waits for its turn, a later one would collide.
    const draft = await reserveNumbers(connection, 'draft', items.length, session);
    const first = await reserveNumbers(connection, 'order', items.length, session);
    const there = await alreadyThere(connection, items, session);
    const facts = await bulkFacts(deps, items, actor.now, session);
    const done = eachOf(items, (item, n) => {
      if (there.has(item.key)) return undefined;
      const numbers = { draftNo: numberText('draft', draft + n), number: numberText('order', first + n) };
      return stage({ ...actor, key: item.key }, item.input, facts, numbers);
    });
    return { done, facts };
  }

  async function write(actor: Actor, { done, facts }: StagedOrders, { quiet, also }: Options, session: ClientSession) {
    await writeStaged(connection, done, { shelves: facts.shelves, now: actor.now }, session);
    await audit.recordAll(trailOf(done), session);
    const { now, key } = actor;
    const orders = done.map(({ order }) => order);
    const paid = await moneyFollowsAll(connection, orders, { now, key, today: facts.today }, session);
    for (const one of done) one.order = paid.get(one.order._id) ?? one.order;
    const rows: NewOutboxRow[] = [];
    for (const one of quiet ? [] : done)
      rows.push(...(await notices({ before: one.draft, after: one.order, action: 'submit', actor: one.actor }, facts)));
    await outbox.add(rows, actor.now, session);
    const made = done.map(({ draft: before, order: after }) => ({ before, after, action: 'submit' as const }));
    await markMoves(connection, made, { now: actor.now, session });
    await also(
      done.map((s) => s.order),
      session,
    );
  }

  return async function fileMany(actor: Actor, items: readonly BulkItem[], options: Options): Promise<BulkFiled> {
    const alone: BulkItem[] = items.filter(({ input }) => input.currency !== undefined);
    let left = items.filter((item) => !alone.includes(item));
    for (let tries = 1; left.length > 0; tries += 1)
      try {
        const work = async (session: ClientSession) => {
          const orders = await staged(actor, left, session);
          await write(actor, orders, options, session);
          return orders.done;
        };
        const done = await transact(connection, work, { turn: 'order' });
        return { filed: new Map(done.map(({ actor: { key }, order }) => [key, order])), alone };
      } catch (error) {
        if (error instanceof Apart) {
          alone.push(...error.items);
          left = left.filter((item) => !error.items.includes(item));
        } else if (!isDuplicate(error, 'requestKey') || tries >= mostTries) throw error;
      }
    return { filed: new Map(), alone };
  };
}
export type FileMany = ReturnType<typeof createBulkFiling>;
