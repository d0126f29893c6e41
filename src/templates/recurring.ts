import type { ClientSession, Connection } from 'mongoose';
import type { Audit } from '../audit/service.ts';
import { type Calendars, loadCalendars } from '../calendar/calendars.ts';
import type { Address } from '../chat/address.ts';
import type { Outbox } from '../chat/outbox.ts';
import type { NewOutboxRow } from '../chat/outbox-row.ts';
import type { Customer } from '../customers/customer.ts';
import { keptCustomer } from '../customers/kept.ts';
import { isDuplicate, transact } from '../database/transact.ts';
import { versionOf } from '../database/versions.ts';
import { type CalendarDate, hourMs } from '../dates.ts';
import type { Log } from '../log.ts';
import type { Actor, Cause } from '../members/actor.ts';
import type { Member } from '../members/member.ts';
import { type DirectOf, toMember } from '../notices/recipients.ts';
import { wholeRate } from '../orders/currency.ts';
import type { Drafts } from '../orders/draft.ts';
import { orderModel } from '../orders/model.ts';
import { offersOf } from '../orders/offers.ts';
import type { Order } from '../orders/order.ts';
import type { Settings } from '../settings/settings.ts';
import { type LeftOut, orderable } from './make.ts';
import { templateModel } from './model.ts';
import { latestDue, nextDue } from './recurrence.ts';
import { stopOf, toldOfStop } from './stops.ts';
import { draftKey, isRunning, type Schedule, type StopReason, type Template } from './template.ts';
import { attendanceOf } from './upcoming.ts';

type Deps = {
  connection: Connection;
  log: Log;
  settings: { get(): Promise<Settings> };
  members: { all(): Promise<Member[]> };
  audit: Pick<Audit, 'record'>;
  drafts: Pick<Drafts, 'within'>;
  outbox: Pick<Outbox, 'add' | 'kick'>;
  directOf: DirectOf;
};

type Scheduled = Template & { schedule: Schedule };
type World = { members: readonly Member[]; calendars: Calendars; now: Date };

/** What a look found: an occurrence to see to, and when to look again. */
type Found = { owner?: Member; due?: CalendarDate; nextAt: Date };

/** When a template is looked at that makes nothing by itself: a change of it says earlier. */
const never = new Date('9999-12-31T00:00:00Z');
/** Occurrences that are remembered as seen to. */
const remembered = 100;
const from: Address = 'scheduler:templates';

/** Somebody was faster: what was begun is taken back, and the template is looked at anew. */
class Overtaken extends Error {}

