import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { personOf } from '../../src/members/member.ts';
import { seedOrder, tenPieces } from '../orders/support/seed.ts';
import { buttonsOf } from '../support/slack/find.ts';
import type { View } from '../support/slack/types.ts';
import { openSlackDesk, wordsIn } from '../support/slack-desk.ts';
import { until } from '../support/until.ts';

let on: Awaited<ReturnType<typeof openSlackDesk>>;
let channel: string;
beforeAll(async () => {
  on = await openSlackDesk({ locale: 'en' });
  channel = await on.channel('orders');
  await seedOrder(on.desk, on.company, 'completed', { lines: [tenPieces({ unitPrice: 95_0000 })] });
  await on.desk.desk.products.update(on.desk.actor(on.company.otto), 'A100', { onHand: 4_000 });
});
afterAll(() => on.close());

const modalOf = (fits: (words: string, view: View) => boolean) =>
  until('the modal', 8_000, () => {
    const { modal } = on.users.anna.shown();
    return modal && modal.callback_id === 'form' && fits(wordsIn(modal.blocks), modal) ? modal : undefined;
  }) as Promise<View>;

describe('the form of an order in Slack', () => {
  test('offers what the customer usually takes once a customer is chosen, and reckons with what is there now', async () => {
    const { anna } = on.users;
    await anna.command('/order new', { channel });
    const empty = await modalOf(() => true);
    expect(buttonsOf(empty).filter((words) => words.startsWith('+'))).toEqual([]);
    const { options } = await anna.suggest(empty, 'customer', 'acm');
    await anna.choose(empty, 'customer', options[0] as never);
    const offered = await modalOf((words) => words.includes('Usual items'));
    expect(wordsIn(offered.blocks)).toContain('A100 · Widget × 10 · list price 120 · last 95 · only 4 available now');
    await anna.click(offered, '+ A100 × 10');
    const taken = await modalOf((words) => words.includes('Total: CNY 1,200.00'));
    expect(buttonsOf(taken).filter((words) => words.startsWith('+'))).toEqual([]);
    expect(wordsIn(taken.blocks)).toContain('only 4 available now');
  });

  test('asks for no line whose word means several products, and so for the one that is chosen beside them', async () => {
    const { anna } = on.users;
    for (const sku of ['GIZ-1', 'GIZ-2']) {
      const product = { sku, name: `Gizmo ${sku}`, price: 1_0000 };
      await on.desk.desk.products.create(on.desk.actor(on.company.ada), product);
    }
    const words = Array.from({ length: 8 }, (_, n) => `gizmox${n + 1}`).join(' ');
    await anna.command(`/order new ACME ${words}`, { channel });
    const open = await modalOf((shown) => shown.includes('gizmo'));
    await anna.click(open, 'Add a line');
    const more = await modalOf((shown) => shown.includes('Line 9'));
    const { options } = await anna.suggest(more, 'lines.8.sku', 'a100');
    await anna.choose(more, 'lines.8.sku', options[0] as never);
    await modalOf((shown) => shown.includes('Line 9 · A100 · Widget · list price 120'));
  });

  test('shows what the customer pays, and what another one pays once another is chosen', async () => {
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
    await anna.command('/order new ACME', { channel });
    const offered = await modalOf((words) => words.includes('Usual items'));
    expect(wordsIn(offered.blocks)).toContain('A100 · Widget × 10 · 92 · customer price · last 95');
    await anna.click(offered, '+ A100 × 10');
    const taken = await modalOf((words) => words.includes('Total: CNY 920.00'));
    const { options } = await anna.suggest(taken, 'customer', 'zeta');
    await anna.choose(taken, 'customer', options[0] as never);
    const other = await modalOf((words) => words.includes('Total: CNY 1,200.00'));
    expect(wordsIn(other.blocks)).toContain('list price 120');
    expect(wordsIn(other.blocks)).not.toContain('customer price');
    expect(wordsIn(other.blocks)).not.toContain('last 95');
  });

  test('a price that nobody typed follows the quantity, by Enter or “Recalculate”; one that was typed stays, and says so', async () => {
    const { anna } = on.users;
    const { desk } = on.desk;
    const product = (await desk.products.get(personOf(on.company.bob), 'B200'))._id;
    await desk.prices.set(on.desk.actor(on.company.bob), { product, from: 50_000, price: 8_0000 });
    await anna.command('/order new ACME B200x20', { channel });
    const first = await modalOf((words) => words.includes('Total: CNY 200.00'));
    expect(wordsIn(first.blocks)).toContain('list price 10');
    // The quantity tells the desk when Enter is pressed in it.
    await anna.choose(first, 'lines.0.quantity', '50');
    const more = await modalOf((words) => words.includes('Total: CNY 400.00'));
    expect(wordsIn(more.blocks)).toContain('8 · list price, from 50');
    await anna.choose(more, 'lines.0.price', '9.5');
    await anna.click(more, 'Recalculate');
    const typed = await modalOf((words) => words.includes('Total: CNY 475.00'));
    expect(wordsIn(typed.blocks)).toContain('typed in; price list: 8 (list price, from 50)');
    await anna.choose(typed, 'lines.0.quantity', '20');
    const less = await modalOf((words) => words.includes('Total: CNY 190.00'));
    expect(wordsIn(less.blocks)).toContain('typed in; list price: 10');
    await anna.choose(less, 'lines.0.price', '10');
    await anna.click(less, 'Recalculate');
    const listed = await modalOf((words) => words.includes('Total: CNY 200.00'));
    expect(wordsIn(listed.blocks)).not.toContain('typed in');
  });
});
