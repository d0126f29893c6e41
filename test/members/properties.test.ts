import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  type FieldClass,
  forbiddenFields,
  type Judged,
  may,
  mayDecide,
  mayMove,
  mayRead,
  mayReadPaymentsOf,
  movesFor,
  redact,
  sees,
} from '../../src/members/ability.ts';
import { approversOf } from '../../src/members/approvers.ts';
import { deedNames } from '../../src/members/deeds.ts';
import { type Person, type Role, roles } from '../../src/members/member.ts';
import { actions } from '../../src/orders/moves.ts';
import { states } from '../../src/orders/order.ts';

const ids = ['anna', 'bob', 'mia', 'chen'];
const teams = ['east', 'west', 'north'];
const person: fc.Arbitrary<Person> = fc.record({
  id: fc.option(fc.constantFrom(...ids), { nil: undefined }),
  roles: fc.uniqueArray(fc.constantFrom(...roles)),
  teams: fc.uniqueArray(fc.constantFrom(...teams)),
});
const member = person.filter((p) => p.id !== undefined);
const maybe = <T>(...values: T[]) => fc.option(fc.constantFrom(...values), { nil: undefined });
const order: fc.Arbitrary<Judged> = fc.record({
  owner: maybe(...ids),
  createdBy: maybe(...ids),
  team: maybe(...teams),
  number: maybe('SO-000001'),
  state: fc.constantFrom(...states),
  approval: fc.record({
    steps: fc.array(
      fc.record({
        seats: fc.array(
          fc.record({
            role: maybe(...roles),
            person: maybe(...ids),
            fallback: maybe('admin' as const),
            by: maybe(...ids),
          }),
          { minLength: 1, maxLength: 3 },
        ),
        decision: maybe('approved' as const),
      }),
      { maxLength: 3 },
    ),
  }),
});

/** The contract again, in the plainest words, as the oracle: it knows nothing of the ability. */
const is = (p: Person, ...some: Role[]) => p.roles.some((r) => some.includes(r));
const isOwn = (p: Person, r: Judged) => p.id !== undefined && r.owner === p.id;
function rowIsTheirs(p: Person, r: Judged): boolean {
  if (is(p, 'finance', 'operations', 'admin')) return true;
  const inTeam = r.owner !== undefined && p.teams.some((t) => t === r.team);
  if (is(p, 'manager') && (p.teams.length === 0 || inTeam)) return true;
  return is(p, 'sales') && (p.id === undefined ? inTeam : isOwn(p, r));
}
const readsInFull: Record<FieldClass, (p: Person, r: Judged) => boolean> = {
  commercial: (p) => is(p, 'sales', 'manager', 'finance', 'admin'),
  cost: (p) => is(p, 'manager', 'finance', 'admin'),
  credit: (p) => is(p, 'manager', 'finance', 'admin'),
  contact: (p, r) => is(p, 'manager', 'admin') || (p.roles.length > 0 && isOwn(p, r)),
  shipping: (p, r) => is(p, 'manager', 'admin', 'operations') || (p.roles.length > 0 && isOwn(p, r)),
};

/** A record in which every field with a secret holds a canary of its class. */
const bird = (fieldClass: FieldClass, n: number) => `canary-${fieldClass}-${n}-5550001`;
const fullOrder = (o: Judged) => ({
  ...o,
  total: bird('commercial', 1),
  baseTotal: bird('commercial', 2),
  paid: bird('commercial', 3),
  shipTo: bird('shipping', 4),
  poNo: 'PO-1',
  lines: [1, 2].map((n) => ({
    sku: 'A100',
    unitPrice: bird('commercial', n + 10),
    discount: bird('commercial', n + 20),
    amount: bird('commercial', n + 30),
    cost: bird('cost', n + 40),
  })),
});
const fullCustomer = (o: Judged) => ({
  owner: o.owner,
  team: o.team,
  name: 'Acme',
  address: bird('contact', 1),
  contacts: [1, 2].map((n) => ({ name: 'Li', phone: bird('contact', n + 1), email: bird('contact', n + 5) })),
  creditLimit: bird('credit', 9),
});
const fullProduct = { sku: 'A100', price: bird('commercial', 1), floorPrice: bird('cost', 2), cost: bird('cost', 3) };

const classesIn = (value: unknown): FieldClass[] =>
  [...JSON.stringify(value).matchAll(/canary-(\w+)-/g)].map((m) => m[1] as FieldClass);

