import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Post } from '../../src/chat/adapter.ts';
import type { SealedCard } from '../../src/chat/card.ts';
import type { Member } from '../../src/members/member.ts';
import { orderModel } from '../../src/orders/model.ts';
import type { Order } from '../../src/orders/order.ts';
import { productModel } from '../../src/products/model.ts';
import { templateModel } from '../../src/templates/model.ts';
import { type Company, foundCompany } from '../support/company.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
import { quietChat } from '../support/quiet-chat.ts';
import { buttonsOf, cardOf, formOf, talkAs, textOf, valuesOf } from '../support/talk.ts';

const posts: Post[] = [];
let desk: TestDesk;
let company: Company;

beforeAll(async () => {
  desk = await openTestDesk({ adapters: [quietChat(posts)] });
  company = await foundCompany(desk);
});
afterAll(() => desk.close());

const as = (member: Member) => talkAs(desk, member);
const stored = (name: string) => templateModel(desk.connection).findOne({ name }).lean();

async function keep(name: string, lines: { sku: string; quantity?: number }[], by = company.anna): Promise<string> {
  const customer = company.acme._id;
  return (await desk.desk.templates.save(desk.actor(by), { name, customer, lines })).template._id;
}
const whole = [{ sku: 'A100', quantity: 2_000 }];

/** A template that makes a draft each Wednesday from now on. */
async function weekly(name: string, lines = whole): Promise<string> {
  const id = await keep(name, lines);
  const rule = { repeat: 'weekly' as const, every: 1, weekdays: [3], from: '2026-12-01' };
  await desk.desk.templates.repeat(desk.actor(company.anna), id, 0, { ...rule, from: today() }, today());
  return id;
}
const today = () => desk.clock().toISOString().slice(0, 10);

/** The next Wednesday morning, looked at twice; the cards that came of one template. */
async function wednesday(id: string): Promise<Post[]> {
  const day = desk.clock();
  const ahead = ((3 - day.getUTCDay() + 6) % 7) + 1;
  desk.clock.set(new Date(`${new Date(day.getTime() + ahead * 86_400_000).toISOString().slice(0, 10)}T01:00:00Z`));
  const before = posts.length;
  for (let n = 0; n < 2; n++) await desk.desk.recurring.tick(desk.clock());
  await desk.desk.outbox.drain();
  return posts.slice(before).filter((post) => post.key.includes(id));
}

const draftOf = async (id: string): Promise<Order | null> =>
  orderModel(desk.connection)
    .findOne({ requestKey: new RegExp(`^template:${id}`) })
    .sort({ _id: -1 })
    .lean<Order>();

