import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Answer } from '../../src/chat/incoming.ts';
import { newId } from '../../src/id.ts';
import type { Member } from '../../src/members/member.ts';
import { orderModel } from '../../src/orders/model.ts';
import type { Order } from '../../src/orders/order.ts';
import { type Company, foundCompany } from '../support/company.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
import { quietChat } from '../support/quiet-chat.ts';
import { cardOf, talkAs, textOf } from '../support/talk.ts';

const rounds = process.env.SOAK ? 1000 : 25;

let desk: TestDesk;
/** A second process on the same database. */
let other: TestDesk;
let company: Company;
let ben: Member;
beforeAll(async () => {
  const database = `decide_${newId()}`;
  desk = await openTestDesk({ database, adapters: [quietChat()] });
  other = await openTestDesk({ database, adapters: [quietChat()] });
  company = await foundCompany(desk);
  ben = await desk.member('Ben', ['manager'], { teams: [company.team._id] });
});
afterAll(async () => {
  await other.close();
  await desk.connection.dropDatabase();
  await desk.close();
});

/** An order that Anna has submitted; `quantity` × 120 makes it medium (one step) or large (two steps). */
async function submitted(quantity: number): Promise<Order> {
  const lines = [{ sku: 'A100', quantity: quantity * 1000, discount: 0 }];
  const draft = await desk.desk.drafts.create(desk.actor(company.anna), { customer: company.acme._id, lines });
  return (await desk.desk.move(desk.actor(company.anna), draft._id, 'submit')).order;
}

const orderOf = async (id: string): Promise<Order> => (await orderModel(desk.connection).findById(id).lean<Order>())!;
const decisionsOf = (order: Order) => order.timeline.filter((e) => e.action === 'approve' || e.action === 'reject');

/** Two people decide at the same moment, each through a desk of their own. */
async function race(order: Order, first: string, second: string): Promise<{ winner: Member; loser: Answer }> {
  const [bob, answerOfBen] = await Promise.all([
    talkAs(desk, company.bob).say(`/order ${first} ${order.number} I say so`),
    talkAs(other, ben).say(`/order ${second} ${order.number} I say so`),
  ]);
  const [decision] = decisionsOf(await orderOf(order._id));
  return decision?.by === ben._id ? { winner: ben, loser: bob } : { winner: company.bob, loser: answerOfBen };
}

/** The loser reads who was faster and where the order is now, in a sentence and not as an error of ours. */
function expectTruth(loser: Answer, winner: Member, order: Order): void {
  const card = cardOf(loser);
  expect(card.tone).toBe('bad');
  expect(textOf(card)).toContain(`last changed by ${winner.name}`);
  expect(textOf(card)).toContain(order.number);
  expect(textOf(card)).not.toMatch(/went wrong|reference/);
}

describe('two people decide at the same moment', () => {
  test(
    `of an approval and a rejection exactly one counts, ${rounds} times, and the other is told who was faster`,
    async () => {
      const won = new Map<string, number>();
      for (let n = 0; n < rounds; n += 1) {
        const order = await submitted(100);
        const { winner, loser } = await race(order, n % 2 ? 'approve' : 'reject', n % 2 ? 'reject' : 'approve');
        const after = await orderOf(order._id);
        const [decision, ...more] = decisionsOf(after);
        expect(more).toEqual([]);
        expect(decision?.by).toBe(winner._id);
        expect(after.state).toBe(decision?.action === 'approve' ? 'approved' : 'rejected');
        expect(after.approval?.steps.map((s) => s.by)).toEqual([winner._id]);
        expectTruth(loser, winner, order);
        won.set(winner.name, (won.get(winner.name) ?? 0) + 1);
      }
      expect([...won.values()].reduce((a, b) => a + b)).toBe(rounds);
    },
    rounds * 3_000,
  );

  test('of two approvals of a large order one counts: the second manager does not decide for the admin', async () => {
    for (let n = 0; n < 5; n += 1) {
      const order = await submitted(1000);
      const { winner, loser } = await race(order, 'approve', n % 2 ? 'reject' : 'approve');
      const after = await orderOf(order._id);
      expect(decisionsOf(after)).toHaveLength(1);
      if (after.state === 'pending') expect(after.approval?.steps.map((s) => s.by ?? null)).toEqual([winner._id, null]);
      expectTruth(loser, winner, order);
    }
  });

  test('a double click on “approve” is one approval, and both clicks read the same answer', async () => {
    const order = await submitted(100);
    const key = newId();
    const from = `console:${company.bob._id}` as const;
    const click = (app: TestDesk) =>
      app.bot({
        kind: 'command',
        from,
        conversation: `console:@${company.bob._id}`,
        key,
        text: `approve ${order.number}`,
      });
    const [one, two] = await Promise.all([click(desk), click(other)]);
    expect(two).toEqual(JSON.parse(JSON.stringify(one)));
    expect(cardOf(one).badge?.label).toBe('approved');
    expect(decisionsOf(await orderOf(order._id))).toHaveLength(1);
  });

  test('of twenty orders that are filed at once each gets a number of its own, without a gap', async () => {
    const before = await orderModel(desk.connection).countDocuments({ number: { $gt: '' } });
    const orders = await Promise.all(Array.from({ length: 20 }, () => submitted(1)));
    const numbers = orders.map((o) => Number(o.number?.slice(3))).sort((a, b) => a - b);
    expect(numbers).toEqual(Array.from({ length: 20 }, (_, i) => before + 1 + i));
  });
});
