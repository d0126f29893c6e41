import type { Connection } from 'mongoose';
import type { FollowUp } from '../customers/follow-up.ts';
import { silentStates } from '../customers/follow-up.ts';
import { followUpModel, openFollowUps } from '../customers/follow-up-model.ts';
import { addDays, type CalendarDate, dateAt } from '../dates.ts';
import { orderModel } from '../orders/model.ts';
import type { Order } from '../orders/order.ts';
import type { Settings } from '../settings/settings.ts';
import { markModel } from './marks.ts';

/** Orders that are read at once. */
const atOnce = 500;
/** The mark under which the last day is kept on which was looked. */
const markId = 'silence';

type Quiet = Pick<Order, '_id' | 'customer' | 'owner' | 'timeline' | 'createdAt'>;
const fields = { customer: 1, owner: 1, createdAt: 1, timeline: { $slice: -1 } } as const;

/** Looks once a day for open orders of which nothing was heard for some days, and asks their owners to follow up. */
export function createSilence({ connection }: { connection: Connection }) {
  const orders = orderModel(connection);
  const followUps = followUpModel(connection);
  const marks = markModel(connection);

  /** A part of the open orders, by their ids. */
  const part = (after: string): Promise<Quiet[]> =>
    orders
      .find({ _id: { $gt: after }, state: { $in: [...silentStates] }, imported: { $ne: true } }, fields)
      .sort({ _id: 1 })
      .limit(atOnce)
      .lean<Quiet[]>()
      .exec();

  /** Those of some orders for which somebody noted what to do today or later: they are not forgotten. */
  async function planned(ids: readonly string[], today: CalendarDate): Promise<Set<string>> {
    const noted = { order: { $in: [...ids] }, ...openFollowUps, silentSince: { $exists: false }, on: { $gte: today } };
    const found = await followUps.find(noted, { order: 1 }).lean<FollowUp[]>();
    return new Set(found.flatMap(({ order }) => order ?? []));
  }

  /** Asks for each silence once: it is named by the order and its last event. */
  async function ask(silent: readonly { order: Quiet; since: Date }[], today: CalendarDate, now: Date, zone: string) {
    if (silent.length === 0) return;
    const writes = silent.map(({ order, since }) => {
      const asked: Omit<FollowUp, '_id'> = {
        ...{ customer: order.customer, order: order._id, member: order.owner! },
        ...{ on: today, text: '', at: now, silentSince: dateAt(since, zone) },
      };
      const _id = `silent:${order._id}:${since.getTime()}`;
      return { updateOne: { filter: { _id }, update: { $setOnInsert: asked }, upsert: true } };
    });
    await followUps.bulkWrite(writes, { ordered: false });
  }

  async function look(now: Date, today: CalendarDate, { silentDays, timezone }: Settings): Promise<void> {
    for (let some = await part(''); some.length > 0; some = await part(some.at(-1)!._id)) {
      const latest = addDays(today, -silentDays);
      const quiet = some.flatMap((order) => {
        const since = order.timeline.at(-1)?.at ?? order.createdAt;
        return order.owner && dateAt(since, timezone) <= latest ? [{ order, since }] : [];
      });
      const known = await planned(
        quiet.map(({ order }) => order._id),
        today,
      );
      await ask(
        quiet.filter(({ order }) => !known.has(order._id)),
        today,
        now,
        timezone,
      );
    }
  }

  return {
    /** Looks where it was not done on this day of the company. Done twice, it asks for nothing twice. */
    async tick(now: Date, settings: Settings): Promise<void> {
      const today = dateAt(now, settings.timezone);
      const mark = await marks.findById(markId).lean();
      if (mark && mark.last >= today) return;
      await look(now, today, settings);
      await marks.updateOne({ _id: markId }, { $set: { last: today } }, { upsert: true });
    },
  };
}
