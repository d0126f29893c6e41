import type { Customer } from '../../../src/customers/customer.ts';
import { searchWords } from '../../../src/entry/find/words.ts';
import { newId } from '../../../src/id.ts';
import type { Member } from '../../../src/members/member.ts';
import type { Product } from '../../../src/products/product.ts';
import { holderOf, type Template } from '../../../src/templates/template.ts';
import type { Birds } from './birds.ts';

type Company = {
  members: readonly Member[];
  customers: readonly Customer[];
  goods: readonly Product[];
  teams: Record<'east' | 'west', string>;
};

/** A template of the own and one of the team, each with a price that was kept, of three people who sell. */
export function templatesOf(birds: Birds, { members, customers, goods, teams }: Company): Promise<Template[]> {
  const at = new Date('2026-11-01T00:00:00Z');
  const all = ['Eve', 'Wen', 'Mixer'].flatMap((name) =>
    (['own', 'team'] as const).map(async (scope, i) => {
      const owner = members.find((m) => m.name === name)!._id;
      const team = teams[name === 'Eve' ? 'east' : 'west'];
      const whose = { owner, scope, team: scope === 'team' ? team : undefined };
      const called = `Usual ${birds.bird('u')}`;
      const lines = goods.slice(i, i + 2).map((p) => ({
        ...{ product: p._id, sku: p.sku, quantity: 2_000, discount: 1234, unitPrice: birds.price() },
      }));
      return {
        ...{ _id: newId(), name: called, nameKey: called.toLowerCase(), search: await searchWords('', called) },
        ...{ ...whose, holder: holderOf(whose), lines, notes: birds.bird('j') },
        // A team's is for any customer, but one, which only those see who see the customer.
        ...(scope === 'own' || name === 'Wen' ? { customer: customers.filter((c) => c.owner === owner)[i]?._id } : {}),
        ...{ active: true, revision: 0, createdAt: at, updatedAt: at },
      };
    }),
  );
  return Promise.all(all);
}
