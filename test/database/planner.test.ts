import { expect, it } from '@jest/globals';
import { planFor } from '../../src/database/embedded/query/planner.ts';
import { join, KEYSPACE, keyspace } from '../../src/database/embedded/store/bytes.ts';
import type { CollectionInfo, IndexInfo } from '../../src/database/embedded/store/catalog.ts';
import type { View } from '../../src/database/embedded/store/view.ts';

const index = (number: number, key: IndexInfo['key']): IndexInfo => ({
  name: Object.keys(key).join('_'),
  key,
  number,
  unique: false,
  sparse: false,
  multikey: Object.keys(key).map(() => false),
  long: false,
});

const byCustomer = index(20, { customer: 1 });
const byState = index(21, { state: 1 });
const byOwnerAndDate = index(22, { owner: 1, date: 1 });
const orders: CollectionInfo = {
  namespace: 'desk.orders',
  number: 19,
  uuid: '',
  indexes: [byCustomer, byState, byOwnerAndDate],
  count: 0,
  epoch: 0,
};

/** Where a store keeps the number of its next keyspace. */
const nextKey = join(KEYSPACE.meta, Buffer.from('next'));

/**
 * A store that says how many keys each index has for what is asked, and counts how many it had to pass. Keyspaces from
 * `next` on are not made yet.
 */
function storeWith(keys: Record<number, number>, next = 100) {
  let passed = 0;
  const view: View = {
    get: (key) => (key.equals(nextKey) ? keyspace(next) : undefined),
    peek: () => undefined,
    range: () => [],
    count(low, _high, limit = Number.POSITIVE_INFINITY) {
      const found = Math.min(keys[low.readUInt32BE(0)] ?? 0, limit);
      passed += found;
      return found;
    },
  };
  return { view, passed: () => passed };
}

const nameOf = (plan: ReturnType<typeof planFor>): string =>
  plan.kind === 'or' ? 'or' : plan.kind === 'scan' ? plan.index.name : 'collection';

const plain = { sort: [], skip: 0, limit: 0 };

it.each([3, 40, 900])('of two indexes the one with fewer keys is taken: %i of very many', (few) => {
  const { view } = storeWith({ 20: few, 21: 100_000 });
  expect(nameOf(planFor(orders, view, { ...plain, filter: { state: 'open', customer: 'c1' } }))).toBe('customer');
  const turned = storeWith({ 20: 100_000, 21: few });
  expect(nameOf(planFor(orders, turned.view, { ...plain, filter: { state: 'open', customer: 'c1' } }))).toBe('state');
});

it('comparing indexes costs the same however many keys the wider one has', () => {
  const costs = [1_000, 100_000].map((many) => {
    const { view, passed } = storeWith({ 20: 5, 21: many });
    planFor(orders, view, { ...plain, filter: { state: 'open', customer: 'c1' } });
    return passed();
  });
  expect(costs[1]).toBe(costs[0]);
  expect(costs[0]).toBeLessThan(50);
});

it('a short answer in the order of an index is read from it without comparing', () => {
  const { view, passed } = storeWith({ 22: 50_000, 23: 50_000 });
  const byOwner = index(23, { owner: 1 });
  const filter = { owner: 'anna', date: { $gt: '2026-01-01' } };
  const collection = { ...orders, indexes: [byOwner, byOwnerAndDate] };
  const plan = planFor(collection, view, { filter, sort: [{ path: 'date', direction: 1 }], skip: 0, limit: 10 });
  expect(nameOf(plan)).toBe('owner_date');
  expect(passed()).toBe(0);
});

it('an index that was made after the moment of a view is not used in it', () => {
  const { view } = storeWith({ 20: 0, 21: 3 }, 20);
  expect(nameOf(planFor(orders, view, { ...plain, filter: { customer: 'c1' } }))).toBe('collection');
  const between = storeWith({ 20: 3, 21: 0 }, 21);
  expect(nameOf(planFor(orders, between.view, { ...plain, filter: { state: 'open', customer: 'c1' } }))).toBe(
    'customer',
  );
});

it('an index that narrows fewer of the same fields is not counted against the one that narrows more', () => {
  const byOwner = index(23, { owner: 1 });
  const collection = { ...orders, indexes: [byOwner, byOwnerAndDate] };
  const { view, passed } = storeWith({ 22: 900, 23: 100_000 });
  const plan = planFor(collection, view, { ...plain, filter: { owner: 'anna', date: { $gt: '2026-01-01' } } });
  expect(nameOf(plan)).toBe('owner_date');
  expect(passed()).toBe(0);
});

it.each([
  ['partial', { partial: { state: 'open' } }],
  ['sparse', { sparse: true }],
])('a %s index is counted against a whole one that narrows more of the same fields', (_, part) => {
  const small = { ...index(23, { owner: 1 }), ...part };
  const collection = { ...orders, indexes: [small, byOwnerAndDate] };
  const filter = { owner: 'anna', date: { $gt: '2026-01-01' }, state: 'open' };
  const planned = (keys: Record<number, number>) =>
    nameOf(planFor(collection, storeWith(keys).view, { ...plain, filter }));
  expect(planned({ 22: 100_000, 23: 3 })).toBe('owner');
  expect(planned({ 22: 3, 23: 900 })).toBe('owner_date');
});

it('a partial index that nothing narrows, but that gives the order, is counted against one that is narrowed', () => {
  const open = { ...index(23, { date: 1 }), partial: { state: 'open' } };
  const collection = { ...orders, indexes: [open, byOwnerAndDate] };
  const question = {
    ...plain,
    filter: { owner: 'anna', state: 'open' },
    sort: [{ path: 'date', direction: 1 as const }],
  };
  const planned = (keys: Record<number, number>) => nameOf(planFor(collection, storeWith(keys).view, question));
  expect(planned({ 22: 900, 23: 3 })).toBe('date');
  expect(planned({ 22: 3, 23: 900 })).toBe('owner_date');
});

it('the branches of an $or are taken where they have fewer keys than a narrow index', () => {
  const collection = { ...orders, indexes: [byCustomer, byOwnerAndDate, byState] };
  const filter = { state: 'open', $or: [{ customer: 'c1' }, { owner: 'anna' }] };
  const few = storeWith({ 20: 3, 21: 900, 22: 5 });
  expect(nameOf(planFor(collection, few.view, { ...plain, filter }))).toBe('or');
  const many = storeWith({ 20: 300, 21: 20, 22: 500 });
  expect(nameOf(planFor(collection, many.view, { ...plain, filter }))).toBe('state');
});

it('of too many pairs of values the first field is asked for, and what it leaves is looked at', () => {
  const names = Array.from({ length: 100 }, (_, i) => `n${String(i).padStart(3, '0')}`);
  const { view } = storeWith({ 22: 50_000 });
  const filter = { owner: { $in: names }, date: { $in: names } };
  const collection = { ...orders, indexes: [byOwnerAndDate] };
  const plan = planFor(collection, view, { ...plain, filter });
  expect(plan).toMatchObject({ kind: 'scan', exact: false, certain: false });
  expect(plan.kind === 'scan' && plan.ranges).toHaveLength(100);
  expect(plan.kind === 'scan' && plan.residual).toEqual({ $and: [{ date: { $in: names } }] });
});
