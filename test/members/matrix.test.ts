import { describe, expect, test } from '@jest/globals';
import {
  type FieldClass,
  type Judged,
  may,
  mayMove,
  mayMoveAny,
  mayRead,
  readFilter,
  sees,
} from '../../src/members/ability.ts';
import type { DeedName } from '../../src/members/deeds.ts';
import type { Person } from '../../src/members/member.ts';
import { type Action, actions } from '../../src/orders/moves.ts';
import { type State, states } from '../../src/orders/order.ts';
import { roleStep } from '../support/reviews.ts';

/** Written out by hand from the contract, not from the code: this is what the code is compared with. */
const people = {
  sales: { id: 'anna', roles: ['sales'], teams: ['east'] },
  manager: { id: 'mia', roles: ['manager'], teams: ['east'] },
  chief: { id: 'chen', roles: ['manager'], teams: [] },
  finance: { id: 'finn', roles: ['finance'], teams: [] },
  operations: { id: 'olga', roles: ['operations'], teams: [] },
  admin: { id: 'adam', roles: ['admin'], teams: [] },
  nobody: { id: 'nora', roles: [], teams: ['east'] },
} as const satisfies Record<string, Person>;
type Who = keyof typeof people;
const everyone = Object.keys(people) as Who[];

const rowsOf = {
  ownInTeam: (who: Who): Judged => ({ owner: people[who].id, createdBy: people[who].id, team: 'east' }),
  teamMate: (): Judged => ({ owner: 'bob', createdBy: 'bob', team: 'east' }),
  otherTeam: (): Judged => ({ owner: 'wei', createdBy: 'wei', team: 'west' }),
  noOwner: (): Judged => ({ team: 'east' }),
  noOwnerNoTeam: (): Judged => ({}),
};
type Row = keyof typeof rowsOf;

describe('who sees which rows', () => {
  const yes: Record<Row, Who[]> = {
    ownInTeam: ['sales', 'manager', 'chief', 'finance', 'operations', 'admin'],
    teamMate: ['manager', 'chief', 'finance', 'operations', 'admin'],
    otherTeam: ['chief', 'finance', 'operations', 'admin'],
    noOwner: ['chief', 'finance', 'operations', 'admin'],
    noOwnerNoTeam: ['chief', 'finance', 'operations', 'admin'],
  };
  const cases = (Object.keys(yes) as Row[]).flatMap((row) => everyone.map((who) => [row, who] as const));
  test.each(cases)('%s is shown to %s only where the contract says so', (row, who) => {
    const record = rowsOf[row](who);
    for (const kind of ['Order', 'Customer'] as const)
      expect(mayRead(people[who], kind, record)).toBe(yes[row].includes(who));
  });

  test('the filters of the database say the same', () => {
    const east = { team: { $in: ['east'] }, owner: { $ne: null } };
    const none = { _id: { $in: [] } };
    expect(readFilter(people.sales, 'Order')).toEqual({ owner: 'anna' });
    expect(readFilter(people.manager, 'Order')).toEqual(east);
    expect(readFilter({ ...people.manager, roles: ['sales', 'manager'] }, 'Customer')).toEqual({
      $or: expect.arrayContaining([{ owner: 'mia' }, east]),
    });
    for (const who of ['chief', 'finance', 'operations', 'admin'] as const)
      expect(readFilter(people[who], 'Order')).toEqual({});
    expect(readFilter(people.nobody, 'Order')).toEqual(none);
    expect(readFilter(people.sales, 'Payment')).toEqual(none);
    expect(readFilter(people.operations, 'Payment')).toEqual(none);
    expect(readFilter(people.finance, 'Payment')).toEqual({});
    expect(readFilter(people.sales, 'Audit')).toEqual(none);
    expect(readFilter(people.sales, 'Product')).toEqual({});
    expect(readFilter(people.nobody, 'Product')).toEqual(none);
  });

  test('a case is read with its order, and by whoever sees to it', () => {
    const sees = (who: Who, it: Judged) => mayRead(people[who], 'Case', it);
    const mates: Judged = { owner: 'olga', orderOwner: 'bob', team: 'east' };
    const yes: Who[] = ['manager', 'chief', 'finance', 'operations', 'admin'];
    expect(everyone.filter((who) => sees(who, mates))).toEqual(yes);
    expect(everyone.filter((who) => sees(who, { ...mates, owner: 'anna' }))).toEqual(['sales', ...yes]);
    expect(sees('sales', { ...mates, orderOwner: 'anna' })).toBe(true);
    expect(sees('manager', { owner: 'olga', orderOwner: undefined, team: 'east' })).toBe(false);
    expect(sees('manager', { ...mates, team: 'west' })).toBe(false);
    expect(readFilter(people.sales, 'Case')).toEqual({
      $or: expect.arrayContaining([{ orderOwner: 'anna' }, { owner: 'anna' }]),
    });
  });

  test('a template is read by whoever made it, and a team’s by the sellers of the team and whoever manages it', () => {
    const sees = (who: Who, it: Judged) => mayRead(people[who], 'Template', it);
    const own = (owner: string): Judged => ({ owner, scope: 'own' });
    for (const who of everyone)
      expect([who, sees(who, own(people[who].id))]).toEqual([
        who,
        ['sales', 'manager', 'chief', 'admin'].includes(who),
      ]);
    expect(everyone.filter((who) => sees(who, own('bob')))).toEqual([]);
    const ofTeam = (team: string): Judged => ({ owner: 'bob', scope: 'team', team });
    expect(everyone.filter((who) => sees(who, ofTeam('east')))).toEqual(['sales', 'manager', 'chief', 'admin']);
    expect(everyone.filter((who) => sees(who, ofTeam('west')))).toEqual(['chief', 'admin']);
    expect(may(people.sales, 'template.edit', ofTeam('east'))).toBe(false);
    expect(may(people.sales, 'template.edit', { ...ofTeam('west'), owner: 'anna' })).toBe(false);
    expect(may(people.manager, 'template.edit', ofTeam('east'))).toBe(true);
    expect(may(people.admin, 'template.edit', own('bob'))).toBe(false);
    expect(mayRead({ roles: ['sales'], teams: ['east'] }, 'Template', ofTeam('east'))).toBe(false);
  });

  test('a shared conversation of salespeople shows the rows of its teams, and none without a team', () => {
    expect(mayRead({ roles: ['sales'], teams: ['east'] }, 'Order', rowsOf.teamMate())).toBe(true);
    expect(mayRead({ roles: ['sales'], teams: ['east'] }, 'Order', rowsOf.otherTeam())).toBe(false);
    expect(mayRead({ roles: ['sales'], teams: [] }, 'Order', rowsOf.noOwnerNoTeam())).toBe(false);
  });
});

