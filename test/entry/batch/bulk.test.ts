import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Connection } from 'mongoose';
import { customerModel } from '../../../src/customers/model.ts';
import { rightOf, wrongRows } from '../../../src/entry/batch/plan.ts';
import { requestKey } from '../../../src/entry/batch/read.ts';
import { type Work, workModel } from '../../../src/entry/batch/work.ts';
import { personOf } from '../../../src/members/member.ts';
import { viewerOf } from '../../../src/members/viewer.ts';
import { contentHash } from '../../../src/orders/content.ts';
import { orderModel } from '../../../src/orders/model.ts';
import { reconcile } from '../../../src/stock/reconcile.ts';
import { t } from '../../../src/text/index.ts';
import { type Company, foundCompany } from '../../support/company.ts';
import { openTestDesk, type TestDesk } from '../../support/desk.ts';

/** A company with all that an order can meet: little stock, a credit limit, a floor price, a smallest order. */
async function open(): Promise<{ desk: TestDesk; company: Company }> {
  const desk = await openTestDesk();
  const company = await foundCompany(desk);
  const ada = () => desk.actor(company.ada);
  const products = [
    { sku: 'FEW', name: 'Few of them', price: 50_0000, onHand: 7_000 },
    { sku: 'LOW', name: 'Under a floor', price: 80_0000, floorPrice: 70_0000, cost: 60_0000, onHand: 500_000 },
  ];
  for (const product of products) await desk.desk.products.create(ada(), product);
  const limited = await desk.desk.customers.create(desk.actor(company.anna), { code: 'LIMIT', name: 'Limited Ltd' });
  await customerModel(desk.connection).updateOne({ _id: limited._id }, { creditLimit: 900_00, paymentDays: 30 });
  return { desk, company };
}

const rows = [
  'order_no,customer,sku,quantity,unit_price,discount,requested_at,po_no,note',
  '1,ACME,A100,2,,,2026-12-30,P-1,fragile',
  '1,ACME,FEW,5,,10%,,P-1,',
  '2,LIMIT,FEW,4,,,,P-2,',
  '3,LIMIT,A100,5,,,2026-12-04,P-3,',
  '4,LIMIT,LOW,3,65,,,P-4,',
  '5,ACME,A100,100,,,,P-5,',
  '6,ACME,LOW,1,75,30%,,P-6,',
  '7,ACME,B200,2000,,,2027-03-01,P-7,',
  '8,LIMIT,B200,1,,,,P-8,',
];
const table = { name: 'orders.csv', bytes: Buffer.from(rows.join('\n')) };

/** Everything that a filing leaves behind, with ids as the names of what they mean, and without the times of storing. */
async function left(connection: Connection): Promise<unknown> {
  const names = new Map<string, string>();
  const read = (name: string) => connection.collection(name).find().toArray();
  for (const [name, of] of [
    ['orders', 'draftNo'],
    ['members', 'name'],
    ['customers', 'code'],
    ['products', 'sku'],
    ['teams', 'name'],
  ] as const)
    for (const row of await read(name)) names.set(String(row._id), String(row[of]));
  const named = (value: unknown): unknown =>
    JSON.parse(JSON.stringify(value), (key, inner) => {
      // How often somebody took a turn at the credit is no part of what is left behind.
      if (key === 'createdAt' || key === 'updatedAt' || key === 'creditTurn') return undefined;
      return typeof inner === 'string' ? inner.replace(/[0-9a-f]{24}/g, (id) => names.get(id) ?? '#') : inner;
    });
  const sorted = (some: unknown[]) => some.map((one) => JSON.stringify(named(one))).sort();
  const trail = (await read('audit'))
    .filter((line) => line.subject.kind === 'Order')
    .map(({ _id, key, ...line }) => line);
  const moves = (await read('stock_moves')).filter((line) => line.order).map(({ _id, ...line }) => line);
  return {
    // A hash is over ids, too: what counts is that it is that of its order.
    orders: (await read('orders')).map((order) => {
      const approval = { ...order.approval, contentHash: order.approval.contentHash === contentHash(order as never) };
      return named({ ...order, approval });
    }),
    trail: sorted(trail),
    moves: sorted(moves),
    products: sorted(await read('products')),
    customers: sorted(await read('customers')),
    numbers: sorted(await read('sequences')),
    told: sorted(
      (await read('outbox')).map(({ _id, job, notice, order, conversation, data }) => ({
        _id,
        job,
        notice,
        order,
        conversation,
        data,
      })),
    ),
  };
}

