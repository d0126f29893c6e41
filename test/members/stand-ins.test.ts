import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { askedNow, decider, seatOf } from '../../src/approvals/eligible.ts';
import { approvedBy, isDecided } from '../../src/approvals/review.ts';
import { waitingFor } from '../../src/approvals/waiting.ts';
import { auditModel } from '../../src/audit/model.ts';
import { transact } from '../../src/database/transact.ts';
import { countChange } from '../../src/database/versions.ts';
import {
  type FieldClass,
  forbiddenFields,
  mayDecide,
  mayMove,
  mayRead,
  movesFor,
  sees,
  turnsOf,
  withoutOthers,
} from '../../src/members/ability.ts';
import { type Fallback, fieldClasses, openReview, openSeats } from '../../src/members/kinds.ts';
import { type Member, type Person, personOf, roles } from '../../src/members/member.ts';
import { memberModel } from '../../src/members/model.ts';
import { standInOf, withStandIns } from '../../src/members/stand-in.ts';
import { orderModel } from '../../src/orders/model.ts';
import { actions, isApprovers } from '../../src/orders/moves.ts';
import type { ApprovalStep, Order, Seat, State } from '../../src/orders/order.ts';
import { reviewFields } from '../../src/orders/review-fields.ts';
import { periodOf } from '../../src/reports/period.ts';
import { orderIn } from '../orders/support/seed.ts';
import { noon, openTestDesk, type TestDesk } from '../support/desk.ts';

const ids = ['anna', 'bob', 'mia', 'chen', 'dora'];
const teams = ['east', 'west'];
const until = '2026-12-20';
const maybe = <T>(...values: T[]) => fc.option(fc.constantFrom(...values), { nil: undefined });

const gone = fc.record({ standIn: fc.constantFrom(...ids), until: fc.constant(until) });

/** Five people with any roles and teams, some of whom are away: chains, loops, and stand-ins who left. */
const company: fc.Arbitrary<Member[]> = fc
  .tuple(
    ...ids.map((id) =>
      fc.record({
        _id: fc.constant(id),
        name: fc.constant(id),
        active: fc.constantFrom(true, true, id !== 'dora'),
        roles: fc
          .uniqueArray(fc.constantFrom(...roles), { minLength: 1, maxLength: 2 })
          .chain((some) => fc.constantFrom(some, some, some, some, [])),
        teams: fc.uniqueArray(fc.constantFrom(...teams), { maxLength: 1 }),
        away: (['anna', 'mia'].includes(id) ? gone : fc.constantFrom(undefined, undefined, undefined, 0)).chain(
          (one) => (one === 0 ? gone : fc.constant(one)),
        ),
      }),
    ),
  )
  .map((some) => withStandIns(some as unknown as Member[]));

const seat: fc.Arbitrary<Seat> = fc
  .record({
    who: fc.oneof(
      fc.record({ role: fc.constantFrom('manager' as const, 'finance' as const, 'admin' as const) }),
      fc.record({ person: fc.constantFrom('anna', 'mia', ...ids) }),
    ),
    fallback: fc.constantFrom<Fallback | undefined>(undefined, undefined, undefined, 'manager', 'admin'),
  })
  .map(({ who, fallback }) => ({ ...who, ...(fallback && { fallback }) }));
const step: fc.Arbitrary<ApprovalStep> = fc.record({
  seats: fc.array(seat, { minLength: 1, maxLength: 2 }),
  need: fc.constantFrom('any' as const, 'all' as const),
  reasons: fc.constant(['amount' as const]),
});
const decided: fc.Arbitrary<ApprovalStep> = fc
  .record({ step, by: fc.constantFrom(...ids), for: maybe(...ids) })
  .map(({ step: one, by, for: other }) => ({
    ...one,
    seats: one.seats.map((s) => ({ ...s, by, ...(other && { for: other }) })),
    decision: 'approved' as const,
    by,
  }));

