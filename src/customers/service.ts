import type { ClientSession, Connection } from 'mongoose';
import type { z } from 'zod';
import type { Audit } from '../audit/service.ts';
import { isDuplicate, transact } from '../database/transact.ts';
import { checked } from '../entry/checked.ts';
import { createCustomerFinder } from '../entry/find/finder.ts';
import { nearestWords } from '../entry/find/nearest.ts';
import { searchWords } from '../entry/find/words.ts';
import { idOfKey } from '../entry/id-of-key.ts';
import { codeOf } from '../entry/plain.ts';
import type { ShownMarks } from '../entry/shown-marks.ts';
import type { Row } from '../entry/table/row-reader.ts';
import { DeskError } from '../errors.ts';
import { may, mayRead, readFilter, withoutOthers } from '../members/ability.ts';
import type { Actor } from '../members/actor.ts';
import { type Person, personOf } from '../members/member.ts';
import { markRisks } from '../risks/marks.ts';
import { type Customer, usualPaymentDays } from './customer.ts';
import { editsOf } from './edits.ts';
import { followOwnerOf } from './follow-owner.ts';
import { type CustomerChanges, type CustomerInput, customerChanges, customerInput } from './input.ts';
import { keptCustomer } from './kept.ts';
import { customerModel } from './model.ts';

type Deps = { connection: Connection; audit: Pick<Audit, 'changed'> };

const ask = (who: 'manager' | 'finance') => ({ text: `entry.who.${who}` });

/** A salesperson makes a customer of one's own on the usual terms; limit, terms and owner are others' to say. */
function checkRights(
  actor: Actor,
  about: { owner?: string; team?: string },
  before: Partial<Customer>,
  after: Customer,
) {
  const person = personOf(actor.member);
  const refuse = (field: string, who: 'manager' | 'finance'): never => {
    const values = { field: { text: `field.${field}` }, who: ask(who) };
    throw new DeskError('error.field_not_yours', values, { field, loudness: 'warn' });
  };
  const credit = may(person, 'customer.credit', about);
  if (!credit && after.creditLimit !== before.creditLimit) refuse('credit_limit', 'finance');
  if (!credit && after.paymentDays !== before.paymentDays) refuse('payment_days', 'finance');
  if (after.owner !== before.owner && !may(person, 'customer.assign', about)) refuse('owner', 'manager');
}

/** Those who set terms only may change terms only. */
function checkEdit(actor: Actor, before: Customer, wanted: CustomerChanges): void {
  const terms = ['creditLimit', 'paymentDays', 'owner', 'team'];
  const onlyTerms = Object.keys(wanted).every((name) => terms.includes(name));
  if (!onlyTerms && !may(personOf(actor.member), 'customer.edit', before))
    throw new DeskError('error.not_allowed', { who: ask('manager') }, { loudness: 'warn' });
}

/** Whether risks of the customer's orders rest on something that changed. */
const isOfRisk = (before: Customer, after: Customer): boolean =>
  (['creditLimit', 'paymentDays', 'owner', 'team'] as const).some((field) => before[field] !== after[field]);