describe('a table that is filed at once', () => {
  let one: Awaited<ReturnType<typeof open>>;
  let many: Awaited<ReturnType<typeof open>>;
  beforeAll(async () => {
    [one, many] = [await open(), await open()];
    for (const { desk } of [one, many]) await desk.desk.outbox.stop();
  });
  afterAll(async () => {
    await one.desk.close();
    await many.desk.close();
  });

  test('leaves behind what the same orders leave behind that are filed one by one', async () => {
    const plan = await one.desk.desk.batch.plan(one.desk.actor(one.company.anna), table);
    expect(wrongRows(plan.verdicts).flatMap((w) => w.reasons.map((r) => r.message))).toEqual([]);
    expect(rightOf(plan)).toHaveLength(8);
    for (const { unit, input } of rightOf(plan)) {
      const deed = one.desk.actor(one.company.anna, requestKey(plan.hash, unit));
      const draft = await one.desk.desk.drafts.create(deed, input);
      await one.desk.desk.move(deed, draft._id, 'submit');
    }
    const { batch } = many.desk.desk;
    const work = await batch.begin(many.desk.actor(many.company.anna), table);
    // As it is begun by a click, without the patience of who waits for it.
    const running = { state: 'running', which: 'valid', leaseUntil: many.desk.clock() } as const;
    await workModel(many.desk.connection).updateOne({ _id: work._id }, { $set: running });
    const { work: done } = await batch.run(work._id);
    expect(done).toMatchObject({ state: 'done', filed: 8, there: 0, wrong: 0 });
    expect(await left(many.desk.connection)).toEqual(await left(one.desk.connection));
    expect(await reconcile(many.desk.connection)).toEqual([]);
    const states = await orderModel(many.desk.connection).distinct('state');
    expect(states.sort()).toEqual(['approved', 'pending']);
  });
});