describe('whoever asks, for whatever record', () => {
  test('the rows are those of the contract', () => {
    fc.assert(
      fc.property(person, order, (p, o) => {
        expect(mayRead(p, 'Order', o)).toBe(rowIsTheirs(p, o));
        expect(mayRead(p, 'Customer', o)).toBe(rowIsTheirs(p, o));
      }),
      { numRuns: 1000 },
    );
  });

  test('a hidden field never leaves, and one that may be read is never lost', () => {
    const birds = (value: unknown) => [...JSON.stringify(value).matchAll(/canary-[\w-]+/g)].map((m) => m[0]).sort();
    fc.assert(
      fc.property(person, order, (p, o) => {
        for (const [kind, record] of [
          ['Order', fullOrder(o)],
          ['Customer', fullCustomer(o)],
          ['Product', fullProduct],
        ] as const) {
          const about: Judged = kind === 'Product' ? {} : o;
          const shown = redact(p, kind, record);
          const allowed = birds(record).filter((b) => readsInFull[classesIn(b)[0]!](p, about));
          expect(birds(shown)).toEqual(allowed);
        }
      }),
      { numRuns: 1000 },
    );
  });

  test('a copy for one reader leaves the record as it was', () => {
    fc.assert(
      fc.property(person, order, (p, o) => {
        const record = fullOrder(o);
        const before = JSON.stringify(record);
        redact(p, 'Order', record);
        expect(JSON.stringify(record)).toBe(before);
      }),
    );
  });

  test('a field that is not read in full in every readable row may not be filtered or sorted by', () => {
    fc.assert(
      fc.property(person, order, (p, o) => {
        if (!rowIsTheirs(p, o)) return;
        const forbidden = forbiddenFields(p, 'Order');
        if (!readsInFull.commercial(p, o)) expect(forbidden).toEqual(expect.arrayContaining(['total', 'lines.amount']));
        if (!readsInFull.cost(p, o)) expect(forbidden).toEqual(expect.arrayContaining(['lines.cost', 'margin']));
        if (!readsInFull.shipping(p, o)) expect(forbidden).toContain('shipTo');
        if (!readsInFull.contact(p, o)) expect(forbiddenFields(p, 'Customer')).toContain('contacts.phone');
        if (!readsInFull.credit(p, o)) expect(forbiddenFields(p, 'Customer')).toContain('creditLimit');
      }),
      { numRuns: 1000 },
    );
  });

  test('nobody decides about an order that they own or created, except where the desk passed it back to the only owner', () => {
    fc.assert(
      fc.property(member, order, (p, o) => {
        fc.pre(o.owner === p.id || o.createdBy === p.id);
        for (const action of ['approve', 'reject', 'return'] as const) expect(mayMove(p, action, o)).toBe(false);
        expect(mayDecide(p, o)).toBe(false);
      }),
      { numRuns: 1000 },
    );
  });

  test('a move is offered only on an order that the person may read, in a state that the table has', () => {
    fc.assert(
      fc.property(person, order, (p, o) => {
        const offered = movesFor(p, o);
        expect(offered).toEqual(actions.filter((a) => mayMove(p, a, o)));
        if (!rowIsTheirs(p, o)) expect(offered).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  test('another role only adds rights', () => {
    const rank = { none: 0, masked: 1, verdict: 1, full: 2 };
    const classes = Object.keys(readsInFull) as FieldClass[];
    const allowed = (p: Person, o?: Judged) => deedNames.filter((deed) => may(p, deed, o));
    fc.assert(
      fc.property(person, fc.constantFrom(...roles), order, (p, role, o) => {
        const more: Person = { ...p, roles: [...new Set([...p.roles, role])] };
        if (mayRead(p, 'Order', o)) expect(mayRead(more, 'Order', o)).toBe(true);
        if (mayReadPaymentsOf(p, o)) expect(mayReadPaymentsOf(more, o)).toBe(true);
        expect(movesFor(more, o)).toEqual(expect.arrayContaining(movesFor(p, o)));
        for (const c of classes) expect(rank[sees(more, c, o)]).toBeGreaterThanOrEqual(rank[sees(p, c, o)]);
        expect(allowed(more, o)).toEqual(expect.arrayContaining(allowed(p, o)));
        expect(allowed(more)).toEqual(expect.arrayContaining(allowed(p)));
      }),
      { numRuns: 1000 },
    );
  });

  test('somebody without a role may do nothing and reads nothing', () => {
    fc.assert(
      fc.property(person, order, (p, o) => {
        const nobody: Person = { ...p, roles: [] };
        expect(movesFor(nobody, o)).toEqual([]);
        expect(deedNames.filter((d) => may(nobody, d, o) || may(nobody, d))).toEqual([]);
        expect(classesIn(redact(nobody, 'Order', fullOrder(o)))).toEqual([]);
        expect(mayRead(nobody, 'Product', {})).toBe(false);
      }),
    );
  });
});

describe('who is asked to decide', () => {
  const mia: Person = { id: 'mia', roles: ['manager'], teams: ['east'] };
  const adam: Person = { id: 'adam', roles: ['admin'], teams: [] };
  const finn: Person = { id: 'finn', roles: ['finance'], teams: [] };
  const pending = (owner: string): Judged => ({ owner, createdBy: owner, team: 'east', state: 'pending' });
  const company = { singlePersonCompany: false };

  test('a finance step without anybody in finance goes to an admin', () => {
    expect(approversOf(pending('anna'), { role: 'finance' }, [mia, adam], company)).toEqual({
      people: [adam],
      fallback: 'admin',
    });
    expect(approversOf(pending('anna'), { role: 'finance' }, [mia, adam, finn], company)).toEqual({ people: [finn] });
  });

  test('an order of the only manager goes to the admin, and an order of the only admin to nobody', () => {
    expect(approversOf(pending('mia'), { role: 'manager' }, [mia, adam], company).people).toEqual([adam]);
    expect(approversOf(pending('adam'), { role: 'admin' }, [mia, adam], company)).toEqual({ people: [] });
  });

  test('only a company of one lets the owner decide, and says so', () => {
    expect(approversOf(pending('adam'), { role: 'admin' }, [adam], { singlePersonCompany: true })).toEqual({
      people: [adam],
      fallback: 'owner',
    });
  });
});
