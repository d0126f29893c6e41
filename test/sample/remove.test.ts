import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { messageModel } from '../../adapters/console/model.ts';
import { auditModel } from '../../src/audit/model.ts';
import { createBot } from '../../src/bot/index.ts';
import type { Bot } from '../../src/chat/incoming.ts';
import { sample } from '../../src/commands/sample.ts';
import { customerModel } from '../../src/customers/model.ts';
import { personOf } from '../../src/members/member.ts';
import { memberModel } from '../../src/members/model.ts';
import { sessionModel } from '../../src/members/sessions.ts';
import { orderModel } from '../../src/orders/model.ts';
import type { Order } from '../../src/orders/order.ts';
import { loadSampleOnce } from '../../src/sample/load.ts';
import { removeSample } from '../../src/sample/remove.ts';
import { stockMoveModel } from '../../src/stock/ledger.ts';
import { reconcile } from '../../src/stock/reconcile.ts';
import { t } from '../../src/text/index.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
import { buttonsOf, cardOf, talkAs, textOf } from '../support/talk.ts';

let desk: TestDesk;
let bot: Bot;
beforeEach(async () => {
  desk = await openTestDesk();
  await loadSampleOnce(desk.desk);
  await desk.desk.outbox.drain();
  bot = createBot({ desk: desk.desk, commands: [sample], memberOf: ({ from }) => desk.desk.members.find(from) });
});
afterEach(() => desk.close());

const person = async (id: string) => (await desk.desk.members.get(`sample-${id}`))!;
/** Talks from the console identity of a sample person. */
const talk = (id: string) => talkAs({ bot }, { _id: id } as never);

/** How many documents of each kind are marked as sample. */
async function marked(): Promise<Record<string, number>> {
  const names = ['orders', 'payments', 'customers', 'products', 'members', 'teams', 'templates'];
  const counted = names.map(async (n) => [n, await desk.connection.collection(n).countDocuments({ sample: true })]);
  return Object.fromEntries(await Promise.all(counted));
}
const nothing = { orders: 0, payments: 0, customers: 0, products: 0, members: 0, teams: 0, templates: 0 };
/** What the answer counts. */
const { templates: _, ...counted } = nothing;

const input = (customer: string) => ({ customer, lines: [{ sku: 'A100', quantity: 2000 }] });

describe('the templates of the sample company', () => {
  test('are a team’s and one that makes a draft in two weeks at the earliest; what real people keep stays', async () => {
    const { templates } = desk.desk;
    const [anna, leo] = [await person('anna'), await person('leo')];
    const seen = await templates.all(personOf(anna));
    expect(seen.map(({ template }) => [template.scope, template.schedule?.repeat])).toEqual([
      ['own', 'monthly'],
      ['team', undefined],
    ]);
    expect((await templates.all(personOf(leo))).map(({ template }) => template.scope)).toEqual(['team']);
    desk.clock.set(new Date(desk.clock().getTime() + 60_000));
    expect(await desk.desk.recurring.tick(desk.clock())).toBe(0);
    const real = await desk.member('Rita Real', ['admin'], { teams: ['sample-east'] });
    const acme = (await customerModel(desk.connection).findOne({ code: 'ACME' }).lean())!;
    const kept = await templates.save(desk.actor(real), {
      name: 'Rita’s own',
      customer: acme._id,
      lines: [{ sku: 'A100', quantity: 1000 }],
    });
    await templates.save(desk.actor(anna), { name: 'Tried', lines: [{ sku: 'A100' }] });
    await removeSample(desk.desk, { cause: desk.actor(real) });
    const left = await templates.all(personOf(real));
    expect(left.map(({ template }) => [template._id, template.customer])).toEqual([[kept.template._id, undefined]]);
  });
});

