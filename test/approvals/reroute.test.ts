import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { routingModel } from '../../src/approvals/reroute.ts';
import { auditModel } from '../../src/audit/model.ts';
import type { Post } from '../../src/chat/adapter.ts';
import { type OutboxRow, outboxModel } from '../../src/chat/outbox-row.ts';
import { customerModel } from '../../src/customers/model.ts';
import type { DeskError } from '../../src/errors.ts';
import type { Member, Role } from '../../src/members/member.ts';
import { orderModel } from '../../src/orders/model.ts';
import type { Order } from '../../src/orders/order.ts';
import { openThreeDesks } from '../endurance/support/three-desks.ts';
import type { Company } from '../support/company.ts';
import { noon, type TestDesk } from '../support/desk.ts';
import { buttonsOf, cardOf, formOf, talkAs, textOf } from '../support/talk.ts';

const posts: Post[] = [];
let tests = 0;
let desks: TestDesk[];
let first: TestDesk;
let company: Company;
let close: () => Promise<void>;
/** In sales, and nowhere near a decision. */
let carl: Member;

beforeAll(async () => {
  ({ desks, first, company, close } = await openThreeDesks('reroute', posts));
  carl = await first.member('Carl', ['sales'], { teams: [company.team._id] });
});
afterAll(() => close());

/** A member as it is now, and what a person may do with it. */
const nowOf = async ({ _id }: Member): Promise<Member> => (await first.desk.members.get(_id))!;
const at = async (who: Member) => first.actor(await nowOf(who));
const orderOf = async ({ _id }: Pick<Order, '_id'>) =>
  (await orderModel(first.connection).findById(_id).lean<Order>())!;

/** The minute strikes on all three desks at once: absences, then routing, then what is to be sent. */
async function strike(now = first.clock()): Promise<void> {
  // What is on its way arrives before the clock jumps.
  await Promise.all(desks.map((desk) => desk.desk.outbox.drain()));
  for (const desk of desks) desk.clock.set(now);
  await Promise.all(desks.map((desk) => desk.desk.members.turnAbsences(now)));
  await Promise.all(desks.map((desk) => desk.desk.routing.look(now)));
  await Promise.all(desks.map((desk) => desk.desk.outbox.drain()));
}
const later = (minutes: number): Date => new Date(first.clock().getTime() + minutes * 60_000);

/** Anna's order: `pieces` × 120, medium from 84 pieces, large from 834. */
async function submitted(pieces = 100, owner = company.anna, customer = company.acme._id): Promise<Order> {
  const lines = [{ sku: 'A100', quantity: pieces * 1000, discount: 0 }];
  const draft = await first.desk.drafts.create(await at(owner), { customer, lines });
  return (await first.desk.move(await at(owner), draft._id, 'submit')).order;
}
const approve = async (who: Member, order: Order) => first.desk.move(await at(who), order._id, 'approve');

/** The decision cards that somebody got of an order. */
const cardsOf = (who: Member, order: Order): Post[] =>
  posts.filter((p) => p.key.startsWith(`decision:${order._id}`) && p.conversation.endsWith(who._id));
const toldTo = (who: Member, key: RegExp): string[] =>
  posts.filter((p) => key.test(p.key) && p.conversation.endsWith(who._id)).map((p) => p.card.title);

async function everybodyBack(): Promise<void> {
  for (const member of await first.desk.members.all())
    for (let left = [member.away, member.planned].filter(Boolean).length; left > 0; left -= 1)
      await first.desk.members.endAway(await at(company.ada), member._id);
}

beforeEach(async () => {
  await everybodyBack();
  first.clock.set(noon);
  tests += 1;
  await first.desk.members.setOwn(await at(carl), { digestHour: tests % 24 });
  await strike(noon);
  posts.length = 0;
});

