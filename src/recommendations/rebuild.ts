import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Connection } from 'mongoose';
import { customerModel } from '../customers/model.ts';
import { native } from '../database/native.ts';
import { isDuplicate } from '../database/transact.ts';
import { type CalendarDate, dayjs, hourMs } from '../dates.ts';
import { inParts } from '../in-parts.ts';
import { orderModel } from '../orders/model.ts';
import { uncountedStates } from '../orders/stages.ts';
import { createCount, type ProductFacts } from './companions.ts';
import { type Bought, monthsBack, mostOrders } from './history.ts';
import { buildModel, companionModel, type ProductRow } from './model.ts';
import { boughtIn, type ReadOrder, readFields } from './read.ts';
import type { Steps } from './steps.ts';
import { learning, mostLearntFrom } from './weights.ts';

/** Ms after which everything is counted anew. */
const freshMs = 24 * hourMs;
/** Ms after which a counting that says nothing any more is taken for dead; less than the job's hour. */
const patienceMs = 50 * 60_000;
/** Ms after which one that goes on says so again. */
const beatMs = 60_000;
/** Customers that are read between two pauses, and products that are written at once. */
const readAtOnce = 2;
const writtenAtOnce = 20;
/** Ms that it works without letting others go between. */
const sliceMs = 5;
/** How many times as long as it worked it lets others go between: nobody waits for it. */
const restTimes = 3;
const longestRestMs = 200;

const rowOf = ({ product, ...facts }: ProductFacts, build: string): ProductRow => ({ _id: product, build, ...facts });

/** From which day on orders are looked at. */
export const fromOf = (today: CalendarDate): CalendarDate =>
  dayjs.utc(today).subtract(monthsBack, 'month').format('YYYY-MM-DD');

/** Keeps the histories of some customers, always the same ones, whoever else there is. */
function createSample(most: number) {
  let kept: { rank: string; orders: readonly Bought[] }[] = [];
  return {
    add(customer: string, orders: readonly Bought[]): void {
      kept.push({ rank: createHash('sha256').update(customer).digest('hex'), orders });
      if (kept.length < most * 2) return;
      kept = kept.toSorted((a, b) => (a.rank < b.rank ? -1 : 1)).slice(0, most);
    },
    histories: () =>
      kept
        .toSorted((a, b) => (a.rank < b.rank ? -1 : 1))
        .slice(0, most)
        .map(({ orders }) => orders),
  };
}

/** The desk ends while everything is counted, or another one took over what seemed dead. */
class Stopped extends Error {}

