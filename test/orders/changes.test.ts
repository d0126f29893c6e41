import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { approversNow } from '../../src/approvals/eligible.ts';
import { customerModel } from '../../src/customers/model.ts';
import type { Member } from '../../src/members/member.ts';
import { viewerOf } from '../../src/members/viewer.ts';
import { told } from '../../src/notices/told.ts';
import type { MoveInput } from '../../src/orders/deeds/deed.ts';
import { linesKey } from '../../src/orders/double-keys.ts';
import { matched } from '../../src/orders/line-matching.ts';
import { orderModel } from '../../src/orders/model.ts';
import type { Action } from '../../src/orders/moves.ts';
import type { Order } from '../../src/orders/order.ts';
import { versionsOf } from '../../src/orders/versions.ts';
import { productModel } from '../../src/products/model.ts';
import { t } from '../../src/text/index.ts';
import { codeOf } from '../support/code-of.ts';
import { type Company, foundCompany } from '../support/company.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
import { orderNow, tenPieces } from './support/seed.ts';

let desk: TestDesk;
let company: Company;
let max: Member;
beforeAll(async () => {
  desk = await openTestDesk({ adapters: [] });
  company = await foundCompany(desk);
  max = await desk.member('Max', ['manager'], { teams: [company.team._id] });
});
afterAll(() => desk.close());
beforeEach(() => productModel(desk.connection).updateMany({}, { $set: { onHand: 5_000_000, reserved: 0 } }));

const move = async (who: Member, order: Pick<Order, '_id'>, action: Action, input: MoveInput = {}) =>
  (await desk.desk.move(desk.actor(who), order._id, action, { reason: 'because', ...input })).order;

type LineOf = { sku: string; quantity: number; unitPrice?: number; discount?: number };
const a = (pieces: number, more: Partial<LineOf> = {}): LineOf => ({ sku: 'A100', quantity: pieces * 1_000, ...more });

/** An order of Anna's that Bob approved: 100 pieces at 120.00 unless said otherwise, 12,000.00. */
async function approved(lines: LineOf[] = [a(100)], owner: Member = company.anna): Promise<Order> {
  const draft = await desk.desk.drafts.create(desk.actor(owner), { customer: company.acme._id, lines });
  const order = await move(owner, draft, 'submit');
  return order.state === 'approved' ? order : move(company.bob, order, 'approve');
}
const propose = (order: Order, change: MoveInput['change'], who = company.anna) =>
  move(who, order, 'change', { change });

