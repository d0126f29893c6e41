import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Customer } from '../../src/customers/customer.ts';
import { newId } from '../../src/id.ts';
import { paymentModel } from '../../src/payments/model.ts';
import type { Payment } from '../../src/payments/payment.ts';
import { reconcileMoney } from '../../src/payments/reconcile.ts';
import { type Company, foundCompany } from '../support/company.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
import { cardOf, formOf, talkAs, textOf } from '../support/talk.ts';

let desk: TestDesk;
let company: Company;
const fiona = () => talkAs(desk, company.fiona);

beforeAll(async () => {
  desk = await openTestDesk();
  company = await foundCompany(desk);
});
afterEach(async () => {
  expect(await reconcileMoney(desk.connection)).toEqual([]);
});
afterAll(async () => desk.close());

const paymentsOf = (customer: Customer) =>
  paymentModel(desk.connection).find({ customer: customer._id }).sort({ _id: 1 }).lean<Payment[]>();

async function buyer(name?: string): Promise<Customer> {
  const code = `K${newId().slice(-9).toUpperCase()}`;
  return desk.desk.customers.create(desk.actor(company.anna), { code, name: name ?? `Buyer ${code}`, contacts: [] });
}

describe('money in another currency', () => {
  test('stays in it when the amount is corrected, and is labelled and compared in it', async () => {
    const customer = await buyer();
    await desk.desk.payments.recordFor(desk.actor(company.fiona), { customer, amount: 70_00, over: true });
    const asked = cardOf(await fiona().say(`/order pay ${customer.code} 5000 USD ref US-1`));
    expect(asked.title).toBe('USD 5,000.00 more than is owed');
    const form = formOf(await fiona().click(asked, 'Correct the amount'));
    expect(form.fields[0]).toMatchObject({ value: '5000.00', label: expect.stringContaining('(USD)') });
    const again = cardOf(await fiona().submit(form, { amount: '6000' }));
    expect(textOf(again)).toContain(`${customer.name} owes USD 0.00, and USD 6,000.00 came in`);
    await fiona().click(again, 'Keep unallocated');
    expect((await paymentsOf(customer)).map((p) => `${p.amount} ${p.currency} ${p.free}`)).toEqual([
      '7000 CNY 7000',
      '600000 USD 600000',
    ]);
  });

  test('has the decimals of its currency in the form', async () => {
    const customer = await buyer();
    const asked = cardOf(await fiona().say(`/order pay ${customer.code} 5000 JPY`));
    const form = formOf(await fiona().click(asked, 'Correct the amount'));
    expect(form.fields[0]).toMatchObject({ value: '5000', label: expect.stringContaining('(JPY)') });
    const wrong = await fiona().submit(form, { amount: '5000.50' });
    expect(JSON.stringify(wrong)).toContain('not an amount of JPY');
  });

  test('of a name that is not whole opens the form, in that currency', async () => {
    const customer = await buyer('Quillon Shipping');
    const form = formOf(await fiona().say('/order pay Quill 70 USD ref US-2'));
    expect(form.title).toContain(customer.name);
    expect(form.fields[0]).toMatchObject({ value: '70.00', label: expect.stringContaining('(USD)') });
    expect(await paymentsOf(customer)).toEqual([]);
    const asked = cardOf(await fiona().submit(form, {}));
    await fiona().click(asked, 'Keep unallocated');
    expect(await paymentsOf(customer)).toMatchObject([{ amount: 70_00, currency: 'USD', reference: 'US-2' }]);
  });

  test('under a reference that is recorded in another one is refused, and the one that is there stays', async () => {
    const customer = await buyer();
    const pay = (currency?: string) =>
      desk.desk.payments.recordFor(desk.actor(company.fiona), {
        ...{ customer, amount: 50_00, reference: 'US-3', over: true, currency },
      });
    await pay();
    await expect(pay('USD')).rejects.toMatchObject({ code: 'error.payment_differs', field: 'reference' });
    expect((await pay('CNY')).repeated).toBe(true);
    expect(await paymentsOf(customer)).toMatchObject([{ amount: 50_00, currency: 'CNY' }]);
  });
});