describe('who sees which fields', () => {
  type Sights = Record<FieldClass, readonly [own: string, foreign: string]>;
  const full = ['full', 'full'] as const;
  const none = ['none', 'none'] as const;
  const ownOnly = ['full', 'masked'] as const;
  const matrix: Record<Exclude<Who, 'chief'>, Sights> = {
    sales: { commercial: full, cost: none, contact: ownOnly, shipping: ownOnly, credit: ['verdict', 'verdict'] },
    manager: { commercial: full, cost: full, contact: full, shipping: full, credit: full },
    finance: { commercial: full, cost: full, contact: ownOnly, shipping: ownOnly, credit: full },
    operations: { commercial: none, cost: none, contact: ownOnly, shipping: full, credit: none },
    admin: { commercial: full, cost: full, contact: full, shipping: full, credit: full },
    nobody: { commercial: none, cost: none, contact: none, shipping: none, credit: none },
  };
  const cases = (Object.keys(matrix) as (keyof typeof matrix)[]).flatMap((who) =>
    (Object.keys(matrix[who]) as FieldClass[]).map((c) => [who, c] as const),
  );
  test.each(cases)('%s and the class %s', (who, fieldClass) => {
    const [own, foreign] = matrix[who][fieldClass];
    expect(sees(people[who], fieldClass, rowsOf.ownInTeam(who))).toBe(own);
    expect(sees(people[who], fieldClass, rowsOf.teamMate())).toBe(foreign);
    expect(sees(people[who], fieldClass)).toBe(foreign);
  });
});