/** Makes the drafts of recurring templates, each exactly once; never more than a draft. */
export function createRecurring({ connection, log, settings, members, audit, drafts, outbox, directOf }: Deps) {
  const templates = templateModel(connection);
  /** The people, rules and hour for which all recurring templates were looked at. */
  let seen: string | undefined;

  function find({ schedule, owner: id }: Scheduled, { members: all, calendars, now }: World): Found {
    const owner = all.find((m) => m._id === id);
    const attendance = attendanceOf(owner, calendars);
    const latest = latestDue(schedule, attendance, schedule.since, now)?.date;
    const isSeenTo = latest === undefined || schedule.done.includes(latest) || schedule.skipped.includes(latest);
    const nextAt = nextDue(schedule, attendance, now, schedule.skipped)?.at ?? never;
    return { owner, nextAt, ...(isSeenTo ? {} : { due: latest }) };
  }

  /** Notes on a template what was seen to, if nobody changed it since it was read. */
  async function note(template: Scheduled, set: object, session?: ClientSession): Promise<void> {
    const unchanged = { _id: template._id, revision: template.revision };
    const { matchedCount } = await templates.updateOne(unchanged, { $set: set }, { session });
    if (matchedCount !== 1) throw new Overtaken();
  }

  const rows = (people: readonly Member[], key: string, row: Partial<NewOutboxRow>): NewOutboxRow[] =>
    people
      .flatMap((m) => toMember(m, directOf))
      .map((to) => ({ job: 'template', ...row, ...to, _id: `${key}:${to.conversation}` }));

  function record(
    template: Template,
    cause: Cause,
    deed: 'draft' | 'stop' | 'empty',
    after: object,
    session: ClientSession,
  ) {
    const { now: at, key, member } = cause;
    const subject = { kind: 'Template' as const, id: template._id };
    return audit.record(
      { at, by: member?._id, from, action: `template.${deed}`, subject, after: { ...after }, key },
      session,
    );
  }

  /** The draft, its mark and what tells the owner are one transaction: of three desks one makes it. */
  async function make(
    template: Scheduled,
    owner: Member,
    date: CalendarDate,
    world: World,
    nextAt: Date,
  ): Promise<void> {
    const key = draftKey(template._id, date);
    const actor: Actor = { member: owner, from, key, now: world.now };
    const offers = await offersOf(
      connection,
      template.lines.map((l) => l.sku),
      wholeRate,
    );
    const { lines, left } = orderable(template, offers);
    const work = async (session: ClientSession): Promise<void> => {
      const draft = lines.length > 0 ? await drafts.within(actor, inputOf(template, lines), session) : undefined;
      const done = [...template.schedule.done, date].slice(-remembered);
      await note(
        template,
        { 'schedule.done': done, 'schedule.nextAt': nextAt, 'schedule.lookedAt': world.now },
        session,
      );
      const after = { occurrence: date, ...(draft && { draft: draft.draftNo }) };
      await record(template, actor, draft ? 'draft' : 'empty', after, session);
      await outbox.add(toldOfDraft(template, owner, date, draft, left), world.now, session);
    };
    await transact(connection, work, { turn: 'draft' });
  }

  const toldOfDraft = (
    { _id: template }: Template,
    owner: Member,
    date: CalendarDate,
    draft: Order | undefined,
    left: readonly LeftOut[],
  ): NewOutboxRow[] =>
    draft
      ? rows([owner], draftKey(template, date), {
          job: 'notice',
          notice: 'recurring',
          order: draft._id,
          data: { template, date, left },
        })
      : rows([owner], draftKey(template, date), { data: { event: 'empty', template, date, left } });

  /** Nothing is made any more, and those who can see to it are told, once. */
  async function stop(template: Scheduled, why: StopReason, world: World): Promise<void> {
    const { now } = world;
    const key = `template.stop:${template._id}:${template.schedule.since.toISOString()}`;
    await transact(connection, async (session) => {
      const set = { 'schedule.stopped': { why, at: now }, 'schedule.nextAt': never, 'schedule.lookedAt': now };
      await note(template, set, session);
      await record(template, { from, key, now }, 'stop', { stopped: why }, session);
      const told = toldOfStop(template, world.members);
      await outbox.add(rows(told, key, { data: { event: 'stopped', template: template._id, why } }), now, session);
    });
  }

  const isMade = async (template: string, date: CalendarDate): Promise<boolean> =>
    (await orderModel(connection).exists({ requestKey: draftKey(template, date) })) !== null;

  async function customerOf({ customer }: Template): Promise<Customer | undefined> {
    if (customer === undefined) return undefined;
    return keptCustomer(connection, customer);
  }

  /** Sees to one template; true when something was made or said. */
  async function seeTo(template: Scheduled, world: World): Promise<boolean> {
    const { schedule } = template;
    const { owner, due, nextAt } = isRunning(template) ? find(template, world) : { nextAt: never };
    if (due === undefined || (await isMade(template._id, due))) {
      const isSame =
        schedule.nextAt.getTime() === nextAt.getTime() && !(schedule.lookedAt && schedule.lookedAt > world.now);
      if (!isSame) await note(template, { 'schedule.nextAt': nextAt, 'schedule.lookedAt': world.now });
      return false;
    }
    const why = stopOf(template, owner, await customerOf(template));
    if (why || !owner) await stop(template, why ?? 'member', world);
    else await make(template, owner, due, world, nextAt);
    return true;
  }

  /** One that fails does not hold up the others, and is looked at again. */
  async function look(template: Scheduled, world: World): Promise<boolean> {
    try {
      return await seeTo(template, world);
    } catch (error) {
      // Another desk has seen to it at the same moment, or somebody changed it: the next look finds it as it is then.
      if (error instanceof Overtaken || isDuplicate(error)) return false;
      seen = undefined;
      log.error({ err: error, template: template._id }, 'a recurring template could not be seen to');
      return false;
    }
  }

  const read = (filter: object): Promise<Scheduled[]> =>
    templates
      .find({ active: true, ...filter })
      .lean<Scheduled[]>()
      .exec();

  /** Those whose time has come, and those that were looked at later than now, since the clock went back. */
  async function dueOnes(now: Date): Promise<Scheduled[]> {
    const [due, ahead] = await Promise.all([
      read({ 'schedule.nextAt': { $lte: now } }),
      read({ 'schedule.lookedAt': { $gt: now } }),
    ]);
    return [...new Map([...due, ...ahead].map((t) => [t._id, t])).values()];
  }

  return {
    /**
     * Sees to every template whose time has come; when people or rules changed, at the start and once an hour to all that
     * recur, since their next time was worked out from something else.
     */
    async tick(now: Date): Promise<number> {
      const versions = [await versionOf(connection, 'settings'), await versionOf(connection, 'rights')];
      const present = [...versions, Math.floor(now.getTime() / hourMs)].join(':');
      const found = seen === present ? await dueOnes(now) : await read({ 'schedule.nextAt': { $gt: new Date(0) } });
      const all = await members.all();
      const world = {
        members: all,
        calendars: await loadCalendars(
          await settings.get(),
          all.filter((m) => m.active),
        ),
        now,
      };
      seen = present;
      let made = 0;
      for (const template of found) if (await look(template, world)) made += 1;
      if (made > 0) outbox.kick();
      return made;
    },
  };
}
export type Recurring = ReturnType<typeof createRecurring>;

/** What a draft is made of; today's prices but where a price was kept. */
const inputOf = ({ customer, paymentDays, notes }: Template, lines: ReturnType<typeof orderable>['lines']) => ({
  customer: customer ?? '',
  lines,
  ...(paymentDays !== undefined && { paymentDays }),
  ...(notes !== undefined && { notes }),
});