const acme = { _id: 'acme', code: 'ACME', name: 'Acme' };
/** An order of any of these people, whose review (or that of a change of it) may be open. */
const order: fc.Arbitrary<Order> = fc
  .record({
    owner: maybe('zoe', 'zoe', ...ids),
    createdBy: maybe('zoe', 'zoe', 'zoe', ...ids),
    team: maybe(...teams),
    state: fc.constantFrom<State>('pending', 'pending', 'pending', 'approved', 'on_hold', 'draft'),
    steps: fc.tuple(fc.array(decided, { maxLength: 1 }), fc.array(step, { minLength: 1, maxLength: 2 })),
    isChanging: fc.boolean(),
  })
  .map(({ state, steps, isChanging, ...rest }) => {
    const base = orderIn(state, acme, rest);
    const review = { steps: steps.flat(), contentHash: 'x', submittedAt: noon, stepStartedAt: noon };
    const change = { id: 'C1', by: 'anna', at: noon, base: 1, short: 0, content: {} as never, approval: review };
    const under = state === 'pending' ? { approval: review } : state !== 'draft' && isChanging ? { change } : {};
    const whole = { ...base, ...under } as Order;
    return { ...whole, ...reviewFields(whole) };
  });

/** The contract again in plain words, as the oracle: it knows nothing of the ability. */
const is = (p: Person, ...some: string[]) => p.roles.some((r) => some.includes(r));
const manages = (p: Person, o: Order) =>
  is(p, 'admin') ||
  (is(p, 'manager') && (p.teams.length === 0 || (o.owner !== undefined && p.teams.some((t) => t === o.team))));
const ownRow = (p: Person, o: Order) =>
  is(p, 'finance', 'operations', 'admin') || manages(p, o) || (is(p, 'sales') && o.owner === p.id);
function isTurnOf(p: Person, o: Order): boolean {
  if (p.roles.length === 0 || !openReview(o)) return false;
  return openSeats(o).some(({ role, person, fallback }) => {
    if (fallback === 'admin') return is(p, 'admin');
    if (fallback === 'manager' || (!person && role === 'manager')) return manages(p, o);
    return person ? person === p.id : is(p, role ?? '');
  });
}
const isTheirs = (p: Person, o: Order) => o.owner === p.id || o.createdBy === p.id;
/** The people who are away and whose decision, that may be taken in their place, an order waits for. */
const stoodIn = (p: Person, o: Order): Person[] =>
  p.roles.length === 0
    ? []
    : (p.standsInFor ?? []).filter((other) => isTurnOf(other, o) && !isTheirs(other, o) && !isTheirs(p, o));
const saidIn = (o: Order) =>
  (openReview(o)?.steps ?? []).flatMap((s) => [s.by, ...s.seats.flatMap((one) => [one.by, one.for])]);
/** Whether a person decides by the own rights, or only in the place of somebody who is away. */
function isTheirsToDecide(p: Person, o: Order, isInPlace: boolean): boolean {
  const isOpen = o.state === 'pending' || (o.state === 'approved' && o.change !== undefined);
  const said = saidIn(o);
  if (!isOpen || said.includes(p.id) || isTheirs(p, o)) return false;
  if (isInPlace) return stoodIn(p, o).some((other) => !said.includes(other.id));
  return isTurnOf(p, o) && (ownRow(p, o) || stoodIn(p, o).length > 0);
}
const seesOwn = (p: Person, c: FieldClass, o: Order): boolean =>
  ({
    commercial: is(p, 'sales', 'manager', 'finance', 'admin'),
    cost: is(p, 'manager', 'finance', 'admin'),
    credit: is(p, 'manager', 'finance', 'admin'),
    contact: is(p, 'manager', 'admin') || (p.roles.length > 0 && o.owner === p.id),
    shipping: is(p, 'manager', 'admin', 'operations') || (p.roles.length > 0 && o.owner === p.id),
  })[c];

const everybody = (members: readonly Member[]) => members.filter((m) => m.active).map(personOf);
const runs = { numRuns: 300, seed: Number(process.env.SEED ?? 42) };

