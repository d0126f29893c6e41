import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { personOf } from '../../src/members/member.ts';
import { seedOrder, tenPieces } from '../orders/support/seed.ts';
import type { Message } from '../support/feishu/types.ts';
import { wordsOf } from '../support/feishu/words.ts';
import { openFeishuDesk } from '../support/feishu-desk.ts';
import { until } from '../support/until.ts';

let on: Awaited<ReturnType<typeof openFeishuDesk>>;
beforeAll(async () => {
  on = await openFeishuDesk({ locale: 'zh' });
  await seedOrder(on.desk, on.company, 'completed', { lines: [tenPieces({ unitPrice: 95_0000 })] });
  await on.desk.desk.products.update(on.desk.actor(on.company.otto), 'A100', { onHand: 4_000 });
});
afterAll(() => on.close());

const formOf = (fits: (words: string) => boolean) =>
  until('the form', 8_000, () =>
    on.users.anna.shown().direct.findLast((m) => JSON.stringify(m.card ?? {}).includes('~send') && fits(wordsOf(m))),
  ) as Promise<Message>;
const buttonOf = (message: Message, words: RegExp): string =>
  words.exec(JSON.stringify(message.card))?.[1] ?? `no button ${words}`;

describe('the form of an order in Feishu', () => {
  test('offers what the customer usually takes once the customer is looked up, and takes it with a click', async () => {
    const { anna } = on.users;
    await anna.write('/order 新建');
    const empty = await formOf(() => true);
    expect(wordsOf(empty)).not.toContain('常购');
    anna.fill(empty, { customer: 'acme' });
    await anna.click(empty, buttonOf(empty, /"name":"(form~[\w-]+~look)"/));
    const offered = await formOf((words) => words.includes('常购'));
    expect(wordsOf(offered)).toContain('A100 · Widget × 10 · 目录价 120 · 上次 95 · 现仅可用 4');
    await anna.click(offered, buttonOf(offered, /"name":"(form~[\w-]+~take~[\w-]+)"/));
    const taken = await formOf((words) => words.includes('1,200.00'));
    expect(wordsOf(taken)).toContain('现仅可用 4');
    expect(wordsOf(taken)).not.toContain('常购');
  });

  test('shows what the customer pays, and what another one pays once another is looked up', async () => {
    const { anna } = on.users;
    const { desk } = on.desk;
    const product = (await desk.products.get(personOf(on.company.bob), 'A100'))._id;
    const own = { product, customer: on.company.acme._id, from: 0, price: 92_0000 };
    await desk.prices.set(on.desk.actor(on.company.bob), own);
    await desk.customers.create(on.desk.actor(on.company.anna), {
      code: 'ZETA',
      name: 'Zeta Works',
      address: '2 Zeta Road',
    });
    await anna.write('/order 新建 ACME');
    const offered = await formOf((words) => words.includes('× 10 · 92 · 客户价 · 上次 95'));
    await anna.click(offered, buttonOf(offered, /"name":"(form~[\w-]+~take~[\w-]+)"/));
    const taken = await formOf((words) => words.includes('920.00'));
    anna.fill(taken, { customer: 'zeta' });
    await anna.click(taken, buttonOf(taken, /"name":"(form~[\w-]+~look)"/));
    const other = await formOf((words) => words.includes('1,200.00') && words.includes('Zeta'));
    expect(wordsOf(other)).toContain('目录价 120');
    expect(wordsOf(other)).not.toContain('客户价');
  });

  test('a price that nobody typed follows the quantity when it is recalculated; one that was typed stays, and says so', async () => {
    const { anna } = on.users;
    const { desk } = on.desk;
    const product = (await desk.products.get(personOf(on.company.bob), 'B200'))._id;
    await desk.prices.set(on.desk.actor(on.company.bob), { product, from: 50_000, price: 8_0000 });
    const look = async (message: Message, cells: Record<string, string>) => {
      anna.fill(message, cells);
      await anna.click(message, buttonOf(message, /"name":"(form~[\w-]+~look)"/));
    };
    const cell = (message: Message, name: string) => buttonOf(message, new RegExp(`"name":"([^"]*${name}[^"]*)"`));
    await anna.write('/order 新建 ACME B200x20');
    const first = await formOf((words) => words.includes('200.00') && words.includes('目录价 10'));
    await look(first, { [cell(first, 'quantity')]: '50' });
    const more = await formOf((words) => words.includes('400.00'));
    expect(wordsOf(more)).toContain('8 · 目录价，满50起');
    await look(more, { [cell(more, 'price')]: '9.5' });
    const typed = await formOf((words) => words.includes('475.00'));
    expect(wordsOf(typed)).toContain('手填；价目表为 8（目录价，满50起）');
    await look(typed, { [cell(typed, 'quantity')]: '20' });
    const less = await formOf((words) => words.includes('190.00'));
    expect(wordsOf(less)).toContain('手填；目录价为 10');
  });
});
