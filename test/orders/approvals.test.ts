import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { approversNow } from '../../src/approvals/eligible.ts';
import type { DeskError } from '../../src/errors.ts';
import type { Member, Role } from '../../src/members/member.ts';
import type { Order } from '../../src/orders/order.ts';
import { productModel } from '../../src/products/model.ts';
import { type Company, foundCompany } from '../support/company.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
import { seatsOf } from '../support/reviews.ts';
import { seedOrder, tenPieces } from './support/seed.ts';

let desk: TestDesk;
let company: Company;
let east: string;
beforeAll(async () => {
  desk = await openTestDesk({ adapters: [] });
  company = await foundCompany(desk);
  east = company.team._id;
  await productModel(desk.connection).updateOne({ sku: 'A100' }, { $set: { floorPrice: 80_0000 } });
});
afterAll(() => desk.close());

const move = async (who: Member, order: Pick<Order, '_id'>, action: 'submit' | 'approve' | 'reject') =>
  (await desk.desk.move(desk.actor(who), order._id, action, { reason: 'because' })).order;

/** A draft of one line: quantity 1 at this total, before the discount. */
function worth(total: number, more: { owner?: Member; price?: number; discount?: number; createdBy?: Member } = {}) {
  const { owner = company.anna, price = 100_0000, discount = 0, createdBy = owner } = more;
  const line = tenPieces({ unitPrice: price, discount, amount: total });
  return seedOrder(desk, company, 'draft', {
    lines: [line],
    total,
    baseTotal: total,
    owner: owner._id,
    createdBy: createdBy._id,
    team: owner.teams[0],
  });
}
const stepsOf = (order: Order) => seatsOf(order.approval?.steps);
const turn = async (order: Order) => approversNow(order, await desk.desk.members.all()).map((m) => m.name);

describe('what an order needs before it is approved', () => {
  test.each([
    ['9,999.99 is small: nobody', 9_999_99, {}, [], 'approved'],
    ['10,000.00 is medium: the manager', 10_000_00, {}, [['manager', 'amount', null]], 'pending'],
    ['99,999.99 is medium: the manager', 99_999_99, {}, [['manager', 'amount', null]], 'pending'],
    [
      '100,000.00 is large: the manager, then an admin',
      100_000_00,
      {},
      [
        ['manager', 'amount', null],
        ['admin', 'amount', null],
      ],
      'pending',
    ],
    ['small with 10 % off, which a salesperson may give: nobody', 900_00, { discount: 1000 }, [], 'approved'],
    ['small with 10.01 % off: the manager', 900_00, { discount: 1001 }, [['manager', 'discount', null]], 'pending'],
    ['small at the floor price: nobody', 800_00, { price: 80_0000 }, [], 'approved'],
    ['small under the floor price: the manager', 799_00, { price: 79_9999 }, [['manager', 'floor', null]], 'pending'],
    [
      'small whose discount goes under the floor: the manager',
      810_00,
      { price: 85_0000, discount: 900 },
      [['manager', 'floor', null]],
      'pending',
    ],
  ] as const)('%s', async (_what, total, more, steps, state) => {
    const order = await move(company.anna, await worth(total, more), 'submit');
    expect([order.state, stepsOf(order)]).toEqual([state, steps]);
    expect(order.approvedAt !== undefined).toBe(state === 'approved');
  });

  test('an own discount authority is the member’s, not the company’s', async () => {
    const dora = await desk.member('Dora', ['sales'], { teams: [east], discountAuthority: 2000 });
    expect((await move(dora, await worth(900_00, { owner: dora, discount: 2000 }), 'submit')).state).toBe('approved');
    expect((await move(dora, await worth(900_00, { owner: dora, discount: 2001 }), 'submit')).state).toBe('pending');
  });
});

