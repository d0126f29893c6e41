import { expect, type test } from '@jest/globals';
import { orderModel } from '../../src/orders/model.ts';
import type { Order } from '../../src/orders/order.ts';
import { paymentModel } from '../../src/payments/model.ts';
import { reconcileMoney } from '../../src/payments/reconcile.ts';
import { type Locale, type TextKey, t } from '../../src/text/index.ts';
import type { ChatHouse } from './chat.ts';

/** What every chat does with money of a customer; `house` gives the company once it is open. */
export function paymentScenarios(locale: Locale, house: () => ChatHouse, usual: typeof test.skip): void {
  const say = (key: TextKey, values = {}) => t(locale, key, values);
  const typed = (en: string, zh: string) => `/order ${locale === 'zh' ? zh : en}`;

  usual('a customer pays, more than is owed is asked about, and a payment is reversed', async () => {
    const { desk, company, people } = house();
    const { anna, fiona } = people;
    const { connection } = desk;
    const customer = await desk.desk.customers.create(desk.actor(company.anna), {
      code: 'PAYER',
      name: 'Payer Co',
      contacts: [],
    });
    const lines = [{ sku: 'B200', quantity: 10_000 }];
    const draft = await desk.desk.drafts.create(desk.actor(company.anna), { customer: customer._id, lines });
    const { order } = await desk.desk.move(desk.actor(company.anna), draft._id, 'submit');
    const read = async () => (await orderModel(connection).findById(order._id).lean<Order>()) as Order;
    const money = () => paymentModel(connection).find({ customer: customer._id }).sort({ _id: 1 }).lean();

    const paid = await fiona.say(typed('pay PAYER 40 ref WIRE-1', '收款 PAYER 40 流水 WIRE-1'));
    expect(paid.words).toContain(say('pay.done.went', { amount: 'CNY 40.00', order: order.number ?? '' }));
    const asked = await fiona.say(typed('pay PAYER 90 ref WIRE-2', '收款 PAYER 90 流水 WIRE-2'));
    expect(asked.words).toContain(say('pay.over.title', { over: 'CNY 30.00' }));
    expect(await money()).toHaveLength(1);
    const form = await fiona.press(say('pay.over.correct'));
    expect(form.kind).toBe('form');
    expect((await fiona.fill({ amount: '95' })).words).toContain(say('pay.over.title', { over: 'CNY 35.00' }));
    const kept = await fiona.press(say('pay.over.keep'));
    expect(kept.words).toContain(say('pay.done.free', { amount: 'CNY 35.00' }));
    expect(await read()).toMatchObject({ paid: 100_00 });

    const list = await fiona.press(say('pay.button.list'));
    expect(list.words).toContain('WIRE-2');
    const back = await fiona.say(typed('pay reverse WIRE-1 bounced', '收款 冲销 WIRE-1 退票'));
    expect(back.words).toContain(say('pay.reversed.title', { customer: 'Payer Co', reference: 'WIRE-1' }));
    expect(await read()).toMatchObject({ paid: 95_00 });
    expect((await money()).map((p) => p.amount)).toEqual([40_00, 95_00, -40_00]);
    const aging = await anna.say(typed('pay aging', '收款 账龄'));
    expect(aging.words).toContain('PAYER');
    // Orders of other scenarios are put there as paid, without a payment.
    const wrong = (await reconcileMoney(connection)).map((found) => JSON.stringify(found));
    expect(wrong.filter((text) => text.includes(customer._id) || text.includes(order._id))).toEqual([]);
  });
}
