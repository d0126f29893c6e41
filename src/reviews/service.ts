import type { ClientSession, Connection } from 'mongoose';
import { loadCalendars } from '../calendar/calendars.ts';
import type { Outbox } from '../chat/outbox.ts';
import type { NewOutboxRow } from '../chat/outbox-row.ts';
import { isDuplicate, transact } from '../database/transact.ts';
import { versionOf } from '../database/versions.ts';
import { hourMs } from '../dates.ts';
import type { Log } from '../log.ts';
import type { Member } from '../members/member.ts';
import { type DirectOf, toMember } from '../notices/recipients.ts';
import { orderModel } from '../orders/model.ts';
import type { Order } from '../orders/order.ts';
import type { Settings } from '../settings/settings.ts';
import { dueTimes, type Level, lookAt } from './levels.ts';
import { type ReviewMark, reviewMarkModel } from './model.ts';
import { type OpenReview, openReviewOf, type Told, type World } from './people.ts';

type Deps = {
  connection: Connection;
  log: Log;
  settings: { get(): Promise<Settings> };
  members: { all(): Promise<Member[]> };
  outbox: Pick<Outbox, 'add' | 'kick'>;
  directOf: DirectOf;
};

/** When a review is looked at of which nothing will come by itself: an answer, a move or a new setting says earlier. */
const never = new Date('9999-12-31T00:00:00Z');
/** How many orders are read at once. */
const atOnce = 100;

/** An order and what was said of its review. */
type Row = { order: Order; mark?: ReviewMark };

/** What a look at an order found. */
type Found = {
  review: OpenReview;
  level?: Level;
  tell: readonly Told[];
  told: ReviewMark['told'];
  /** When it is looked at next. */
  reviewAt: Date;
  /** Nothing is to be said or noted. */
  isSettled: boolean;
};

/** Keeps the review time of approvals: reminds, and passes on what is overdue, each exactly once. */
export function createReviews({ connection, log, settings, members, outbox, directOf }: Deps) {
  const orders = orderModel(connection);
  const marks = reviewMarkModel(connection);
  /** The people, rules and hour for which all open reviews were looked at. */
  let seen: string | undefined;

  /** What a look at an order finds; undefined where no review is open. */
  function find(order: Order, mark: ReviewMark | undefined, world: World, now: Date): Found | undefined {
    const review = openReviewOf(order, world);
    if (!review) return undefined;
    const told = mark?.step === review.step ? mark.told : [];
    const { level, tell, nextAt } = lookAt(review, told, now);
    const reviewAt = nextAt ?? never;
    const isSame = order.reviewAt?.getTime() === reviewAt.getTime() && !(mark && mark.lookedAt > now);
    // What is told are the listeners of the review itself, with who they are.
    return { review, level, tell: tell as readonly Told[], told, reviewAt, isSettled: isSame && tell.length === 0 };
  }

  /** The orders of some reviews with their marks, as they are now. */
  async function read(ids: readonly string[], session?: ClientSession): Promise<Row[]> {
    const some = { _id: { $in: [...ids] } };
    const found = await orders.find(some, null, { session }).lean<Order[]>();
    const known = await marks.find(some, null, { session }).lean<ReviewMark[]>();
    const byOrder = new Map(known.map((mark) => [mark._id, mark]));
    return found.map((order) => ({ order, mark: byOrder.get(order._id) }));
  }

  function rowsFor(order: Order, { review, level, tell }: Found): NewOutboxRow[] {
    const due = dueTimes(review).find((d) => d.level === 100)?.at;
    return tell
      .flatMap((to) => ('member' in to ? toMember(to.member, directOf) : [to.channel]))
      .map((to) => ({
        _id: `waiting:${order._id}:${review.step}:${level}:${to.conversation}`,
        job: 'notice',
        notice: 'waiting',
        order: order._id,
        ...to,
        data: { level, started: review.started.toISOString(), due: due?.toISOString() },
      }));
  }

  /** Says what one review asks for: the mark of it and the outbox rows are one transaction. */
  async function say(id: string, world: World, now: Date): Promise<boolean> {
    return transact(connection, async (session) => {
      const [fresh] = await read([id], session);
      const found = fresh && find(fresh.order, fresh.mark, world, now);
      if (!found || found.isSettled) return false;
      const { review, level, tell, reviewAt } = found;
      // A decision at the same moment changes the order, too: then nothing is said, and it is looked at anew.
      const unchanged = { _id: id, revision: fresh.order.revision };
      const set = { $set: { reviewAt } };
      const { matchedCount } = await orders.updateOne(unchanged, set, { session, timestamps: false });
      if (matchedCount !== 1) return false;
      const told = [...found.told, ...tell.map((to) => ({ level: level!, to: to.key, at: now }))];
      const mark = { $set: { step: review.step, told, lookedAt: now } };
      await marks.updateOne({ _id: id }, mark, { upsert: true, session });
      await outbox.add(rowsFor(fresh.order, found), now, session);
      return tell.length > 0;
    });
  }

  /** What has no clock, since it was loaded as history, is not looked at each minute. */
  async function park({ _id, revision, reviewAt }: Order, now: Date): Promise<void> {
    if (!reviewAt || reviewAt > now) return;
    await orders.updateOne({ _id, revision }, { $set: { reviewAt: never } }, { timestamps: false });
  }

  /** Looks at one review. One that fails does not hold up the others, and is looked at again. */
  async function look({ order, mark }: Row, world: World, now: Date): Promise<boolean> {
    try {
      const found = find(order, mark, world, now);
      if (!found) await park(order, now);
      return found !== undefined && !found.isSettled && (await say(order._id, world, now));
    } catch (error) {
      // Another desk has said it at the same moment.
      if (isDuplicate(error)) return false;
      seen = undefined;
      log.error({ err: error, order: order._id }, 'a review could not be looked at');
      return false;
    }
  }

  /** The reviews whose time has come, and those that were looked at later than now, since the clock went back. */
  async function dueIds(now: Date): Promise<string[]> {
    const [due, ahead] = await Promise.all([
      orders.find({ reviewAt: { $lte: now } }, { _id: 1 }).lean(),
      marks.find({ lookedAt: { $gt: now } }, { _id: 1 }).lean(),
    ]);
    return [...new Set([...due, ...ahead].map((row) => row._id))];
  }

  const openIds = async (): Promise<string[]> => {
    const open = { $or: [{ state: 'pending' as const }, { reviewAt: { $gt: new Date(0) } }] };
    return (await orders.find(open, { _id: 1 }).lean()).map((row) => row._id);
  };

  async function worldNow(): Promise<World> {
    const [all, rules] = await Promise.all([members.all(), settings.get()]);
    const active = all.filter((m) => m.active);
    return { members: all, settings: rules, calendars: await loadCalendars(rules, active) };
  }

  return {
    /**
     * Looks at every review whose time has come. When people or rules changed, at the start and once an hour at all that
     * are open, since their next time was worked out from something else.
     */
    async tick(now: Date): Promise<number> {
      const versions = [await versionOf(connection, 'settings'), await versionOf(connection, 'rights')];
      const present = [...versions, Math.floor(now.getTime() / hourMs)].join(':');
      const ids = seen === present ? await dueIds(now) : await openIds();
      const world = await worldNow();
      let told = 0;
      seen = present;
      for (let n = 0; n < ids.length; n += atOnce)
        for (const row of await read(ids.slice(n, n + atOnce))) if (await look(row, world, now)) told += 1;
      if (told > 0) outbox.kick();
      return told;
    },
  };
}
export type Reviews = ReturnType<typeof createReviews>;
