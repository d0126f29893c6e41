import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Order } from '../../src/orders/order.ts';
import { paymentModel } from '../../src/payments/model.ts';
import { type Company, foundCompany } from '../support/company.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
import { trading } from './support/trade.ts';

let desk: TestDesk;
let company: Company;
let trade: ReturnType<typeof trading>;
beforeAll(async () => {
  desk = await openTestDesk({ adapters: [] });
  company = await foundCompany(desk);
  trade = trading(desk, company);
});
afterAll(() => desk.close());

/** What happens on a day: a customer orders, pays, gets goods, or somebody lets go or takes back. */
type Event = {
  what: 'order' | 'prepaid' | 'pay' | 'reverse' | 'approve' | 'ship' | 'cancel' | 'reopen' | 'limit' | 'wait';
  amount: number;
  which: number;
};

const event: fc.Arbitrary<Event> = fc.record({
  what: fc.constantFrom(
    'order',
    'order',
    'order',
    'prepaid',
    'pay',
    'pay',
    'reverse',
    'reopen',
    'approve',
    'ship',
    'cancel',
    'limit',
    'wait',
  ),
  amount: fc.integer({ min: 1, max: 900 }),
  which: fc.nat(20),
});

/** An order as the model has it. Amounts are whole units. */
type Known = {
  id: string;
  amount: number;
  paid: number;
  prepaid: boolean;
  state: 'pending' | 'approved' | 'shipped' | 'cancelled';
  once?: { amount: number; until: number };
  due?: number;
};

/** What the customer owes, whom finance agreed to, and which orders are flagged: worked out anew each day from nothing but the history. */
function model(orders: readonly Known[], limit: number, day: number) {
  const owes = (o: Known) => (o.state === 'cancelled' ? 0 : o.amount - o.paid);
  const exposure = orders.reduce((sum, o) => sum + owes(o), 0);
  const good = (o: Known) => (o.once && o.once.until >= day ? o.once.amount : 0);
  const agreedByAny = Math.max(0, ...orders.filter((o) => o.state !== 'cancelled').map(good));
  return {
    exposure,
    /** How an order stands: `high` is over the limit without a word that covers it, `medium` with one. */
    flag(o: Known): string[] {
      if (o.state !== 'pending' && o.state !== 'approved') return [];
      if (o.prepaid || owes(o) === 0 || exposure <= limit) return [];
      const agreed = o.state === 'pending' ? good(o) : Math.max(good(o), agreedByAny);
      return [`over_limit ${agreed >= exposure - limit ? 'medium' : 'high'}`];
    },
  };
}

const runs = process.env.SOAK ? 150 : 12;