describe('when a template makes drafts', () => {
  test('is asked for in a form, with each mistake at its field, and said in words', async () => {
    await keep('Rhythm', whole);
    const { anna } = company;
    const form = formOf(await as(anna).say('/order template repeat rhythm'));
    expect(valuesOf(form)).toMatchObject({ how: 'monthly', every: '1', from: '2026-12-02' });
    const wrong = await as(anna).submit(form, {
      how: 'weekly',
      every: '99',
      weekdays: [],
      from: '2026-11-01',
      until: '2026-10-01',
    });
    const fields = wrong.kind === 'errors' ? Object.keys(wrong.errors).sort() : [];
    expect(fields).toEqual(['every', 'from', 'until', 'weekdays']);
    const day = await as(anna).submit(form, { how: 'monthly', day: '32' });
    expect(JSON.stringify(day)).toContain('31 is the last day');
    const card = cardOf(await as(anna).submit(form, { how: 'monthly', day: '31', until: '2027-06-30' }));
    expect(textOf(card)).toContain('every month on the last day, from 2026-12-02 until 2027-06-30');
    expect(textOf(card)).toContain('12-31 09:00');
    const off = formOf(await as(anna).click(card, 'Repeat…'));
    const never = cardOf(await as(anna).submit(off, { how: 'never' }));
    expect(textOf(never)).not.toContain('Makes a draft');
    expect((await stored('Rhythm'))?.schedule).toBeUndefined();
  });

  test('in Chinese too', async () => {
    const li = await desk.member('Li', ['sales'], { teams: [company.team._id], locale: 'zh' });
    const mine = await desk.desk.customers.create(desk.actor(li), { code: 'HX', name: '华信' });
    await desk.desk.templates.save(desk.actor(li), { name: '周单', customer: mine._id, lines: whole });
    const form = formOf(await as(li).say('/order 模板 定期 周单'));
    const card = cardOf(await as(li).submit(form, { how: 'weekly', weekdays: ['1', '4'], every: '2' }));
    expect(textOf(card)).toContain('每 2 周的周一、周四，自 2026-12-02 起');
    expect(buttonsOf(card).map((b) => b.label)).toEqual([
      '使用',
      '修改',
      '定期…',
      '跳过下一次',
      '暂停',
      '共享给团队',
      '删除',
    ]);
  });

  test('a line without a quantity is refused, and so is a template for any customer', async () => {
    const { anna } = company;
    await keep('Open', [{ sku: 'A100' }, { sku: 'B200', quantity: 1_000 }]);
    const form = formOf(await as(anna).say('/order template repeat open'));
    const refused = await as(anna).submit(form, { how: 'weekly', weekdays: ['1'] });
    expect(JSON.stringify(refused)).toContain('needs every quantity: “Open” has none for A100');
    await desk.desk.templates.save(desk.actor(anna), { name: 'Nobody', lines: whole });
    const other = formOf(await as(anna).say('/order template repeat nobody'));
    expect(JSON.stringify(await as(anna).submit(other, { how: 'weekly', weekdays: ['1'] }))).toContain(
      'needs a customer',
    );
    expect((await stored('Open'))?.schedule).toBeUndefined();
    await weekly('Complete');
    const edit = formOf(await as(anna).say('/order template edit complete'));
    const empty = await as(anna).submit(edit, { lines: [{ sku: 'A100', quantity: '' }] });
    expect(empty).toMatchObject({ kind: 'errors', errors: { 'lines.0.quantity': expect.any(String) } });
    expect(await as(anna).submit(edit, { customer: '' })).toMatchObject({ kind: 'errors' });
    await desk.desk.templates.pause(desk.actor(anna), (await stored('Complete'))!._id);
  });
});

