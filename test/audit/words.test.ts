import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { messageModel } from '../../adapters/console/model.ts';
import type { Case } from '../../src/aftersales/case.ts';
import { caseFacts } from '../../src/aftersales/write.ts';
import { auditFields } from '../../src/audit/fields.ts';
import { auditModel } from '../../src/audit/model.ts';
import { deedKey } from '../../src/audit/words.ts';
import type { SealedCard } from '../../src/chat/card.ts';
import { commands } from '../../src/commands/index.ts';
import { customerModel } from '../../src/customers/model.ts';
import { newId } from '../../src/id.ts';
import type { Kind } from '../../src/members/kinds.ts';
import type { Member } from '../../src/members/member.ts';
import { memberModel, teamModel } from '../../src/members/model.ts';
import type { MoveInput } from '../../src/orders/deeds/deed.ts';
import { type Action, actions } from '../../src/orders/moves.ts';
import type { Order } from '../../src/orders/order.ts';
import { productModel } from '../../src/products/model.ts';
import { settingsSchema } from '../../src/settings/settings.ts';
import { texts } from '../../src/text/index.ts';
import { type Company, foundCompany } from '../support/company.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
import { buttonsOf, cardOf, talkAs } from '../support/talk.ts';

let desk: TestDesk;
let company: Company;
let zhou: Member;
/** Operations, who may not read prices. */
let otto: Member;

beforeAll(async () => {
  desk = await openTestDesk();
  company = await foundCompany(desk);
  zhou = await desk.member('Zhou', ['admin'], { locale: 'zh' });
  otto = company.otto;
  await desk.desk.products.create(desk.actor(company.ada), { sku: 'C300', name: 'Gizmo', price: 30_0000 });
  await productModel(desk.connection).updateMany({}, { $set: { onHand: 5_000_000 } });
}, 60_000);
afterAll(() => desk.close());

/** The lines of a card, each with its details. */
const linesOf = (card: SealedCard): string[] =>
  card.blocks.flatMap((b) => (b.kind === 'list' ? b.items.map((i) => `${i.text} | ${i.detail ?? ''}`) : []));

/** The whole trail of an order, or of everything, as somebody reads it: every page of it. */
async function trail(who: Member, order?: Pick<Order, 'number' | 'draftNo'>): Promise<string[]> {
  const talk = talkAs(desk, who);
  let card = cardOf(await talk.say(`/order audit ${order ? (order.number ?? order.draftNo) : ''}`.trim()));
  for (let n = 0; n < 20; n += 1) {
    const label = texts['word.more'][who.locale];
    if (!buttonsOf(card).some((b) => b.label === label)) return linesOf(card);
    card = cardOf(await talk.click(card, label));
  }
  return linesOf(card);
}
/** The line of a deed, the newest of them. */
const lineOf = async (who: Member, order: Pick<Order, 'number' | 'draftNo'>, did: string): Promise<string> =>
  (await trail(who, order)).find((line) => line.includes(` · ${did} |`)) ?? `no line “${did}”`;

const move = async (who: Member, order: Order, action: Action, input: MoveInput = {}): Promise<Order> =>
  (await desk.desk.move(desk.actor(who), order._id, action, input)).order;
const refusedMove = (who: Member, order: Order, action: Action, input: MoveInput = {}) =>
  expect(desk.desk.move(desk.actor(who), order._id, action, input)).rejects.toThrow();

/** Anna's draft of 100 widgets: a manager is asked for its amount. */
const draft = (pieces = 100): Promise<Order> =>
  desk.desk.drafts.create(desk.actor(company.anna), {
    customer: company.acme._id,
    lines: [
      { sku: 'A100', quantity: pieces * 1_000, unitPrice: 120_0000 },
      { sku: 'B200', quantity: 5_000 },
    ],
    requestedDate: '2026-12-20',
  });
const submitted = async (pieces = 100) => move(company.anna, await draft(pieces), 'submit');
const approved = async (pieces = 100) => move(company.bob, await submitted(pieces), 'approve');

