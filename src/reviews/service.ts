import type { ClientSession, Connection } from 'mongoose';
import { loadCalendars } from '../calendar/calendars.ts';
import type { Outbox } from '../chat/outbox.ts';
import type { NewOutboxRow } from '../chat/outbox-row.ts';
import { isDuplicate, transact } from '../database/transact.ts';
import { versionOf } from '../database/versions.ts';
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
const hourMs = 3_600_000;

/** What a look at an order found. */
type Found = {
  review: OpenReview;
  level?: Level;
  tell: readonly Told[];
  told: ReviewMark['told'];
  /** When it is looked at next. */
  reviewAt: Date;
};

/** Keeps the review time of approvals: reminds, and passes on what is overdue, each exactly once. */
export function createReviews({ connection, log, settings, members, outbox, directOf }: Deps) {
  const orders = orderModel(connection);
  const marks = reviewMarkModel(connection);
  /** The people, rules and hour for which all open reviews were looked at. */
  let seen: string | undefined;

  async function read(id: string, world: World, now: Date, session?: ClientSession) {
    const [order, mark] = [
      await orders.findById(id, null, { session }).lean<Order>(),
      await marks.findById(id, null, { session }).lean<ReviewMark>(),
    ];
    const review = order ? openReviewOf(order, world) : undefined;
    if (!order || !review) return undefined;
    const told = mark?.step === review.step ? mark.told : [];
    const { level, tell, nextAt } = lookAt(review, told, now);
    // What is told are the listeners of the review itself, with who they are.
    const found: Found = { review, level, tell: tell as readonly Told[], told, reviewAt: nextAt ?? never };
    return { order, mark, found };
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

  /** Looks at one review: what is told, the mark of it and the outbox rows are one transaction. */
  async function look(id: string, world: World, now: Date): Promise<boolean> {
    const before = await read(id, world, now);
    if (!before) return false;
    const { reviewAt } = before.order;
    const isSame = reviewAt?.getTime() === before.found.reviewAt.getTime();
    if (isSame && before.found.tell.length === 0 && !(before.mark && before.mark.lookedAt > now)) return false;
    return transact(connection, async (session) => {
      const fresh = await read(id, world, now, session);
      if (!fresh) return false;
      const { order, found } = fresh;
      const { review, level, tell } = found;
      const unchanged = { _id: id, revision: order.revision };
      const set = { $set: { reviewAt: found.reviewAt } };
      const { matchedCount } = await orders.updateOne(unchanged, set, { session, timestamps: false });
      if (matchedCount !== 1) return false;
      const told = [...found.told, ...tell.map((to) => ({ level: level!, to: to.key, at: now }))];
      const mark = { $set: { step: review.step, told, lookedAt: now } };
      await marks.updateOne({ _id: id }, mark, { upsert: true, session });
      await outbox.add(rowsFor(order, found), now, session);
      return tell.length > 0;
    });
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
      let failed = 0;
      for (const id of ids) {
        try {
          if (await look(id, world, now)) told += 1;
        } catch (error) {
          // Another desk has said it at the same moment.
          if (isDuplicate(error)) continue;
          failed += 1;
          log.error({ err: error, order: id }, 'a review could not be looked at');
        }
      }
      seen = failed > 0 ? undefined : present;
      if (told > 0) outbox.kick();
      return told;
    },
  };
}
export type Reviews = ReturnType<typeof createReviews>;