describe('who may make which move in which state', () => {
  /** `own` = the person's own order; `team` = a team mate's; `other` = another team's. */
  const on: Record<State, Partial<Record<Action, string>>> = {
    draft: { submit: 'owner', cancel: 'owner' },
    pending: {
      withdraw: 'owner',
      approve: 'step',
      reject: 'step',
      return: 'step',
      cancel: 'owner',
      ask: 'step',
      transfer: 'step',
      add_approver: 'step',
      urge: 'owner',
      contingency: 'ops owner manager',
    },
    approved: {
      start: 'ops',
      ready: 'ops',
      ship: 'ops',
      milestone: 'ops manager',
      hold: 'manager finance',
      cancel: 'manager',
      change: 'owner',
      approve_once: 'releaser',
      contingency: 'ops owner manager',
    },
    in_production: {
      ready: 'ops',
      ship: 'ops',
      milestone: 'ops manager',
      hold: 'manager finance',
      cancel: 'manager',
      change: 'owner',
      approve_once: 'releaser',
      contingency: 'ops owner manager',
    },
    ready: {
      ship: 'ops',
      milestone: 'ops manager',
      hold: 'manager finance',
      cancel: 'manager',
      change: 'owner',
      approve_once: 'releaser',
      contingency: 'ops owner manager',
    },
    part_shipped: {
      track: 'ops owner',
      milestone: 'ops manager',
      ship: 'ops',
      deliver: 'ops owner',
      close_short: 'manager',
      hold: 'manager finance',
      change: 'owner',
      approve_once: 'releaser',
      contingency: 'ops owner manager',
    },
    shipped: { deliver: 'ops owner', track: 'ops owner' },
    delivered: { complete: 'owner manager' },
    completed: {},
    on_hold: {
      resume: 'manager finance',
      cancel: 'manager',
      approve_once: 'releaser',
      contingency: 'ops owner manager',
    },
    rejected: { revise: 'owner', cancel: 'owner', reopen: 'owner manager' },
    cancelled: { reopen: 'owner manager' },
  };
  /** By place of the order: who counts as what. The step of the order is a manager's; a releaser is nobody who owns it. */
  const standing: Record<'ownInTeam' | 'teamMate' | 'otherTeam', Record<Who, string[]>> = {
    ownInTeam: {
      sales: ['owner'],
      manager: ['owner', 'manager'],
      chief: ['owner', 'manager'],
      finance: ['finance'],
      operations: ['ops'],
      admin: ['owner', 'manager'],
      nobody: [],
    },
    teamMate: {
      sales: [],
      manager: ['manager', 'step', 'releaser'],
      chief: ['manager', 'step', 'releaser'],
      finance: ['finance', 'releaser'],
      operations: ['ops'],
      admin: ['manager', 'step', 'releaser'],
      nobody: [],
    },
    otherTeam: {
      sales: [],
      manager: [],
      chief: ['manager', 'step', 'releaser'],
      finance: ['finance', 'releaser'],
      operations: ['ops'],
      admin: ['manager', 'step', 'releaser'],
      nobody: [],
    },
  };
  test('a milestone that was given to somebody is kept by that person, where the order may be read', () => {
    const order = { ...rowsOf.ownInTeam('sales'), state: 'in_production' as const };
    const given = { ...order, milestonesOf: ['sales', 'finance', 'nobody'].map((who) => people[who as Who].id ?? '') };
    for (const who of everyone) {
      const allowed = ['manager', 'chief', 'operations', 'admin', 'sales', 'finance'].includes(who);
      expect([who, mayMove(people[who], 'milestone', given)]).toEqual([who, allowed]);
    }
    expect(mayMove(people.sales, 'milestone', order)).toBe(false);
    expect(mayMove(people.sales, 'milestone', { ...given, state: 'shipped' })).toBe(false);
    expect(mayMoveAny(people.sales, 'milestone')).toBe(false);
  });

  const places = Object.keys(standing) as (keyof typeof standing)[];
  const cases = places.flatMap((place) => everyone.map((who) => [place, who] as const));
  test.each(cases)('an order that is %s, and %s', (place, who) => {
    for (const state of states) {
      const order = { ...rowsOf[place](who), state, approval: { steps: [roleStep('manager')] } };
      for (const action of actions) {
        const allowed = (on[state][action] ?? '').split(' ').some((w) => standing[place][who].includes(w));
        expect([state, action, mayMove(people[who], action, order)]).toEqual([state, action, allowed]);
      }
    }
  });

  const pending = (...roles: ('manager' | 'finance' | 'admin')[]) => ({
    ...rowsOf.teamMate(),
    state: 'pending' as const,
    approval: { steps: roles.map((role) => roleStep(role)) },
  });
  test.each([
    ['manager', ['manager', 'chief', 'admin']],
    ['finance', ['finance']],
    ['admin', ['admin']],
  ] as const)('the step of %s is decided by nobody else', (role, deciders) => {
    for (const who of everyone)
      expect([who, mayMove(people[who], 'approve', pending(role))]).toEqual([who, deciders.some((d) => d === who)]);
  });

  test('only the first undecided step counts', () => {
    const order = pending('manager', 'finance');
    const decided = {
      ...order,
      approval: { steps: [roleStep('manager', { decision: 'approved' }), roleStep('finance')] },
    };
    expect(mayMove(people.finance, 'approve', order)).toBe(false);
    expect(mayMove(people.finance, 'approve', decided)).toBe(true);
    expect(mayMove(people.manager, 'approve', decided)).toBe(false);
  });
});

