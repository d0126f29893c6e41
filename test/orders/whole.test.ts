import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { orderModel } from '../../src/orders/model.ts';
import type { Order } from '../../src/orders/order.ts';
import { codeOf } from '../support/code-of.ts';
import { type Company, foundCompany } from '../support/company.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
import { formOf, talkAs } from '../support/talk.ts';

let desk: TestDesk;
let company: Company;
beforeAll(async () => {
  desk = await openTestDesk();
  company = await foundCompany(desk);
  const hose = { sku: 'HOSE', name: 'Hose', unit: 'm', price: 10_0000 };
  await desk.desk.products.create(desk.actor(company.ada), hose);
});
afterAll(() => desk.close());

const pieces = (quantity: number, sku = 'A100') => ({ sku, quantity });
const draft = (...lines: ReturnType<typeof pieces>[]): Promise<Order> =>
  desk.desk.drafts.create(desk.actor(company.anna), { customer: company.acme._id, lines });
const submitted = async (order: Order): Promise<Order> =>
  (await desk.desk.move(desk.actor(company.anna), order._id, 'submit')).order;
const changed = async (order: Order, ...lines: ReturnType<typeof pieces>[]): Promise<Order> =>
  (await desk.desk.move(desk.actor(company.anna), order._id, 'change', { change: { lines } })).order;

test('half a piece in a form is told at its line, with what to type; half a metre is filed', async () => {
  const anna = talkAs(desk, company.anna);
  const form = formOf(await anna.say('/order new Acme A100x1.5'));
  expect(form.note).toContain('A100 is sold in whole pcs: how many are meant by 1.5?');
  const refused = await anna.submit(form, {});
  expect(refused).toMatchObject({
    errors: { 'lines.0.quantity': expect.stringContaining('A100 is sold in whole pcs, so 1.5 cannot be ordered') },
  });
  expect(await orderModel(desk.connection).countDocuments()).toBe(0);
  expect((await draft(pieces(1_500, 'HOSE'))).lines[0]?.quantity).toBe(1_500);
});

test('a change to half a piece is refused, and an order that had one already keeps it', async () => {
  const order = await submitted(await draft(pieces(2_000)));
  expect(await codeOf(changed(order, pieces(1_500)))).toBe('error.line_whole');
  // As old data may have it.
  const old = await submitted(await draft(pieces(3_000), pieces(1_000, 'B200')));
  await orderModel(desk.connection).updateOne({ _id: old._id }, { $set: { 'lines.0.quantity': 1_500 } });
  const after = await changed(old, pieces(1_500), pieces(2_000, 'B200'));
  expect((after.change?.content ?? after).lines.map((l) => l.quantity)).toEqual([1_500, 2_000]);
});
