import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Connection, Model } from 'mongoose';
import { auditModel } from '../../src/audit/model.ts';
import { outboxModel } from '../../src/chat/outbox-row.ts';
import { customerModel } from '../../src/customers/model.ts';
import { exportTable } from '../../src/entry/export.ts';
import { createCustomerFinder } from '../../src/entry/find/finder.ts';
import { rejectedCsv } from '../../src/entry/import/rejected.ts';
import { type ImportResult, runImport } from '../../src/entry/import/run.ts';
import type { ImportOptions } from '../../src/entry/import/types.ts';
import { columnKey, columns, type Table, tables } from '../../src/entry/table/columns.ts';
import { personOf } from '../../src/members/member.ts';
import { memberModel } from '../../src/members/model.ts';
import { contentHash } from '../../src/orders/content.ts';
import { orderModel } from '../../src/orders/model.ts';
import { paymentModel } from '../../src/payments/model.ts';
import { priceModel } from '../../src/prices/model.ts';
import { productModel } from '../../src/products/model.ts';
import { stockMoveModel } from '../../src/stock/ledger.ts';
import { reconcile } from '../../src/stock/reconcile.ts';
import { ada, freshDatabase, now, settings } from './support/database.ts';

let connection: Connection;
const fixture = (name: string) => readFileSync(new URL(`../fixtures/import/${name}.csv`, import.meta.url));
const none: ImportOptions = { update: false, openBalance: false, dryRun: false };

const load = (table: Table, bytes: Buffer | string, options: Partial<ImportOptions> = {}) =>
  runImport({ connection, settings, now }, table, Buffer.from(bytes), { ...none, ...options });
const counts = ({ imported, updated, skipped, rejected }: ImportResult) => [imported, updated, skipped, rejected];
const reasons = (result: ImportResult) =>
  result.rejections.map(({ row, reasons: why }) => [row.row, why.map((r) => r.code).join(' ')]);
const order = (externalNo: string) => orderModel(connection).findOne({ externalNo }).lean().orFail();
const loadAll = async () => {
  for (const table of tables) await load(table, fixture(table));
};
const models = [
  customerModel,
  productModel,
  priceModel,
  orderModel,
  paymentModel,
  memberModel,
  auditModel,
  outboxModel,
  stockMoveModel,
] as unknown as ((connection: Connection) => Model<object>)[];
const sizes = () => Promise.all(models.map((model) => model(connection).countDocuments()));

beforeAll(async () => {
  connection = await freshDatabase('import');
});
beforeEach(async () => {
  for (const model of models) await model(connection).deleteMany({});
});
afterAll(async () => connection.close());

