import { type ClientSession, type Connection, Schema } from 'mongoose';
import type { Audit } from '../audit/service.ts';
import type { Outbox } from '../chat/outbox.ts';
import { type NewOutboxRow, outboxModel } from '../chat/outbox-row.ts';
import { modelOf } from '../database/model-of.ts';
import { isDuplicate, transact } from '../database/transact.ts';
import { versionOf } from '../database/versions.ts';
import type { Log } from '../log.ts';
import type { Member, Standing } from '../members/member.ts';
import { standInOf, withStandIns } from '../members/stand-in.ts';
import { refreshRow } from '../notices/after-move.ts';
import { type DirectOf, toMember } from '../notices/recipients.ts';
import { row } from '../notices/row.ts';
import { orderModel } from '../orders/model.ts';
import type { Order } from '../orders/order.ts';
import { roleOfStep } from '../orders/refusal.ts';
import { reviewFields } from '../orders/review-fields.ts';
import { storeOrder } from '../orders/store.ts';
import type { Settings } from '../settings/settings.ts';
import { type Plan, planOf, stepKey, toDo } from './reroute-plan.ts';

/** Members as they were when the reviews were looked at. */
type Seen = Omit<Standing, 'standsInFor'>;
/** A step that nobody may decide, and since which look. */
type Stuck = { step: string; since: number };

/**
 * How far the look at all open reviews is: what was changed up to `seen` has moved every task. `next` is the look that is
 * under way; whoever finds it goes on with the very same people, so that a crash in between changes nothing.
 */
type Mark = {
  _id: 'reviews';
  seen: number;
  at: Date;
  people: Seen[];
  stuck: Stuck[];
  next?: { version: number; at: Date; people: Seen[]; tries: number };
};

const mixed = Schema.Types.Mixed;
const schema = new Schema<Mark>(
  { _id: String, seen: Number, at: Date, people: [mixed], stuck: [mixed], next: mixed },
  { collection: 'routing', versionKey: false, minimize: false },
);
export const routingModel = modelOf('Routing', schema);

type Deps = {
  connection: Connection;
  log: Log;
  audit: Pick<Audit, 'record'>;
  settings: { get(): Promise<Settings> };
  members: { all(): Promise<Member[]> };
  outbox: Pick<Outbox, 'add' | 'kick'>;
  directOf: DirectOf;
};

/** One look: the people before and now, and by what it is told from every other one. */
type Look = {
  version: number;
  since: Date;
  before: readonly Standing[];
  people: readonly Standing[];
  settings: Settings;
  members: readonly Member[];
  stuck: readonly Stuck[];
  now: Date;
};

const from = 'scheduler:routing';
/** Orders that are read at once. */
const page = 100;
/** How often a look is tried again for an order that fails, before the next look is made all the same. */
const mostTries = 5;

const seenOf = ({ _id, active, roles, teams, away }: Member): Seen => ({
  _id,
  active,
  roles,
  teams,
  ...(away && { away }),
});

/**
 * Looks at every open review when members, teams or settings changed: who is asked now and was not before gets the
 * decision card, a step that nobody of its seats may decide is passed on, and one that nobody at all may decide is told
 * to the admins.
 */
