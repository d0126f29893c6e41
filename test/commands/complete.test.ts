import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { orderModel } from '../../src/orders/model.ts';
import type { Order } from '../../src/orders/order.ts';
import { type Locale, t } from '../../src/text/index.ts';
import { seedOrder } from '../orders/support/seed.ts';
import { type Company, foundCompany } from '../support/company.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
import { cardOf, formOf, talkAs, textOf } from '../support/talk.ts';

let desk: TestDesk;
let company: Company;
beforeAll(async () => {
  desk = await openTestDesk();
  company = await foundCompany(desk);
});
afterAll(() => desk.close());

const unpaid = (more: Partial<Order> = {}) => seedOrder(desk, company, 'delivered', { paid: 0, ...more });
const stateOf = async ({ _id }: Order) => (await orderModel(desk.connection).findById(_id).lean<Order>())?.state;

describe('an order in which something is open', () => {
  test('a manager who presses Complete is asked why, and the reason ends it', async () => {
    const order = await unpaid();
    const bob = talkAs(desk, company.bob);
    const form = formOf(await bob.click(cardOf(await bob.say(`/order show ${order.number}`)), 'Complete'));
    expect(form.fields).toMatchObject([{ name: 'reason', required: true }]);
    expect(await stateOf(order)).toBe('delivered');
    expect(textOf(cardOf(await bob.submit(form, { reason: 'written off' })))).toContain('written off');
    expect(await stateOf(order)).toBe('completed');
  });

  test('a manager who types it without a reason is asked for one; with one it is done', async () => {
    const [asked, told] = [await unpaid(), await unpaid()];
    const bob = talkAs(desk, company.bob);
    formOf(await bob.say(`/order complete ${asked.number}`));
    await bob.say(`/order complete ${told.number} written off`);
    expect([await stateOf(asked), await stateOf(told)]).toEqual(['delivered', 'completed']);
  });

  test('its owner reads at once what is missing, and is shown no form that could not help', async () => {
    const order = await unpaid();
    const anna = talkAs(desk, company.anna);
    const answer = cardOf(await anna.click(cardOf(await anna.say(`/order show ${order.number}`)), 'Complete'));
    expect(textOf(answer)).toContain('still to be paid');
  });

  test.each([
    [{ paid: 0 }, 'unpaid'],
    [{ openComplaints: 1 }, 'complaint'],
    [{ paid: 0, openComplaints: 1 }, 'both'],
  ] as const)('all that is open is named to a manager: %p', async (more, what) => {
    const order = await seedOrder(desk, company, 'delivered', more);
    const refused = desk.desk.move(desk.actor(company.bob), order._id, 'complete');
    await expect(refused).rejects.toMatchObject({
      code: 'error.complete_reason',
      values: { what: { text: `complete.open.${what}` } },
    });
  });
});

test.each(['en', 'zh'] as const)('an order in which nothing is open needs no reason (%s)', async (locale: Locale) => {
  const order = await seedOrder(desk, company, 'delivered');
  const bob = { ...company.bob, locale };
  await desk.desk.members.update(desk.actor(company.ada), bob._id, { locale });
  const shown = cardOf(await talkAs(desk, bob).say(`/order show ${order.number}`));
  cardOf(await talkAs(desk, bob).click(shown, t(locale, 'action.complete')));
  expect(await stateOf(order)).toBe('completed');
});
