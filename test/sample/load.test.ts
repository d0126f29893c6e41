import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { messageModel } from '../../adapters/console/model.ts';
import { newId } from '../../src/id.ts';
import { personOf } from '../../src/members/member.ts';
import { memberModel } from '../../src/members/model.ts';
import { orderModel } from '../../src/orders/model.ts';
import { drawNumber, reserveNumbers } from '../../src/orders/numbers.ts';
import type { Order } from '../../src/orders/order.ts';
import { paymentModel } from '../../src/payments/model.ts';
import { sampleCompany } from '../../src/sample/company.ts';
import { loadSampleOnce } from '../../src/sample/load.ts';
import { reconcile } from '../../src/stock/reconcile.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';

let desk: TestDesk;

const collections = ['members', 'teams', 'customers', 'products', 'orders', 'payments', 'outbox', 'sequences', 'audit'];

/** How many documents there are of each kind. */
const counts = async () =>
  Object.fromEntries(
    await Promise.all(
      collections.map(async (name) => [name, await desk.connection.collection(name).countDocuments({})] as const),
    ),
  );

const person = async (id: string) => (await desk.desk.members.get(`sample-${id}`))!;

/** A test on an empty desk of its own. */
const onEmptyDesk = (name: string, work: () => Promise<void>) =>
  test(name, async () => {
    const shared = desk;
    desk = await openTestDesk();
    await work().finally(async () => {
      await desk.close();
      desk = shared;
    });
  });

describe('loading the sample company', () => {
  onEmptyDesk('two processes that start at once load it once, after the numbers that were drawn before', async () => {
    await reserveNumbers(desk.connection, 'draft', 7);
    const loaded = await Promise.all([loadSampleOnce(desk.desk), loadSampleOnce(desk.desk)]);
    expect(loaded.toSorted()).toEqual([false, true]);
    expect(await memberModel(desk.connection).countDocuments({})).toBe(9);
    expect(await orderModel(desk.connection).countDocuments({ draftNo: { $lt: 'D-0008' } })).toBe(0);
  });

  onEmptyDesk('a process that dies in the middle leaves nothing, and the next start loads all of it', async () => {
    const before = await counts();
    const dies = { ...desk.desk.outbox, add: () => Promise.reject(new Error('the power is off')) };
    await expect(loadSampleOnce({ ...desk.desk, outbox: dies })).rejects.toThrow('the power is off');
    expect(await counts()).toEqual(before);
    expect((await desk.desk.settings.get()).channels).toEqual([]);
    expect(await loadSampleOnce(desk.desk)).toBe(true);
    expect((await counts()).members).toBe(9);
  });

  onEmptyDesk('a desk that somebody uses is left alone', async () => {
    await desk.member('Real Person', ['admin']);
    expect(await loadSampleOnce(desk.desk)).toBe(false);
    expect((await counts()).orders).toBe(0);
  });
});