export function createRouting(deps: Deps) {
  const { connection, log, audit, settings, members, outbox, directOf } = deps;
  const orders = orderModel(connection);
  const marks = routingModel(connection);

  const versionNow = async () => (await versionOf(connection, 'rights')) + (await versionOf(connection, 'settings'));

  /** The look that is to be made; undefined when nothing changed since the last one. */
  async function begun(now: Date): Promise<Mark | undefined> {
    const version = await versionNow();
    const people = (await members.all()).map(seenOf);
    const first = { seen: -1, at: now, people, stuck: [] };
    await marks.updateOne({ _id: 'reviews' }, { $setOnInsert: first }, { upsert: true }).catch((error) => {
      if (!isDuplicate(error)) throw error;
    });
    const next = { version, at: now, people, tries: 0 };
    await marks.updateOne({ _id: 'reviews', seen: { $lt: version }, next: { $exists: false } }, { $set: { next } });
    const under = { _id: 'reviews', next: { $exists: true } } as const;
    const tried = { $inc: { 'next.tries': 1 } };
    return (await marks.findOneAndUpdate(under, tried, { returnDocument: 'after' }).lean<Mark>()) ?? undefined;
  }

  async function ended(mark: Mark, version: number, stuck: readonly Stuck[]): Promise<void> {
    const { at, people } = mark.next!;
    await marks.updateOne(
      { _id: 'reviews', 'next.version': version },
      { $set: { seen: version, at, people, stuck }, $unset: { next: 1 } },
    );
  }

  /** Whether this look is still the one that is under way: another process may have finished it. */
  const isCurrent = async (version: number, session: ClientSession): Promise<boolean> =>
    (await marks.exists({ _id: 'reviews', 'next.version': version }).session(session)) !== null;

  /** Those who are asked now and got no card since the people were looked at last: a move may have told them already. */
  async function cards(order: Order, fresh: readonly string[], look: Look, session: ClientSession) {
    const people = look.members.filter((m) => fresh.includes(m._id));
    const rows = people
      .flatMap((m) => toMember(m, directOf))
      .map((to) => row('decision', `${order._id}:people-${look.version}`, to, order));
    if (rows.length === 0) return [];
    const told = await outboxModel(connection)
      .find(
        { _id: { $gt: `decision:${order._id}:`, $lt: `decision:${order._id};` }, createdAt: { $gte: look.since } },
        { conversation: 1 },
        { session },
      )
      .lean<Pick<NewOutboxRow, 'conversation'>[]>();
    return rows.filter((one) => !told.some((t) => t.conversation === one.conversation));
  }

  /** The admins read once which step of which order waits for nobody, and what to do about it. */
  function stuckRows(order: Order, plan: Plan, since: number, look: Look): NewOutboxRow[] {
    const admins = look.members.filter((m) => m.active && m.roles.includes('admin'));
    const data = { role: roleOfStep(plan.stuck), person: plan.stuck?.seats.find((seat) => seat.person)?.person };
    return admins
      .flatMap((m) => toMember(m, directOf))
      .map((to) => row('stuck', `${stepKey(order)}:${since}`, to, order, data));
  }

  const sinceOf = (order: Order, { stuck, version }: Look): number =>
    stuck.find((one) => one.step === stepKey(order))?.since ?? version;

  /** Passes the review on: the seats, what is found by index, the timeline and the audit trail. */
  async function passOn(order: Order, plan: Plan, look: Look, session: ClientSession): Promise<Order> {
    const { version, now } = look;
    const fields = { ...plan.review, ...reviewFields({ ...order, ...plan.review }) };
    const names = look.members.filter((m) => plan.asked.includes(m._id)).map((m) => m.name);
    const note = names.join(', ') || undefined;
    const entries = [{ at: now, action: 'reroute' as const, note, key: `reroute:${version}` }];
    const after = await storeOrder(connection, order, { fields, entries }, session);
    if (!after) throw new Error('an order that was read in a transaction is not there any more');
    const subject = { kind: 'Order', id: order._id } as const;
    const turns = { before: { turns: order.turns }, after: { turns: after.turns } };
    const key = `reroute:${order._id}:${version}`;
    await audit.record({ at: now, from, action: 'reroute', subject, ...turns, key }, session);
    return after;
  }

  /** Looks at one order; gives the step that nobody may decide. */
  async function reroute(id: string, look: Look): Promise<Stuck | undefined> {
    return transact(connection, async (session) => {
      const order = await orders.findById(id, null, { session }).lean<Order>();
      const plan = order ? planOf(order, look) : undefined;
      if (!order || !plan || !(await isCurrent(look.version, session))) return undefined;
      const after = plan.isChanged ? await passOn(order, plan, look, session) : order;
      const rows = [...(plan.isChanged ? [refreshRow(after)] : []), ...(await cards(after, plan.fresh, look, session))];
      if (!plan.stuck) {
        await outbox.add(rows, look.now, session);
        return undefined;
      }
      const since = sinceOf(after, look);
      await outbox.add([...rows, ...stuckRows(after, plan, since, look)], look.now, session);
      const subject = { kind: 'Order', id } as const;
      const key = `reroute_stuck:${stepKey(after)}:${since}`;
      await audit.record(
        { at: look.now, from, action: 'reroute_stuck', subject, after: { turns: after.turns }, key },
        session,
      );
      return { step: stepKey(after), since };
    });
  }

  /** Whoever is away and has nobody in their place any more hears of it, and the admins, too. */
  function alone(look: Look): NewOutboxRow[] {
    const [before, now] = [look.before, look.people].map((people) => new Map(people.map((m) => [m._id, m])));
    const left = look.people.filter((m) => {
      const earlier = before!.get(m._id);
      const had = earlier?.active && earlier.away && standInOf(earlier, before!) !== undefined;
      return had && m.active && m.away && standInOf(m, now!) === undefined;
    });
    return left.flatMap((one) =>
      look.members
        .filter((m) => m.active && (m._id === one._id || m.roles.includes('admin')))
        .flatMap((m) => toMember(m, directOf))
        .map((to) => ({
          _id: `absence:alone:${one._id}:${look.version}:${to.conversation}`,
          job: 'absence' as const,
          ...to,
          data: { event: 'alone', member: one._id, standIn: one.away?.standIn, until: one.away?.until },
        })),
    );
  }

  return {
    /** Moves the tasks of those for whom something changed; gives how many reviews were touched, undefined for no look. */
    async look(now: Date): Promise<number | undefined> {
      const mark = await begun(now);
      if (!mark?.next) return undefined;
      const { version } = mark.next;
      const [before, people] = [withStandIns(mark.people), withStandIns(mark.next.people)];
      const world = { settings: await settings.get(), members: await members.all() };
      const look: Look = { version, since: mark.at, before, people, ...world, stuck: mark.stuck, now };
      await outbox.add(alone(look), now);
      const stuck: Stuck[] = [];
      const failures: unknown[] = [];
      let touched = 0;
      for await (const order of orders
        .find({ turns: { $gt: '' } })
        .lean<Order>()
        .cursor({ batchSize: page })) {
        if (!toDo(planOf(order, look))) continue;
        const left = await reroute(order._id, look).catch((error) => {
          log.error({ err: error, order: order._id }, 'an open review could not be passed on');
          failures.push(error);
          return undefined;
        });
        if (left) stuck.push(left);
        touched += 1;
      }
      if (failures.length > 0 && mark.next.tries < mostTries) throw failures[0];
      await ended(mark, version, stuck);
      if (touched > 0) log.info({ version, touched, stuck: stuck.length }, 'open reviews were passed on');
      outbox.kick();
      return touched;
    },
  };
}
export type Routing = ReturnType<typeof createRouting>;
