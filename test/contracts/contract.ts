import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { commands } from '../../src/commands/index.ts';
import { orderModel } from '../../src/orders/model.ts';
import type { Order } from '../../src/orders/order.ts';
import { type Locale, t } from '../../src/text/index.ts';
import { orderNow, seedOrder, tenPieces } from '../orders/support/seed.ts';
import { noon } from '../support/desk.ts';
import { addressScenarios } from './addresses.ts';
import type { Chat, ChatHouse, ChatPerson, Seen } from './chat.ts';
import { customerScenarios } from './customers.ts';
import { playGoods, playOvership, playShortage } from './goods.ts';
import { scenarios } from './moves.ts';
import { paymentScenarios } from './payments.ts';
import { playPurchase } from './purchases.ts';
import { playCredit } from './risks.ts';
import { tableScenarios } from './tables.ts';

const numberIn = ({ words }: Seen): string => /SO-\d{6}/.exec(words)?.[0] ?? '';

/**
 * A chat in a language; `whole` plays the long scenarios, too, `transport` only what differs by the way in which the chat
 * reaches the desk: a command, a form, a button, a file, a stranger. The soak plays all of it.
 */
export type Case = { chat: Chat; locale: Locale; whole?: true; transport?: true };

/** What a person can do in one chat can be done in every chat; the words are the same. */
export function contract(cases: readonly Case[]): void {
  describe.each(cases)('$chat.name, in $locale', play);
}

