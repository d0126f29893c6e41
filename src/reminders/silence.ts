import type { Connection } from 'mongoose';
import { type FollowUp, isEnded } from '../customers/follow-up.ts';
import { followUpModel, openFollowUps } from '../customers/follow-up-model.ts';
import { followed } from '../customers/follow-ups.ts';
import { addDays, type CalendarDate, dateAt } from '../dates.ts';
import { messageOf } from '../errors.ts';
import { inParts } from '../in-parts.ts';
import { orderModel } from '../orders/model.ts';
import type { Order } from '../orders/order.ts';
import { forgettable } from '../orders/stages.ts';
import type { Settings } from '../settings/settings.ts';
import { isTold, markModel } from './marks.ts';
import type { OnSpoiled } from './spoiled.ts';

/** Orders that are looked at together. */
const atOnce = 500;
/** The mark under which the last day is kept on which was looked. */
const markId = 'silence';

type Heard = Pick<Order, '_id' | 'customer' | 'owner' | 'timeline' | 'createdAt'>;
const fields = { customer: 1, owner: 1, createdAt: 1, timeline: { $slice: -1 } } as const;
/** An order of which nothing was heard since. */
type Silent = { order: Heard; heardAt: Date };
type Day = { now: Date; today: CalendarDate; settings: Settings; onSpoiled: OnSpoiled };

/** Looks once a day for open orders of which nothing was heard for some days, and asks their owners to follow up. */
export function createSilence({ connection }: { connection: Connection }) {
  const orders = orderModel(connection);
  const followUps = followUpModel(connection);
  const marks = markModel(connection);

  /** The open orders in parts, by the index of their states. */
  async function* parts(): AsyncGenerator<Heard[]> {
    let part: Heard[] = [];
    const found = orders.find({ state: { $in: forgettable }, imported: { $ne: true } }, fields).lean<Heard[]>();
    for await (const order of found.cursor({ batchSize: atOnce })) {
      part.push(order as unknown as Heard);
      if (part.length < atOnce) continue;
      yield part;
      part = [];
    }
    if (part.length > 0) yield part;
  }

  /** Whether an order is silent for so long; one of which that cannot be told does not hold up the others. */
  function silentOf(order: Heard, { today, settings, onSpoiled }: Day): Silent[] {
    try {
      const heardAt = order.timeline.at(-1)?.at ?? order.createdAt;
      const isSilent = dateAt(heardAt, settings.timezone) <= addDays(today, -settings.silentDays);
      return order.owner && isSilent ? [{ order, heardAt }] : [];
    } catch (error) {
      onSpoiled(order._id, messageOf(error));
      return [];
    }
  }

  /** Those of some orders for which somebody noted what to do today or later: they are not forgotten. */
  async function planned(silent: readonly Silent[], today: CalendarDate): Promise<Set<string>> {
    const ids = silent.map(({ order }) => order._id);
    const noted = { order: { $in: ids }, ...openFollowUps, silentSince: { $exists: false }, on: { $gte: today } };
    const found = await followUps.find(noted, { order: 1 }).lean<FollowUp[]>();
    return new Set(found.flatMap(({ order }) => order ?? []));
  }

  /** Asks for each silence once: it is named by the order and its last event. */
  async function ask(silent: readonly Silent[], { now, today, settings }: Day): Promise<void> {
    const known = silent.length > 0 ? await planned(silent, today) : new Set<string>();
    const writes = silent
      .filter(({ order }) => !known.has(order._id))
      .map(({ order, heardAt }) => {
        const asked: Omit<FollowUp, '_id'> = {
          ...{ customer: order.customer, order: order._id, member: order.owner!, on: today, text: '', at: now },
          ...{ silentSince: dateAt(heardAt, settings.timezone), heardAt },
        };
        const _id = `silent:${order._id}:${heardAt.getTime()}`;
        return { updateOne: { filter: { _id }, update: { $setOnInsert: asked }, upsert: true } };
      });
    if (writes.length > 0) await followUps.bulkWrite(writes, { ordered: false });
  }

  /** What is over is closed, so that it is not looked at any more. */
  async function close(now: Date): Promise<void> {
    const open = { silentSince: { $gt: '' }, ...openFollowUps };
    const ids = (await followUps.find(open, { _id: 1 }).lean<{ _id: string }[]>()).map(({ _id }) => _id);
    for (const part of inParts(ids, atOnce)) {
      const there = await followed(connection, { _id: { $in: part } });
      const isOver = (id: string) => {
        const { followUp, order } = there.get(id) ?? {};
        return !followUp || isEnded(followUp, order);
      };
      await followUps.updateMany({ _id: { $in: part.filter(isOver) } }, { $set: { doneAt: now } });
    }
  }

  return {
    /** Looks where it was not done on this day of the company. Done twice, it asks for nothing twice. */
    async tick(now: Date, settings: Settings, onSpoiled: OnSpoiled): Promise<void> {
      const today = dateAt(now, settings.timezone);
      if (isTold((await marks.findById(markId).lean()) ?? undefined, today)) return;
      const day = { now, today, settings, onSpoiled };
      for await (const part of parts())
        await ask(
          part.flatMap((order) => silentOf(order, day)),
          day,
        );
      await close(now);
      await marks.updateOne({ _id: markId }, { $set: { last: today } }, { upsert: true });
    },
  };
}