describe('the draft that a template made', () => {
  test('says what is short of counted goods only, less what others wait for', async () => {
    const { ada, anna } = company;
    await desk.desk.products.create(desk.actor(ada), { sku: 'D400', name: 'Rare', price: 1_0000 });
    await desk.desk.products.update(desk.actor(ada), 'D400', { onHand: 10_000 });
    await productModel(desk.connection).updateOne({ sku: 'D400' }, { waiting: 7_000 });
    const id = await weekly('Scarce', [
      { sku: 'A100', quantity: 6_000 },
      { sku: 'D400', quantity: 6_000 },
    ]);
    const [post] = await wednesday(id);
    expect(textOf(post?.card as SealedCard)).toContain('Short in stock: D400 (3 there).');
    await desk.desk.templates.pause(desk.actor(anna), id);
  });

  test('is submitted, edited or discarded by its buttons, and goes through the usual doors', async () => {
    const id = await weekly('Doors', [{ sku: 'A100', quantity: 100_000 }]);
    const [post] = await wednesday(id);
    const card = post?.card as SealedCard;
    expect(await draftOf(id)).toMatchObject({ state: 'draft', total: 12_000_00, owner: company.anna._id });
    const form = formOf(await as(company.anna).click(card, 'Edit'));
    expect(valuesOf(form).lines).toMatchObject([{ sku: 'A100', quantity: '100' }]);
    const submitted = cardOf(await as(company.anna).click(card, 'Submit'));
    expect(submitted.badge?.label).toBe('pending approval');
    expect(textOf(cardOf(await as(company.anna).click(card, 'Discard')))).toContain('is no draft any more');
    const [next] = await wednesday(id);
    const gone = cardOf(await as(company.anna).click(next?.card as SealedCard, 'Discard'));
    expect(gone.badge?.label).toBe('cancelled');
    expect(await draftOf(id)).toMatchObject({ state: 'cancelled' });
    expect((await draftOf(id))?.number).toBeUndefined();
    await desk.desk.templates.pause(desk.actor(company.anna), id);
  });

  test('the next one is left out once, however often the button is pressed, and a paused one makes none', async () => {
    const id = await weekly('Skipped');
    const [post] = await wednesday(id);
    const card = post?.card as SealedCard;
    const skipped = cardOf(await as(company.anna).click(card, 'Skip next'));
    expect(textOf(skipped)).toContain('is left out');
    expect(textOf(cardOf(await as(company.anna).click(card, 'Skip next')))).toContain('is left out');
    expect((await stored('Skipped'))?.schedule?.skipped).toHaveLength(1);
    expect(await wednesday(id)).toEqual([]);
    expect(textOf(cardOf(await as(company.anna).click(card, 'Skip next')))).toContain('is left out');
    expect((await stored('Skipped'))?.schedule?.skipped).toHaveLength(1);
    const paused = cardOf(await as(company.anna).click(card, 'Pause'));
    expect(textOf(paused)).toContain('paused');
    expect(await wednesday(id)).toEqual([]);
    await as(company.anna).click(paused, 'Resume');
    expect(await wednesday(id)).toHaveLength(1);
    await as(company.anna).click(card, 'Pause');
  });

  test('where no line can be ordered none is made, and the owner is told once', async () => {
    const id = await weekly('Empty', [{ sku: 'B200', quantity: 1_000 }]);
    await desk.desk.products.update(desk.actor(company.ada), 'B200', { moq: 5_000 });
    const told = await wednesday(id);
    expect(told).toHaveLength(1);
    expect(textOf(told[0]!.card)).toContain('of B200 more has to be ordered at least');
    expect(await draftOf(id)).toBeNull();
    await desk.desk.products.update(desk.actor(company.ada), 'B200', { moq: 1_000 });
    expect(await wednesday(id)).toHaveLength(1);
    expect(await draftOf(id)).toMatchObject({ state: 'draft' });
    await desk.desk.templates.pause(desk.actor(company.anna), id);
  });

  test('an owner who is away finds it on coming back; it is nobody else’s', async () => {
    const id = await weekly('Away');
    const { anna, bob } = company;
    await desk.desk.members.setAway(desk.actor(anna), anna._id, { standIn: bob._id, until: '2027-12-01' });
    const told = await wednesday(id);
    expect(told.map((post) => post.conversation)).toEqual([`console:@${anna._id}`]);
    expect((await draftOf(id))?.owner).toBe(anna._id);
    await desk.desk.members.endAway(desk.actor(anna), anna._id);
    await desk.desk.templates.pause(desk.actor(anna), id);
  });

  test('who lost the customer gets none; the manager and the owner are told once, and it goes on when resumed', async () => {
    const id = await weekly('Lost');
    const { anna, bob, ada, acme } = company;
    await desk.desk.customers.update(desk.actor(ada), acme.code, { owner: bob._id });
    const told = await wednesday(id);
    expect(told.map((post) => post.conversation).sort()).toEqual([anna, bob].map((m) => `console:@${m._id}`).sort());
    expect(await draftOf(id)).toBeNull();
    expect(await wednesday(id)).toEqual([]);
    for (const { card } of told) {
      expect(textOf(card)).toContain('its customer is not to be seen by Anna any more');
      expect(textOf(card)).not.toContain('Acme');
    }
    await desk.desk.customers.update(desk.actor(ada), acme.code, { owner: anna._id });
    const owners = told.find((post) => post.conversation.includes(anna._id))?.card as SealedCard;
    await as(anna).click(owners, 'Resume');
    expect(await wednesday(id)).toHaveLength(1);
    expect(await draftOf(id)).toMatchObject({ state: 'draft', owner: anna._id });
    await desk.desk.templates.pause(desk.actor(anna), id);
  });

  test('who does not sell any more gets none', async () => {
    const id = await weekly('Moved');
    const { anna, ada } = company;
    await desk.desk.members.update(desk.actor(ada), anna._id, { roles: ['operations'] });
    const told = await wednesday(id);
    expect(told).toHaveLength(2);
    expect(textOf(told[0]!.card)).toContain('Anna may not use it any more');
    expect(told.flatMap((post) => buttonsOf(post.card as SealedCard))).toEqual([]);
    expect(await draftOf(id)).toBeNull();
    await desk.desk.members.update(desk.actor(ada), anna._id, { roles: ['sales'] });
  });
});
