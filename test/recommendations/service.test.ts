import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { recommendations as job } from '../../scheduler/recommendations.ts';
import type { Customer } from '../../src/customers/customer.ts';
import { customerModel } from '../../src/customers/model.ts';
import { addDays } from '../../src/dates.ts';
import { runImport } from '../../src/entry/import/run.ts';
import { type Member, personOf } from '../../src/members/member.ts';
import { viewerOf } from '../../src/members/viewer.ts';
import { orderModel } from '../../src/orders/model.ts';
import { productModel } from '../../src/products/model.ts';
import { recommendationBlocks } from '../../src/recommendations/block.ts';
import { buildModel, companionModel } from '../../src/recommendations/model.ts';
import { type Company, foundCompany } from '../support/company.ts';
import { noon, openTestDesk, type TestDesk } from '../support/desk.ts';
import { formOf, linesOf, talkAs } from '../support/talk.ts';

const today = '2026-12-02';
let desk: TestDesk;
let company: Company;
let dora: Member;
/** Anna's customer: widgets every three weeks, and a draft, a rejected and a cancelled order of other things. */
let zeta: Customer;
/** Dora's customer. */
let yota: Customer;

const daysAgo = (days: number) => addDays(today, -days);

beforeAll(async () => {
  desk = await openTestDesk();
  company = await foundCompany(desk);
  dora = await desk.member('Dora', ['sales']);
  const { connection } = desk;
  const settings = await desk.desk.settings.get();
  const load = async (table: 'customers' | 'products' | 'orders', text: string) => {
    const options = { update: false, openBalance: false, dryRun: false };
    const { failed } = (await runImport({ connection, settings, now: noon }, table, Buffer.from(text), options)) as {
      failed?: unknown[];
    };
    expect(failed ?? []).toEqual([]);
  };
  await load(
    'customers',
    `code,name,owner\nZETA,Zeta,Anna\nYOTA,Yota,Dora\n${[1, 2, 3, 4].map((n) => `C${n},Customer ${n},Anna`).join('\n')}\n`,
  );
  await load(
    'products',
    'sku,name,price,unit\nC300,Clamp,3,pcs\nD400,Drill,4,pcs\nE500,Easel,5,pcs\nOLD,Old thing,5,pcs\n',
  );
  const row = (no: string, customer: string, days: number, sku: string, quantity: number, status = 'completed') =>
    `${no},${customer},${daysAgo(days)},${status},${daysAgo(days)},${sku},${quantity}`;
  const rows = [
    ...[72, 51, 30].map((days, i) => row(`Z${i}`, 'ZETA', days, 'A100', [10, 30, 20][i]!)),
    row('Z9', 'ZETA', 45, 'OLD', 5),
    row('ZX', 'ZETA', 20, 'E500', 99, 'cancelled'),
    ...[1, 2, 3, 4].flatMap((n) => [
      row(`A${n}`, `C${n}`, 200 + n, 'A100', 1),
      row(`A${n}`, `C${n}`, 200 + n, 'C300', 4),
      row(`B${n}`, `C${n}`, 100 + n, 'A100', 1),
    ]),
    row('Y1', 'YOTA', 15, 'D400', 7),
    row('Y2', 'YOTA', 10, 'D400', 7),
  ];
  await load('orders', `order_no,customer,ordered_at,status,shipped_at,sku,quantity\n${rows.join('\n')}\n`);
  await productModel(connection).updateOne({ sku: 'OLD' }, { $set: { active: false } });
  const customer = async (code: string) => (await customerModel(connection).findOne({ code }).lean<Customer>())!;
  [zeta, yota] = [await customer('ZETA'), await customer('YOTA')];
});
afterAll(() => desk.close());

const later = (hours: number) => desk.clock.set(new Date(desk.clock().getTime() + hours * 3_600_000));
const of = async (member: Member, customer: Customer) =>
  (await desk.desk.profiles.of(personOf(member), customer, 'CNY', today)).recommended;
const rebuild = (now = desk.clock()) => desk.desk.recommendations.rebuild(now, today);
const skusOf = (found: readonly { sku: string }[]) => found.map(({ sku }) => sku);

describe('recommendations', () => {
  test('come from the customer’s own orders before anything was counted', async () => {
    expect(await of(company.anna, zeta)).toEqual([
      expect.objectContaining({
        sku: 'A100',
        name: 'Widget',
        unit: 'pcs',
        quantity: 20_000,
        reason: { kind: 'due', days: 21, passed: 30 },
      }),
    ]);
  });

  test('bring what goes with it once all customers’ orders were counted; nothing that is not sold, was called off, or too few bought', async () => {
    expect(await rebuild()).toBe(true);
    const found = await of(company.anna, zeta);
    expect(skusOf(found).toSorted()).toEqual(['A100', 'C300']);
    expect(found.find(({ sku }) => sku === 'C300')).toMatchObject({ quantity: 1000 });
    expect(JSON.stringify(found)).not.toMatch(/OLD|E500|D400|Customer|C1/);
  });

  test('rest on orders that the person may read: another salesperson learns nothing of them', async () => {
    const [forOwner, forOther] = [await of(dora, yota), await of(company.anna, yota)];
    expect(forOwner.find(({ sku }) => sku === 'D400')).toMatchObject({ quantity: 7000 });
    expect(JSON.stringify(forOther)).not.toContain('D400');
    const ofZeta = await of(dora, zeta);
    expect(ofZeta.every(({ reason }) => reason.kind === 'popular')).toBe(true);
    expect(ofZeta.every(({ quantity }) => quantity === 1000)).toBe(true);
  });

  test('for somebody without any role are nothing', async () => {
    const nobody = await desk.member('Nobody', []);
    expect(await of(nobody, zeta)).toEqual([]);
  });
});