/** Makes, changes and reads customers. Every change is on the audit trail. */
export function createCustomers({ connection, audit }: Deps) {
  const customers = customerModel(connection);
  const finder = createCustomerFinder({ connection });

  /** The customers that a person reads, by name. */
  const listed = (person: Person) =>
    customers
      .find({ $and: [{ mergedInto: { $exists: false } }, readFilter(withoutOthers(person), 'Customer')] })
      .sort({ name: 1, _id: 1 });

  /** Refuses who may not make customers, then gives what would be made. */
  async function checkedMake(actor: Actor, input: CustomerInput): Promise<Customer> {
    if (!may(personOf(actor.member), 'customer.create'))
      throw new DeskError('error.not_allowed', { who: ask('manager') }, { loudness: 'warn' });
    return make(actor, input);
  }

  /** A code that is taken: its reader sees by whom, anybody else only that it is. */
  async function taken(actor: Actor, code: string): Promise<DeskError> {
    const there = await customers.findOne({ code }).lean<Customer>();
    const visible = there && mayRead(personOf(actor.member), 'Customer', there);
    return visible
      ? new DeskError('error.customer_exists', { code, name: there.name }, { field: 'code' })
      : new DeskError('error.customer_taken', { code, who: ask('manager') }, { field: 'code' });
  }

  async function make(actor: Actor, input: CustomerInput): Promise<Customer> {
    const { creditLimit, ...given } = checked(customerInput, input);
    const mine = { owner: actor.member._id, team: actor.member.teams[0] };
    const owned = given.owner ? { owner: given.owner, team: given.team } : mine;
    const fresh = {
      ...given,
      ...owned,
      _id: idOfKey(actor.key),
      contacts: given.contacts ?? [],
      paymentDays: given.paymentDays ?? usualPaymentDays,
      ...(creditLimit !== null && { creditLimit }),
      search: await searchWords(given.code, given.name),
    } as Customer;
    checkRights(actor, fresh, { ...mine, paymentDays: usualPaymentDays }, fresh);
    return fresh;
  }

  /** The customer with a code as it is now; of a record that became a part of another one, that one. */
  async function byCode(code: string, session?: ClientSession): Promise<Customer | undefined> {
    const found = await customers.findOne({ code: codeOf(code) }, null, { session }).lean<Customer>();
    return found?.mergedInto ? keptCustomer(connection, found._id, session) : (found ?? undefined);
  }

  /** The customer that a code means for somebody who is to change it; `id`: it is still that one. */
  async function idToChange(
    actor: Actor,
    code: string,
    { id, session }: { id?: string; session: ClientSession },
  ): Promise<string> {
    const there = await byCode(code, session);
    if (!there || !mayRead(personOf(actor.member), 'Customer', there))
      throw new DeskError('error.customer_not_found', { text: code, nearest: { text: 'entry.nearest_none' } });
    if (id !== undefined && there._id !== id) throw new DeskError('error.customer_merging', { code });
    return there._id;
  }

  /** Changes what `decide` says (checked), as it follows from the customer as it is in the transaction. */
  async function change(
    actor: Actor,
    code: string,
    decide: (before: Customer) => z.output<typeof customerChanges>,
    id?: string,
  ): Promise<Customer> {
    return transact(connection, async (session) => {
      const found = await customers
        .findById(await idToChange(actor, code, { id, session }), null, { session })
        .orFail();
      const before = found.toObject<Customer>();
      const wanted = decide(before);
      found.set({
        ...wanted,
        creditLimit: wanted.creditLimit === null ? undefined : (wanted.creditLimit ?? before.creditLimit),
      });
      const after = found.toObject<Customer>();
      checkRights(actor, before, before, after);
      checkEdit(actor, before, wanted);
      if (after.name !== before.name) found.search = await searchWords(after.code, after.name);
      await found.save({ session });
      await audit.changed(actor, 'customer.edit', { kind: 'Customer', id: found._id }, before, after, session);
      if (after.owner !== before.owner || after.team !== before.team)
        await followOwnerOf(connection, after, before, session);
      if (isOfRisk(before, after))
        await markRisks(connection, [{ kind: 'customer', about: found._id }], { now: actor.now, session });
      return found.toObject<Customer>();
    });
  }

  return {
    /** Makes a customer. The same key again gives the one that is there. Throws `FieldErrors` or `DeskError`. */
    async create(actor: Actor, input: CustomerInput): Promise<Customer> {
      const fresh = await checkedMake(actor, input);
      const there = await customers.findById(fresh._id).lean<Customer>();
      if (there) return there;
      try {
        return await transact(connection, async (session) => {
          const [made] = await customers.create([fresh], { session });
          await audit.changed(actor, 'customer.create', { kind: 'Customer', id: fresh._id }, {}, fresh, session);
          return made!.toObject<Customer>();
        });
      } catch (error) {
        if (isDuplicate(error, '_id')) return (await customers.findById(fresh._id).lean<Customer>())!;
        throw isDuplicate(error) ? await taken(actor, fresh.code) : error;
      }
    },

    /** Refuses what `create` would refuse, but for a code that is taken; nothing is stored. Throws like it. */
    async checkCreate(actor: Actor, input: CustomerInput): Promise<void> {
      await checkedMake(actor, input);
    },

    /** Refuses what `update` would refuse of a customer as it is; nothing is stored. Throws like it. */
    checkUpdate(actor: Actor, before: Customer, changes: CustomerChanges): void {
      const wanted = checked(customerChanges, changes);
      const { creditLimit = before.creditLimit, ...others } = wanted;
      checkRights(actor, before, before, { ...before, ...others, creditLimit: creditLimit ?? undefined } as Customer);
      checkEdit(actor, before, wanted);
    },

    /** Whether this very deed made a customer before. */
    isMade: async (actor: Actor): Promise<boolean> => (await customers.exists({ _id: idOfKey(actor.key) })) !== null,

    /** Changes what is named in `changes`. Throws `FieldErrors` or `DeskError`; another's customer does not exist. */
    async update(actor: Actor, code: string, changes: CustomerChanges): Promise<Customer> {
      const wanted = checked(customerChanges, changes);
      return change(actor, code, () => wanted);
    },

    /**
     * Changes what a person changed in a form that showed these values: nothing else is written, and what somebody else
     * changed meanwhile is not lost. `id`: whose values were shown; one that became a part of another customer since is
     * refused. Throws `FieldErrors` or `DeskError`.
     */
    edit: (
      actor: Actor,
      code: string,
      given: Row,
      { shown, currency, id }: { shown: ShownMarks; currency: string; id?: string },
    ) => change(actor, code, (before) => checked(customerChanges, editsOf(before, given, shown, currency)), id),

    /** A page of the customers that the person reads, by name; of those who are away only their deputies' own. */
    async page(
      person: Person,
      { skip, limit }: { skip: number; limit: number },
    ): Promise<{ customers: Customer[]; more: boolean }> {
      const found = await listed(person)
        .skip(skip)
        .limit(limit + 1)
        .lean<Customer[]>();
      return { customers: found.slice(0, limit), more: found.length > limit };
    },

    /** All of them, one by one, as `page` has them. */
    each: (person: Person): AsyncIterable<Customer> => listed(person).lean<Customer[]>().cursor({ batchSize: 500 }),

    /** The record with this code itself, also of one that became a part of another. Throws `error.customer_not_found`. */
    async record(person: Person, code: string): Promise<Customer> {
      const found = await customers.findOne({ code: codeOf(code) }).lean<Customer>();
      if (found && mayRead(person, 'Customer', found)) return found;
      throw new DeskError('error.customer_not_found', { text: code, nearest: { text: 'entry.nearest_none' } });
    },

    /** The customer with this code. Throws `error.customer_not_found`, also for what the person may not see. */
    async get(person: Person, code: string): Promise<Customer> {
      const found = await byCode(code);
      if (found && mayRead(person, 'Customer', found)) return found;
      const { several, nearest } = await finder.find(person, code);
      throw new DeskError('error.customer_not_found', { text: code, nearest: nearestWords([...several, ...nearest]) });
    },
  };
}
export type Customers = ReturnType<typeof createCustomers>;
