import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DeskError } from '../../src/errors.ts';
import type { Member } from '../../src/members/member.ts';
import { type Action, actions, moveOf } from '../../src/orders/moves.ts';
import type { Order } from '../../src/orders/order.ts';
import { type Company, foundCompany } from '../support/company.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
import { orderNow } from './support/seed.ts';

let desk: TestDesk;
let company: Company;
let people: Member[];
beforeAll(async () => {
  desk = await openTestDesk({ adapters: [] });
  company = await foundCompany(desk);
  const boss = await desk.member('Boss', ['manager', 'operations', 'admin']);
  people = [company.anna, company.bob, company.otto, company.fiona, company.ada, boss];
});
afterAll(() => desk.close());

type Step = { action: Action | 'edit' | 'pay'; who: number; a: number; b: number };
const step: fc.Arbitrary<Step> = fc.record({
  action: fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(...actions) },
    { weight: 1, arbitrary: fc.constantFrom('edit' as const, 'pay' as const) },
  ),
  who: fc.nat(100),
  a: fc.nat(30_000),
  b: fc.nat(30_000),
});

/** What somebody would do next, if it can be done at all; else whatever the step says. */
function likely(order: Order, { action, a }: Step): Step['action'] {
  const possible = actions.filter((x) => moveOf(x).from[order.state] && x !== 'cancel');
  return a % 4 > 0 && possible.length > 0 ? (possible[a % possible.length] as Action) : action;
}

const lines = ({ a, b }: Step) => [
  { sku: 'A100', quantity: 1 + (a % 20_000), discount: b % 12_000 > 10_000 ? 0 : b % 3_000 },
  { sku: 'B200', quantity: 1 + b },
];

async function play(order: Order, s: Step): Promise<void> {
  const action = likely(order, s);
  const who = (w: Member[]) => w[s.who % w.length] as Member;
  try {
    if (action === 'edit')
      await desk.desk.drafts.edit(desk.actor(company.anna), order, { customer: order.customer, lines: lines(s) });
    else if (action === 'pay') await desk.desk.payments.record(desk.actor(who(people)), { order, amount: 1 + s.a });
    else {
      const part = s.b % 3 ? undefined : [{ index: s.a % 2, quantity: s.b }];
      await desk.desk.move(desk.actor(who(people)), order._id, action, {
        reason: s.b % 5 ? 'because' : undefined,
        lines: part,
      });
    }
  } catch (error) {
    if (!(error instanceof DeskError)) throw error;
  }
}

/** What holds for every order at every moment. */
function check(order: Order, before: Order, numbers: Map<string, string>): void {
  const sent = order.lines.map((_, i) =>
    order.shipments
      .flatMap((s) => s.lines)
      .filter((l) => l.index === i)
      .reduce((n, l) => n + l.quantity, 0),
  );
  expect(order.lines.map((l) => l.shipped)).toEqual(sent);
  for (const l of order.lines) {
    expect(l.shipped).toBeLessThanOrEqual(l.quantity);
    expect(l.delivered).toBeLessThanOrEqual(l.shipped);
  }
  expect(order.total).toBe(order.lines.reduce((sum, l) => sum + l.amount, 0));
  expect(order.paid).toBe(order.timeline.reduce((sum, e) => sum + (e.amount ?? 0), 0));
  const moved = order.timeline.slice(before.timeline.length);
  expect(moved.length).toBeLessThanOrEqual(1);
  const entry = moved[0];
  if (entry && actions.includes(entry.action as Action)) {
    const { from, to } = moveOf(entry.action as Action);
    expect([entry.from, entry.to]).toEqual([before.state, order.state]);
    expect(Object.keys(from)).toContain(before.state);
    expect(to).toContain(entry.action === 'resume' ? 'back' : order.state);
    if (entry.action === 'resume') expect(order.state).toBe(before.heldFrom);
  } else expect(order.state).toBe(before.state);
  if (['approved', 'in_production', 'ready', 'part_shipped', 'shipped'].includes(order.state))
    expect(order.approvedAt).toBeDefined();
  if (['draft', 'pending', 'rejected'].includes(order.state))
    expect([order.approvedAt, order.shipments]).toEqual([undefined, []]);
  if (before.number) expect(order.number).toBe(before.number);
  expect(order.number !== undefined).toBe(order.timeline.some((e) => e.action === 'submit'));
  if (order.number) expect(numbers.get(order.number) ?? order._id).toBe(order._id);
  if (order.number) numbers.set(order.number, order._id);
}

test('whatever is done to orders in whatever order: parts never exceed the whole, sums add up, numbers are never reused, the timeline tells the moves', async () => {
  const numbers = new Map<string, string>();
  const ends = new Set<string>();
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 24 }), step, async (steps, first) => {
      let order = await desk.desk.drafts.create(desk.actor(company.anna), {
        customer: company.acme._id,
        lines: lines({ ...first, b: first.b % 3_000 }),
      });
      for (const s of steps) {
        await play(order, s);
        const now = await orderNow(desk, order._id);
        check(now, order, numbers);
        order = now;
        ends.add(order.state);
      }
    }),
    { numRuns: 24, seed: Number(process.env.SEED ?? 42), endOnFailure: true },
  );
  expect(ends.size).toBeGreaterThan(8);
}, 60_000);