describe('a desk with the sample company', () => {
  beforeAll(async () => {
    desk = await openTestDesk();
    await loadSampleOnce(desk.desk);
    await desk.desk.outbox.drain();
  });
  afterAll(() => desk.close());

  test('what is stored is what the past made of it', async () => {
    const company = await sampleCompany(await desk.desk.settings.get(), desk.clock());
    const stored = await orderModel(desk.connection).find({}).sort({ _id: 1 }).lean<Order[]>();
    const made = company.orders.toSorted((a, b) => (a._id < b._id ? -1 : 1));
    expect(stored).toEqual(JSON.parse(JSON.stringify(made), revived));
    expect(await paymentModel(desk.connection).countDocuments({ sample: true })).toBe(company.payments.length);
    expect(await reconcile(desk.connection)).toEqual([]);
  });

  test('the audit trail of an order tells its whole life, as the timeline does', async () => {
    const order = (await orderModel(desk.connection).findOne({ state: 'completed' }).lean<Order>())!;
    const lines = await desk.desk.audit.of(personOf(await person('mei')), { kind: 'Order', id: order._id });
    expect(lines.map((l) => [l.action, l.at, l.by]).reverse()).toEqual(
      order.timeline.map((e) => [e.action, e.at, e.by]),
    );
    expect(lines[0]).toMatchObject({
      action: 'complete',
      before: { state: 'delivered' },
      after: { state: 'completed' },
    });
  });

  test('the second start changes nothing', async () => {
    const first = await counts();
    expect(first).toMatchObject({ members: 9, teams: 2, customers: 14, products: 16 });
    expect(await loadSampleOnce(desk.desk)).toBe(false);
    expect(await counts()).toEqual(first);
  });

  test('new orders are numbered after the sample’s', async () => {
    const orders = orderModel(desk.connection);
    expect(await orders.countDocuments({ draftNo: await drawNumber(desk.connection, 'draft') })).toBe(0);
    expect(await orders.countDocuments({ number: await drawNumber(desk.connection, 'order') })).toBe(0);
  });

  test('people open the console and find decision cards; operations find what to prepare', async () => {
    const messages = messageModel(desk.connection);
    const cards = (conversation: `console:${string}`) => messages.countDocuments({ conversation });
    expect(await cards('console:@bo')).toBeGreaterThan(0);
    expect(await cards('console:@mei')).toBeGreaterThan(0);
    expect(await cards('console:#approvals-east')).toBeGreaterThan(0);
    expect(await cards('console:@anna')).toBe(0);
    const toPrepare = await cards('console:#fulfilment');
    expect(toPrepare).toBeGreaterThan(4);
    expect(toPrepare).toBeLessThan(40);
    expect(await desk.desk.outbox.depth()).toMatchObject({ due: 0, dead: 0 });
  });

  test('search finds customers and orders by English, Chinese and pinyin', async () => {
    const anna = personOf(await person('anna'));
    const exact = async (text: string) => (await desk.desk.findCustomer.find(anna, text)).exact?.code;
    expect(await exact('Acme')).toBe('ACME');
    expect(await exact('华信')).toBe('HUAXIN');
    expect(await exact('huaxin')).toBe('HUAXIN');
    const found = await desk.desk.orders.list(anna, { words: ['4709'] });
    expect(found.orders.map((o) => [o.customerSnapshot.code, o.state])).toEqual([['ACME', 'shipped']]);
    expect((await desk.desk.orders.list(anna, { words: ['华信'] })).orders.length).toBeGreaterThan(1);
  });

  test('each manager sees the own team’s orders, and the sample’s orders go on like any other', async () => {
    const [bo, grace, owen] = [await person('bo'), await person('grace'), await person('owen')];
    const seen = async (id: typeof bo) => desk.desk.orders.count(personOf(id), {});
    expect((await seen(bo)) + (await seen(grace))).toBe(await seen(owen));
    const [waiting] = (await desk.desk.orders.list(personOf(bo), { states: ['pending'] }, { whole: true })).orders;
    const decided = await desk.desk.move(desk.actor(bo), waiting!._id, 'approve');
    expect(decided.order.state).toBe('approved');
    const shipped = await desk.desk.move(desk.actor(owen), waiting!._id, 'ship', { carrier: 'SF', trackingNo: '1' });
    expect(shipped.order.state).toBe('shipped');
    expect(await reconcile(desk.connection)).toEqual([]);
  });

  test('a sample draft is field for field what the desk makes of the same words', async () => {
    const anna = await person('anna');
    const [sample] = (await desk.desk.orders.list(personOf(anna), { states: ['draft'] }, { whole: true })).orders;
    const lines = sample!.lines.map(({ sku, quantity }) => ({ sku, quantity }));
    const input = { customer: sample!.customer, lines, requestedDate: sample!.requestedDate, notes: sample!.notes };
    const { _id } = await desk.desk.drafts.create(desk.actor(anna, newId()), input);
    const made = await orderModel(desk.connection).findById(_id).lean<Order>();
    const shape = ({ search, draftNo, ...order }: Order) => ({
      ...order,
      search: search.filter((w) => w !== draftNo.toLowerCase()),
      timeline: order.timeline.map(({ action, by, to }) => ({ action, by, to })),
      ...{ _id: '', requestKey: '', createdAt: '', updatedAt: '', sample: true },
    });
    expect(shape(made!)).toEqual(shape(sample!));
  });
});

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const revived = (_name: string, value: unknown) =>
  typeof value === 'string' && instant.test(value) ? new Date(value) : value;