describe('what was edited of a draft', () => {
  let order: Order;
  beforeAll(async () => {
    const made = await draft(40);
    order = await desk.desk.drafts.edit(desk.actor(company.anna), made, {
      customer: company.acme._id,
      lines: [
        { sku: 'A100', quantity: 40_000, unitPrice: 115_0000, discount: 500 },
        { sku: 'C300', quantity: 3_000, unitPrice: 29_5000 },
      ],
      requestedDate: '2026-12-24',
      paymentDays: 60,
      poNo: 'PO-9',
      notes: 'call first',
      shipTo: '7 Hidden Lane',
    });
  });

  test('names each line that was changed, added or removed, with quantity, price and discount', async () => {
    const line = await lineOf(company.anna, order, 'edited');
    expect(line).toContain('A100: 40 × 120.00 → 40 × 115.00 (−5 %)');
    expect(line).toContain('C300 added: 3 × 29.50');
    expect(line).toContain('B200 removed (was 5 × 10.00)');
  });

  test('names dates, terms, the customer’s number, notes and the total, and of the address only that it is another', async () => {
    const line = await lineOf(company.anna, order, 'edited');
    for (const words of [
      'Requested: 2026-12-20 → 2026-12-24',
      'Payment terms: 30 days → 60 days',
      'Customer PO: — → PO-9',
      'Notes: — → call first',
      'Total: CNY 4,850.00 → CNY 4,458.50',
      'Ship to: ••• → •••',
    ])
      expect(line).toContain(words);
    const stored = JSON.stringify(await auditModel(desk.connection).find({}).lean());
    expect(stored).not.toMatch(/Hidden Lane|Secret Street/);
  });

  test('hides prices, discounts and totals from operations, who read quantities', async () => {
    await move(company.anna, order, 'submit');
    const now = (await desk.desk.orders.byId({ id: otto._id, roles: otto.roles, teams: [] }, order._id))!;
    const lines = (await trail(otto, now)).join('\n');
    expect(lines).toContain('C300 added: 3');
    expect(lines).not.toMatch(/115|120\.00|29\.5|CNY|−5/);
  });
});

describe('a deed explains itself', () => {
  test('the reason of a rejection, a hold, a cancellation and a return is on its line', async () => {
    const rejected = await move(company.bob, await submitted(), 'reject', { reason: 'too cheap' });
    expect(await lineOf(company.anna, rejected, 'rejected')).toContain('| too cheap · ');
    const returned = await move(company.bob, await submitted(), 'return', { reason: 'other dates' });
    expect(await lineOf(company.anna, returned, 'returned for changes')).toContain('other dates');
    const held = await move(company.bob, await approved(), 'hold', { reason: 'strike' });
    expect(await lineOf(company.anna, held, 'put on hold')).toContain('strike');
    const cancelled = await move(company.bob, held, 'cancel', { reason: 'customer gone' });
    expect(await lineOf(company.anna, cancelled, 'cancelled')).toContain('customer gone');
  });

  test('a question, its answer, and who was asked in addition or instead are on their lines', async () => {
    let order = await submitted();
    order = await move(company.bob, order, 'ask', { text: 'is that the price?' });
    order = await move(company.anna, order, 'answer', { text: 'as in June' });
    order = await move(company.bob, order, 'add_approver', { person: company.fiona._id, reason: 'margin' });
    order = await move(company.bob, order, 'transfer', { person: company.ada._id });
    const lines = (await trail(company.anna, order)).join('\n');
    for (const words of ['is that the price?', 'as in June', 'Fiona · margin', '| Ada']) expect(lines).toContain(words);
  });

  test('a shipment, its news and its arrival name the parcel and the goods; a milestone its name', async () => {
    let order = await approved();
    order = await move(otto, order, 'milestone', { milestone: { name: 'cutting', planned: '2026-12-10' } });
    order = await move(otto, order, 'ship', {
      carrier: 'SF',
      trackingNo: '77',
      lines: [{ index: 0, quantity: 40_000 }],
    });
    order = await move(otto, order, 'track', { event: 'in_transit', place: 'Wuhan' });
    order = await move(otto, order, 'deliver', { shipment: 'P1' });
    expect(await lineOf(otto, order, 'progress')).toContain('M1 cutting');
    expect(await lineOf(otto, order, 'shipped')).toMatch(/P1 · SF 77 · A100 × 40/);
    expect(await lineOf(otto, order, 'news of a parcel')).toContain('P1 · in transit · Wuhan');
    expect(await lineOf(otto, order, 'delivery confirmed')).toMatch(/P1 · A100 × 40/);
    order = await move(company.bob, order, 'close_short', { reason: 'no more fabric' });
    const closed = await lineOf(company.anna, order, 'closed short');
    for (const words of ['no more fabric', 'A100: 100 × 120.00 → 40 × 120.00']) expect(closed).toContain(words);
  });

  test('a proposed change says what it would have changed, whatever came of it', async () => {
    let order = await approved();
    const lines = [{ sku: 'A100', quantity: 150_000, unitPrice: 110_0000 }];
    order = await move(company.anna, order, 'change', { reason: 'more', change: { lines, paymentDays: 90 } });
    order = await move(company.bob, order, 'reject', { reason: 'not at that price' });
    const proposed = await lineOf(company.anna, order, 'proposed a change');
    for (const words of [
      'C1 · more',
      'A100: 100 × 120.00 → 150 × 110.00',
      'B200 removed',
      'Payment terms: 30 days → 90 days',
      'Total: CNY 12,050.00 → CNY 16,500.00',
    ])
      expect(proposed).toContain(words);
    expect(await lineOf(company.anna, order, 'rejected')).toContain('Change order: C1 · not at that price');
    order = await move(company.anna, order, 'change', { change: { lines } });
    order = await move(company.bob, order, 'approve');
    expect(await lineOf(company.anna, order, 'approved')).toContain('A100: 100 × 120.00 → 150 × 110.00');
    const seen = (await trail(otto, order)).join('\n');
    expect(seen).toContain('A100: 100 pcs → 150 pcs');
    expect(seen).not.toMatch(/120\.00|110\.00|CNY/);
  });

  test('the owner of a rejected change reads what it would have changed', async () => {
    let order = await approved();
    order = await move(company.anna, order, 'change', { change: { lines: [{ sku: 'A100', quantity: 150_000 }] } });
    order = await move(company.bob, order, 'reject', { reason: 'no capacity' });
    await desk.desk.outbox.drain();
    const told = await messageModel(desk.connection)
      .find({ conversation: `console:@${company.anna._id}` })
      .lean();
    const words = told.map((message) => JSON.stringify(message)).filter((text) => text.includes('no capacity'));
    expect(words).toHaveLength(1);
    for (const part of ['100 pcs', '150 pcs', '12,050.00', '18,000.00']) expect(words[0]).toContain(part);
    expect(words[0]).not.toContain(texts['card.change.again'].en);
  });

  test('a refused attempt reads as an attempt, with a whole sentence why', async () => {
    const order = await approved();
    await refusedMove(company.fiona, order, 'approve');
    await refusedMove(company.anna, order, 'ship');
    const english = (await trail(company.ada, order)).join('\n');
    expect(english).toContain('Fiona · tried: approve | refused: the order was not where that is possible');
    expect(english).toContain('Anna · tried: ship | refused: it was somebody else’s turn');
    expect((await trail(zhou, order)).join('\n')).toContain('Fiona · 尝试：批准 | 已拒绝：订单当时的状态不允许此操作');
  });
});

