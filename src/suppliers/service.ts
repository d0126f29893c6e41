import type { Connection } from 'mongoose';
import type { Audit } from '../audit/service.ts';
import { parted, withoutNulls } from '../database/parted.ts';
import { isDuplicate, transact } from '../database/transact.ts';
import { dateAt } from '../dates.ts';
import { checked } from '../entry/checked.ts';
import { createSupplierFinder } from '../entry/find/finder.ts';
import { nearestWords } from '../entry/find/nearest.ts';
import { searchWords } from '../entry/find/words.ts';
import { codeOf } from '../entry/plain.ts';
import type { ShownMarks } from '../entry/shown-marks.ts';
import type { Row } from '../entry/table/row-reader.ts';
import { DeskError } from '../errors.ts';
import { may, mayRead, redact } from '../members/ability.ts';
import type { Actor } from '../members/actor.ts';
import type { Guard } from '../members/guard.ts';
import { type Person, personOf } from '../members/member.ts';
import type { Redacted } from '../members/redact.ts';
import { renewRates } from '../purchases/rates.ts';
import { markRisks } from '../risks/marks.ts';
import type { Settings } from '../settings/settings.ts';
import { type SupplierChanges, type SupplierInput, supplierChanges, supplierEdits, supplierInput } from './input.ts';
import { supplierModel } from './model.ts';
import { supplierIdOf } from './named.ts';
import { createSourcing } from './sourcing.ts';
import type { Supplier } from './supplier.ts';

type Deps = {
  connection: Connection;
  audit: Pick<Audit, 'changed' | 'has'>;
  guard: Guard;
  settings: { get(): Promise<Settings> };
};

/** A supplier as somebody may see it. */
export type SeenSupplier = Redacted<Supplier, 'Supplier'>;

/** What the risks of open orders are worked out from. */
const risked = ['leadTimeDays', 'agreedRate', 'active', 'name'] as const;

/** Makes, changes and reads suppliers. Every change is on the audit trail. */
export function createSuppliers(deps: Deps) {
  const { connection, audit, guard, settings } = deps;
  const suppliers = supplierModel(connection);
  const finder = createSupplierFinder({ connection });
  const notFound = (text: string, nearest: object) =>
    new DeskError('error.supplier_not_found', { text, nearest } as never, { field: 'supplier' });

  /** Changes what `decide` says, as it follows from the supplier as it is in the transaction. */
  async function change(actor: Actor, code: string, decide: (before: Supplier) => SupplierChanges): Promise<Supplier> {
    const there = await suppliers.findOne({ code: codeOf(code) }, '_id').lean();
    if (!there) throw notFound(code, { text: 'entry.nearest_none' });
    const subject = { kind: 'Supplier', id: there._id } as const;
    await guard(actor, may(personOf(actor.member), 'supplier.edit'), 'supplier.edit', subject);
    return transact(connection, async (session) => {
      const before = (await suppliers.findById(there._id, null, { session }).lean<Supplier>())!;
      if (await audit.has(actor, 'supplier.edit', subject, session)) return before;
      const changed = withoutNulls(decide(before));
      if (Object.keys(changed).length === 0) return before;
      const isRenamed = changed.name !== undefined && changed.name !== before.name;
      const search = isRenamed ? { search: await searchWords(before.code, String(changed.name)) } : {};
      const { set, unset } = parted({ ...changed, ...search, updatedAt: actor.now });
      const after = { ...before, ...changed, ...search } as Supplier;
      const update = { $set: set, $inc: { __v: 1 }, ...(Object.keys(unset).length > 0 && { $unset: unset }) };
      await suppliers.updateOne({ _id: before._id }, update, { session, timestamps: false });
      if (risked.some((field) => before[field] !== after[field]))
        await markRisks(connection, [{ kind: 'supplier', about: before._id }], { now: actor.now, session });
      await audit.changed(actor, 'supplier.edit', subject, before, after, session);
      return after;
    });
  }

  return {
    ...createSourcing(deps),

    /** Makes a supplier. The same deed again gives the one that is there. Throws `FieldErrors` or `DeskError`. */
    async create(actor: Actor, input: SupplierInput): Promise<Supplier> {
      const wanted = checked(supplierInput, input);
      const _id = supplierIdOf(wanted.code);
      const subject = { kind: 'Supplier', id: _id } as const;
      await guard(actor, may(personOf(actor.member), 'supplier.edit'), 'supplier.create', subject);
      const search = await searchWords(wanted.code, wanted.name);
      const fresh = { contacts: [], active: true, ...withoutNulls(wanted), _id, search };
      const make = () =>
        transact(connection, async (session) => {
          const there = await suppliers.findOne({ code: wanted.code }, null, { session }).lean<Supplier>();
          if (there && (await audit.has(actor, 'supplier.create', subject, session))) return there;
          if (there)
            throw new DeskError('error.supplier_exists', { code: there.code, name: there.name }, { field: 'code' });
          const [made] = await suppliers.create([fresh], { session });
          await audit.changed(actor, 'supplier.create', subject, {}, fresh, session);
          return made!.toObject<Supplier>();
        });
      // Somebody else made it a moment ago: now it is found.
      return make().catch((error) => (isDuplicate(error) ? make() : Promise.reject(error)));
    },

    /** Changes what is named in `changes`; the same key again changes nothing. Throws `FieldErrors` or `DeskError`. */
    async update(actor: Actor, code: string, changes: SupplierChanges): Promise<Supplier> {
      const wanted = checked(supplierChanges, changes);
      return change(actor, code, () => wanted);
    },

    /**
     * Changes what a person changed in a form that showed these values: nothing else is written, and what somebody else
     * changed meanwhile is not lost. Throws `FieldErrors` or `DeskError`.
     */
    edit: (actor: Actor, code: string, row: Row, shown: ShownMarks): Promise<Supplier> =>
      change(actor, code, (before) => checked(supplierChanges, supplierEdits(before, row, shown))),

    /** The supplier with this code, as the person may see it. Throws `error.supplier_not_found`. */
    async get(person: Person, code: string): Promise<SeenSupplier> {
      const found = await suppliers.findOne({ code: codeOf(code) }).lean<Supplier>();
      if (found && mayRead(person, 'Supplier', {})) return redact(person, 'Supplier', found);
      const { several, nearest } = await finder.find(person, code);
      throw notFound(code, nearestWords([...several, ...nearest]));
    },

    /** Some suppliers by their ids, as the person may see them. */
    async byIds(person: Person, ids: readonly string[]): Promise<Map<string, SeenSupplier>> {
      if (ids.length === 0 || !mayRead(person, 'Supplier', {})) return new Map();
      const found = await suppliers.find({ _id: { $in: [...ids] } }).lean<Supplier[]>();
      return new Map(found.map((one) => [one._id, redact(person, 'Supplier', one)]));
    },

    /** A page of the suppliers, by name, and how many there are. */
    async list(person: Person, { skip, limit }: { skip: number; limit: number }) {
      if (!mayRead(person, 'Supplier', {})) return { shown: [], all: 0 };
      const [found, all] = await Promise.all([
        suppliers.find({}).sort({ name: 1 }).skip(skip).limit(limit).lean<Supplier[]>(),
        suppliers.countDocuments({}),
      ]);
      return { shown: found.map((one) => redact(person, 'Supplier', one)), all };
    },

    /** Works out rates that were worked out on an earlier day. Gives how many. */
    async renewRates(now: Date): Promise<number> {
      return renewRates(connection, { today: dateAt(now, (await settings.get()).timezone), now });
    },
  };
}
export type Suppliers = ReturnType<typeof createSuppliers>;