describe('/order away', () => {
  const refusals: [string, string, RegExp][] = [
    ['oneself', '@Bob until 12/20', /own stand-in/],
    ['nobody known', '@Nobody until 12/20', /Nobody/],
    ['a day that is past', '@Carl until 2026-11-30', /is past/],
    ['a first day that is past', '@Carl from 2026-11-30 until 12/20', /is past/],
    ['a last day before the first', '@Carl from 2026-12-20 until 2026-12-10', /before/],
    ['a day that is none', '@Carl until never', /never/],
    ['a day in ten years', '@Carl until 2036-12-20', /too far/],
  ];
  test.each(refusals)('%s is refused with a sentence', async (_what, words, sentence) => {
    const card = cardOf(await talkAs(first, company.bob).say(`/order away ${words}`));
    expect([card.tone, textOf(card)]).toEqual(['bad', expect.stringMatching(sentence)]);
    expect((await nowOf(company.bob)).away).toBeUndefined();
  });

  test('somebody without a role, or who has left, cannot stand in', async () => {
    const [mute, gone] = [await first.member('Mute', []), await first.member('Gone', ['manager'])];
    await first.desk.members.deactivate(await at(company.ada), gone._id);
    const say = async (name: string) =>
      textOf(cardOf(await talkAs(first, company.bob).say(`/order away @${name} until 12/20`)));
    expect(await say(mute.name)).toContain('has no role');
    expect(await say(gone.name)).toContain('has left');
  });

  test('a chain that comes back to oneself is refused, also one that only would in that time', async () => {
    await first.desk.members.setAway(await at(carl), carl._id, { standIn: company.bob._id, until: '2026-12-10' });
    const bob = talkAs(first, company.bob);
    expect(textOf(cardOf(await bob.say('/order away @Carl until 12/20')))).toContain('away in that time');
    // From the day after Carl's return there is no loop.
    expect(textOf(cardOf(await bob.say('/order away @Carl from 12/11 until 12/20')))).toContain('2026-12-11');
    const third = cardOf(await talkAs(first, company.fiona).say('/order away @Carl until 12/9'));
    expect(textOf(third)).toContain('Bob decides meanwhile, since Carl is away, too');
  });

  test('of two who choose each other at the same moment one is refused', async () => {
    const [bob, fiona] = [await at(company.bob), await at(company.fiona)];
    const results = await Promise.allSettled([
      desks[1]!.desk.members.setAway(bob, company.bob._id, { standIn: company.fiona._id, until: '2026-12-20' }),
      desks[2]!.desk.members.setAway(fiona, company.fiona._id, { standIn: company.bob._id, until: '2026-12-20' }),
    ]);
    expect(results.map((r) => r.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(results.find((r) => r.status === 'rejected')).toMatchObject({ reason: { code: 'error.away_chain' } });
  });

  test('in Chinese, with both days, and what is set can be seen, changed by form, and given up', async () => {
    const bob = talkAs(first, company.bob);
    const card = cardOf(await bob.say('/order 外出 @Carl 从12月10日到12月20日'));
    expect(textOf(card)).toContain('Away from 2026-12-10 until 2026-12-20; Carl decides then');
    expect(buttonsOf(card).map((b) => b.label)).toEqual(['I am not going', 'Set an absence']);
    const form = formOf(await bob.click(card, 'Set an absence'));
    const after = cardOf(
      await bob.submit(form, { standIn: company.fiona._id, from: '2026-12-02', until: '2026-12-05' }),
    );
    expect(textOf(after)).toContain('Away until 2026-12-05');
    expect(await nowOf(company.bob)).toMatchObject({
      away: { standIn: company.fiona._id },
      planned: { until: '2026-12-20' },
    });
    expect(cardOf(await bob.say('/order away back')).title).toBe('Welcome back');
    expect(textOf(cardOf(await bob.say('/order 外出 回来')))).toContain('planned absence is cancelled');
    expect(textOf(cardOf(await bob.say('/order away back')))).toContain('is not away');
    const wrong = await bob.submit(formOf(await bob.click(card, 'Set an absence')), {
      standIn: company.bob._id,
      until: '2026-12-05',
    });
    expect(wrong).toMatchObject({ kind: 'errors', errors: { standIn: expect.stringContaining('own stand-in') } });
  });

  test('an admin says it for somebody who fell ill, nobody else does; the trail has it', async () => {
    const refused = cardOf(await talkAs(first, company.fiona).say('/order away @Bob @Carl until 12/20'));
    expect([refused.tone, (await nowOf(company.bob)).away]).toEqual(['bad', undefined]);
    const card = cardOf(await talkAs(first, company.ada).say('/order away @Bob @Carl until 12/20'));
    expect(textOf(card)).toContain('Absence of Bob');
    expect(textOf(card)).toContain('holds none of the roles that decide here (manager)');
    await strike();
    expect(toldTo(company.bob, /^absence:begun/)).toEqual(['You are away until 2026-12-20']);
    expect(toldTo(carl, /^absence:begun/)).toEqual(['You stand in for Bob until 2026-12-20']);
    const trail = await auditModel(first.connection)
      .find({ action: 'member.away', 'subject.id': company.bob._id })
      .lean();
    expect(trail.some((e) => e.by === company.ada._id && e.after?.away)).toBe(true);
    expect(trail.some((e) => e.by === company.fiona._id && e.refused === 'error.not_allowed')).toBe(true);
    const team = textOf(cardOf(await talkAs(first, company.anna).say('/order team')));
    expect(team).toContain('away until 2026-12-20, Carl stands in');
  });
});

describe('open and new decisions', () => {
  test('go to the stand-in once, are decided for the other, and come back with what was decided', async () => {
    const [open, undecided] = [await submitted(), await submitted()];
    await strike();
    expect([cardsOf(company.bob, open).length, cardsOf(carl, open).length]).toEqual([1, 0]);
    await first.desk.members.setAway(await at(company.bob), company.bob._id, {
      standIn: carl._id,
      until: '2026-12-04',
    });
    await strike(later(1));
    await strike(later(1));
    expect(cardsOf(carl, open)).toHaveLength(1);
    expect(textOf(cardsOf(carl, open)[0]!.card)).toContain('For Bob, who is away until 2026-12-04');
    const fresh = await submitted();
    await strike(later(2));
    expect([cardsOf(carl, fresh).length, cardsOf(company.bob, fresh).length]).toEqual([1, 0]);
    expect(textOf(cardOf(await talkAs(first, carl).say('/order')))).toContain(open.number);

    const decided = cardOf(await talkAs(first, carl).say(`/order approve ${open.number}`));
    expect(textOf(decided)).toContain('Carl for Bob');
    const after = await orderOf(open);
    expect(after.approval?.steps[0]).toMatchObject({ by: carl._id, seats: [{ by: carl._id, for: company.bob._id }] });
    const said = await auditModel(first.connection).findOne({ action: 'approve', 'subject.id': open._id }).lean();
    expect([said?.by, said?.after?.for]).toEqual([carl._id, company.bob._id]);
    await strike(later(3));
    const [told] = posts.filter((p) => p.key.startsWith(`told:${open._id}`));
    expect(textOf(told!.card)).toContain('Carl for Bob');

    // Bob is back on the fifth, by himself.
    await strike(new Date('2026-12-04T16:00:00Z'));
    expect((await nowOf(company.bob)).away).toBeUndefined();
    const [back, ...more] = posts.filter((p) => p.key.startsWith('absence:back'));
    expect(more).toEqual([]);
    expect([textOf(back!.card).includes(open.number!), textOf(back!.card).includes(fresh.number!)]).toEqual([
      true,
      false,
    ]);
    expect(toldTo(carl, /^absence:over/)).toEqual(['You no longer stand in for Bob']);
    expect([cardsOf(company.bob, undecided).length, cardsOf(company.bob, fresh).length]).toEqual([2, 1]);
    await expect(approve(carl, fresh)).rejects.toMatchObject({ code: 'error.order_not_found' });
    expect((await approve(company.bob, fresh)).order.state).toBe('approved');
  });

  test('an absence that was planned begins at midnight of the member’s own zone, once for three desks and a restart', async () => {
    const order = await submitted();
    const bob = await at(company.bob);
    const absence = { standIn: carl._id, from: '2026-12-10', until: '2026-12-11' };
    await first.desk.members.setAway(bob, company.bob._id, absence);
    await strike(new Date('2026-12-09T15:59:00Z'));
    expect([(await nowOf(company.bob)).away, toldTo(carl, /^absence:planned/).length]).toEqual([undefined, 1]);
    for (let n = 0; n < 3; n += 1) await strike(new Date(`2026-12-09T16:0${n}:00Z`));
    expect(await nowOf(company.bob)).toMatchObject({ away: { standIn: carl._id, until: '2026-12-11' } });
    expect([toldTo(carl, /^absence:begun/).length, toldTo(company.bob, /^absence:begun/).length]).toEqual([1, 1]);
    expect(cardsOf(carl, order)).toHaveLength(1);
    await strike(new Date('2026-12-11T15:59:00Z'));
    expect((await nowOf(company.bob)).away).toBeDefined();
    for (let n = 0; n < 2; n += 1) await strike(new Date(`2026-12-11T16:0${n}:00Z`));
    expect([toldTo(company.bob, /^absence:back/).length, toldTo(carl, /^absence:over/).length]).toEqual([1, 1]);
    // A second absence of the same days is another one.
    await first.desk.members.setAway(await at(company.bob), company.bob._id, {
      ...absence,
      from: '2026-12-14',
      until: '2026-12-14',
    });
    await strike(new Date('2026-12-13T16:00:00Z'));
    expect(toldTo(carl, /^absence:begun/)).toHaveLength(2);
  });

  test('the own order of the stand-in goes up to the admin, who says so, and back when the manager returns', async () => {
    const own = await first.desk.customers.create(await at(carl), { code: 'CARL', name: 'Carl’s customer' });
    const order = await submitted(100, carl, own._id);
    await strike();
    await first.desk.members.setAway(await at(company.bob), company.bob._id, {
      standIn: carl._id,
      until: '2026-12-04',
    });
    await strike(later(1));
    expect([cardsOf(carl, order).length, cardsOf(company.ada, order).length]).toEqual([0, 1]);
    await expect(approve(carl, order)).rejects.toMatchObject({ code: 'error.move_not_yours' });
    await first.desk.members.endAway(await at(company.bob), company.bob._id);
    await strike(later(2));
    expect((await approve(company.bob, order)).order.state).toBe('approved');
  });

  test('of somebody who leaves go to the manager, with a word on the timeline and on the trail', async () => {
    const helper = await first.member('Helper', ['operations']);
    const order = await submitted();
    await first.desk.move(await at(company.bob), order._id, 'transfer', { person: helper._id });
    await strike(later(1));
    expect(cardsOf(helper, order)).toHaveLength(1);
    await first.desk.members.deactivate(await at(company.ada), helper._id);
    await strike(later(1));
    const after = await orderOf(order);
    expect([after.turns, after.timeline.at(-1)?.action, after.timeline.at(-1)?.note]).toEqual([
      ['+manager'],
      'reroute',
      'Bob',
    ]);
    expect(cardsOf(company.bob, order)).toHaveLength(2);
    const trail = await auditModel(first.connection).find({ action: 'reroute', 'subject.id': order._id }).lean();
    expect(trail.map((e) => [e.before?.turns, e.after?.turns])).toEqual([[[`@${helper._id}`], ['+manager']]]);
    expect((await approve(company.bob, order)).order.state).toBe('approved');
  });

  test('of a change order move, too', async () => {
    const order = await submitted(10);
    const lines = [{ sku: 'A100', quantity: 200_000, discount: 0 }];
    const changed = await first.desk.move(await at(company.anna), order._id, 'change', { change: { lines } });
    expect(changed.order.turns).toEqual(['manager']);
    await first.desk.members.setAway(await at(company.bob), company.bob._id, {
      standIn: carl._id,
      until: '2026-12-04',
    });
    await strike(later(1));
    expect(cardsOf(carl, order)).toHaveLength(1);
    const { order: after } = await approve(carl, order);
    expect([after.version, after.change, after.timeline.at(-1)?.for]).toEqual([2, undefined, company.bob._id]);
  });
});

describe('a step that nobody may decide', () => {
  /** Finance is asked for an order over the limit; only Fiona is in finance. */
  async function overCredit(): Promise<Order> {
    const order = await submitted(10);
    await customerModel(first.connection).updateOne({ _id: company.acme._id }, { $set: { creditLimit: 1 } });
    const over = await submitted(10);
    await customerModel(first.connection).updateOne({ _id: company.acme._id }, { $unset: { creditLimit: 1 } });
    expect([order.state, over.turns]).toEqual(['approved', ['finance']]);
    return over;
  }
  const roles = async (member: Member, some: Role[]) =>
    first.desk.members.update(await at(company.ada), member._id, { roles: some });

  test('goes to an admin when the role has nobody left, and back when it has', async () => {
    const order = await overCredit();
    await roles(company.fiona, ['operations']);
    await strike(later(1));
    expect([(await orderOf(order)).turns, cardsOf(company.ada, order).length]).toEqual([['+admin'], 1]);
    await roles(company.fiona, ['finance']);
    await strike(later(2));
    const after = await orderOf(order);
    expect([after.turns, after.timeline.filter((e) => e.action === 'reroute').length]).toEqual([['finance'], 2]);
    expect((await approve(company.fiona, order)).order.state).toBe('approved');
  });

  test('is told to every admin once, with what to do, until somebody may; then it goes there by itself', async () => {
    const eve = await first.member('Eve', ['admin']);
    const order = await submitted(100);
    await orderModel(first.connection).updateOne(
      { _id: order._id },
      { $set: { createdBy: eve._id, owner: company.ada._id } },
    );
    await roles(company.bob, ['sales']);
    for (let n = 1; n < 4; n += 1) {
      await strike(later(1));
      await roles(company.fiona, n % 2 ? ['finance', 'operations'] : ['finance']);
    }
    const told = (who: Member) =>
      posts.filter((p) => p.key.startsWith(`stuck:${order._id}`) && p.conversation.endsWith(who._id));
    expect([told(company.ada).length, told(eve).length, told(company.bob).length]).toEqual([1, 1, 0]);
    expect(textOf(told(eve)[0]!.card)).toContain('Give one more member the role “manager”');
    expect(
      await auditModel(first.connection).countDocuments({ action: 'reroute_stuck', 'subject.id': order._id }),
    ).toBe(1);
    await roles(company.bob, ['manager']);
    await strike(later(1));
    expect(cardsOf(company.bob, order).length).toBeGreaterThan(0);
    expect((await approve(company.bob, order)).order.state).toBe('approved');
    await roles(company.fiona, ['finance']);
    await first.desk.members.deactivate(await at(company.ada), eve._id);
  });

  test('is the owner’s only with the setting of a company of one, and the trail says so', async () => {
    const order = await submitted(100);
    await orderModel(first.connection).updateOne({ _id: order._id }, { $set: { owner: company.ada._id } });
    await roles(company.bob, ['sales']);
    await strike(later(1));
    expect((await orderOf(order)).turns).toEqual(['manager']);
    await first.desk.settings.change(await at(company.ada), { singlePersonCompany: true });
    await strike(later(2));
    expect([(await orderOf(order)).turns, cardsOf(company.ada, order).length]).toEqual([['+owner'], 1]);
    const trail = await auditModel(first.connection).find({ action: 'reroute', 'subject.id': order._id }).lean();
    expect(trail.at(-1)?.after?.turns).toEqual(['+owner']);
    expect((await approve(company.ada, order)).order.state).toBe('approved');
    await first.desk.settings.change(await at(company.ada), { singlePersonCompany: false });
    await roles(company.bob, ['manager']);
  });

  test('of a manager who left is one with the admin’s, and two again when the manager is back', async () => {
    const order = await submitted(1000);
    const medium = await submitted(100);
    const ways = async () => (await orderOf(order)).approval?.steps.map((s) => s.seats.map((seat) => seat.role).join());
    await first.desk.members.deactivate(await at(company.ada), company.bob._id);
    // Before the look at it, the admin reads when to try again, and no dash for a name.
    const early = textOf(cardOf(await talkAs(first, company.ada).say(`/order approve ${order.number}`)));
    expect([early.includes('try again in a minute'), early.includes('—')]).toEqual([true, false]);
    await strike(later(1));
    expect([await ways(), (await orderOf(medium)).turns]).toEqual([['admin'], ['manager']]);
    await first.desk.members.setAway(await at(carl), carl._id, { standIn: company.ada._id, until: '2026-12-20' });
    await strike(later(2));
    expect(await ways()).toEqual(['admin']);
    await first.desk.members.reactivate(await at(company.ada), company.bob._id);
    await strike(later(3));
    expect([await ways(), (await orderOf(order)).turns]).toEqual([['manager', 'admin'], ['manager']]);
    expect((await orderOf(order)).approval?.steps.map((s) => s.reasons)).toEqual([['amount'], ['amount']]);
    expect(cardsOf(company.bob, order).length).toBeGreaterThan(0);
    await approve(company.bob, order);
    expect((await approve(company.ada, order)).order.state).toBe('approved');
  });

  test('of either of two asks both again when the one who left is back', async () => {
    const helper = await first.member('Aide', ['operations']);
    const seats = [{ person: helper._id }, { role: 'finance' as const }];
    const { approvalRules } = await first.desk.settings.get();
    const rules = [{ on: 'amount' as const, steps: [{ seats, need: 'any' as const }] }];
    await first.desk.settings.change(await at(company.ada), { approvalRules: rules });
    const order = await submitted(100);
    await first.desk.settings.change(await at(company.ada), { approvalRules });
    await first.desk.members.deactivate(await at(company.ada), helper._id);
    await strike(later(1));
    expect((await orderOf(order)).turns).toEqual(['finance']);
    await first.desk.members.reactivate(await at(company.ada), helper._id);
    await strike(later(2));
    expect((await orderOf(order)).turns).toEqual([`@${helper._id}`, 'finance']);
    expect((await approve(helper, order)).order.state).toBe('approved');
  });

  test('that the admin decided for both does not come back', async () => {
    const order = await submitted(1000);
    await first.desk.members.deactivate(await at(company.ada), company.bob._id);
    await strike(later(1));
    expect((await approve(company.ada, order)).order.state).toBe('approved');
    await first.desk.members.reactivate(await at(company.ada), company.bob._id);
    expect((await orderOf(order)).approval?.steps.map((s) => s.instead)).toEqual([undefined]);
  });

  test('a large order whose two steps only one person could decide is not submitted', async () => {
    await roles(company.bob, ['sales']);
    const orders = await submitted(1000).then(
      (order) => order.approval?.steps.length,
      (error: DeskError) => error.code,
    );
    // Left to the only admin, both steps are one.
    expect(orders).toBe(1);
    await roles(company.bob, ['manager']);
  });
});

describe('the look at open reviews', () => {
  const rowsOf = (order: Order): Promise<OutboxRow[]> =>
    outboxModel(first.connection).find({ order: order._id, notice: 'decision' }).lean<OutboxRow[]>().exec();

  test('does nothing while nothing changed', async () => {
    await submitted();
    await strike();
    expect(await first.desk.routing.look(later(1))).toBeUndefined();
  });

  test('goes on after a crash in the middle: every review is moved, and nobody is told twice', async () => {
    const orders = await Promise.all([submitted(), submitted(), submitted()]);
    await strike();
    await first.desk.members.setAway(await at(company.bob), company.bob._id, {
      standIn: carl._id,
      until: '2026-12-04',
    });
    // The process dies before the second order: what it wrote stays, the look is not ended.
    const audit = { ...first.desk.audit };
    const { createRouting } = await import('../../src/approvals/reroute.ts');
    let left = 1;
    const dying = createRouting({
      ...first.desk,
      audit,
      directOf: (member) => [`console:@${member._id}`],
      outbox: {
        kick: () => {},
        add: async (rows, now, session) => {
          if (session && left-- === 0) throw new Error('the process died');
          await first.desk.outbox.add(rows, now, session);
        },
      },
    });
    await expect(dying.look(later(1))).rejects.toThrow('the process died');
    const found = await routingModel(first.connection).findById('reviews').lean();
    expect(found?.next?.version).toBeGreaterThan(found?.seen ?? 0);
    await strike(later(2));
    await strike(later(3));
    for (const order of orders) {
      expect((await rowsOf(order)).filter((r) => r.conversation?.endsWith(carl._id))).toHaveLength(1);
      expect(cardsOf(carl, order)).toHaveLength(1);
    }
    expect((await routingModel(first.connection).findById('reviews').lean())?.next).toBeUndefined();
  });

  test('whoever is away hears when the stand-in leaves, and so do the admins', async () => {
    const temp = await first.member('Temp', ['sales']);
    await first.desk.members.setAway(await at(company.bob), company.bob._id, {
      standIn: temp._id,
      until: '2026-12-04',
    });
    const order = await submitted();
    await strike(later(1));
    expect(cardsOf(temp, order)).toHaveLength(1);
    await first.desk.members.deactivate(await at(company.ada), temp._id);
    await strike(later(2));
    expect(toldTo(company.bob, /^absence:alone/)).toEqual(['Nobody decides for you any more']);
    expect(toldTo(company.ada, /^absence:alone/)).toEqual(['Bob is away until 2026-12-04, and nobody stands in']);
    expect(cardsOf(company.ada, order)).toHaveLength(1);
  });
});
