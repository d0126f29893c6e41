import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Company, foundCompany } from '../support/company.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
import { trading } from './support/trade.ts';

let desk: TestDesk;
let company: Company;
let trade: ReturnType<typeof trading>;
beforeAll(async () => {
  desk = await openTestDesk({ adapters: [] });
  company = await foundCompany(desk);
  trade = trading(desk, company);
});
afterAll(() => desk.close());

/** The day of December that it is. */
const day = (date: number) => desk.clock.set(new Date(`2026-12-${String(date).padStart(2, '0')}T02:00:00Z`));

test('in a month, stock, lead time, milestones and the supplier each raise a risk and take it back', async () => {
  const admin = () => trade.by('ada');
  day(1);
  const supplier = await desk.desk.suppliers.create(admin(), { code: 'BEST', name: 'Best', leadTimeDays: 10 });
  await desk.desk.products.create(admin(), { sku: 'W1', name: 'wheel', price: 10_0000, onHand: 0, supplier: 'BEST' });
  const draft = await desk.desk.drafts.create(trade.by('anna'), {
    ...{ customer: company.acme._id, requestedDate: '2026-12-31', lines: [{ sku: 'W1', quantity: 10_000 }] },
  });
  const order = await trade.moved('anna', draft, 'submit');
  const risks = () => trade.risks(order, 'supply');
  expect(await risks()).toEqual(['short low']);

  // The days go by: what needs ten days does not come in time any more.
  day(21);
  expect(await risks()).toEqual(['short low']);
  day(22);
  expect(await risks()).toEqual(['lead_time high']);
  // It is ordered, and the supplier promises it in time.
  const buy = (quantity: number, expectedOn: string) =>
    desk.desk.purchases.order(admin(), { supplier: supplier.code, sku: 'W1', quantity: quantity * 1000, expectedOn });
  const purchase = await buy(10, '2026-12-30');
  expect(await risks()).toEqual(['short low']);
  await desk.desk.purchases.move(admin(), purchase._id, '2027-01-05');
  expect(await risks()).toEqual(['lead_time high']);
  await desk.desk.purchases.move(admin(), purchase._id, '2026-12-29');
  expect(await risks()).toEqual(['short low']);

  // A milestone slips, beyond the promised day and back, and is done.
  const milestone = (planned: string) =>
    trade.moved('otto', order, 'milestone', { milestone: { name: 'paint', planned } });
  await milestone('2026-12-26');
  const id = (await trade.now(order)).milestones?.[0]?.id;
  const move = (planned: string) => trade.moved('otto', order, 'milestone', { milestone: { id, planned } });
  await move('2026-12-28');
  expect(await risks()).toEqual(['short low', 'milestone medium']);
  await move('2027-01-02');
  expect(await risks()).toEqual(['short low', 'milestone high']);
  await trade.moved('otto', order, 'milestone', { milestone: { id, done: true } });
  expect(await risks()).toEqual(['short low']);

  // The supplier is late with what others wait for, and its rate falls under what is asked.
  day(23);
  for (let n = 0; n < 3; n += 1) await buy(1, '2026-12-24');
  expect(await risks()).toEqual(['short low']);
  day(26);
  await desk.desk.suppliers.renewRates(desk.clock());
  expect(await risks()).toEqual(['short low', 'supplier medium']);

  // The goods come in and are held for the order: nothing is at risk any more.
  await desk.desk.purchases.receive(admin(), purchase._id, { quantity: 10_000 });
  await desk.desk.stock.tick(desk.clock());
  expect(await risks()).toEqual([]);
  expect((await trade.moved('otto', order, 'ship')).state).toBe('shipped');
});
