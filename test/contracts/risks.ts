import { expect } from '@jest/globals';
import { addDays } from '../../src/dates.ts';
import { orderModel } from '../../src/orders/model.ts';
import type { Order } from '../../src/orders/order.ts';
import { type Locale, t } from '../../src/text/index.ts';
import type { ChatHouse } from './chat.ts';

const words = {
  en: { new: '/order new Risky H700x15', decide: '/order decide', ship: '/order ship', risk: '/order risk credit' },
  zh: { new: '/order 新建 Risky H700x15', decide: '/order 审批', ship: '/order 发货', risk: '/order 风险 信用' },
} as const;

/**
 * An order takes its customer over the limit: finance agrees to it once by the form of the decision card; then the limit is
 * lowered, the goods stay, the owner and finance are told, and finance lets it go.
 */
export async function playCredit({ desk, company, people, settle }: ChatHouse, locale: Locale): Promise<void> {
  const { anna, fiona, otto } = people;
  const say = (key: Parameters<typeof t>[1], values = {}) => t(locale, key, values);
  await desk.desk.products.create(desk.actor(company.ada), {
    sku: 'H700',
    name: 'Hub',
    price: 100_0000,
    onHand: 99_000,
  });
  await desk.desk.customers.create(desk.actor(company.anna), { code: 'RISKY', name: 'Risky Ltd', address: '1 Way' });
  const limit = (amount: number) =>
    desk.desk.customers.update(desk.actor(company.fiona), 'RISKY', { creditLimit: amount });
  await limit(1000_00);
  await anna.say(words[locale].new);
  const number = /SO-\d{6}/.exec((await anna.fill()).words)?.[0] ?? '';
  const read = async () => (await orderModel(desk.connection).findOne({ number }).lean<Order>())!;
  expect(await read()).toMatchObject({ state: 'pending', approval: { steps: [{ reasons: ['credit'] }] } });
  expect((await fiona.say(`${words[locale].decide} ${number}`)).words).toContain('CNY 1,000.00');
  expect(await fiona.press(say('risk.do.once'))).toMatchObject({ kind: 'form' });
  expect((await fiona.fill()).words).toContain(say('state.approved'));
  const today = desk.clock().toISOString().slice(0, 10);
  expect(await read()).toMatchObject({ approvedOnce: { amount: 500_00, until: addDays(today, 14) } });

  await settle();
  await limit(700_00);
  await desk.desk.risks.tick(desk.clock());
  await settle();
  const title = say('risk.notice.one', { order: number, customer: 'Risky Ltd' });
  const own = await anna.notice(title);
  expect(own.words).toContain(say('risk.over_limit.plain'));
  expect(own.words).not.toMatch(/700\.00|800\.00/);
  expect((await fiona.notice(title)).words).toContain('CNY 800.00');
  const stopped = await otto.say(`${words[locale].ship} ${number} SF 7001`);
  expect(stopped.words).toContain(say('error.credit_stop', { order: number }));
  expect(await read()).toMatchObject({ state: 'approved', shipments: [] });
  expect((await fiona.say(words[locale].risk)).words).toContain(number);
  await fiona.say(`/order approve_once ${number} 800`);
  await otto.say(`${words[locale].ship} ${number} SF 7001`);
  expect(await read()).toMatchObject({ state: 'shipped', approvedOnce: { amount: 800_00 } });
}