describe('who may do what is no move', () => {
  const draft = { state: 'draft' as const };
  /** deed → [on one's own record, on a team mate's]. */
  const matrix: Record<DeedName, readonly [Who[], Who[]]> = {
    'order.create': both('sales', 'manager', 'chief', 'admin'),
    'order.edit': [['sales', 'manager', 'chief', 'admin'], []],
    'order.delete': [['sales', 'manager', 'chief', 'admin'], []],
    'order.assign': both('manager', 'chief', 'admin'),
    'order.import': both('sales', 'manager', 'chief', 'admin'),
    'case.open': [everyone.filter((who) => who !== 'nobody'), ['manager', 'chief', 'finance', 'operations', 'admin']],
    'case.edit': [everyone.filter((who) => who !== 'nobody'), ['manager', 'chief', 'admin']],
    'case.receive': [everyone.filter((who) => who !== 'nobody'), ['manager', 'chief', 'operations', 'admin']],
    'case.close': [everyone.filter((who) => who !== 'nobody'), ['manager', 'chief', 'admin']],
    'feedback.give': [
      everyone.filter((who) => who !== 'nobody'),
      ['manager', 'chief', 'finance', 'operations', 'admin'],
    ],
    'feedback.customer': [
      everyone.filter((who) => who !== 'nobody'),
      ['manager', 'chief', 'finance', 'operations', 'admin'],
    ],
    'feedback.edit': [everyone.filter((who) => who !== 'nobody'), []],
    pay: both('manager', 'chief', 'finance', 'admin'),
    'payment.import': both('finance', 'admin'),
    'customer.create': both('sales', 'manager', 'chief', 'admin'),
    'customer.edit': [
      ['sales', 'manager', 'chief', 'admin'],
      ['manager', 'chief', 'admin'],
    ],
    'customer.credit': both('manager', 'chief', 'finance', 'admin'),
    'customer.assign': both('manager', 'chief', 'admin'),
    'customer.merge': both('manager', 'chief', 'admin'),
    'customer.follow': [
      ['sales', 'manager', 'chief', 'finance', 'admin'],
      ['manager', 'chief', 'finance', 'admin'],
    ],
    'customer.import': both('manager', 'chief', 'admin'),
    'product.edit': both('operations', 'admin'),
    'product.price': both('manager', 'chief', 'finance', 'admin'),
    'price.set': both('manager', 'chief', 'finance', 'admin'),
    'product.import': both('operations', 'admin'),
    'supplier.edit': both('operations', 'admin'),
    'purchase.edit': both('operations', 'admin'),
    'purchase.cost': both('manager', 'chief', 'finance', 'admin'),
    'template.create': both('sales', 'manager', 'chief', 'admin'),
    'template.edit': [
      ['sales', 'manager', 'chief', 'admin'],
      ['manager', 'chief', 'admin'],
    ],
    report: both('sales', 'manager', 'chief', 'finance', 'operations', 'admin'),
    export: both('sales', 'manager', 'chief', 'finance', 'operations', 'admin'),
    'member.edit': both('admin'),
    role: both('admin'),
    team: both('admin'),
    settings: both('admin'),
    channel: both('admin'),
    audit: both('admin'),
    token: both('admin'),
  };
  function both(...who: Who[]): readonly [Who[], Who[]] {
    return [who, who];
  }
  const withRecord = ['order.edit', 'order.delete', 'order.assign', 'pay', ...caseDeeds()];
  const ofFeedback: readonly string[] = ['feedback.give', 'feedback.edit'];
  /** Of a case the own record is one that a team mate’s order is about. */
  function caseDeeds(): string[] {
    return Object.keys(matrix).filter((deed) => deed.startsWith('case.'));
  }
  const recordOf = (deed: DeedName, record: Judged): Judged =>
    deed.startsWith('case.') || ofFeedback.includes(deed)
      ? { orderOwner: 'bob', ...record, state: 'delivered' }
      : { ...record, ...draft, ...(deed === 'template.edit' && { scope: 'team' }) };
  const about = (deed: DeedName) =>
    withRecord.includes(deed) || /^customer\.(edit|credit|assign|merge|follow)$|^feedback\.|^template.edit$/.test(deed);
  test.each(Object.keys(matrix) as DeedName[])('%s', (deed) => {
    const [own, foreign] = matrix[deed];
    for (const who of everyone) {
      const mine = about(deed) ? recordOf(deed, rowsOf.ownInTeam(who)) : undefined;
      const theirs = about(deed) ? recordOf(deed, rowsOf.teamMate()) : undefined;
      expect([who, may(people[who], deed, mine)]).toEqual([who, own.includes(who)]);
      expect([who, may(people[who], deed, theirs)]).toEqual([who, foreign.includes(who)]);
    }
  });

  test('a draft that had a number is not deleted, and an order that was submitted is not edited', () => {
    const mine = rowsOf.ownInTeam('sales');
    expect(may(people.sales, 'order.delete', { ...mine, ...draft, number: 'SO-000001' })).toBe(false);
    expect(may(people.sales, 'order.edit', { ...mine, state: 'pending' })).toBe(false);
    expect(may(people.manager, 'order.assign', rowsOf.otherTeam())).toBe(false);
  });
});