test(
  'played day by day, an order is flagged exactly when the exposure passes the limit on that day, and ships exactly when it may',
  async () => {
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(fc.array(event, { minLength: 16, maxLength: 28 }), async (events) => {
        let limit = 1000;
        const customer = await trade.customer(limit);
        const orders: Known[] = [];
        let day = 0;
        const pick = (which: number, ...states: Known['state'][]): Known | undefined => {
          const some = orders.filter((o) => states.includes(o.state));
          return some[which % Math.max(1, some.length)];
        };
        const read = (o: Known) => trade.now({ _id: o.id });

        const play: Record<Event['what'], (e: Event) => Promise<void>> = {
          async order({ amount }) {
            const before = model(orders, limit, day).exposure;
            const made: Order = await trade.order(customer, amount);
            const state = before + amount > limit ? 'pending' : 'approved';
            expect([amount, made.state]).toEqual([amount, state]);
            orders.push({ id: made._id, amount, paid: 0, prepaid: false, state });
          },
          async prepaid({ amount }) {
            const made = await trade.order(customer, amount, { paymentDays: 0 });
            expect(made.state).toBe('approved');
            orders.push({ id: made._id, amount, paid: 0, prepaid: true, state: 'approved' });
          },
          async pay({ amount, which }) {
            const o = pick(which, 'pending', 'approved', 'shipped');
            const paid = o && Math.min(amount, o.amount - o.paid);
            if (!o || !paid) return;
            await desk.desk.payments.record(trade.by('fiona'), { order: await read(o), amount: paid * 100 });
            o.paid += paid;
          },
          async reverse({ which }) {
            const o = pick(which, 'approved', 'shipped');
            const there = await paymentModel(desk.connection).find({ order: o?.id, reversedBy: null, reverses: null });
            const payment = there[which % Math.max(1, there.length)];
            if (!o || !payment) return;
            await desk.desk.payments.reverse(trade.by('fiona'), payment._id, 'it bounced');
            o.paid -= payment.amount / 100;
            seen.add('reversed');
          },
          async reopen({ which }) {
            const o = pick(which, 'cancelled');
            if (!o) return;
            await trade.moved('anna', { _id: o.id }, 'reopen');
            const before = model(orders, limit, day).exposure;
            const again = await trade.moved('anna', { _id: o.id }, 'submit');
            o.state = !o.prepaid && before + o.amount > limit ? 'pending' : 'approved';
            o.once = undefined;
            expect([o, again.state, again.approvedOnce]).toEqual([o, o.state, undefined]);
            seen.add('reopened');
          },
          async approve({ which, amount }) {
            const o = pick(which, 'pending');
            if (!o) return;
            const over = model(orders, limit, day).exposure - limit;
            const isOver = !o.prepaid && o.amount > o.paid && over > 0;
            const once = { amount: (over + (amount % 50)) * 100 };
            await trade.moved('fiona', { _id: o.id }, 'approve', isOver ? { once } : {});
            o.state = 'approved';
            if (isOver) o.once = { amount: once.amount / 100, until: day + 14 };
          },
          async ship({ which }) {
            const o = pick(which, 'approved');
            if (!o) return;
            const { exposure, flag } = model(orders, limit, day);
            const isStopped = o.prepaid
              ? exposure > limit && o.paid < o.amount && !coveredByAny(o)
              : flag(o).includes('over_limit high');
            const code = await trade.codeOf(trade.moved('otto', { _id: o.id }, 'ship'));
            const stop = o.prepaid ? 'error.prepaid_unpaid' : 'error.credit_stop';
            expect(code).toBe(isStopped ? stop : undefined);
            if (!code) o.state = 'shipped';
            seen.add(isStopped ? 'stopped' : 'shipped');
          },
          async cancel({ which }) {
            const o = pick(which, 'pending', 'approved');
            if (!o) return;
            if (o.paid > 0) return;
            await trade.moved(o.state === 'pending' ? 'anna' : 'bob', { _id: o.id }, 'cancel');
            o.state = 'cancelled';
          },
          async limit({ amount }) {
            limit = 500 + amount;
            await desk.desk.customers.update(trade.by('fiona'), customer.code, { creditLimit: limit * 100 });
          },
          async wait({ amount }) {
            day += amount % 20;
            trade.days(amount % 20);
          },
        };
        const coveredByAny = (o: Known): boolean => {
          const { exposure } = model(orders, limit, day);
          const words = orders.flatMap((x) =>
            x.once && x.once.until >= day && x.state !== 'cancelled' ? [x.once.amount] : [],
          );
          return Math.max(0, ...words) >= exposure - limit && !!o;
        };

        for (const e of events) {
          await play[e.what](e);
          await desk.desk.risks.tick(desk.clock());
          const now = model(orders, limit, day);
          for (const o of orders) {
            const kept = ((await read(o)).risks ?? []).filter((r) => r.cause === 'over_limit');
            const flags = kept.map((r) => `${r.cause} ${r.level}`);
            expect([e, o, now.exposure, limit, flags]).toEqual([e, o, now.exposure, limit, now.flag(o)]);
            for (const flag of flags) seen.add(flag);
          }
        }
      }),
      { numRuns: runs, seed: Number(process.env.SEED ?? 7), endOnFailure: true, includeErrorInReport: true },
    );
    expect([...seen].sort()).toEqual(
      ['over_limit high', 'over_limit medium', 'reopened', 'reversed', 'shipped', 'stopped'].sort(),
    );
  },
  process.env.SOAK ? 1_200_000 : 120_000,
);