/** The deeds that left a line. */
const audited = (where: object) => auditModel(desk.connection).distinct('action', where);

/** What no reader can make sense of: raw data, ids, codes, words that were not filled in, amounts in minor units. */
const raw = /[{}[\]]|undefined|null|\bNaN|[0-9a-f]{24}|\b[a-z]+\.[a-z_]+\b|_|…|\b\d{6,}\b|\btrue\b|\bfalse\b/;

describe('the whole trail', () => {
  beforeAll(async () => {
    const { ada, anna, bob, fiona, acme, team } = company;
    const { customers, products, members, settings, payments, cases, assign, routing } = desk.desk;
    // Every move of the table, by hand of who may.
    let order = await approved(84);
    order = await move(otto, order, 'start');
    order = await move(otto, order, 'ready');
    order = await move(bob, order, 'hold', { reason: 'strike' });
    order = await move(bob, order, 'resume');
    order = await move(otto, order, 'ship');
    order = await move(anna, order, 'deliver');
    await payments.record(desk.actor(fiona), { order, amount: 'full', reference: 'BANK-1' } as never);
    for (const kind of ['return', 'complaint'] as const) {
      const parts = kind === 'return' ? [{ index: 0, quantity: 10_000 }] : [];
      const opened = await cases.open(desk.actor(anna), order._id, { kind, parts, text: 'cracked' });
      await cases.edit(desk.actor(bob), opened.case._id, { owner: otto._id, dueDate: '2026-12-20' });
      if (kind === 'return') await cases.receive(desk.actor(otto), opened.case._id, 'stock');
      await cases.close(desk.actor(bob), opened.case._id, 'credit given');
    }
    await move(bob, order, 'complete', { reason: 'settled' });
    let other = await submitted(101);
    other = await move(anna, other, 'urge');
    other = await move(anna, other, 'withdraw');
    other = await move(anna, other, 'cancel', { reason: 'mistake' });
    other = await move(anna, other, 'reopen');
    await assign(desk.actor(bob), other, ada);
    const third = await move(bob, await submitted(102), 'reject', { reason: 'no' });
    await move(anna, third, 'revise');
    // Members, teams, settings, customers, products.
    const west = await members.createTeam(desk.actor(ada), { name: 'West' });
    await members.updateTeam(desk.actor(ada), west._id, { name: 'Far West', timezone: 'Asia/Tokyo' });
    const carl = await members.create(desk.actor(ada), { name: 'Carl', roles: ['manager'], teams: [west._id] });
    await members.update(desk.actor(ada), carl._id, {
      roles: ['manager', 'finance'],
      teams: [west._id, team._id],
      discountAuthority: 1500,
      email: 'carl@example.com',
    });
    await members.setOwn(
      { ...desk.actor(carl), member: carl },
      {
        locale: 'zh',
        digestHour: 8,
        workHours: { start: 8, end: 17 },
        workDays: [1, 2, 3],
        holidays: 'DE',
      },
    );
    await members.link(desk.actor(ada), carl._id, 'console:carl');
    await members.unlink(desk.actor(ada), carl._id, 'console:carl');
    await members.setAway(desk.actor(ada), carl._id, { standIn: bob._id, until: '2026-12-04' });
    await members.endAway(desk.actor(ada), carl._id);
    await members.setAway(desk.actor(ada), carl._id, { standIn: bob._id, from: '2026-12-05', until: '2026-12-06' });
    await members.turnAbsences(new Date('2026-12-05T04:00:00Z'));
    await members.turnAbsences(new Date('2026-12-08T04:00:00Z'));
    await members.deactivate(desk.actor(ada), carl._id);
    await members.reactivate(desk.actor(ada), carl._id);
    await settings.change(desk.actor(ada), {
      sizeLarge: 120_000_00,
      discountAuthority: 1200,
      rates: { USD: 7_100_000 },
      priorityWeights: { urgency: 50, size: 10, tier: 1 },
      workDays: [1, 2, 3, 4],
      holidays: 'CN',
      daysOff: ['2026-12-31'],
      singlePersonCompany: true,
      locale: 'zh',
      approvalRules: [{ on: 'amount', from: 'medium', steps: [{ seats: [{ person: bob._id }], need: 'any' }] }],
    });
    const channel = { address: 'console:#east', purpose: 'orders', role: 'sales', teams: [team._id] } as const;
    await settings.connect(desk.actor(ada), { ...channel, teams: [team._id] });
    await settings.disconnect(desk.actor(ada), channel.address, channel.purpose);
    await customers.update(desk.actor(ada), acme.code, { creditLimit: 50_000_00, tier: 'A', address: '9 Other Road' });
    await products.update(desk.actor(ada), 'A100', { price: 130_0000, moq: 2_000, onHand: 700_000, active: false });
    await talkAs(desk, ada).say('/order console');
    // What is refused, and by whom.
    await expect(members.update(desk.actor(anna), carl._id, { roles: [] })).rejects.toThrow();
    await expect(settings.change(desk.actor(anna), { company: 'x' })).rejects.toThrow();
    for (const { name } of commands) await talkAs(desk, otto).say(`/order ${name}`);
    await routing.look(desk.clock());
    // What comes from elsewhere, and what older rows say.
    const audit = auditModel(desk.connection);
    const line = (action: string, kind: Kind, id: string, more: object = {}) =>
      audit.create({
        _id: newId(),
        key: newId(),
        at: desk.clock(),
        from: 'cli:import',
        action,
        subject: { kind, id },
        ...more,
      });
    const _id = order._id;
    await line('order.import', 'Order', _id, {
      before: { state: 'approved', total: 100_00, fields: ['promised_at'] },
      after: { state: 'shipped', total: 200_00, fields: ['promised_at'] },
    });
    for (const [action, kind, id] of [
      ['customer.import', 'Customer', acme._id],
      ['product.import', 'Product', 'gone'],
      ['payment.import', 'Payment', 'gone'],
      ['order.delete', 'Order', 'gone'],
    ] as const)
      await line(action, kind, id);
    const counts = {
      orders: 60,
      payments: 30,
      customers: 14,
      products: 16,
      members: 9,
      teams: 2,
      messages: 5,
      kept: 0,
    };
    await line('sample.load', 'Settings', 'desk', { after: { orders: 60, customers: 14, members: 9 } });
    await line('sample.remove', 'Settings', 'desk', { after: counts });
    await line('reroute', 'Order', _id, {
      before: { turns: ['manager'] },
      after: { turns: [`@${ada._id}`, '+admin'] },
    });
    await line('reroute_stuck', 'Order', _id, { after: { turns: ['manager'] } });
    await line('approve', 'Order', _id, {
      before: { state: 'pending', version: 1 },
      after: { state: 'approved', version: 1, for: bob._id },
      by: ada._id,
    });
    await line('case.receive', 'Order', _id, {
      before: { credited: 0, openComplaints: 0, lines: [{ sku: 'A100', returned: 0 }] },
      after: { credited: 1_200_00, openComplaints: 1, lines: [{ sku: 'A100', returned: 10_000 }] },
    });
    await line('create', 'Order', _id, {
      after: { customer: acme._id, total: 136_400_00, currency: 'CNY', version: 1 },
    });
    await line('change', 'Order', _id, {
      before: { state: 'approved', version: 1, total: 1_00, requestedDate: '2026-12-01', paymentDays: 30 },
      after: { state: 'approved', version: 2, total: 2_00, requestedDate: '2026-12-02', paymentDays: 0 },
    });
  }, 120_000);

  test('shows no raw data, no id and no code, in either language', async () => {
    for (const who of [company.ada, zhou]) {
      const lines = await trail(who);
      expect(lines.length).toBeGreaterThan(60);
      expect(lines.filter((line) => raw.test(line.replace(/SO-\d+/g, '')))).toEqual([]);
    }
    const chinese = (await trail(zhou)).join('\n').replace(/\w+ Trade|Asia.Tokyo/g, '');
    expect(chinese.match(/\b(refused|tried|changed|added|removed|Total|State|until|days|member)\b/g)).toBeNull();
  }, 60_000);

  test('names what each line is about, and writes money, goods and dates as people do', async () => {
    const lines = (await trail(company.ada)).join('\n');
    for (const words of [
      /created · SO-\d+ · Acme Ltd \| Total: CNY 136,400\.00/,
      /changed a customer · customer Acme Ltd \(ACME\) \| .*Credit limit: — → CNY 50,000\.00/,
      /changed a product · product A100 Widget \| .*Price: CNY 120\.00 → CNY 130\.00/,
      /Smallest order: — → 2/,
      /changed a member · member Carl \| .*Teams: — → East/,
      /set an absence · member Carl \| Absence: away until 2026-12-04, Bob stands in/,
      /Planned absence: away from 2026-12-05 until 2026-12-06, Bob stands in/,
      /Ada for Bob · approved/,
      /took returned goods in, or wrote lost ones off · C-\d+ · SO-\d+ \| .*Goods went: — → back to stock/,
      /A100 returned: 0 → 10/,
      /Waits for: manager → Ada, admin/,
      /changed the settings · settings \| .*Large order from: CNY 100,000\.00 → CNY 120,000\.00/,
      /Exchange rates: — → 1 USD = 7\.1 CNY/,
      /connected a channel · console:#east \| Connected channels: — → console:#east \(orders, sales, East\)/,
      /tried: change a member · member Carl \| refused: the roles do not include it/,
      /imported an order · SO-\d+ · Acme Ltd \| Columns that differed: Promised date/,
      /command line/,
      /web console/,
    ])
      expect(lines).toMatch(words);
  }, 60_000);

  test('has words for everything that was ever done, and for every move and command that can be refused', async () => {
    const has = (key: string) => Object.hasOwn(texts, key);
    const done = await audited({ refused: { $exists: false } });
    expect(done.filter((action) => !has(deedKey(action)))).toEqual([]);
    expect(actions.filter((action) => !has(`did.${action}`))).toEqual([]);
    const tried = [...actions, ...commands.map((c) => c.name), ...(await audited({ refused: { $exists: true } }))];
    expect(tried.filter((action) => !has(`try.${action}`) && !has(`action.${action}`))).toEqual([]);
  });
});

describe('the words', () => {
  /** What a line never says: it follows from other fields, or is the desk's own bookkeeping. */
  const unsaid =
    `_id search importHash requestKey sample createdAt updatedAt revision __v firstApprovedAt creditTurn waiting counted lowSince restockedAt supplierId onOrder mergedAt mergingUntil mergeLookedAt`.split(
      ' ',
    );
  test.each([
    ['Customer', customerModel],
    ['Product', productModel],
    ['Member', memberModel],
    ['Team', teamModel],
  ] as const)('every field of a %s that can change has words', (kind, model) => {
    const paths = Object.keys(model(desk.connection as never).schema.paths).map((p) => p.split('.')[0]!);
    expect(paths.filter((p) => !unsaid.includes(p) && !auditFields[kind]?.[p])).toEqual([]);
  });

  test('every field that the trail keeps of a case has words', () => {
    const kept = Object.keys(caseFacts({ lines: [] } as unknown as Case));
    expect(kept.length).toBeGreaterThan(5);
    expect(kept.filter((name) => !auditFields.Case?.[name])).toEqual([]);
  });

  test('every setting has words', () => {
    expect(Object.keys(settingsSchema.shape).filter((name) => !auditFields.Settings?.[name])).toEqual([]);
  });
});