describe('counting', () => {
  const state = async () => ({
    build: await buildModel(desk.connection).findById('current').lean(),
    rows: (await companionModel(desk.connection).find().lean()).map(({ build: _, ...row }) => row),
  });

  test('is done once a day, and by one desk of two', async () => {
    const before = await state();
    expect(before.rows.length).toBeGreaterThan(2);
    expect(await rebuild()).toBe(false);
    later(25);
    const both = await Promise.all([rebuild(), rebuild()]);
    expect(both.toSorted()).toEqual([false, true]);
    const after = await state();
    expect(after.rows).toEqual(before.rows);
    expect(after.build?.builtAt).toEqual(desk.clock());
  });

  test('that died half-way is begun anew by the job an hour later, and what it left behind goes', async () => {
    const before = await state();
    later(25);
    await buildModel(desk.connection).updateOne({ _id: 'current' }, { $set: { begunAt: desk.clock() } });
    await companionModel(desk.connection).create({
      _id: 'gone',
      build: '2026-01-01',
      customers: 9,
      orders: 9,
      companions: [],
    });
    expect(await rebuild()).toBe(false);
    expect(await of(company.anna, zeta)).toHaveLength(2);
    later(1);
    expect(await rebuild()).toBe(true);
    expect((await state()).rows).toEqual(before.rows);
    expect((await state()).build).not.toHaveProperty('begunAt');
  });

  test('that another desk finished counts here at once', async () => {
    expect(await of(dora, zeta)).not.toEqual([]);
    const rows = buildModel(desk.connection);
    const before = (await rows.findById('current').lean())!;
    const emptied = { ...before.totals!, popular: [] };
    await rows.updateOne({ _id: 'current' }, { $set: { totals: emptied, builtAt: new Date(0) } });
    expect(await of(dora, zeta)).toEqual([]);
    await rows.updateOne({ _id: 'current' }, { $set: { totals: before.totals, builtAt: before.builtAt } });
    expect(await of(dora, zeta)).not.toEqual([]);
  });

  test('reads by index, and keeps no customer', async () => {
    const whole = JSON.stringify([
      await buildModel(desk.connection).find().lean(),
      await companionModel(desk.connection).find().lean(),
    ]);
    for (const { _id, code, name } of await customerModel(desk.connection).find().lean())
      for (const text of [_id, code, name]) expect(whole).not.toContain(`"${text}"`);
    const orders = await orderModel(desk.connection)
      .find({ customer: zeta._id, orderDate: { $gte: '2025-01-01' }, state: { $nin: ['draft'] } })
      .sort({ orderDate: -1, _id: -1 })
      .limit(50)
      .explain('executionStats');
    expect(JSON.stringify(orders)).not.toContain('COLLSCAN');
  });

  test('one that takes long says that it goes on, is not begun a second time, and is taken for dead when it is silent', async () => {
    later(25);
    const ago = (minutes: number) => new Date(desk.clock().getTime() - minutes * 60_000);
    const underWay = (begun: number, alive: number) =>
      buildModel(desk.connection).updateOne({ _id: 'current' }, { $set: { begunAt: ago(begun), aliveAt: ago(alive) } });
    await underWay(180, 3);
    expect(await rebuild()).toBe(false);
    await underWay(180, 51);
    const soon = new Date(desk.clock().getTime() + 55 * 60_000);
    expect(await Promise.all([rebuild(), rebuild(soon)])).toEqual([true, false]);
    expect(await buildModel(desk.connection).findById('current').lean()).not.toHaveProperty('aliveAt');
  });

  test('is begun by the timetable, which does not wait for it', async () => {
    later(25);
    await job.run({ desk: desk.desk, reminders: desk.reminders, recover: desk.recover, now: desk.clock() });
    await desk.desk.recommendations.stop();
    expect((await state()).rows.length).toBeGreaterThan(2);
    expect((await state()).build).not.toHaveProperty('begunAt');
  });
});

describe('on a card', () => {
  const blocks = async (member: Member) => recommendationBlocks(viewerOf(member), zeta, await of(member, zeta));

  test('each has its reason in the reader’s language, and no price', async () => {
    const english = JSON.stringify(await blocks(company.anna));
    expect(english).toContain('A100 Widget × 20 pcs');
    expect(english).toContain('usually every 21 days, last 30 days ago');
    expect(english).toContain('often bought with A100');
    const chinese = JSON.stringify(await blocks({ ...company.anna, locale: 'zh' }));
    expect(chinese).toContain('通常每 21 天一次，上次在 30 天前');
    expect(chinese).not.toMatch(/\{\w+\}|bought|usually/);
    expect(english + chinese).not.toMatch(/120|price/i);
  });

  test('a button opens the form with all of it, for who may order', async () => {
    const button = (await blocks(company.anna)).flatMap((b) => (b.kind === 'buttons' ? b.buttons : []))[0]!;
    const sealed = await desk.desk.sealer.card(
      { title: 'x', blocks: [{ kind: 'buttons', buttons: [button] }], summary: 'x' },
      desk.clock(),
    );
    const [block] = sealed.blocks;
    const id = block?.kind === 'buttons' ? block.buttons[0]!.id : '';
    const answer = await talkAs(desk, company.anna).press(id);
    const lines = linesOf(formOf(answer));
    expect(lines).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ sku: 'A100', quantity: '20' }),
        expect.objectContaining({ sku: 'C300', quantity: '1' }),
      ]),
    );
    expect(JSON.stringify(await blocks(company.fiona))).not.toContain('"buttons"');
  });

  test('where nothing is recommended, nothing is said', () => {
    expect(recommendationBlocks(viewerOf(company.anna), zeta, [])).toEqual([]);
  });
});