describe('who decides', () => {
  test('a large order is the manager’s first and the admin’s then, and approved after both', async () => {
    let order = await move(company.anna, await worth(200_000_00), 'submit');
    expect(await turn(order)).toEqual(['Ada', 'Bob']);
    order = await move(company.bob, order, 'approve');
    expect([order.state, await turn(order), order.approvedAt]).toEqual(['pending', ['Ada'], undefined]);
    await expect(move(company.bob, order, 'approve')).rejects.toMatchObject({
      code: 'error.step_decided',
      values: { turn: 'Ada' },
    });
    order = await move(company.ada, order, 'approve');
    expect([order.state, order.approval?.steps.map((s) => s.by)]).toEqual([
      'approved',
      [company.bob._id, company.ada._id],
    ]);
  });

  test('one person never decides both steps of a large order', async () => {
    const order = await move(company.anna, await worth(200_000_00), 'submit');
    // Ada is the only admin: deciding the manager's step would leave nobody for hers.
    await expect(move(company.ada, order, 'approve')).rejects.toMatchObject({
      code: 'error.needed_later',
      values: { who: 'Bob' },
    });
    const second = await desk.member('Second admin', ['admin']);
    const half = await move(company.ada, order, 'approve');
    expect([half.state, await turn(half)]).toEqual(['pending', ['Second admin']]);
    await expect(move(company.ada, half, 'approve')).rejects.toMatchObject({ code: 'error.step_decided' });
    expect((await move(second, half, 'approve')).state).toBe('approved');
    await desk.desk.members.deactivate({ from: 'cli:test', key: 'second-leaves', now: desk.clock() }, second._id);
  });

  test('a manager of another team does not decide', async () => {
    const west = await desk.desk.members.createTeam(
      { from: 'cli:test', key: 'west', now: desk.clock() },
      { name: 'West' },
    );
    const mia = await desk.member('Mia', ['manager'], { teams: [west._id] });
    const order = await move(company.anna, await worth(20_000_00), 'submit');
    await expect(move(mia, order, 'approve')).rejects.toMatchObject({ code: 'error.order_not_found' });
  });

  test.each(['approve', 'reject'] as const)('nobody can %s an order that they own or made', async (action) => {
    const manager = await desk.member('Max', ['manager'], { teams: [east] });
    const owned = await move(manager, await worth(20_000_00, { owner: manager }), 'submit');
    const made = await move(company.anna, await worth(20_000_00, { createdBy: manager }), 'submit');
    for (const order of [owned, made])
      await expect(move(manager, order, action)).rejects.toMatchObject({ code: 'error.move_not_yours' });
    expect(await turn(owned)).toEqual(['Ada', 'Bob']);
    await desk.desk.members.deactivate(desk.actor(company.ada), manager._id);
  });

  test('an order of the only manager goes up to the admin, and says so', async () => {
    const order = await move(company.bob, await worth(20_000_00, { owner: company.bob }), 'submit');
    expect([stepsOf(order), await turn(order)]).toEqual([[['manager', 'amount', null]], ['Ada']]);
    expect((await move(company.ada, order, 'approve')).state).toBe('approved');
  });
});

describe('nobody is left who may decide', () => {
  test('the submission is refused with a sentence that says whom to ask, and the order stays a draft', async () => {
    const order = await worth(20_000_00, { owner: company.ada });
    const alone = await openTestDesk({ adapters: [] });
    try {
      const roles: Role[] = ['sales', 'manager', 'admin'];
      const only = await alone.member('Only', roles);
      const draft = await seedOrder(alone, { ...company, anna: only }, 'draft', {
        lines: order.lines,
        total: 20_000_00,
        baseTotal: 20_000_00,
      });
      const refused = await alone.desk.move(alone.actor(only), draft._id, 'submit').catch((e: DeskError) => e);
      expect(refused).toMatchObject({ code: 'error.no_approver' });
      expect((refused as DeskError).sentence('en')).toContain('Ask an admin');
      await alone.desk.settings.change(alone.actor(only), { singlePersonCompany: true });
      const { order: pending } = await alone.desk.move(alone.actor(only), draft._id, 'submit');
      expect(stepsOf(pending)).toEqual([['manager', 'amount', 'owner']]);
      expect((await alone.desk.move(alone.actor(only), draft._id, 'approve')).order.state).toBe('approved');
    } finally {
      await alone.close();
    }
  });
});