describe('a change of an approved order', () => {
  test('counts at once within the tolerance, and small steps add up', async () => {
    const first = await propose(await approved(), { lines: [a(101)] });
    expect([first.version, first.total, first.change]).toEqual([2, 12_120_00, undefined]);
    const second = await propose(first, { lines: [a(102)] });
    expect([second.version, second.change]).toEqual([3, undefined]);
    // Each step is small, but 103 is 3 % over what a manager has decided.
    const third = await propose(second, { lines: [a(103)] });
    expect([third.version, third.change?.id]).toEqual([3, 'C3']);
  });

  test('in force is found by the goods that it has then', async () => {
    const order = await approved([a(100)]);
    const lines = [a(100), { sku: 'B200', quantity: 1_000 }];
    const changed = await move(company.bob, await propose(order, { lines }), 'approve');
    expect([changed.version, changed.lines.length]).toEqual([2, 2]);
    expect(changed.search).toEqual(expect.arrayContaining(['a100', 'b200', linesKey(changed.lines)]));
    expect(changed.search).not.toContain(linesKey(order.lines));
    expect(changed.search).toContain(order.number?.toLowerCase());
  });

  test('goes on from where it was where changes counted before lines were looked at', async () => {
    const order = await propose(await approved(), { lines: [a(101)] });
    await orderModel(desk.connection).updateOne({ _id: order._id }, { $unset: { toleratedMove: 1 } });
    expect((await propose(order, { lines: [a(103)] })).change?.id).toBe('C2');
  });

  test('is not within the tolerance where another mix of goods comes to the same amount', async () => {
    const b = (pieces: number): LineOf => ({ sku: 'B200', quantity: pieces * 1_000 });
    const order = await approved([a(100), b(1000)]);
    const [a100, b200] = order.lines.map((l) => l.amount) as [number, number];
    const swapped = await propose(order, { lines: [a(97), b(1000 + Math.round((a100 / b200) * 30))] });
    expect(Math.abs(swapped.total - order.total)).toBeLessThan(order.total / 100);
    expect([swapped.version, swapped.change?.id]).toEqual([1, 'C1']);
  });

  test.each([
    ['a lower price', { lines: [a(100, { unitPrice: 119_0000 })] }],
    ['longer terms', { paymentDays: 31 }],
    ['another promise', { promisedDate: '2026-12-24' }],
    ['a new line', { lines: [a(100), { sku: 'B200', quantity: 1_000 }] }],
  ])('is decided whatever the amount where there is %s', async (_what, change) => {
    const order = await propose(await approved(), change);
    expect([order.version, order.change?.approval.steps.length]).toEqual([1, 1]);
  });

  test('never gives away more for nothing, though the amount is the same', async () => {
    const gift = await approved([a(100), { sku: 'B200', quantity: 1_000, unitPrice: 0 }]);
    const order = await propose(gift, { lines: [a(100), { sku: 'B200', quantity: 10_000_000, unitPrice: 0 }] });
    expect([order.version, order.change?.id]).toEqual([1, 'C1']);
  });

  test('does not stand on what was decided before the order was reopened', async () => {
    const large = await move(company.bob, await propose(await approved(), { lines: [a(140)] }), 'approve');
    expect([large.version, large.total]).toEqual([2, 16_800_00]);
    await move(company.bob, large, 'cancel');
    const draft = await move(company.anna, large, 'reopen');
    const sold = { customer: company.acme._id, lines: [a(10)] };
    await desk.desk.drafts.edit(desk.actor(company.anna), draft, sold);
    const small = await move(company.anna, draft, 'submit');
    expect(small.state).toBe('approved');
    const grown = await propose(small, { lines: [a(140)] });
    expect(grown.change?.approval.steps).toHaveLength(1);
    expect((await versionsOf(desk.connection, large._id)).map((v) => v.content.total)).toContain(16_800_00);
  });

  test('leaves the present version in force, which is shipped meanwhile; then the change does not fit and comes back', async () => {
    const order = await propose(await approved(), { lines: [a(90)] });
    await move(company.otto, order, 'ship', { lines: [{ index: 0, quantity: 95_000 }] });
    const after = await move(company.bob, order, 'approve');
    expect([after.state, after.version, after.change]).toEqual(['part_shipped', 1, undefined]);
    expect(after.returnedChange?.content.lines[0]?.quantity).toBe(90_000);
    expect(after.timeline.at(-1)).toMatchObject({ action: 'change_lapsed', note: 'shipped' });
    const again = await propose(after, { lines: [a(95)] });
    expect([again.state, again.version, again.returnedChange]).toEqual(['part_shipped', 1, undefined]);
    const done = await move(company.bob, again, 'approve');
    expect([done.state, done.version, done.total]).toEqual(['shipped', 2, 11_400_00]);
  });

  test('is not put in force when stock has run shorter than whoever decided could see', async () => {
    const order = await propose(await approved(), { lines: [a(200)] });
    expect(order.change?.short).toBe(0);
    const held = (await orderNow(desk, order._id)).lines[0]?.reserved ?? 0;
    await productModel(desk.connection).updateOne({ sku: 'A100' }, { $set: { onHand: held, reserved: held } });
    const after = await move(company.bob, order, 'approve');
    expect([after.version, after.timeline.at(-1)?.note]).toEqual([1, 'stock']);
  });

  test('that was rejected is told by its own notice only, also where that comes after another one’s', async () => {
    const first = await move(company.bob, await propose(await approved(), { lines: [a(140)] }), 'return');
    const noticed = (order: Order, action: string, key?: string) => {
      const timeline = order.timeline.filter((e) => key === undefined || e.key === key);
      const viewer = viewerOf({ ...company.anna, locale: 'en' });
      return JSON.stringify(
        told({
          viewer,
          order: { ...order, timeline },
          members: [company.bob],
          data: { action, by: company.bob._id },
        } as never),
      );
    };
    const returnKey = first.timeline.at(-1)?.key;
    expect(noticed(first, 'return')).toContain('140');
    expect(noticed(first, 'return')).toContain(t('en', 'card.change.again'));
    const second = await move(company.bob, await propose(first, { lines: [a(150)] }), 'reject');
    expect(noticed(second, 'reject')).toContain('150');
    for (const absent of ['150', t('en', 'card.change.again')])
      expect(noticed(second, 'return', returnKey)).not.toContain(absent);
  });

  test('cannot go under what was shipped, nor leave out a line of which something was', async () => {
    const order = await approved([a(100), { sku: 'B200', quantity: 5_000 }]);
    await move(company.otto, order, 'ship', { lines: [{ index: 0, quantity: 30_000 }] });
    expect(await codeOf(propose(order, { lines: [a(29), { sku: 'B200', quantity: 5_000 }] }))).toBe(
      'error.change_under_shipped',
    );
    expect(await codeOf(propose(order, { lines: [{ sku: 'B200', quantity: 5_000 }] }))).toBe(
      'error.change_under_shipped',
    );
  });

  test('keeps parcels with their lines when an earlier line goes', async () => {
    const order = await approved([a(100), { sku: 'B200', quantity: 5_000 }]);
    await move(company.otto, order, 'ship', { lines: [{ index: 1, quantity: 2_000 }] });
    const pending = await propose(order, { lines: [{ sku: 'B200', quantity: 5_000 }] });
    const after = pending.change ? await move(company.bob, pending, 'approve') : pending;
    expect(after.lines.map((l) => [l.sku, l.shipped])).toEqual([['B200', 2_000]]);
    expect(after.shipments[0]?.lines).toEqual([{ index: 0, quantity: 2_000 }]);
  });

  test('is rejected, returned or withdrawn without touching the order; there is one at a time', async () => {
    const order = await approved();
    for (const [action, who] of [
      ['reject', company.bob],
      ['return', company.bob],
      ['withdraw', company.anna],
    ] as const) {
      await propose(order, { lines: [a(150)] });
      expect(await codeOf(propose(order, { lines: [a(160)] }))).toBe('error.change_open');
      const after = await move(who, order, action);
      expect([after.state, after.version, after.change, after.turns]).toEqual(['approved', 1, undefined, undefined]);
    }
  });

  test('waits while its order is on hold, and can be withdrawn there', async () => {
    const order = await propose(await approved(), { lines: [a(150)] });
    const held = await move(company.fiona, order, 'hold');
    expect([held.change?.id, held.turns]).toEqual(['C1', undefined]);
    expect(await codeOf(move(company.bob, order, 'approve'))).toBe('error.move_refused');
    const resumed = await move(company.fiona, order, 'resume');
    expect(resumed.turns).toEqual(['manager']);
    await move(company.fiona, order, 'hold');
    expect((await move(company.anna, order, 'withdraw')).change).toBeUndefined();
  });

  test('lapses when its order is cancelled, and says so', async () => {
    const order = await propose(await approved(), { lines: [a(150)] });
    const after = await move(company.bob, order, 'cancel');
    expect([after.state, after.change, after.timeline.at(-1)?.action]).toEqual([
      'cancelled',
      undefined,
      'change_lapsed',
    ]);
  });
});