function play({ chat, locale, whole, transport }: Case): void {
  let house: ChatHouse;
  beforeAll(async () => {
    house = await chat.open(locale);
  });
  afterAll(() => house.close());

  const read = async (number: string): Promise<Order> =>
    (await orderModel(house.desk.connection).findOne({ number }).lean<Order>()) as Order;
  const say = (key: Parameters<typeof t>[1]) => t(locale, key);
  /** A long scenario is played in English in every chat, and in Chinese in one: the words are the same in all. */
  const long = whole ? test : test.skip;
  const usual = transport && !process.env.SOAK ? test.skip : test;
  const line = {
    en: (n: number) => `/order new Acme A100x${n} po ${4611 + n}`,
    zh: (n: number) => `/order 新建 Acme A100x${n} 单号 ${4611 + n}`,
  };

  /** Anna files an order by one line and the form as it stands. */
  async function file(quantity: number): Promise<string> {
    const { anna } = house.people;
    expect(await anna.say(line[locale](quantity))).toMatchObject({
      kind: 'form',
      words: expect.stringContaining('Acme Ltd'),
    });
    const card = await anna.fill();
    expect(card.kind).toBe('card');
    return numberIn(card);
  }

  /** Files the right rows of a table, of which one is right; a desk that is busy shows first how far it is. */
  async function fileValid(person: ChatPerson): Promise<Seen> {
    const summary = t(locale, 'batch.done.summary', { filed: 1, there: 0, wrong: 1 });
    const seen = await person.press(say('batch.file_valid'));
    if (seen.words.includes(summary)) return seen;
    expect(seen.words).toContain(say('batch.running.text'));
    await house.settle();
    return person.notice(summary);
  }

  test('an order goes from one line to the last payment', async () => {
    const { anna, bob, otto, fiona } = house.people;
    const number = await file(100);
    expect(await read(number)).toMatchObject({ state: 'pending', total: 12_000_00, poNo: '4711' });
    await house.settle();
    await bob.notice(number);
    expect((await bob.press(say('action.approve'))).words).toContain(say('state.approved'));
    await house.settle();
    expect((await anna.notice(say('state.approved'))).words).toContain(number);
    await otto.say(`/order show ${number}`);
    expect(await otto.press(say('action.ship'))).toMatchObject({ kind: 'form' });
    const shipped = await otto.fill({ carrier: 'SF', trackingNo: '1234567', eta: '2026-12-20' });
    expect(shipped.words).toContain('1234567');
    expect(shipped.words).not.toContain('12,000');
    await otto.press(say('action.deliver'));
    await fiona.say(`/order pay ${number} full ref BANK-${chat.name.length}`);
    await anna.say(`/order show ${number}`);
    expect((await anna.press(say('action.complete'))).words).toContain(say('state.completed'));
    expect(await read(number)).toMatchObject({ state: 'completed', paid: 12_000_00 });
  });

  test('a mistake is told in the form, which stays open, and mends', async () => {
    const { anna } = house.people;
    await anna.say(line[locale](0));
    const wrong = await anna.fill();
    expect(wrong.kind).toBe('form');
    const mended = await anna.fill({ lines: [{ sku: 'A100', quantity: '2' }] });
    expect([mended.kind, numberIn(mended)]).toEqual(['card', expect.stringMatching(/SO-/)]);
    expect((await read(numberIn(mended))).total).toBe(240_00);
  });

  usual('a pasted table shows a verdict for each row, and its right rows are filed once', async () => {
    const { anna } = house.people;
    const table = 'customer\tsku\tquantity\tpo_no\nACME\tA100\t1\tT-1\nNOBODY\tA100\t1\tT-2';
    const paste = `/order ${locale === 'zh' ? '导入' : 'import'}\n${table}`;
    const seen = await anna.say(paste);
    expect(seen.words).toContain(t(locale, 'error.batch_customer', { text: 'NOBODY' }));
    const filed = await fileValid(anna);
    const again = await anna.say(paste);
    expect(again.words).toContain(t(locale, 'batch.was_filed', { order: numberIn(filed) }));
    expect(await orderModel(house.desk.connection).countDocuments({ poNo: /^T-/ })).toBe(1);
  });

  test('a file of orders shows a verdict for each row, and its right rows are filed once', async () => {
    const { anna } = house.people;
    const rows = Buffer.from('customer,sku,quantity,po_no\nACME,A100,1,F-1\nNOBODY,A100,1,F-2\n');
    const seen = await anna.send('orders.csv', rows);
    expect(seen.words).toContain(t(locale, 'error.batch_customer', { text: 'NOBODY' }));
    const filed = await fileValid(anna);
    const again = await anna.send('orders.csv', rows);
    expect(again.words).toContain(t(locale, 'batch.was_filed', { order: numberIn(filed) }));
    expect(await orderModel(house.desk.connection).countDocuments({ poNo: /^F-/ })).toBe(1);
    const picture = await anna.send('orders.txt', Buffer.from('89504e470d0a1a0a', 'hex'));
    expect(picture.words).toContain(t(locale, 'error.batch_no_table', { name: 'orders.txt' }));
  });

  usual('a price is typed, looked at, set, quoted with where it comes from, taken by an order, and ended', async () => {
    const { anna, bob, otto } = house.people;
    const typed = locale === 'zh' ? '/order 调价 A100 Acme 110 满50' : '/order price A100 Acme 110 from 50';
    const form = await bob.say(typed);
    expect(form).toMatchObject({ kind: 'form', words: expect.stringContaining('CNY 110.00') });
    const from = t(locale, 'price.from', { quantity: '50' });
    const set = await bob.fill();
    expect(set.words).toContain('Acme Ltd');
    expect(set.words).toContain(from);
    const quoted = await anna.say(locale === 'zh' ? '/order 价格 A100 Acme' : '/order price A100 Acme');
    expect(quoted.words).toContain(`${say('price.source.customer')}${t(locale, 'price.separator')}${from}`);
    // The price of 20 was shown; the quantity that is filed has its own.
    await anna.say(line[locale](20));
    const number = numberIn(await anna.fill({ lines: [{ sku: 'A100', quantity: '50' }] }));
    const order = await read(number);
    expect(order).toMatchObject({ total: 5_500_00, lines: [{ priceSource: { from: 'customer', quantity: 50_000 } }] });
    expect((await anna.say(`/order show ${number}`)).words).toContain(say('price.source.customer'));
    expect((await otto.say(`/order show ${number}`)).words).not.toContain(say('price.source.customer'));
    const which = await bob.say(locale === 'zh' ? '/order 调价 A100 Acme 结束' : '/order price A100 Acme end');
    expect(which.words).toContain(say('price.which_end'));
    const ended = await bob.press(say('price.end'));
    expect(ended.words).toContain(t(locale, 'price.done.ended', { price: 'Acme' }).slice(0, 5).trim());
    expect(ended.words).toContain(say('price.none'));
  });

  usual(
    'what a customer usually takes is filed in three interactions, and once more with one more answer',
    async () => {
      const { desk, company, people } = house;
      const { anna } = people;
      const zeta = await desk.desk.customers.create(desk.actor(company.anna), {
        code: 'ZETA',
        name: 'Zeta Works',
        address: '2 Zeta Road',
      });
      const theirs = { customer: zeta._id, customerSnapshot: { code: zeta.code, name: zeta.name } };
      await seedOrder(desk, company, 'completed', theirs);
      await desk.desk.products.update(desk.actor(company.otto), 'A100', { onHand: 4_000 });
      let acts = 0;
      const act = (seen: Promise<Seen>) => {
        acts += 1;
        return seen;
      };
      const form = await act(anna.say(`/order ${locale === 'zh' ? '新建' : 'new'} ZETA`));
      expect(form).toMatchObject({ kind: 'form', words: expect.stringContaining('A100') });
      await act(anna.take('A100'));
      const first = numberIn(await act(anna.fill()));
      expect(acts).toBe(3);
      // The usual quantity, at today's price.
      expect(await read(first)).toMatchObject({ lines: [{ sku: 'A100', quantity: 10_000, unitPrice: 120_0000 }] });

      const again = await anna.say(`/order ${locale === 'zh' ? '复购' : 'again'} Zeta`);
      expect(again.words).toContain(first);
      expect(again.words).toContain(t(locale, 'again.short_line', { sku: 'A100', quantity: '10', available: '0' }));
      const asked = await anna.fill();
      for (const words of [first, say('double.lines'), say('double.anyway')]) expect(asked.words).toContain(words);
      expect(await orderModel(desk.connection).countDocuments({ customer: zeta._id, state: 'draft' })).toBe(1);
      const second = numberIn(await anna.press(say('double.anyway')));
      expect(second).not.toBe(first);
      const filed = await read(second);
      expect(filed.timeline.find((e) => e.action === 'submit')?.doubles).toEqual([(await read(first))._id]);

      await anna.say(`/order show ${first}`);
      expect(await anna.press(say('again.button'))).toMatchObject({ kind: 'form' });
      await anna.fill();
      expect((await anna.press(say('double.discard'))).words).toContain(say('state.cancelled'));
      expect(await orderModel(desk.connection).countDocuments({ customer: zeta._id })).toBe(4);
      // Nobody is asked about goods in what follows.
      await desk.desk.products.update(desk.actor(company.otto), 'A100', { onHand: 9_000_000 });
      await desk.desk.stock.tick(desk.clock());
      await house.settle();
    },
  );

  addressScenarios(locale, () => house, { usual, long });
  customerScenarios(locale, () => house, { usual, long });
  tableScenarios(locale, () => house, { usual, long });
  paymentScenarios(locale, () => house, usual);

  usual('a decision that somebody else made is told to who comes late', async () => {
    const { bob, ada } = house.people;
    const number = await file(90);
    await house.settle();
    await bob.notice(number);
    await ada.say(`/order approve ${number}`);
    const late = await bob.press(say('action.approve'));
    expect((await read(number)).timeline.filter((e) => e.action === 'approve')).toHaveLength(1);
    expect(late.words).toContain('Ada');
  });

  usual('a rejection asks for its reason, and the owner reads it', async () => {
    const { bob, anna } = house.people;
    const number = await file(95);
    await house.settle();
    await bob.notice(number);
    expect(await bob.press(say('action.reject'))).toMatchObject({ kind: 'form' });
    await bob.fill({ reason: 'too much *for* <!channel> now' });
    await house.settle();
    expect((await anna.notice(number)).words).toContain('too much *for* <!channel> now');
  });

  long(
    'small orders are ticked on two pages and decided at once, and one that changed meanwhile is skipped and named',
    async () => {
      const { anna, bob } = house.people;
      const numbers: string[] = [];
      const { desk, company } = house;
      const medium = {
        classes: { size: 'medium' as const, customer: 'existing' as const, urgency: 'long' as const },
        lines: [tenPieces({ quantity: 120_000, amount: 12_000_00 })],
        total: 12_000_00,
        baseTotal: 12_000_00,
      } satisfies Partial<Order>;
      for (let n = 0; n < 11; n += 1) numbers.push((await seedOrder(desk, company, 'pending', medium)).number ?? '');
      await house.settle();
      const first = await bob.say(locale === 'zh' ? '/order 待办' : '/order pending');
      const [a, b, c] = numbers.filter((number) => first.words.includes(number)) as [string, string, string];
      await bob.tick([a, b, c]);
      const second = await bob.press(say('word.more'));
      const [d] = numbers.filter((number) => second.words.includes(number)) as [string];
      expect(second.words).not.toContain(a);
      await bob.tick([d]);
      const back = await bob.press(say('word.previous'));
      expect(back.words).toContain(t(locale, 'pending.approve_more', { n: 1 }));
      await anna.say(`/order withdraw ${b}`);
      await anna.say(`/order submit ${b}`);
      await house.settle();
      const done = await bob.press(t(locale, 'pending.approve_more', { n: 1 }));
      expect(done.words).toContain(t(locale, 'pending.result.approve', { done: 3, all: 4, skipped: 1 }));
      expect(done.words).toMatch(new RegExp(`${b}[\\s\\S]*${say('pending.skip.changed')}`));
      const states = await Promise.all([a, b, c, d].map(async (number) => (await read(number)).state));
      expect(states).toEqual(['approved', 'pending', 'approved', 'approved']);

      const rest = await bob.press(say('pending.back'));
      expect(rest.words).not.toContain(a);
      await bob.tick([b]);
      expect(await bob.press(say('pending.reject'))).toMatchObject({ kind: 'form', words: expect.stringContaining(b) });
      const rejected = await bob.fill({ reason: 'not this month' });
      expect(rejected.words).toContain(t(locale, 'pending.result.reject', { done: 1, all: 1, skipped: 0 }));
      expect(await read(b)).toMatchObject({ state: 'rejected', approval: { steps: [{ decision: 'rejected' }] } });
    },
  );

  long('every move of the contract can be typed, and is refused with the reason where it is not possible', async () => {
    const { desk, company, people } = house;
    for (const { action, from, by, rest = '', form, to } of scenarios) {
      const order = await seedOrder(desk, company, from);
      const word = commands.find((c) => c.name === action)?.words[locale][0];
      const typed = (name: string) => `/order ${word} ${name} ${rest}`.trim();
      const opened = await people[by].say(typed(order.number ?? order.draftNo));
      const seen = form ? await people[by].fill(form) : opened;
      expect([action, seen.words.includes(say(`state.${to}`))]).toEqual([action, true]);
      expect([action, (await orderNow(desk, order._id)).state]).toEqual([action, to]);
    }
    const ended = await seedOrder(desk, company, 'completed');
    // Refusals are the core's: all of them are read in one chat, some in the others.
    const refusals = chat.name === 'the console' ? scenarios : scenarios.filter((_, n) => n % 5 === 0);
    for (const { action, by, rest = '' } of refusals) {
      const word = commands.find((c) => c.name === action)?.words[locale][0];
      const refused = await people[by].say(`/order ${word} ${ended.number} ${rest}`.trim());
      expect([action, refused.words.includes(say('state.completed'))]).toEqual([action, true]);
    }
    expect(await orderNow(desk, ended._id)).toMatchObject({ state: 'completed', revision: 0 });
  });

  usual('the owner is asked before the decision, answers by button, and whoever asked reads it', async () => {
    const { anna, bob } = house.people;
    const number = await file(91);
    await house.settle();
    await bob.notice(number);
    expect(await bob.press(say('action.ask'))).toMatchObject({ kind: 'form' });
    await bob.fill({ text: 'is *that* the price?' });
    await house.settle();
    expect((await anna.notice('is *that* the price?')).words).toContain(number);
    expect(await anna.press(say('action.answer'))).toMatchObject({ kind: 'form' });
    await anna.fill({ text: 'yes, as in June' });
    await house.settle();
    await bob.notice('yes, as in June');
    expect((await bob.say(`/order approve ${number}`)).words).toContain(say('state.approved'));
  });

  usual(
    'an approved order is changed without cancelling it: the approver sees before and after, and decides; the old version stays readable',
    async () => {
      const { anna, bob } = house.people;
      const number = await file(92);
      await bob.say(`/order approve ${number}`);
      const word = locale === 'zh' ? '变更' : 'change';
      expect(await anna.say(`/order ${word} ${number}`)).toMatchObject({ kind: 'form' });
      const proposed = await anna.fill({ lines: [{ sku: 'A100', quantity: '150', price: '120' }] });
      expect(proposed.words).toContain(t(locale, 'card.change.title', { change: 'C1' }));
      expect(await read(number)).toMatchObject({ state: 'approved', version: 1, change: { id: 'C1' } });
      await house.settle();
      const asked = await bob.notice(t(locale, 'card.change.decision', { order: number, customer: 'Acme Ltd' }));
      for (const words of ['11,040.00', '18,000.00']) expect(asked.words).toContain(words);
      await bob.press(say('action.approve'));
      const after = await read(number);
      expect([after.version, after.total, after.change]).toEqual([2, 18_000_00, undefined]);
      const trail = await anna.say(`/order ${locale === 'zh' ? '审计' : 'audit'} ${number}`);
      for (const words of ['Bob', say('did.change_proposed'), t(locale, 'card.change.version', { n: 1 })])
        expect(trail.words).toContain(words);
      const first = await anna.say(`/order audit ${number} v1`);
      for (const words of ['11,040.00', '18,000.00', '92']) expect(first.words).toContain(words);
      expect((await anna.say(`/order audit ${number} v7`)).words).toContain('1, 2');
    },
  );

  usual('goods are ordered from a supplier, a part of them comes, and the product shows the rest on order', () =>
    playPurchase(house, locale),
  );

  usual('an order over the credit limit is approved once, stopped when the limit falls, and let go by finance', () =>
    playCredit(house, locale),
  );

  usual('goods that are missing are asked about, come in, and the owner hears of it', () => playGoods(house, locale));

  usual('an order is filed of which stock falls short, and its owner says what becomes of it', () =>
    playShortage(house, locale),
  );

  long('goods that another order holds are asked about before they are sent, and its owner hears that they went', () =>
    playOvership(house, locale),
  );

  usual('my day, the list, help and the report answer in the person’s language', async () => {
    const { bob, ada } = house.people;
    expect((await bob.say('/order')).words).toContain(say('card.day.turn'));
    expect((await bob.say(locale === 'zh' ? '/order 列表' : '/order list')).words).toContain('SO-');
    expect((await bob.say('/order help')).words).toContain(say('does.list'));
    expect((await ada.say('/order report this month')).words).toContain('CNY');
    expect((await bob.say('/order aprove')).words).toContain('approve');
  });

  /** The hour of the digest, looked at three times on a day. */
  async function digestHour(days: number): Promise<void> {
    const { desk } = house;
    desk.clock.set(new Date(Math.max(desk.clock().getTime(), noon.getTime() + days * 86_400_000)));
    for (let n = 0; n < 3; n += 1) await desk.reminders.tick(desk.clock());
    await house.settle();
  }

  usual('a reminder comes once, is put off by a button, and comes again on its later day', async () => {
    const { desk, people } = house;
    const number = await file(3);
    await orderModel(desk.connection).updateOne(
      { number },
      { $set: { state: 'approved', promisedDate: '2026-12-05' } },
    );
    // The others that wait for a decision hold goods of which a reminder would tell, too.
    await orderModel(desk.connection).updateMany({ number: { $ne: number } }, { $unset: { reservedUntil: 1 } });
    await digestHour(0);
    const title = say('reminder.title').split('{')[0] ?? '';
    expect(await people.anna.notices(title)).toBe(1);
    await people.anna.notice(title);
    const said = await people.anna.press(t(locale, 'reminder.snooze', { n: 1 }));
    expect(said.words).toContain('2026-12-03');
    await digestHour(0);
    expect(await people.anna.notices(title)).toBe(1);
    await digestHour(1);
    expect(await people.anna.notices(title)).toBe(2);
    expect((await people.anna.notice(title)).words).toContain(number);
    expect((await people.anna.press(say('reminder.done'))).words).toContain(
      t(locale, 'reminder.said_done', { what: '' }).trim().split('·').at(-1)?.trim(),
    );
    await digestHour(1);
    expect(await people.anna.notices(title)).toBe(2);
  });

  usual(
    'an order is kept as a template, filed again with other quantities, and comes as a draft by itself',
    async () => {
      const { desk, people } = house;
      const { anna } = people;
      const number = await file(4);
      const word = locale === 'zh' ? '模板' : 'template';
      await anna.say(`/order show ${number}`);
      expect(await anna.press(say('template.save'))).toMatchObject({ kind: 'form' });
      const kept = await anna.fill({ name: 'Monthly *Acme*', lines: [{ sku: 'A100', quantity: '' }] });
      for (const words of ['Monthly *Acme*', say('template.to_fill_in'), say('template.saved')])
        expect(kept.words).toContain(words);
      const used = await anna.say(`/order ${word} monthly`);
      expect(used).toMatchObject({ kind: 'form', words: expect.stringContaining('Acme Ltd') });
      expect((await anna.fill()).kind).toBe('form');
      const filed = await anna.fill({ lines: [{ sku: 'A100', quantity: '6' }] });
      expect(await read(numberIn(filed))).toMatchObject({ total: 720_00, state: 'approved' });

      expect((await anna.say(`/order ${word}`)).words).toContain('Monthly *Acme*');
      expect(await anna.press(say('template.edit'))).toMatchObject({ kind: 'form' });
      await anna.fill({ lines: [{ sku: 'A100', quantity: '3' }] });
      expect(await anna.press(say('template.repeat'))).toMatchObject({ kind: 'form' });
      const daily = await anna.fill({ how: 'weekly', weekdays: ['1', '2', '3', '4', '5'] });
      expect(daily.words).toContain(say('template.label.next'));
      desk.clock.set(new Date(desk.clock().getTime() + 4 * 86_400_000));
      for (let n = 0; n < 3; n += 1) await desk.desk.recurring.tick(desk.clock());
      await house.settle();
      const title = say('template.draft.text');
      expect(await anna.notices(title)).toBe(1);
      const draft = await anna.notice(title);
      const buttons = [say('action.edit'), say('template.discard'), say('template.skip'), say('template.pause')];
      for (const words of ['Monthly *Acme*', 'Acme Ltd', '360.00', ...buttons]) expect(draft.words).toContain(words);
      expect((await anna.press(say('action.submit'))).words).toContain(say('state.approved'));
      const paused = await anna.say(`/order ${word} ${locale === 'zh' ? '暂停' : 'pause'} monthly`);
      expect(paused.words).toContain(say('template.is_paused'));
    },
  );

  test('somebody whom the desk does not know reads whom to ask, and nothing else', async () => {
    if (!house.stranger) return;
    const answer = await house.stranger.say('/order list');
    expect(answer.words).toContain('Ada');
    expect(answer.words).not.toContain('SO-');
  });
}
