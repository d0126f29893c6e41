import type { ClientSession, Connection } from 'mongoose';
import { askedNow } from '../../approvals/eligible.ts';
import type { NewOutboxRow } from '../../chat/outbox-row.ts';
import type { Clock } from '../../clock.ts';
import { transact } from '../../database/transact.ts';
import { newId } from '../../id.ts';
import { inParts } from '../../in-parts.ts';
import type { Log } from '../../log.ts';
import type { Actor } from '../../members/actor.ts';
import type { Member } from '../../members/member.ts';
import type { FileMany } from '../../orders/bulk/file.ts';
import type { Order } from '../../orders/order.ts';
import type { FileOne, Outcome } from './one.ts';
import { type Plan, rightOf } from './plan.ts';
import { keyedRow, requestKey, rowOf } from './read.ts';
import type { RightOrder, Verdict } from './verdict.ts';
import { type Work, type Works, workModel } from './work.ts';

/** Orders in one transaction: others who number an order, or take of the same product, wait as long as it takes. */
const chunkSize = 50;
/** Orders up to which each is told of as from a form; of more there is a digest. */
const mostTold = 20;
/** Orders of which the result shows the first. */
const mostShown = 30;
/** Ms that a claim holds without a sign of life, and between two signs. */
const leaseMs = 15_000;
const renewEveryMs = 4_000;
/** Ms between two pictures of the progress. */
const shownEveryMs = 2_000;
/** Times that a work is begun again without filing an order before it is given up. */
const mostAttempts = 5;

/** The work was stopped, or is somebody else's now: what is in hand is undone. */
class Interrupted extends Error {}

/** Why nothing is filed of a table: not all of it is right, or something costs other than it was shown. */
export type Refusal = 'wrong' | 'repriced';

/** How a run ended. A work that is open again was refused: not all of it is right (any more), and its kept card says so. */
export type Ended = { work: Work };

type Deps = {
  connection: Connection;
  clock: Clock;
  log: Log;
  works: Works;
  members: { all(): Promise<Member[]> };
  /** All of the table checked anew. */
  planFor(actor: Actor, work: Work): Promise<Plan>;
  fileMany: FileMany;
  fileOne: FileOne;
  /** Keeps the verdicts on what was not filed, for the result. */
  keepResult(work: Work, member: Member, plan: Plan, outcomes: readonly Verdict[]): Promise<Partial<Work>>;
  /** Keeps the verdicts on a table of which nothing was filed. */
  keepRefusal(work: Work, member: Member, plan: Plan, why: Refusal): Promise<Partial<Work>>;
  /** What each right order came to when its table was shown, by its first row, in minor units of the base currency. */
  shownTotals(work: Work, member: Member): Promise<Readonly<Record<string, number>>>;
  /** Whom the end of a work is told to. */
  tell(work: Work, members: readonly Member[]): Promise<NewOutboxRow[]>;
  outbox: { add(rows: readonly NewOutboxRow[], now: Date, session?: ClientSession): Promise<void>; kick(): void };
};

/** Whom some orders wait for, as what is added to the counts of a work. */
function waitingIn(orders: readonly Order[], members: readonly Member[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const order of orders)
    for (const { _id } of askedNow(order, members)) counts[`waiting.${_id}`] = (counts[`waiting.${_id}`] ?? 0) + 1;
  return counts;
}