/** Counts anew, once a day, what all customers' orders say of products and of what recommendations should rest on. */
export function createRebuild({ connection }: { connection: Connection }) {
  const customers = customerModel(connection);
  const orders = orderModel(connection);
  const rows = companionModel(connection);
  const builds = buildModel(connection);
  let isStopping = false;
  const underWay = new Set<Promise<unknown>>();

  /** Of the counting that is under way: when it began, by the clock and by the machine, and when it was last said. */
  let pulse = { begunAt: new Date(0), start: 0, last: 0 };

  /** Says, once in a while, that it goes on: one that takes long is not taken for dead. */
  async function beat(): Promise<void> {
    if (performance.now() - pulse.last < beatMs) return;
    pulse.last = performance.now();
    const aliveAt = new Date(pulse.begunAt.getTime() + pulse.last - pulse.start);
    const { matchedCount } = await builds.updateOne({ _id: 'current', begunAt: pulse.begunAt }, { $set: { aliveAt } });
    if (matchedCount === 0) throw new Stopped();
  }

  /** Lets others go between; the end of the desk is noticed here. */
  async function pause(ms: number): Promise<void> {
    await wait(ms);
    if (isStopping) throw new Stopped();
    await beat();
  }

  /** Does something long in slices, with as much time between them for whatever else the desk does. */
  async function inSlices<T>(work: Steps<T>): Promise<T> {
    for (;;) {
      const end = performance.now() + sliceMs;
      do {
        const { done, value } = work.next();
        if (done) return value as T;
      } while (performance.now() < end);
      await pause(restTimes * sliceMs);
    }
  }

  /** Whether it is time, and nobody else is at it: then it is this desk's. */
  async function begin(now: Date): Promise<boolean> {
    const before = (ms: number) => new Date(now.getTime() - ms);
    const isOld = [{ builtAt: null }, { builtAt: { $lte: before(freshMs) } }, { builtAt: { $gt: now } }];
    const isSilent = [{ aliveAt: null }, { aliveAt: { $lte: before(patienceMs) } }];
    const isFree = [
      { begunAt: null },
      { begunAt: { $lte: before(patienceMs) }, $or: isSilent },
      { begunAt: { $gt: now } },
    ];
    try {
      const due = { _id: 'current', $and: [{ $or: isOld }, { $or: isFree }] };
      const set = { $set: { begunAt: now, aliveAt: now } };
      const { matchedCount, upsertedCount } = await builds.updateOne(due, set, { upsert: true });
      pulse = { begunAt: now, start: performance.now(), last: performance.now() };
      return matchedCount + upsertedCount > 0;
    } catch (error) {
      // There is a row already, of a counting that is young or under way.
      if (isDuplicate(error)) return false;
      throw error;
    }
  }

  /** The newest orders that count of one customer, by index. */
  async function historyOf(customer: string, from: CalendarDate, today: CalendarDate): Promise<Bought[]> {
    const found = await native(orders)
      .find({ customer, orderDate: { $gte: from, $lte: today }, state: { $nin: [...uncountedStates] } })
      .project<ReadOrder>(readFields)
      .sort({ orderDate: -1, _id: -1 })
      .limit(mostOrders)
      .toArray();
    return boughtIn(found);
  }

  /** The ids of all customers, some at a time. */
  async function* everybody(): AsyncGenerator<string[]> {
    for (let last = ''; ; ) {
      const found = await native(customers)
        .find({ _id: { $gt: last } })
        .project<{ _id: string }>({ _id: 1 })
        .sort({ _id: 1 })
        .limit(readAtOnce)
        .toArray();
      if (found.length === 0) return;
      yield found.map(({ _id }) => _id);
      last = found.at(-1)!._id;
    }
  }

  async function read(today: CalendarDate) {
    const [count, sample, from] = [createCount(), createSample(mostLearntFrom), fromOf(today)];
    for await (const ids of everybody()) {
      const began = performance.now();
      for (const id of ids) {
        const history = await historyOf(id, from, today);
        count.add(history);
        if (history.length > 1) sample.add(id, history);
      }
      await pause(Math.min(longestRestMs, restTimes * (performance.now() - began)));
    }
    return { count, histories: sample.histories() };
  }

  async function write(facts: readonly ProductFacts[], build: string): Promise<void> {
    for (const some of inParts(facts, writtenAtOnce)) {
      const replaced = some.map((one) => ({
        replaceOne: { filter: { _id: one.product }, replacement: rowOf(one, build), upsert: true },
      }));
      const began = performance.now();
      await native(rows).bulkWrite(replaced as never[], { ordered: false });
      await pause(Math.min(longestRestMs, restTimes * (performance.now() - began)));
    }
  }

  async function build(now: Date, today: CalendarDate): Promise<void> {
    const id = now.toISOString();
    const { count, histories } = await read(today);
    const { weights } = await inSlices(learning(histories));
    const facts: ProductFacts[] = [];
    await inSlices(
      (function* () {
        for (const one of count.facts()) yield facts.push(one);
      })(),
    );
    await write(facts, id);
    await native(rows).deleteMany({ build: { $lt: id } });
    const set = { builtAt: now, totals: count.totals(), weights };
    await builds.updateOne({ _id: 'current', begunAt: now }, { $set: set, $unset: { begunAt: 1, aliveAt: 1 } });
  }

  async function rebuild(now: Date, today: CalendarDate): Promise<boolean> {
    if (isStopping || !(await begin(now))) return false;
    try {
      await build(now, today);
      return true;
    } catch (error) {
      // The next one need not wait for this one.
      await builds.updateOne({ _id: 'current', begunAt: now }, { $unset: { begunAt: 1, aliveAt: 1 } });
      if (error instanceof Stopped) return false;
      throw error;
    }
  }

  return {
    /**
     * Counts anew where a day has passed since the last time; true where it did. A product has its row replaced in one go, so
     * that recommendations go on meanwhile, and a counting whose process died is begun anew an hour later.
     */
    async rebuild(now: Date, today: CalendarDate): Promise<boolean> {
      // One that takes longer than the job's hour is not begun a second time beside itself.
      if (underWay.size > 0) return false;
      const work = rebuild(now, today).finally(() => underWay.delete(work));
      underWay.add(work);
      return work;
    },
    /** Ends what is under way; it is begun anew by whoever asks next. */
    async stop(): Promise<void> {
      isStopping = true;
      await Promise.allSettled(underWay);
    },
  };
}