describe('a large table', () => {
  let desk: TestDesk;
  let company: Company;
  beforeAll(async () => {
    desk = await openTestDesk();
    company = await foundCompany(desk);
  });
  afterAll(() => desk.close());

  const large = (n: number, mark: string) => ({
    name: `${mark}.csv`,
    bytes: Buffer.from(
      [
        'customer,sku,quantity,po_no',
        ...Array.from({ length: n }, (_, i) => `ACME,A100,${i % 50 === 0 ? 100 : 1},${mark}-${i}`),
      ].join('\n'),
    ),
  });
  const found = (mark: string) => orderModel(desk.connection).countDocuments({ poNo: new RegExp(`^${mark}-`) });
  const anna = () => desk.actor(company.anna);

  test('is told of in one message to each of those who decide, not in one for each order', async () => {
    const { batch } = desk.desk;
    const work = await batch.begin(anna(), large(60, 'D'));
    await batch.start(anna(), work._id, 'valid');
    await batch.run(work._id);
    const rows = await desk.connection
      .collection('outbox')
      .find({ state: { $in: ['due', 'sent'] } })
      .toArray();
    expect(rows.filter((row) => row.job === 'notice')).toEqual([]);
    const waiting = rows.filter((row) => row.job === 'batch' && row.data?.said === 'waiting');
    expect(waiting.map((row) => row.viewer)).toEqual([{ member: company.bob._id }]);
    expect((await workModel(desk.connection).findById(work._id).lean())?.waiting).toEqual({ [company.bob._id]: 2 });
  });

  test('that died in the middle is gone on with by another desk, and nothing is there twice', async () => {
    const { batch, outbox } = desk.desk;
    const work = await batch.begin(anna(), large(130, 'K'));
    const { add } = outbox;
    outbox.add = async (...given) => {
      if ((await found('K')) >= 50) throw new Error('the power went away');
      return add(...given);
    };
    const first = await Promise.allSettled([batch.start(anna(), work._id, 'valid')]);
    const second = await Promise.allSettled([batch.run(work._id)]);
    expect([...first, ...second].some((run) => run.status === 'rejected')).toBe(true);
    outbox.add = add;
    expect(await found('K')).toBe(50);
    const other = await openTestDesk({ database: desk.connection.name });
    await other.desk.batch.goOn(desk.clock());
    await other.desk.batch.run(work._id);
    await other.close();
    expect(await found('K')).toBe(130);
    const done = await workModel(desk.connection).findById(work._id).lean();
    expect(done).toMatchObject({ state: 'done', filed: 130, there: 0, wrong: 0, orders: 130 });
    // What the desk that died had filed is this table's: the result lists nothing that was there before.
    const { items } = await batch.kept.cardOf(String(done?.items), personOf(company.anna));
    expect(items).toEqual([]);
  });

  test('that is all or nothing and goes on by itself shows that nothing was filed, in place of how far it is', async () => {
    const { batch } = desk.desk;
    const rows = ['customer,sku,quantity,po_no', 'ACME,A100,1,N-1', 'ACME,NOBODY,1,N-2'];
    const work = await batch.begin(anna(), { name: 'N.csv', bytes: Buffer.from(rows.join('\n')) });
    // The person was answered while it was checked.
    const running = { state: 'running', which: 'all', background: true, leaseUntil: desk.clock() } as const;
    await workModel(desk.connection).updateOne({ _id: work._id }, { $set: running, $inc: { revision: 2 } });
    await batch.run(work._id);
    const refused = await workModel(desk.connection).findById(work._id).lean<Work>();
    expect(refused).toMatchObject({ state: 'open', background: false, filed: 0 });
    const told = await desk.connection.collection('outbox').find({ 'data.batch': work._id }).toArray();
    expect(told.map((row) => [row.job, row.data?.said]).sort()).toEqual([
      ['batch', 'refused'],
      ['refresh', undefined],
    ]);
    const posted = () => batch.drawing.posted(work._id, company.anna._id);
    expect(JSON.stringify(await posted())).toContain(t('en', 'batch.nothing_filed.wrong'));
    expect((await posted())?.subject?.revision).toBe(refused?.revision);
    // The kept card is of other rights: it is looked at anew by a click.
    await workModel(desk.connection).updateOne({ _id: work._id }, { $unset: { items: 1 } });
    expect(JSON.stringify(await posted())).toContain(t('en', 'batch.nothing_filed.other'));
    expect(await found('N')).toBe(0);
  });

  test('that ends just when the person is told that it goes on shows its end all the same', async () => {
    const { batch, files } = desk.desk;
    const work = await batch.begin(anna(), large(3, 'E'));
    const { save } = files;
    files.save = async (given) => {
      if (given.name === 'card.json') {
        files.save = save;
        await workModel(desk.connection).updateOne(
          { _id: work._id },
          { $set: { background: true }, $inc: { revision: 1 } },
        );
      }
      return save(given);
    };
    await batch.start(anna(), work._id, 'valid');
    const { work: done } = await batch.run(work._id);
    const card = await batch.drawing.posted(work._id, company.anna._id);
    expect([done.state, card?.subject?.revision]).toEqual(['done', done.revision]);
  });

  test('twice at the same time is filed once', async () => {
    const { batch } = desk.desk;
    const works = [await batch.begin(anna(), large(80, 'T')), await batch.begin(anna(), large(80, 'T'))];
    await Promise.all(works.map((work) => batch.start(anna(), work._id, 'valid')));
    await Promise.all(works.map((work) => batch.run(work._id)));
    expect(await found('T')).toBe(80);
    const ended = await workModel(desk.connection).find({ name: 'T.csv' }).lean();
    expect(ended.map((work) => work.filed + work.there)).toEqual([80, 80]);
    expect(ended.reduce((sum, work) => sum + work.filed, 0)).toBe(80);
  });

  test('that is cancelled stops after the orders in hand; they stay, and the same file goes on', async () => {
    const { batch, outbox } = desk.desk;
    const work = await batch.begin(anna(), large(120, 'C'));
    const viewer = viewerOf(company.anna);
    await batch.verdicts(viewer, work, await batch.plan(anna(), large(120, 'C')), {});
    const { add } = outbox;
    let cancelled: Promise<unknown> | undefined;
    outbox.add = async (...given) => {
      await add(...given);
      if (!cancelled) {
        cancelled = Promise.resolve();
        outbox.add = add;
        setImmediate(() => {
          cancelled = batch.cancel(anna(), work._id);
        });
      }
    };
    await batch.start(anna(), work._id, 'valid');
    await batch.run(work._id);
    await cancelled;
    const stopped = await workModel(desk.connection).findById(work._id).lean();
    expect(stopped?.state).toBe('stopped');
    expect(stopped?.filed).toBe(await found('C'));
    expect(stopped?.filed).toBeLessThan(120);
    const card = await batch.drawing.posted(work._id, company.anna._id);
    const values = { filed: stopped?.filed ?? 0, there: 0, wrong: 0 };
    expect(card?.summary).toBe(t(company.anna.locale, 'batch.done.summary', values));
    const again = await batch.begin(anna(), large(120, 'C'));
    await batch.start(anna(), again._id, 'valid');
    await batch.run(again._id);
    expect(await found('C')).toBe(120);
    expect(await workModel(desk.connection).findById(again._id).lean()).toMatchObject({ there: stopped?.filed });
  });

  test('that is given up before it is filed is forgotten with its file, and says so when it is clicked again', async () => {
    const { batch, files } = desk.desk;
    const work = await batch.begin(anna(), large(3, 'F'));
    for (let n = 0; n < 2; n += 1) expect((await batch.cancel(anna(), work._id)).state).toBe('forgotten');
    expect((await batch.start(anna(), work._id, 'valid')).work.state).toBe('forgotten');
    await expect(files.ofCard(work.file)).rejects.toThrow();
    expect(await found('F')).toBe(0);
    await expect(batch.cancel(desk.actor(company.bob), work._id)).rejects.toThrow();
  });
});