describe('chains of stand-ins', () => {
  test('end with somebody who is here and has a role, or with nobody: never in a loop, never with oneself', () => {
    fc.assert(
      fc.property(company, (members) => {
        const byId = new Map(members.map((m) => [m._id, m]));
        for (const member of members.filter((m) => m.away)) {
          const found = standInOf(member, byId);
          let walked: Member | undefined = member;
          for (let n = 0; n < ids.length && walked?.away && (n === 0 || walked.active); n += 1)
            walked = byId.get(walked.away.standIn);
          const end = walked?.active && !walked.away && walked.roles.length > 0 ? walked._id : undefined;
          expect(found).toBe(end);
          if (found) expect(found).not.toBe(member._id);
        }
      }),
      runs,
    );
  });

  test('give each person who is away and not gone to one stand-in at most', () => {
    fc.assert(
      fc.property(company, (members) => {
        const served = members.flatMap((m) => (m.standsInFor ?? []).map(({ id }) => id));
        expect(new Set(served).size).toBe(served.length);
        for (const id of served)
          expect(members.find((m) => m._id === id)).toMatchObject({ active: true, away: { until } });
      }),
      runs,
    );
  });
});

describe('whoever stands in for whomever, in whatever order', () => {
  test('nobody decides an order that they own or made, nor one that the person in whose place they decide owns or made', () => {
    let inPlaces = 0;
    fc.assert(
      fc.property(company, order, (members, o) => {
        for (const p of everybody(members)) {
          const inPlace = isTheirsToDecide(p, o, true);
          expect(mayDecide(p, o)).toBe(inPlace || isTheirsToDecide(p, o, false));
          if (inPlace) inPlaces += 1;
          if (isTheirs(p, o))
            for (const action of actions.filter(isApprovers)) expect(mayMove(p, action, o)).toBe(false);
        }
      }),
      runs,
    );
    expect(inPlaces).toBeGreaterThan(10);
  });

  test('a stand-in reads the own rows and the orders that wait for the other, and no customer more', () => {
    fc.assert(
      fc.property(company, order, (members, o) => {
        for (const p of everybody(members)) {
          expect(mayRead(p, 'Order', o)).toBe(ownRow(p, o) || stoodIn(p, o).length > 0);
          const customer = { owner: o.owner, team: o.team };
          expect(mayRead(p, 'Customer', customer)).toBe(mayRead(withoutOthers(p), 'Customer', customer));
          expect(mayRead(p, 'PaymentOf', o)).toBe(mayRead(withoutOthers(p), 'PaymentOf', o));
        }
      }),
      runs,
    );
  });

  test('a stand-in sees what the other would see in these orders, and in no other one', () => {
    fc.assert(
      fc.property(company, order, (members, o) => {
        for (const p of everybody(members)) {
          for (const c of fieldClasses) {
            const full = seesOwn(p, c, o) || stoodIn(p, o).some((other) => seesOwn(other, c, o));
            expect(sees(p, c, o) === 'full').toBe(full);
            expect(sees(p, c, { owner: o.owner, team: o.team })).toBe(
              sees(withoutOthers(p), c, { owner: o.owner, team: o.team }),
            );
          }
          expect(forbiddenFields(p, 'Customer')).toEqual(forbiddenFields(withoutOthers(p), 'Customer'));
          expect(forbiddenFields(p, 'Order')).toEqual(
            expect.arrayContaining(forbiddenFields(withoutOthers(p), 'Order')),
          );
        }
      }),
      runs,
    );
  });

  test('a stand-in does to the order only what belongs to the decision', () => {
    fc.assert(
      fc.property(company, order, (members, o) => {
        for (const p of everybody(members)) {
          const more = movesFor(p, o).filter((action) => !movesFor(withoutOthers(p), o).includes(action));
          expect(more.filter((action) => !isApprovers(action))).toEqual([]);
        }
      }),
      runs,
    );
  });

  test('two seats are two people, and two votes: whoever decided, and for whom, decides no second one', () => {
    let several = 0;
    fc.assert(
      fc.property(company, order, fc.infiniteStream(fc.nat(20)), (members, start, picks) => {
        let now: Order = start;
        fc.pre(now.state === 'pending' && saidIn(now).every((id) => id === undefined));
        const said: string[] = [];
        for (let n = 0; n < 6 && now.approval && !isDecided(now.approval); n += 1) {
          const able = members.filter((m) => m.active && mayDecide(personOf(m), now));
          const one = able[(picks.next().value as number) % Math.max(1, able.length)];
          if (!one) break;
          expect(askedNow(now, members).every((m) => able.includes(m))).toBe(true);
          const who = decider(now, one);
          const place = seatOf(now, personOf(one));
          expect(place).toBeDefined();
          said.push(who.by, ...(who.for ? [who.for] : []));
          now = { ...now, approval: approvedBy(now.approval, place ?? 0, who, noon) };
        }
        expect(new Set(said).size).toBe(said.length);
        if (said.length > 2) several += 1;
      }),
      { ...runs, numRuns: 400 },
    );
    expect(several).toBeGreaterThan(5);
  });
});