describe('the first load', () => {
  test('takes everything, and the same files again change nothing', async () => {
    const first = [];
    for (const table of tables) first.push(counts(await load(table, fixture(table))));
    expect(first).toEqual([
      [3, 0, 0, 0],
      [2, 0, 0, 0],
      [4, 0, 1, 0],
      [6, 0, 0, 0],
      [4, 0, 0, 0],
    ]);
    const before = await sizes();
    for (const table of tables) expect(counts(await load(table, fixture(table))).slice(0, 2)).toEqual([0, 0]);
    expect(counts(await load('orders', fixture('orders'), { update: true }))).toEqual([0, 0, 6, 0]);
    expect(await sizes()).toEqual(before);
  });

  test('a customer has limit, terms and contact, and is found by pinyin', async () => {
    await load('customers', fixture('customers'));
    const acme = await customerModel(connection).findOne({ code: 'ACME' }).lean().orFail();
    expect(acme).toMatchObject({
      creditLimit: 50_000_00,
      paymentDays: 30,
      contacts: [{ name: 'Zoe', phone: '555-0100' }],
    });
    const found = await createCustomerFinder({ connection }).find(personOf(ada), 'huaxin');
    expect(found.exact).toMatchObject({ code: 'HX', paymentDays: 0 });
  });

  test('an owner who is not known becomes a member without a chat identity, once', async () => {
    await loadAll();
    const members = await memberModel(connection).find().sort({ name: 1 }).lean();
    expect(members.map((m) => [m.name, m.roles, m.identities])).toEqual([
      ['anna.sales', ['sales'], []],
      ['bert.sales', ['sales'], []],
    ]);
  });

  test('a product has exact prices and stock', async () => {
    await load('products', fixture('products'));
    const vinegar = await productModel(connection).findOne({ sku: 'B200' }).lean().orFail();
    expect(vinegar).toMatchObject({ price: 3750, cost: 2000, onHand: 1_000_500, moq: 10_000, unit: '瓶', reserved: 0 });
  });

  test('what a file says is on hand is a count in the ledger, and so is what another file says', async () => {
    await loadAll();
    await load('products', 'sku,name,price,on_hand\nA100,Apple juice,9,100.5\n', { update: true });
    await load('products', 'sku,name,price\nA100,Apple juice,9.75\n', { update: true });
    const { _id } = await productModel(connection).findOne({ sku: 'A100' }).lean().orFail();
    const counted = await stockMoveModel(connection).find({ product: _id }).sort({ _id: 1 }).lean();
    expect(counted.map((m) => [m.kind, m.quantity])).toEqual([
      ['count', 120_000],
      ['count', -19_500],
    ]);
    expect(await stockMoveModel(connection).distinct('kind')).toEqual(['count']);
    expect(await reconcile(connection)).toEqual([]);
  });

  test('rows of one number are one order: each line rounded once, the total their sum', async () => {
    await loadAll();
    const first = await order('1001');
    // 20 × 9.00 × 0.85 = 153.00; 33.333 × 0.375 = 12.499875
    expect(first.lines.map((l) => l.amount)).toEqual([153_00, 12_50]);
    expect(first).toMatchObject({
      total: 165_50,
      baseTotal: 165_50,
      state: 'delivered',
      orderDate: '2026-01-05',
      promisedDate: '2026-01-22',
      shippedAt: '2026-01-18',
      deliveredAt: '2026-01-21',
      poNo: 'PO-7',
      notes: 'handle with care',
      imported: true,
      classes: { size: 'small', customer: 'new', urgency: 'long' },
    });
    expect(first.submittedOwner).toBe(first.owner);
    expect(first.lines.every((l) => l.delivered === l.quantity)).toBe(true);
  });

  test('numbers follow the order dates, and history is not owed', async () => {
    await loadAll();
    const orders = await orderModel(connection).find().sort({ number: 1 }).lean();
    expect(orders.map((o) => o.externalNo)).toEqual(['1001', '1002', '1003', '1004', '1005', '1006']);
    expect(new Set(orders.map((o) => o.draftNo)).size).toBe(6);
    expect(orders.every((o) => o.dueDate === undefined)).toBe(true);
    expect(await outboxModel(connection).countDocuments()).toBe(0);
    expect((await productModel(connection).findOne({ sku: 'A100' }).lean())?.onHand).toBe(120_000);
  });

  test('a second approved order is an existing customer’s; a cancelled one does not count', async () => {
    await loadAll();
    const classes = await Promise.all(
      ['1001', '1002', '1003', '1004'].map(async (n) => (await order(n)).classes?.customer),
    );
    expect(classes).toEqual(['new', 'new', 'existing', 'new']);
    expect((await customerModel(connection).findOne({ code: 'ACME' }).lean())?.firstApprovedAt).toBe('2026-01-05');
  });

  test('a missing price is the list price, a missing owner the customer’s, a Chinese state is known', async () => {
    await loadAll();
    expect((await order('1003')).lines[0]).toMatchObject({ unitPrice: 95_000, discount: 1000, amount: 855_00 });
    const hx = await order('1004');
    expect(hx.state).toBe('completed');
    expect(hx.owner).toBe((await customerModel(connection).findOne({ code: 'HX' }).lean())?.owner);
  });

  test('an order that waits is put before its approvers from the as-of date', async () => {
    await load('customers', fixture('customers'));
    await load('products', fixture('products'));
    await load('orders', fixture('orders'), { asOf: '2026-03-03' });
    const pending = await order('1006');
    expect(pending.approval?.steps.map((s) => s.seats[0]?.role)).toEqual(['manager']);
    expect(pending.approval?.contentHash).toBe(contentHash(pending));
    expect(pending.approval?.stepStartedAt).toEqual(new Date('2026-03-02T16:00:00Z'));
    expect(pending.approvedAt).toBeUndefined();
    expect((await order('1005')).approvedAt).toEqual(new Date('2026-02-28T16:00:00Z'));
  });

  test('with the open balance, orders fall due by the customer’s terms', async () => {
    await load('customers', fixture('customers'));
    await load('products', fixture('products'));
    await load('orders', fixture('orders'), { openBalance: true });
    expect((await order('1003')).dueDate).toBe('2026-03-04');
    expect((await order('1002')).dueDate).toBeUndefined();
  });

  test('payments count to their orders, once; two without a reference are two', async () => {
    await loadAll();
    await load('payments', fixture('payments'));
    expect((await order('1001')).paid).toBe(100_00);
    expect((await order('1003')).paid).toBe(855_00);
    expect(await paymentModel(connection).countDocuments()).toBe(4);
  });

  test('a dry run says the same and stores nothing', async () => {
    await load('customers', fixture('customers'));
    await load('products', fixture('products'));
    const before = await sizes();
    expect(counts(await load('orders', fixture('orders'), { dryRun: true }))).toEqual([6, 0, 0, 0]);
    expect(await sizes()).toEqual(before);
  });

  test('two imports of one file at the same moment make no doubles', async () => {
    await load('customers', fixture('customers'));
    await load('products', fixture('products'));
    const both = await Promise.all([load('orders', fixture('orders')), load('orders', fixture('orders'))]);
    expect(both.map((r) => r.imported + r.skipped)).toEqual([6, 6]);
    expect(both[0].imported + both[1].imported).toBe(6);
    expect(await orderModel(connection).countDocuments()).toBe(6);
  });

  test('an import that was stopped in the middle is completed by running it again', async () => {
    await load('customers', fixture('customers'));
    await load('products', fixture('products'));
    const head = 'order_no,customer,ordered_at,sku,quantity\n';
    const rows = Array.from({ length: 450 }, (_, i) => `K${i},ACME,2026-01-05,A100,${i + 1}`);
    let stopped = false;
    const progress = () => {
      stopped = true;
      throw new Error('killed');
    };
    const run = runImport({ connection, settings, now, progress }, 'orders', Buffer.from(head + rows.join('\n')), none);
    await expect(run).rejects.toThrow('killed');
    expect(stopped).toBe(true);
    expect(await orderModel(connection).countDocuments()).toBe(50);
    expect(counts(await load('orders', head + rows.join('\n')))).toEqual([400, 0, 50, 0]);
    const numbers = await orderModel(connection).distinct('number');
    expect(numbers).toHaveLength(450);
  });
});

