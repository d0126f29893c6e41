import type { Connection } from 'mongoose';
import { compact, plain } from '../entry/plain.ts';
import { DeskError } from '../errors.ts';
import { inParts } from '../in-parts.ts';
import { mayRead, readFilter, sees, withoutOthers } from '../members/ability.ts';
import type { Actor } from '../members/actor.ts';
import { type Member, type Person, personOf } from '../members/member.ts';
import { type Alike, createGroups } from './alike-groups.ts';
import type { Customer } from './customer.ts';
import { customerModel } from './model.ts';

type Deps = { connection: Connection; members: { all(): Promise<Member[]> } };

/** Records of one name that are looked at. */
const mostOfName = 20;
/** Customers that are looked through for doubles, and pairs that are shown. */
const mostLooked = 50_000;
const mostShown = 20;

const unmerged = { mergedInto: { $exists: false } } as const;

/** Names that are looked for together. */
const namesAtOnce = 50;

type Named = Pick<Customer, '_id' | 'code' | 'name' | 'owner' | 'team'>;

/** Customers that may be one and the same. */
export function createAlike({ connection, members }: Deps) {
  const customers = customerModel(connection);

  /** Who can say more of a customer that somebody does not see: the managers of its team. */
  async function whoOf({ team }: Named): Promise<string | { text: string }> {
    const managers = (await members.all()).filter(
      (m) => m.active && m.roles.includes('manager') && (m.teams.length === 0 || (team && m.teams.includes(team))),
    );
    const names = managers.slice(0, 3).map((m) => m.name);
    return names.length > 0 ? names.join(', ') : { text: 'entry.who.manager' };
  }

  /** Customers that are found by some names; each name has so many places among them at most. */
  const called = (names: readonly string[]): Promise<Named[]> =>
    customers
      .find(
        { search: { $in: names.map((name) => name.slice(0, 40)) }, ...unmerged },
        { code: 1, name: 1, owner: 1, team: 1 },
      )
      .limit(mostOfName * names.length)
      .lean<Named[]>()
      .exec();

  /**
   * What speaks against new customers of some names, by name: one is there of that name. Its reader is told which; of
   * another's it is only said that it exists, and whom to ask. What is free is left out.
   */
  async function takenNames(actor: Actor, names: readonly string[]): Promise<Map<string, DeskError>> {
    const person = personOf(actor.member);
    const wanted = [...new Set(names.map(compact))].filter((name) => name !== '');
    const there = new Map<string, Named[]>();
    for (const part of inParts(wanted, namesAtOnce))
      for (const customer of await called(part)) {
        const name = compact(customer.name);
        there.set(name, [...(there.get(name) ?? []), customer]);
      }
    const why = async (name: string): Promise<DeskError | undefined> => {
      const alike = there.get(compact(name)) ?? [];
      const seen = alike.find((customer) => mayRead(person, 'Customer', customer));
      if (seen) return new DeskError('error.customer_alike', { name: seen.name, code: seen.code }, { field: 'name' });
      if (!alike[0]) return undefined;
      return new DeskError('error.customer_alike_taken', { who: await whoOf(alike[0]) }, { field: 'name' });
    };
    const taken = await Promise.all(names.map(async (name) => [name, await why(name)] as const));
    return new Map(taken.flatMap(([name, error]) => (error ? [[name, error] as const] : [])));
  }

  return {
    takenNames,

    /** Refuses a new customer of a name that is there. Throws `error.customer_alike` or `error.customer_alike_taken`. */
    async checkNew(actor: Actor, name: string): Promise<void> {
      const error = (await takenNames(actor, [name])).get(name);
      if (error) throw error;
    },

    /**
     * Pairs of customers that the person sees and that look like one: read once, by the index of their names. By contacts
     * only where the person reads them. `looked` is how many were looked at where there are more.
     */
    async pairs(person: Person, most = mostLooked): Promise<{ pairs: Alike[]; looked?: number }> {
      const groups = createGroups();
      const filter = { $and: [unmerged, readFilter(withoutOthers(person), 'Customer')] };
      const fields = { code: 1, name: 1, contacts: 1, owner: 1, team: 1 } as const;
      const cursor = customers
        .find(filter, fields)
        .sort({ name: 1 })
        .limit(most + 1)
        .lean<Customer[]>()
        .cursor();
      let looked = 0;
      for await (const found of cursor) {
        if (looked === most) return { pairs: groups.pairs().slice(0, mostShown), looked };
        const customer = found as unknown as Customer;
        const contacts = sees(person, 'contact', customer) === 'full' ? customer.contacts : [];
        groups.add({ ...customer, contacts }, plain(customer.name));
        looked += 1;
      }
      return { pairs: groups.pairs().slice(0, mostShown) };
    },
  };
}