/** A manager, whose stand-in is away, too: a salesperson decides for both; operations decide for finance. */
const fixed = (
  [
    ['anna', ['manager'], ['east'], 'mia'],
    ['bob', ['sales'], ['west'], undefined],
    ['mia', ['admin'], [], 'bob'],
    ['chen', ['finance'], [], 'dora'],
    ['dora', ['operations'], [], undefined],
  ] as const
).map(([_id, some, of, standIn]) => ({
  _id,
  name: _id,
  active: true,
  roles: [...some],
  teams: [...of],
  ...(standIn && { away: { standIn, until, since: noon } }),
})) as unknown as Member[];

describe('in the database', () => {
  let desk: TestDesk;
  beforeAll(async () => {
    desk = await openTestDesk({ adapters: [] });
  });
  afterAll(() => desk.close());

  test('lists, single orders, reports, My day and the audit trail give a stand-in exactly the same orders', async () => {
    const { connection } = desk;
    const all = fc.sample(order, { numRuns: 80, seed: 5 }).map((o) => ({ ...o, orderDate: '2026-11-30' }));
    await orderModel(connection).create(all);
    await auditModel(connection).create(
      all.map((o) => ({
        _id: o._id,
        at: noon,
        from: 'cli:test',
        action: 'submit',
        subject: { kind: 'Order', id: o._id },
        key: o._id,
      })) as never,
    );
    let stoodInFor = 0;
    const some = fc.sample(company, { numRuns: 3, seed: 7 });
    for (const people of [...some, withStandIns(fixed)]) {
      await memberModel(connection).deleteMany({});
      await memberModel(connection).create(
        people.map(({ standsInFor: _, ...m }) => ({
          ...m,
          away: m.away && { ...m.away, since: noon },
          locale: 'en',
          timezone: 'Asia/Shanghai',
          identities: [],
          workHours: { start: 9, end: 18 },
        })) as never,
      );
      await transact(connection, (session) => countChange(connection, 'rights', session));
      for (const member of (await desk.desk.members.all()).filter((m) => m.active)) {
        const person = personOf(member);
        const readable = all.filter((o) => ownRow(person, o) || stoodIn(person, o).length > 0);
        stoodInFor += readable.filter((o) => !ownRow(person, o)).length;
        const { orders } = await desk.desk.orders.list(person, {}, { limit: 500 });
        expect(orders.map((o) => o._id).sort()).toEqual(readable.map((o) => o._id).sort());
        expect(await desk.desk.orders.count(person, {})).toBe(readable.length);
        for (const o of all.slice(0, 30)) {
          const reads = readable.includes(o);
          expect((await desk.desk.orders.byId(person, o._id)) !== undefined).toBe(reads);
          expect((await desk.desk.audit.of(person, { kind: 'Order', id: o._id })).length > 0).toBe(reads);
        }
        const waiting = all.filter((o) => mayDecide(person, o));
        const shown = (await waitingFor(desk.desk.orders, person, 8)).map((o) => o._id);
        expect(shown).toHaveLength(Math.min(8, waiting.length));
        expect(waiting.map((o) => o._id)).toEqual(expect.arrayContaining(shown));
        for (const o of waiting) expect(turnsOf(person).some((turn) => o.turns?.includes(turn))).toBe(true);
        if (member.roles.length === 0) continue;
        const request = { period: periodOf('month', '2026-11-15'), filters: {}, currentOwner: false };
        const file = await desk.desk.reports.exportRows(person, request, 'csv', 'en');
        const own = await desk.desk.reports.exportRows(withoutOthers(person), request, 'csv', 'en');
        expect(Buffer.from(file.bytes).toString()).toBe(Buffer.from(own.bytes).toString());
      }
    }
    expect(stoodInFor).toBeGreaterThan(20);
  }, 60_000);
});