describe('nobody gets round a decision', () => {
  test('by handing an order over: who proposed a change does not decide it', async () => {
    const order = await approved([a(100)], max);
    const proposed = await propose(order, { lines: [a(150)] }, max);
    const handed = await desk.desk.assign(desk.actor(company.ada), proposed, company.anna);
    const people = approversNow(handed, await desk.desk.members.all()).map((m) => m.name);
    expect(people).not.toContain('Max');
    expect(await codeOf(move(max, handed, 'approve'))).toBe('error.move_not_yours');
  });

  test('by giving a seat to somebody who sits in the same step, or leaving a later step without anybody', async () => {
    const all = {
      on: 'amount' as const,
      steps: [{ seats: [{ role: 'manager' as const }, { role: 'finance' as const }], need: 'all' as const }],
    };
    await desk.desk.settings.change(desk.actor(company.ada), { approvalRules: [all] });
    try {
      const draft = await desk.desk.drafts.create(desk.actor(company.anna), {
        customer: company.acme._id,
        lines: [a(1)],
      });
      const order = await move(company.anna, draft, 'submit');
      const half = await move(company.bob, order, 'approve');
      expect(half.state).toBe('pending');
      expect(await codeOf(move(company.fiona, order, 'transfer', { person: company.bob._id }))).toBe(
        'error.cannot_decide',
      );
      expect(await codeOf(move(company.fiona, order, 'add_approver', { person: company.anna._id }))).toBe(
        'error.cannot_decide',
      );
      expect((await move(company.fiona, order, 'approve')).state).toBe('approved');
    } finally {
      const { defaultApprovalRules } = await import('../../src/settings/settings.ts');
      await desk.desk.settings.change(desk.actor(company.ada), { approvalRules: defaultApprovalRules });
    }
  });

  test('by waiting until the customer is over the limit: finance is asked before the last word', async () => {
    const draft = await desk.desk.drafts.create(desk.actor(company.anna), {
      customer: company.acme._id,
      lines: [a(100)],
    });
    const order = await move(company.anna, draft, 'submit');
    expect(order.approval?.steps).toHaveLength(1);
    await customerModel(desk.connection).updateOne({ _id: company.acme._id }, { $set: { creditLimit: 1_00 } });
    try {
      const half = await move(company.bob, order, 'approve');
      expect([half.state, half.turns]).toEqual(['pending', ['finance']]);
      expect((await move(company.fiona, order, 'approve')).state).toBe('approved');
    } finally {
      await customerModel(desk.connection).updateOne({ _id: company.acme._id }, { $unset: { creditLimit: 1 } });
    }
  });

  test('by a retry: the same key is one deed, also for a hand-over that was followed by another', async () => {
    const order = await approved();
    const actor = desk.actor(company.ada);
    await desk.desk.assign(actor, order, max);
    await desk.desk.assign(desk.actor(company.ada), await orderNow(desk, order._id), company.bob);
    const after = await desk.desk.assign(actor, await orderNow(desk, order._id), max);
    expect(after.owner).toBe(company.bob._id);
  });
});

test('of equal lines the one that was shipped stays the one that was shipped', () => {
  const present = [tenPieces(), tenPieces({ quantity: 5_000, shipped: 5_000 })];
  expect(matched(present, [tenPieces({ quantity: 5_000 })])).toMatchObject([{ before: 1, line: { shipped: 5_000 } }]);
});
