import { expect } from '@jest/globals';
import { orderModel } from '../../src/orders/model.ts';
import type { Order } from '../../src/orders/order.ts';
import { type Locale, t } from '../../src/text/index.ts';
import type { ChatHouse } from './chat.ts';

const words = {
  en: { new: '/order new Acme W900x100', approve: '/order approve', stock: '/order stock W900 +50 by lorry' },
  zh: { new: '/order 新建 Acme W900x100', approve: '/order 批准', stock: '/order 库存 W900 入库 50 货车' },
} as const;

/**
 * Goods that are missing: the approver is asked and lets the order wait, operations take goods in by a form that is filled
 * from the words, and the owner hears that they are there.
 */
export async function playGoods({ desk, company, people, settle }: ChatHouse, locale: Locale): Promise<void> {
  const { anna, bob, otto } = people;
  const say = (key: Parameters<typeof t>[1], values = {}) => t(locale, key, values);
  const cause = desk.actor(company.ada);
  await desk.desk.products.create(cause, { sku: 'W900', name: 'Wheel', price: 120_0000, onHand: 60_000 });
  await anna.say(words[locale].new);
  const number = /SO-\d{6}/.exec((await anna.fill()).words)?.[0] ?? '';
  const read = async () => (await orderModel(desk.connection).findOne({ number }).lean<Order>())!;
  expect(await read()).toMatchObject({ state: 'pending', lines: [{ reserved: 60_000 }] });
  const asked = await bob.say(`${words[locale].approve} ${number}`);
  expect(asked.words).toContain(say('shortage.text', { missing: 'W900x40' }));
  expect((await read()).state).toBe('pending');
  expect((await bob.press(say('shortage.backorder'))).words).toContain(say('state.approved'));
  expect(await read()).toMatchObject({ state: 'approved', lines: [{ reserved: 60_000 }] });
  expect(await otto.say(words[locale].stock)).toMatchObject({ kind: 'form' });
  const booked = await otto.fill();
  // Operations are answered, and told of the order that was served: either may come first.
  const done = say('stock.done_served', { sku: 'W900', onHand: '110 pcs', n: 1 });
  expect([done, 'W900x40'].some((text) => booked.words.includes(text))).toBe(true);
  expect(booked.words).toContain(number);
  await settle();
  const values = { order: number, customer: 'Acme Ltd' };
  expect((await anna.notice(say('card.served.complete', values))).words).toContain('W900x40');
  expect(await read()).toMatchObject({ lines: [{ reserved: 100_000 }] });
  expect((await anna.say(locale === 'zh' ? '/order 库存' : '/order stock')).words).toContain(say('stock.all_well'));
}

/**
 * An order is filed of which stock falls short: its owner reads in its card what is missing and splits it off; of the next
 * one, of which nothing is there, the owner names another date in a form, and of a third says that it waits.
 */
export async function playShortage({ desk, company, people }: ChatHouse, locale: Locale): Promise<void> {
  const { anna } = people;
  const say = (key: Parameters<typeof t>[1], values = {}) => t(locale, key, values);
  const goods = { sku: 'W800', name: 'Axle', price: 120_0000, onHand: 60_000, leadTimeDays: 9 };
  await desk.desk.products.create(desk.actor(company.ada), goods);
  const read = async (number: string) => (await orderModel(desk.connection).findOne({ number }).lean<Order>())!;
  const file = async (pieces: number) => {
    await anna.say(`/order ${locale === 'zh' ? '新建' : 'new'} Acme W800x${pieces}`);
    const seen = await anna.fill();
    return { seen, number: /SO-\d{6}/.exec(seen.words)?.[0] ?? '' };
  };
  const first = await file(100);
  expect(first.seen.words).toContain(
    say('awaited.line', { sku: 'W800', name: 'Axle', held: '60 pcs', short: '40 pcs' }),
  );
  const split = await anna.press(say('awaited.split'));
  expect(await read(first.number)).toMatchObject({ state: 'pending', lines: [{ quantity: 60_000, reserved: 60_000 }] });
  const rest = await orderModel(desk.connection).findOne({ 'splitFrom.name': first.number }).lean<Order>();
  expect(rest).toMatchObject({ state: 'draft', lines: [{ quantity: 40_000 }] });
  expect(split.words).toContain(say('awaited.rest', { draft: rest!.draftNo }));
  const second = await file(90);
  expect(second.seen.words).not.toContain(say('awaited.split'));
  expect(await anna.press(say('awaited.date'))).toMatchObject({ kind: 'form' });
  const moved = await anna.fill({ requestedDate: '2026-12-24' });
  expect(moved.words).not.toContain(say('awaited.backorder'));
  expect(await read(second.number)).toMatchObject({ state: 'pending', promisedDate: '2026-12-24' });
  const third = await file(95);
  expect((await anna.press(say('awaited.backorder'))).words).not.toContain(say('awaited.date'));
  expect((await read(third.number)).shortageSaid).toBeInstanceOf(Date);
}

/**
 * Operations ship more than is there for an order, since another one holds it: they are asked, with the name of the other,
 * and choose; the other's owner hears of it.
 */
export async function playOvership({ desk, company, people, settle }: ChatHouse, locale: Locale): Promise<void> {
  const { anna, otto } = people;
  const say = (key: Parameters<typeof t>[1], values = {}) => t(locale, key, values);
  const goods = { sku: 'W700', name: 'Hub', price: 1_0000, onHand: 10_000 };
  await desk.desk.products.create(desk.actor(company.ada), goods);
  const read = async (number: string) => (await orderModel(desk.connection).findOne({ number }).lean<Order>())!;
  const file = async (pieces: number) => {
    await anna.say(`/order ${locale === 'zh' ? '新建' : 'new'} Acme W700x${pieces}`);
    return /SO-\d{6}/.exec((await anna.fill()).words)?.[0] ?? '';
  };
  const [first, second] = [await file(7), await file(8)];
  expect(await read(second)).toMatchObject({ state: 'approved', lines: [{ reserved: 3_000 }] });
  await otto.say(`/order ${locale === 'zh' ? '发货' : 'ship'} ${second}`);
  const asked = await otto.fill();
  expect(asked.words).toContain(say('overship.line', { sku: 'W700', sent: '8', there: '3' }));
  expect(asked.words).toContain(first);
  expect((await read(second)).shipments).toEqual([]);
  const sent = await otto.press(say('overship.take'));
  expect(sent.words).toContain(say('state.shipped'));
  expect(await read(first)).toMatchObject({ lines: [{ reserved: 2_000 }] });
  await settle();
  const lost = await anna.notice(say('card.lost.title', { order: first, customer: 'Acme Ltd' }));
  expect(lost.words).toContain('W700x5');
}