describe('removing the sample company', () => {
  test('nothing marked stays, nobody is signed in, its channels are gone, and it does not come back', async () => {
    const session = await desk.desk.signIn.open('sample-anna', desk.clock());
    const removed = await removeSample(desk.desk);
    expect(removed).toMatchObject({ customers: 14, products: 16, members: 9, teams: 2, kept: 0 });
    expect(removed.orders).toBeGreaterThan(120);
    expect(await marked()).toEqual(nothing);
    expect(await auditModel(desk.connection).distinct('action')).toEqual(['sample.load', 'sample.remove']);
    expect(await desk.desk.signIn.check(session, desk.clock())).toBeUndefined();
    expect(await desk.desk.settings.get()).toMatchObject({ channels: [], company: 'My company' });
    expect(await messageModel(desk.connection).countDocuments({})).toBe(0);
    expect(await loadSampleOnce(desk.desk)).toBe(false);
    expect(await removeSample(desk.desk)).toMatchObject({ ...counted, messages: 0, kept: 0 });
  });

  test('what sample people filed while somebody tried the desk goes; what a real member filed stays', async () => {
    const real = await desk.member('Rita Real', ['sales', 'admin'], { teams: ['sample-east'] });
    const acme = (await customerModel(desk.connection).findOne({ code: 'ACME' }).lean())!;
    const anna = await person('anna');
    const tried = await desk.desk.drafts.create(desk.actor(anna), input(acme._id));
    const kept = await desk.desk.drafts.create(desk.actor(real), input(acme._id));
    await desk.desk.assign(desk.actor(await person('mei')), kept, anna);
    const own = await desk.desk.customers.create(desk.actor(real), { code: 'OWN', name: 'Own Customer' });
    await desk.desk.customers.create(desk.actor(anna), { code: 'TRY', name: 'Tried Customer' });

    expect(await removeSample(desk.desk, { cause: desk.actor(real) })).toMatchObject({
      kept: 1,
      customers: 15,
      teams: 1,
    });
    expect(await orderModel(desk.connection).exists({ _id: tried._id })).toBeNull();
    const order = await orderModel(desk.connection).findById(kept._id).lean<Order>();
    expect(order).toMatchObject({ owner: real._id, team: 'sample-east', customerSnapshot: { name: 'Acme Tools Ltd' } });
    expect((await customerModel(desk.connection).find({}).lean()).map((c) => c._id)).toEqual([own._id]);
    expect(await marked()).toEqual(nothing);
    const teams = await desk.desk.members.teams();
    expect(teams.map((team) => team._id)).toEqual(['sample-east']);
  });

  test('goods of a real product that a sample order held are free again, and the ledger speaks of nothing that is gone', async () => {
    const real = await desk.member('Rita Real', ['admin']);
    const goods = { sku: 'OWN-1', name: 'Own goods', price: 1_0000, onHand: 10_000 };
    const { _id } = await desk.desk.products.create(desk.actor(real), goods);
    const anna = await person('anna');
    const acme = (await customerModel(desk.connection).findOne({ code: 'ACME' }).lean())!;
    const lines = [{ sku: goods.sku, quantity: 4_000 }];
    const tried = await desk.desk.drafts.create(desk.actor(anna), { customer: acme._id, lines });
    await desk.desk.move(desk.actor(anna), tried._id, 'submit');
    const reserved = async () => (await desk.desk.products.get(personOf(real), goods.sku)).reserved;
    expect(await reserved()).toBe(4_000);
    await removeSample(desk.desk, { cause: desk.actor(real) });
    expect(await reserved()).toBe(0);
    expect(await stockMoveModel(desk.connection).distinct('product')).toEqual([_id]);
    expect(await reconcile(desk.connection)).toEqual([]);
  });

  test('who is no admin cannot remove it, neither by word nor otherwise', async () => {
    const anna = await person('anna');
    await expect(removeSample(desk.desk, { cause: desk.actor(anna) })).rejects.toMatchObject({
      code: 'error.not_allowed',
    });
    expect(textOf(cardOf(await talk('anna').say('sample')))).toContain('Mei Lin');
    expect((await marked()).members).toBe(9);
  });

  test('the sample admin is asked, removes it, reads how to make the next admin, and leaves last', async () => {
    const session = await desk.desk.signIn.open('sample-mei', desk.clock());
    const mei = talk('mei');
    const asked = cardOf(await mei.say('样例'));
    const [button] = buttonsOf(asked);
    expect(button).toMatchObject({ style: 'danger', confirm: t('en', 'sample.confirm') });
    expect((await marked()).members).toBe(9);

    const done = cardOf(await mei.press(button!.id));
    expect(textOf(done)).toContain('ORDERDESK_ADMINS=console:you');
    expect(await marked()).toEqual({ ...nothing, members: 1 });
    expect(await desk.desk.signIn.check(session, desk.clock())).toBe('sample-mei');

    const left = cardOf(await mei.press(buttonsOf(done)[0]!.id));
    expect(textOf(left)).toContain(t('en', 'sample.next_admin'));
    expect(await marked()).toEqual(nothing);
    expect(await sessionModel(desk.connection).countDocuments({})).toBe(0);
  });

  test('a sample admin who removed it and did not leave is gone after the next start', async () => {
    const mei = talk('mei');
    await mei.press(buttonsOf(cardOf(await mei.say('sample')))[0]!.id);
    expect(await memberModel(desk.connection).countDocuments({})).toBe(1);
    expect(await loadSampleOnce(desk.desk)).toBe(false);
    expect(await memberModel(desk.connection).countDocuments({})).toBe(0);
  });

  test('a real admin removes it in one step and stays; asked again, the desk says that there is none', async () => {
    const real = await desk.member('Rita Real', ['admin'], { locale: 'zh', identities: ['console:rita'] });
    const rita = talk('rita');
    const done = cardOf(await rita.press(buttonsOf(cardOf(await rita.say('sample')))[0]!.id));
    expect(buttonsOf(done)).toEqual([]);
    expect(done.summary).toMatch(/14 个客户、16 个产品、9 名成员/);
    expect(textOf(cardOf(await rita.say('sample')))).toContain(t('zh', 'sample.none'));
    expect((await desk.desk.members.all()).map((m) => m._id)).toEqual([real._id]);
  });
});