/** Files tables as stored pieces of work: a run that dies is gone on with by the next one, and nothing is there twice. */
export function createFiling(deps: Deps) {
  const { connection, clock, log, works, members, outbox } = deps;
  const rows = workModel(connection);
  const running = new Map<string, Promise<Ended>>();
  let stopping = false;

  const lease = () => new Date(clock().getTime() + leaseMs);

  /** Takes a work that nobody has; undefined where somebody works on it, or it is over. */
  async function claimed(id: string): Promise<Work | undefined> {
    const free = [{ leaseUntil: { $exists: false } }, { leaseUntil: { $lte: clock() } }];
    const set = { $set: { claim: newId(), leaseUntil: lease() }, $inc: { attempts: 1, revision: 1 } };
    const where = { _id: id, state: 'running' as const, $or: free };
    return (await rows.findOneAndUpdate(where, set, { returnDocument: 'after' }).lean<Work>()) ?? undefined;
  }

  /** Changes a work as long as it is this run's and nobody stopped it. */
  async function advance(work: Work, update: object, session?: ClientSession): Promise<void> {
    const where = { _id: work._id, claim: work.claim, state: 'running' as const, stop: { $ne: true } };
    if (stopping) throw new Interrupted();
    const { matchedCount } = await rows.updateOne(where, update, { session });
    if (matchedCount === 0) throw new Interrupted();
  }

  const progress = (orders: readonly Order[], all: readonly Member[]) => ({
    $set: { leaseUntil: lease(), attempts: 0 },
    $inc: {
      done: orders.length,
      filed: orders.length,
      pending: orders.filter((o) => o.state === 'pending').length,
      total: orders.reduce((sum, o) => sum + o.baseTotal, 0),
      revision: 1,
      ...waitingIn(orders, all),
    },
    $push: {
      first: { $each: orders.map((o) => o._id), $slice: mostShown },
      rows: { $each: orders.map((o) => keyedRow(String(o.requestKey))) },
    },
  });

  /** Says how far it is, where somebody watches, as often as a chat likes to hear it. */
  function createTeller(work: Work) {
    let last = performance.now();
    let step = 0;
    return async () => {
      if (performance.now() - last < shownEveryMs) return;
      last = performance.now();
      step += 1;
      await outbox.add([refreshRow(work, `${work.claim}:${step}`)], clock());
      outbox.kick();
    };
  }

  async function chunk(actor: Actor, work: Work, plan: Plan, part: readonly RightOrder[]): Promise<Outcome[]> {
    const keyed = part.map((right) => ({ key: requestKey(plan.hash, right.unit), input: right.input, right }));
    const all = await members.all();
    const { filed, alone } = await deps.fileMany(actor, keyed, {
      quiet: work.quiet === true,
      also: (orders, session) => advance(work, progress(orders, all), session),
    });
    const outcomes: Outcome[] = [...filed.values()].map((order) => ({ kind: 'filed', order }));
    const left = new Set(alone.map(({ key }) => key));
    for (const { key, right } of keyed.filter((item) => left.has(item.key))) {
      const outcome = await deps.fileOne({ ...actor, key }, right);
      const orders = outcome.kind === 'filed' ? [outcome.order] : [];
      const more = progress(orders, all);
      await advance(work, { ...more, $inc: { ...more.$inc, done: 1 } });
      outcomes.push(outcome);
    }
    return outcomes;
  }

  async function finish(work: Work, member: Member, plan: Plan, left: readonly Verdict[]): Promise<Work> {
    const filed = (await works.find(work._id)) as Work;
    const result = await deps.keepResult(filed, member, plan, left);
    const wrong = left.filter((v) => v.kind === 'wrong').length;
    const now = clock();
    await transact(connection, async (session) => {
      const kept = (await rows.findById(work._id, null, { session }).lean<Work>()) as Work;
      const there = plan.verdicts.length - wrong - kept.filed;
      const done: Partial<Work> = { ...result, state: 'done', there, wrong, done: plan.verdicts.length };
      await advance(work, { $set: done, $unset: { leaseUntil: 1 }, $inc: { revision: 1 } }, session);
      const told = await deps.tell({ ...kept, ...done }, await members.all());
      await outbox.add([...seen(kept, 'done'), ...told], now, session);
    });
    outbox.kick();
    return (await works.find(work._id)) as Work;
  }

  /** Nothing is filed: the table is open again. Whoever was told that it goes on by itself is shown so. */
  async function refuse(work: Work, member: Member, plan: Plan, why: Refusal): Promise<Ended> {
    const refusal = await deps.keepRefusal(work, member, plan, why);
    const now = clock();
    await transact(connection, async (session) => {
      const before = (await rows.findById(work._id, null, { session }).lean<Work>()) as Work;
      const open: Partial<Work> = { ...refusal, state: 'open', attempts: 0, background: false };
      await advance(work, { $set: open, $unset: { leaseUntil: 1, claim: 1 }, $inc: { revision: 1 } }, session);
      const told = await deps.tell({ ...before, state: 'open' }, await members.all());
      await outbox.add([...seen(before, `${work.claim}:refused`), ...told], now, session);
    });
    outbox.kick();
    return { work: (await works.find(work._id)) as Work };
  }

  /** Why a table that is begun with is not filed as it was shown. */
  async function refusalOf(work: Work, member: Member, plan: Plan): Promise<Refusal | undefined> {
    if (work.filed > 0) return undefined;
    if (work.which === 'all' && plan.verdicts.some((v) => v.kind === 'wrong')) return 'wrong';
    const shown = await deps.shownTotals(work, member);
    const isOther = ({ unit, total }: RightOrder) => (shown[rowOf(unit)] ?? total) !== total;
    return rightOf(plan).some(isOther) ? 'repriced' : undefined;
  }

  async function fileAll(work: Work, member: Member): Promise<Ended> {
    const actor = (): Actor => ({ member, from: work.from, key: `batch:${work._id}`, now: clock() });
    const plan = await deps.planFor(actor(), work);
    const right = rightOf(plan);
    const why = await refusalOf(work, member, plan);
    if (why) return refuse(work, member, plan, why);
    const quiet = work.quiet ?? right.length > mostTold;
    const begun = { quiet, orders: plan.verdicts.length, done: plan.verdicts.length - right.length };
    await advance(work, { $set: begun });
    const now = { ...work, ...begun };
    const tell = createTeller(now);
    // What a run that died has filed is this work's, and was not there before.
    const own = new Set(work.rows);
    const left = plan.verdicts.filter((v) => v.kind !== 'right' && !own.has(rowOf(v.unit)));
    for (const part of inParts(right, chunkSize)) {
      const outcomes = await chunk(actor(), now, plan, part);
      left.push(...outcomes.filter((o): o is Exclude<Outcome, { kind: 'filed' }> => o.kind !== 'filed'));
      await tell();
    }
    return { work: await finish(now, member, plan, left) };
  }

  /** What was filed stays, and is told of as at an end. */
  async function stopped(work: Work): Promise<Work> {
    const now = clock();
    await transact(connection, async (session) => {
      const where = { _id: work._id, state: 'running' as const };
      // The card that is kept shows the dry run, and that nothing is filed yet.
      const past = { leaseUntil: 1, stop: 1, items: 1, rejected: 1 } as const;
      const change = { $set: { state: 'stopped' }, $unset: past, $inc: { revision: 1 } };
      const after = await rows.findOneAndUpdate(where, change, { session, returnDocument: 'after' }).lean<Work>();
      if (!after) return;
      const told = await deps.tell(after, await members.all());
      await outbox.add([...seen(after, 'stopped'), ...told], now, session);
    });
    outbox.kick();
    return (await works.find(work._id)) as Work;
  }

  /** Lets go of a work that is not at its end, so that anybody goes on with it. */
  const letGo = ({ _id, claim }: Work) =>
    rows.updateOne({ _id, claim }, { $set: { leaseUntil: clock() }, $unset: { claim: 1 } });

  async function carried(work: Work): Promise<Ended> {
    const member = (await members.all()).find((m) => m._id === work.member && m.active);
    if (!member || work.attempts > mostAttempts || work.stop) return { work: await stopped(work) };
    const renew = () => void advance(work, { $set: { leaseUntil: lease() } }).catch(() => {});
    const timer = setInterval(renew, renewEveryMs).unref();
    try {
      return await fileAll(work, member);
    } catch (error) {
      const now = await works.find(work._id);
      if (error instanceof Interrupted && now?.stop) return { work: await stopped(work) };
      await letGo(work).catch(() => {});
      if (error instanceof Interrupted && now) return { work: now };
      throw error;
    } finally {
      clearInterval(timer);
    }
  }

  /** Works on a table until it ends; whoever asks while this process does gets the same end. */
  function run(id: string): Promise<Ended> {
    const there = running.get(id);
    if (there) return there;
    const begun = claimed(id).then(async (work) => (work ? carried(work) : { work: (await works.find(id)) as Work }));
    const run = begun.finally(() => running.delete(id));
    run.catch(() => {});
    running.set(id, run);
    return run;
  }

  return {
    run,
    stopped,
    /** Goes on with what died with its process; does not wait for the end. */
    async goOn(now: Date): Promise<void> {
      for (const { _id } of stopping ? [] : await works.orphans(now))
        void run(_id).catch((error) => log.error({ err: error, work: _id }, 'a table could not be filed'));
    },
    /** Ends after what is in work now; another desk, or the next start, goes on. */
    async stop(): Promise<void> {
      stopping = true;
      await Promise.allSettled(running.values());
    },
  };
}
export type Filing = ReturnType<typeof createFiling>;

/** Where the person was told that it goes on by itself, the card that showed it shows the end. */
const seen = (work: Work, step: string): NewOutboxRow[] => (work.background ? [refreshRow(work, step)] : []);

/** The cards that show a work are brought up to date. */
const refreshRow = ({ _id }: Pick<Work, '_id'>, step: string): NewOutboxRow => ({
  _id: `refresh:batch:${_id}:${step}`,
  job: 'refresh',
  data: { batch: _id },
});