describe('wrong rows', () => {
  beforeEach(async () => {
    await load('customers', fixture('customers'));
    await load('products', fixture('products'));
  });

  test('reject their whole order, say why, and leave nothing of it behind', async () => {
    const result = await load('orders', fixture('orders-wrong'));
    expect(counts(result)).toEqual([2, 0, 0, 7]);
    expect(result.unknown).toEqual(['extra']);
    expect(reasons(result)).toEqual([
      [3, 'error.import_other_row'],
      [4, 'error.import_product'],
      [5, 'error.import_customer'],
      [6, 'error.field_discount'],
      [7, 'error.field_date'],
      [8, 'error.field_status'],
      [8, 'error.import_quantity'],
      [9, 'error.import_other_row'],
      [10, 'error.import_rows_disagree'],
      [11, 'error.required'],
    ]);
    const stored = await orderModel(connection).find().sort({ externalNo: 1 }).lean();
    expect(stored.map((o) => [o.externalNo, o.state])).toEqual([
      ['2001', 'shipped'],
      ['2008', 'approved'],
    ]);
  });

  test('come back as a file with a reason in each row, which can be corrected and loaded', async () => {
    const result = await load('orders', fixture('orders-wrong'));
    const text = rejectedCsv(result.file, result.rejections, 'en');
    const lines = text.replace('\ufeff', '').trim().split('\n');
    expect(lines[0]).toBe('order_no,customer,ordered_at,status,sku,quantity,discount,extra,reason');
    expect(lines).toHaveLength(1 + 9);
    expect(lines.slice(1).every((line) => /[.]"?$/.test(line))).toBe(true);
    expect(lines[2]).toContain('There is no product “NOPE”');
    const corrected = text.replace('NOPE', 'B200').replace('05/01/2026', '2026-01-05');
    const again = await load('orders', corrected);
    expect(counts(again)).toEqual([2, 0, 0, 5]);
    expect((await order('2002')).lines).toHaveLength(2);
    const chinese = rejectedCsv(again.file, again.rejections, 'zh');
    expect(chinese).toContain('折扣：“15”既不是');
    expect(chinese.split('\n')[0]!.match(/reason/g)).toHaveLength(1);
  });

  test.each<[Table, string, string]>([
    ['customers', 'code,name\n,Nobody\n', 'error.required'],
    ['customers', 'code,name\nA B,Nobody\n', 'error.code_format'],
    ['customers', 'code,name,email\nX,Nobody,not-a-mail\n', 'error.field_email'],
    ['customers', 'code,name,credit_limit\nX,Nobody,lots\n', 'error.field_number'],
    ['customers', 'code,name,payment_days\nX,Nobody,366\n', 'error.field_range'],
    ['products', 'sku,name,price\nX,Thing,\n', 'error.required'],
    ['products', 'sku,name,price\nX,Thing,-1\n', 'error.field_number'],
    ['products', 'sku,name,price\nX,Thing,"9,50"\n', 'error.field_number'],
    ['payments', 'customer,amount,paid_at\nNOBODY,5,2026-01-01\n', 'error.import_customer'],
    ['payments', 'customer,order_no,amount,paid_at\nACME,9999,5,2026-01-01\n', 'error.import_order'],
    ['payments', 'customer,amount,paid_at\nACME,0,2026-01-01\n', 'error.field_number'],
    ['payments', 'customer,amount,paid_at\nACME,5,soon\n', 'error.field_date'],
    [
      'orders',
      'order_no,customer,ordered_at,sku,quantity,unit_price\nX,ACME,2026-01-01,A100,9000000000,900000000\n',
      'error.import_overflow',
    ],
    [
      'orders',
      'order_no,customer,ordered_at,sku,quantity,shipped_at,delivered_at\nX,ACME,2026-01-01,A100,1,2026-01-05,2026-01-04\n',
      'error.import_dates',
    ],
  ])('%s: %j', async (table, text, code) => {
    const before = await sizes();
    const result = await load(table, text);
    expect(counts(result)).toEqual([0, 0, 0, 1]);
    expect(result.rejections[0]!.reasons.map((r) => r.code)).toContain(code);
    expect(await sizes()).toEqual(before);
  });

  test('a key that is twice in a file: the same row is skipped, another is rejected', async () => {
    const result = await load('customers', 'code,name\nX,One\nx,One\nX,One\nX,Two\n');
    expect(counts(result)).toEqual([1, 0, 1, 2]);
  });

  test('a payment of another customer’s order, or of a cancelled one, is rejected', async () => {
    await load('orders', fixture('orders'));
    const result = await load(
      'payments',
      'customer,order_no,amount,paid_at\nHX,1001,5,2026-02-01\nHX,1002,5,2026-02-01\n',
    );
    expect(result.rejections.flatMap((r) => r.reasons.map((e) => e.code))).toEqual([
      'error.import_order',
      'error.import_payment_state',
    ]);
  });
});

describe('a known key with other content', () => {
  beforeEach(loadAll);
  const head = 'order_no,customer,ordered_at,status,shipped_at,sku,quantity\n';

  test('is rejected as “differs”, and names what differs', async () => {
    const result = await load('orders', `${head}1003,ACME,2026-02-01,shipped,2026-02-02,A100,101\n`);
    expect(counts(result)).toEqual([0, 0, 0, 1]);
    expect(result.rejections[0]!.reasons[0]!.sentence('en')).toBe(
      'differs: 1003 is there with other content (Quantity). Run again with --update to change it.',
    );
    expect((await order('1003')).total).toBe(855_00);
  });

  test('columns that the file does not have are not compared', async () => {
    const text = 'order_no,customer,ordered_at,sku,quantity\n1003,ACME,2026-02-01,A100,100\n';
    expect(counts(await load('orders', text))).toEqual([0, 0, 1, 0]);
    expect(counts(await load('customers', 'code,name\nACME,Acme Trading\n'))).toEqual([0, 0, 1, 0]);
  });

  test('is changed with --update, keeps its number and what was paid, and is skipped the next time', async () => {
    const before = await order('1003');
    const text = `${head}1003,ACME,2026-02-01,delivered,2026-02-02,A100,10\n`;
    expect(counts(await load('orders', text, { update: true }))).toEqual([0, 1, 0, 0]);
    const after = await order('1003');
    expect(after).toMatchObject({
      _id: before._id,
      number: before.number,
      total: 95_00,
      state: 'delivered',
      paid: 855_00,
    });
    expect(after.revision).toBe(before.revision + 1);
    expect(counts(await load('orders', text))).toEqual([0, 0, 1, 0]);
  });

  test('of a customer leaves no address and no phone on the audit trail, only that they changed', async () => {
    const head = 'code,name,address,phone\n';
    await load('customers', `${head}HIDE,Hide Ltd,1 Secret Street,555-0177\n`);
    await load('customers', `${head}HIDE,Hide Ltd,2 Secret Street,555-0188\n`, { update: true });
    const [line] = await auditModel(connection)
      .find({ 'after.address': { $exists: true } })
      .lean();
    expect(line).toMatchObject({ action: 'customer.import', after: { address: '•••' } });
    expect(JSON.stringify(await auditModel(connection).find({}).lean())).not.toMatch(/Secret Street|555-01/);
  });

  test('of a customer or product changes only the columns of the file, on the audit trail', async () => {
    expect(counts(await load('customers', 'code,name,region\nACME,Acme Ltd,\n', { update: true }))).toEqual([
      0, 1, 0, 0,
    ]);
    const acme = await customerModel(connection).findOne({ code: 'ACME' }).lean().orFail();
    expect(acme).toMatchObject({ name: 'Acme Ltd', creditLimit: 50_000_00, address: 'Main St 1, Springfield' });
    expect(acme.region).toBeUndefined();
    expect((await createCustomerFinder({ connection }).find(personOf(ada), 'acme ltd')).exact?.code).toBe('ACME');
    expect(counts(await load('products', 'sku,name,price\nA100,Apple juice,9.75\n', { update: true }))).toEqual([
      0, 1, 0, 0,
    ]);
    const trail = await auditModel(connection)
      .find({ before: { $exists: true } })
      .lean();
    expect(trail.map((e) => [e.action, e.from, e.after])).toEqual([
      ['customer.import', 'cli:import', { name: 'Acme Ltd' }],
      ['product.import', 'cli:import', { price: 97_500 }],
    ]);
  });

  test('of a payment changes what is paid of its order', async () => {
    const text = 'customer,order_no,amount,paid_at,reference\nACME,1001,80,2026-02-01,TT-1\n';
    expect(counts(await load('payments', text))).toEqual([0, 0, 0, 1]);
    expect(counts(await load('payments', text, { update: true }))).toEqual([0, 1, 0, 0]);
    expect((await order('1001')).paid).toBe(80_00);
  });

  test('is never overwritten once somebody worked on the order in the desk', async () => {
    const entry = { at: now, action: 'hold', key: 'k', from: 'approved', to: 'on_hold' };
    await orderModel(connection).updateOne(
      { externalNo: '1005' },
      { $set: { state: 'on_hold' }, $push: { timeline: entry } },
    );
    expect(counts(await load('orders', fixture('orders')))).toEqual([0, 0, 6, 0]);
    const result = await load('orders', `${head}1005,BETA,2026-03-01,approved,,A100,6\n`, { update: true });
    expect(reasons(result)).toEqual([[2, 'error.import_worked_on']]);
    expect((await order('1005')).state).toBe('on_hold');
  });
});

describe('export', () => {
  test.each(tables)('%s: what is written is read back as the same, here and in an empty desk', async (table) => {
    await loadAll();
    const files = new Map<Table, string>();
    for (const each of tables)
      files.set(each, (await exportTable({ connection, currency: 'CNY', timezone: 'Asia/Shanghai' }, each)).text);
    const header = files.get(table)!.replace('\ufeff', '').split('\n')[0];
    expect(header).toBe(columns[table].map(columnKey).join(','));
    const again = await load(table, files.get(table)!);
    expect([again.imported, again.rejected]).toEqual([0, 0]);
    for (const model of models) await model(connection).deleteMany({});
    for (const each of tables) expect((await load(each, files.get(each)!)).rejected).toBe(0);
    expect(
      (await exportTable({ connection, currency: 'CNY', timezone: 'Asia/Shanghai' }, table)).text.split('\n').sort(),
    ).toEqual(files.get(table)!.split('\n').sort());
  });

  test('a draft that was made in the desk late in the evening is read back as the same', async () => {
    await loadAll();
    const [, made] = await orderModel(connection).find({}).sort({ _id: 1 }).limit(2).lean();
    const { number, requestKey, externalNo, orderDate, submittedAt, approval, ...rest } = made!;
    const evening = new Date('2026-03-01T18:30:00Z');
    const draft = { ...rest, _id: 'ffffffffffffffffffffffff', draftNo: 'D-9001', state: 'draft', createdAt: evening };
    await orderModel(connection).collection.insertOne({ ...draft, timeline: [], shipments: [] } as never);
    const { text } = await exportTable({ connection, currency: 'CNY', timezone: 'Asia/Shanghai' }, 'orders');
    expect(text).toContain('D-9001');
    expect(text.split('\n').find((row) => row.startsWith('D-9001'))).toContain('2026-03-02');
    const again = await load('orders', text);
    expect([again.imported, again.rejected]).toEqual([0, 0]);
  });

  test('a name that a spreadsheet would run as a formula is written as text, and comes back as it was', async () => {
    await load('customers', 'code,name\nEVIL,=HYPERLINK(1)\n');
    const { text, records } = await exportTable(
      { connection, currency: 'CNY', timezone: 'Asia/Shanghai' },
      'customers',
    );
    expect(records).toBe(1);
    expect(text).toContain("'=HYPERLINK(1)");
    expect(counts(await load('customers', text))).toEqual([0, 0, 1, 0]);
  });
});
