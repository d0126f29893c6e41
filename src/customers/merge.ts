import type { ClientSession, Connection } from 'mongoose';
import type { Audit } from '../audit/service.ts';
import { addOutboxRows } from '../chat/outbox-row.ts';
import { parted } from '../database/parted.ts';
import { transact } from '../database/transact.ts';
import { dateAt } from '../dates.ts';
import { foundBy, searchWords } from '../entry/find/words.ts';
import { DeskError } from '../errors.ts';
import type { Log } from '../log.ts';
import { may, mayRead } from '../members/ability.ts';
import type { Actor } from '../members/actor.ts';
import { personOf } from '../members/member.ts';
import { refreshRow } from '../notices/after-move.ts';
import { goOnWithReview } from '../payments/security.ts';
import { settle } from '../payments/settle.ts';
import { markRisks } from '../risks/marks.ts';
import type { Settings } from '../settings/settings.ts';
import type { Customer } from './customer.ts';
import { followMerged } from './follow-owner.ts';
import { keptCustomer } from './kept.ts';
import { type Choosable, mergedFields } from './merge-fields.ts';
import { type Mover, movers } from './merge-movers.ts';
import { customerModel } from './model.ts';

type Deps = {
  connection: Connection;
  audit: Pick<Audit, 'changed' | 'has'>;
  settings: { get(): Promise<Pick<Settings, 'timezone'>> };
  log: Pick<Log, 'error'>;
};

/** Records that are moved at once, and parts that are moved before the answer: the rest follows by the timetable. */
const partSize = 100;
const partsAtOnce = 10;
/** Parts of one tick for one customer: it goes on at the next. */
const partsOfTick = 200;
/** What is written at the moment of the merge for the one that is gone is looked for so long afterwards. */
const lookMinutes = 60;
/** Records of a kind that the preview counts. */
export const mostCounted = 1_000;
const mostAtOnce = 20;

/** How many of each kind would move; `mostCounted` stands for that many or more. */
export type MergeCounts = Record<Mover['name'], number>;
/** What came of it: both as they are now, and whether everything is moved already. */
export type Merged = { from: Customer; into: Customer; isDone: boolean };

/** Makes one customer of two records. The mark comes first: from then on whatever is found by either is the one that stays. */
export function createMerge({ connection, audit, settings, log }: Deps) {
  const customers = customerModel(connection);

  /** Moves what is there, in parts; whether something moved, and whether nothing is left. */
  async function moveParts(from: Customer, into: Customer, parts: number, now: Date) {
    const merging = { from: from._id, to: into._id, words: foundBy(into), now };
    let left = parts;
    for (const mover of movers)
      while ((await mover.move(connection, merging, partSize)) > 0) {
        left -= 1;
        if (left <= 0) return { hasMoved: true, isDone: false };
      }
    return { hasMoved: left < parts, isDone: true };
  }

  /** Free money of either goes to what either owes, and what risks rest on is another now; in one transaction. */
  async function settleBoth(from: Customer, into: string, now: Date, session: ClientSession): Promise<void> {
    const today = dateAt(now, (await settings.get()).timezone);
    const cause = { now, today, key: `merge:${from._id}:${now.toISOString()}` };
    for (const order of await settle(connection, into, cause, session)) {
      const { order: after } = await goOnWithReview(connection, order, cause, session);
      await addOutboxRows(connection, [refreshRow(after)], now, session);
    }
    await markRisks(connection, [{ kind: 'customer', about: into }], { now, session });
  }

  /** Moves, and when all is there and nothing can come any more, says so on the record. */
  async function goOnWith(from: Customer, parts: number, now: Date): Promise<boolean> {
    const into = await keptCustomer(connection, from._id);
    if (!into) return true;
    const { hasMoved, isDone } = await moveParts(from, into, parts, now);
    if (!isDone) return false;
    const isOver = from.mergingUntil !== undefined && now >= from.mergingUntil;
    if (!hasMoved && !isOver) return true;
    await transact(connection, async (session) => {
      await settleBoth(from, into._id, now, session);
      if (!isOver) return;
      const seen = { _id: from._id, mergingUntil: from.mergingUntil };
      await customers.updateOne(seen, { $unset: { mergingUntil: 1, mergeLookedAt: 1 } }, { session });
    });
    return true;
  }

  /** The same for one of those that the timetable takes in turn. */
  async function lookAt(from: Customer, now: Date): Promise<void> {
    const looked = { $set: { mergeLookedAt: now } };
    await customers.updateOne({ _id: from._id, mergingUntil: from.mergingUntil }, looked, { timestamps: false });
    await goOnWith(from, partsOfTick, now);
  }

  function checkMergeable(
    actor: Actor,
    from: Customer | null,
    into: Customer | null,
  ): { from: Customer; into: Customer } {
    const person = personOf(actor.member);
    if (!from || !into) throw new DeskError('error.customer_not_found', { text: '', nearest: '' });
    if (from._id === into._id) throw new DeskError('error.merge_same');
    for (const one of [from, into]) {
      if (one.mergedInto) throw new DeskError('error.merge_gone', { name: one.name });
      if (!mayRead(person, 'Customer', one) || !may(person, 'customer.merge', one))
        throw new DeskError('error.not_allowed', { who: { text: 'entry.who.manager' } }, { loudness: 'warn' });
    }
    return { from, into };
  }

  /** Marks the one that goes, brings the other to what was chosen, and writes both on the trail. */
  async function mark(actor: Actor, ids: { from: string; into: string }, taken: readonly Choosable[]): Promise<void> {
    await transact(connection, async (session) => {
      const subject = { kind: 'Customer' as const, id: ids.from };
      if (await audit.has(actor, 'customer.merge', subject, session)) return;
      const read = (id: string) => customers.findById(id, null, { session }).lean<Customer>();
      const { from, into } = checkMergeable(actor, await read(ids.from), await read(ids.into));
      const fields = mergedFields(from, into, taken);
      const search = await searchWords(into.code, fields.name ?? into.name);
      await customers.updateOne({ _id: into._id }, { $set: { ...fields, search }, $inc: { __v: 1 } } as object, {
        session,
      });
      const gone = {
        mergedInto: into._id,
        mergedAt: actor.now,
        mergingUntil: new Date(actor.now.getTime() + lookMinutes * 60_000),
        // Whoever sees the one that stays finds it by the name of this one.
        owner: into.owner,
        team: into.team,
        creditLimit: undefined,
      };
      const { set, unset } = parted(gone);
      await customers.updateOne({ _id: from._id }, { $set: set, $unset: unset, $inc: { __v: 1 } } as object, {
        session,
      });
      // What became a part of the one that goes is a part of the other one now.
      const led = parted({ mergedInto: into._id, owner: into.owner, team: into.team });
      const lead = { $set: led.set, $unset: led.unset };
      await customers.updateMany({ mergedInto: from._id }, lead as object, { session });
      await followMerged(connection, from._id, into, session);
      const names = { from: `${from.name} (${from.code})`, into: `${into.name} (${into.code})` };
      await audit.changed(actor, 'customer.merge', subject, {}, { mergedInto: names.into }, session);
      const before = Object.fromEntries(Object.keys(fields).map((name) => [name, into[name as keyof Customer]]));
      const after = { ...fields, mergedFrom: names.from };
      await audit.changed(actor, 'customer.merge', { kind: 'Customer', id: into._id }, before, after, session);
      await markRisks(connection, [{ kind: 'customer', about: into._id }], { now: actor.now, session });
    });
  }

  return {
    /** What would move. Throws where the person may not merge these two. */
    async mergePreview(actor: Actor, from: Customer, into: Customer): Promise<MergeCounts> {
      checkMergeable(actor, from, into);
      const counts = movers.map(
        async ({ name, count }) => [name, await count(connection, from._id, mostCounted)] as const,
      );
      return Object.fromEntries(await Promise.all(counts)) as MergeCounts;
    },

    /**
     * Merges one customer into another one: `taken` names the fields of the first that stay. The same key again changes
     * nothing. What is much follows in parts, also after the process died. Throws `error.merge_same`, `error.merge_gone`.
     */
    async merge(actor: Actor, ids: { from: string; into: string }, taken: readonly Choosable[]): Promise<Merged> {
      await mark(actor, ids, taken);
      const from = (await customers.findById(ids.from).lean<Customer>())!;
      const isDone = await goOnWith(from, partsAtOnce, actor.now);
      const into = (await customers.findById(from.mergedInto ?? ids.into).lean<Customer>())!;
      return { from, into, isDone };
    },

    /** Goes on with what was merged and has not moved yet, in turn. One that fails does not hold up the others. */
    async goOnMerging(now: Date): Promise<number> {
      const waiting = await customers
        .find({ mergingUntil: { $gt: new Date(0) } })
        .sort({ mergeLookedAt: 1, mergingUntil: 1 })
        .limit(mostAtOnce)
        .lean<Customer[]>();
      for (const from of waiting)
        await lookAt(from, now).catch((error) => {
          log.error({ err: error, customer: from._id }, 'a merged customer could not be moved');
        });
      return waiting.length;
    },
  };
}
