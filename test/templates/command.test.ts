import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { auditModel } from '../../src/audit/model.ts';
import type { SealedCard } from '../../src/chat/card.ts';
import { newId } from '../../src/id.ts';
import type { Member } from '../../src/members/member.ts';
import { personOf } from '../../src/members/member.ts';
import { orderModel } from '../../src/orders/model.ts';
import type { Order } from '../../src/orders/order.ts';
import { productModel } from '../../src/products/model.ts';
import { templateModel } from '../../src/templates/model.ts';
import { t } from '../../src/text/index.ts';
import { type Company, foundCompany } from '../support/company.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
import { buttonsOf, cardOf, formOf, talkAs, textOf, valuesOf } from '../support/talk.ts';

let desk: TestDesk;
let company: Company;
/** A salesperson of the same team, one of another, and one who reads Chinese. */
let mate: Member;
let stranger: Member;
let li: Member;

beforeAll(async () => {
  desk = await openTestDesk();
  company = await foundCompany(desk);
  mate = await desk.member('Mara', ['sales'], { teams: [company.team._id] });
  const west = await desk.desk.members.createTeam(desk.actor(company.ada), { name: 'West' });
  stranger = await desk.member('Wes', ['sales', 'manager'], { teams: [west._id] });
  li = await desk.member('Li', ['sales'], { teams: [company.team._id], locale: 'zh' });
});
afterAll(() => desk.close());

const as = (member: Member) => talkAs(desk, member);
const now = (name: string) => templateModel(desk.connection).findOne({ name, active: true }).lean();

/** A draft of ten A100, five off, and three B200 at a price of its own. */
async function order(by: Member = company.anna, customer = company.acme._id): Promise<Order> {
  const lines = [
    { sku: 'A100', quantity: 10_000, discount: 500 },
    { sku: 'B200', quantity: 3_000, unitPrice: 7_7777 },
  ];
  return desk.desk.drafts.create(desk.actor(by), { customer, lines, notes: 'with *care*' });
}
async function saved(name: string): Promise<SealedCard> {
  const { draftNo } = await order();
  return cardOf(await as(company.anna).say(`/order template save ${draftNo} ${name}`));
}

describe('a template is kept', () => {
  test('from an order by typing, with its discounts, at the prices of the day, and once', async () => {
    const { draftNo } = await order();
    const key = newId();
    const say = () =>
      desk.bot({
        kind: 'command',
        text: `/order template save ${draftNo} Monthly Acme`,
        from: `console:${company.anna._id}`,
        conversation: `console:@${company.anna._id}`,
        key,
      });
    const card = cardOf(await say());
    await say();
    expect(card.title).toBe('Monthly Acme');
    for (const words of ['Acme Ltd', 'A100', '10', '5 %', 'with *care*']) expect(textOf(card)).toContain(words);
    expect(await templateModel(desk.connection).countDocuments({ nameKey: 'monthly acme' })).toBe(1);
    const kept = await now('Monthly Acme');
    expect(kept?.lines).toMatchObject([{ sku: 'A100', discount: 500 }, { sku: 'B200' }]);
    expect(JSON.stringify(kept)).not.toContain('77777');
    expect(kept?.createdAt).toEqual(desk.clock());
  });

  test('from an order by its button, which asks for the name, in Chinese too', async () => {
    const mine = await desk.desk.customers.create(desk.actor(li), { code: 'HX', name: '华信' });
    const { draftNo } = await order(li, mine._id);
    const card = cardOf(await as(li).say(`/order 查看 ${draftNo}`));
    const form = formOf(await as(li).click(card, '存为模板'));
    expect(form.title).toBe('存为模板');
    const wrong = await as(li).submit(form, { name: '!!' });
    expect(wrong).toMatchObject({ kind: 'errors', errors: { name: expect.stringContaining('文字') } });
    const done = cardOf(await as(li).submit(form, { name: '月度 华信' }));
    expect(textOf(done)).toContain('模板已保存');
    const used = formOf(await as(li).say('/order 模板 yuedu'));
    expect(used.title).toBe('新建订单');
    expect(textOf(cardOf(await as(li).say('/order 模板')))).toContain('月度 华信');
  });

  test('a name that is taken, and an order without a name, are answered with what to do', async () => {
    await saved('Twice');
    const again = cardOf(await as(company.anna).say(`/order template save ${(await order()).draftNo} twice`));
    expect(textOf(again)).toContain('There is a template called “twice” already');
    const none = cardOf(await as(company.anna).say('/order template save'));
    expect(textOf(none)).toContain('/order template save SO-000042 monthly acme');
  });

  test('by a form of its own, for any customer, with quantities left open and a price that stays', async () => {
    const form = formOf(await as(company.anna).say('/order template new Spares'));
    expect(valuesOf(form).name).toBe('Spares');
    const lines = [
      { sku: 'a100', quantity: '' },
      { sku: 'B200', quantity: '2', price: '9.50' },
    ];
    const card = cardOf(await as(company.anna).submit(form, { lines }));
    for (const words of ['any customer', 'to fill in', '9.50', 'price of the day'])
      expect(textOf(card)).toContain(words);
    expect((await now('Spares'))?.lines).toMatchObject([
      { sku: 'A100' },
      { sku: 'B200', quantity: 2_000, unitPrice: 9_5000 },
    ]);
    const bad = formOf(await as(company.anna).say('/order template new Bad'));
    const wrong = await as(company.anna).submit(bad, {
      lines: [
        { sku: 'NOPE', quantity: '' },
        { sku: 'A100', quantity: '0' },
      ],
    });
    expect(wrong.kind).toBe('errors');
    expect(await now('Bad')).toBeNull();
  });
});

describe('a line of a template whose product is not sold any more', () => {
  test('is not shown as another product that is written alike', async () => {
    const { ada, anna } = company;
    await desk.desk.products.create(desk.actor(ada), { sku: 'A-100', name: 'Antique', price: 1_0000 });
    const lines = [{ sku: 'A-100', quantity: 1_000 }];
    await desk.desk.templates.save(desk.actor(anna), { name: 'Alike', lines });
    await desk.desk.products.update(desk.actor(ada), 'A-100', { active: false });
    expect(textOf(cardOf(await as(anna).say('/order template show alike')))).not.toContain('Widget');
    const form = formOf(await as(anna).say('/order template edit alike'));
    expect(valuesOf(form).lines).toMatchObject([{ sku: 'A-100', isGone: true }]);
    expect(JSON.stringify(form)).not.toContain('Widget');
  });

  test('is named with others as Chinese names several things', async () => {
    const { ada } = company;
    for (const sku of ['Z1', 'Z2']) await desk.desk.products.create(desk.actor(ada), { sku, name: sku, price: 1_0000 });
    const hua = await desk.desk.customers.create(desk.actor(li), { code: 'HUA', name: '华信' });
    const made = ['A100', 'Z1', 'Z2'].map((sku) => ({ sku, quantity: 1_000 }));
    const { draftNo } = await desk.desk.drafts.create(desk.actor(li), { customer: hua._id, lines: made });
    for (const sku of ['Z1', 'Z2']) await desk.desk.products.update(desk.actor(ada), sku, { active: false });
    expect(textOf(cardOf(await as(li).say(`/order 模板 保存 ${draftNo} 月度`)))).toContain('Z1、Z2');
  });
});

describe('a template is used', () => {
  test('the form of a new order is filled; an empty quantity is asked for at its field; today’s price counts', async () => {
    await desk.desk.products.update(desk.actor(company.ada), 'A100', { price: 130_0000 });
    await desk.desk.products.update(desk.actor(company.ada), 'B200', { onHand: 0 });
    const form = formOf(await as(company.anna).say('/order template use spares'));
    expect(form.note).toContain('Fill in the quantity of A100');
    expect(form.note).toContain('Short in stock: B200 (0 there)');
    await desk.desk.products.update(desk.actor(company.ada), 'B200', { onHand: 100_000 });
    const empty = await as(company.anna).submit(form, { customer: 'ACME' });
    expect(empty).toMatchObject({ kind: 'errors', errors: { 'lines.0.quantity': expect.stringContaining('A100') } });
    const filled = [
      { sku: 'A100', quantity: '2' },
      { sku: 'B200', quantity: '2', price: '9.50' },
    ];
    const card = cardOf(await as(company.anna).submit(form, { customer: 'ACME', lines: filled }));
    const number = /SO-\d+/.exec(card.title)?.[0];
    const filed = await orderModel(desk.connection).findOne({ number }).lean<Order>();
    expect(filed?.lines.map((l) => l.unitPrice)).toEqual([130_0000, 9_5000]);
    await desk.desk.products.update(desk.actor(company.ada), 'A100', { price: 120_0000 });
  });

  test('what is short is what a new order could not have: of all its lines, of counted goods, and less what others wait for', async () => {
    const { ada, anna } = company;
    for (const sku of ['C300', 'D400', 'E500'])
      await desk.desk.products.create(desk.actor(ada), { sku, name: sku, price: 1_0000 });
    await desk.desk.products.update(desk.actor(ada), 'C300', { onHand: 10_000 });
    await desk.desk.products.update(desk.actor(ada), 'D400', { onHand: 10_000 });
    await productModel(desk.connection).updateOne({ sku: 'D400' }, { waiting: 7_000 });
    const lines = ['C300', 'C300', 'D400', 'E500'].map((sku) => ({ sku, quantity: 6_000 }));
    await desk.desk.templates.save(desk.actor(anna), { name: 'Scarce', lines });
    const { note } = formOf(await as(anna).say('/order template scarce'));
    expect(note).toContain('Short in stock: C300 (10 there), D400 (3 there).');
  });

  test('approval is never carried: an order from a template of an approved order waits for a decision', async () => {
    const lines = [{ sku: 'A100', quantity: 100_000 }];
    const draft = await desk.desk.drafts.create(desk.actor(company.anna), { customer: company.acme._id, lines });
    await desk.desk.move(desk.actor(company.anna), draft._id, 'submit');
    const { order: agreed } = await desk.desk.move(desk.actor(company.bob), draft._id, 'approve');
    await as(company.anna).say(`/order template save ${agreed.number} Large one`);
    const form = formOf(await as(company.anna).say('/order template large one'));
    const more = [{ sku: 'A100', quantity: '101' }];
    const card = cardOf(await as(company.anna).submit(form, { lines: more }));
    const number = /SO-\d+/.exec(card.title)?.[0];
    const filed = await orderModel(desk.connection).findOne({ number }).lean<Order>();
    expect(filed).toMatchObject({ state: 'pending', approval: { steps: [{ seats: [{ role: 'manager' }] }] } });
    expect(filed?.approvedAt).toBeUndefined();
    expect(filed?.poNo).toBeUndefined();
  });

  test('what is not sold any more is named, and not filled in', async () => {
    await desk.desk.products.update(desk.actor(company.ada), 'B200', { active: false });
    const form = formOf(await as(company.anna).say('/order template spares'));
    expect(form.note).toContain('Not sold any more: B200');
    expect(JSON.stringify(valuesOf(form).lines)).not.toContain('B200');
    await desk.desk.products.update(desk.actor(company.ada), 'B200', { active: true });
  });

  test('several that match are offered, a slip of the finger is answered with the nearest', async () => {
    await saved('Quarter north');
    await saved('Quarter south');
    const choice = cardOf(await as(company.anna).say('/order template quarter'));
    expect(textOf(choice)).toMatch(/Quarter north.*Quarter south/);
    const [first] = buttonsOf(choice);
    expect(formOf(await as(company.anna).press(first!.id)).title).toBe('New order');
    const typo = cardOf(await as(company.anna).say('/order template use qarter north'));
    expect(textOf(typo)).toContain('Did you mean Quarter north');
    const nothing = cardOf(await as(company.anna).say('/order template zzzz'));
    expect(textOf(nothing)).toContain('No template matches “zzzz”');
  });

  test('one that is called like a word of the command is found by its whole name', async () => {
    await saved('new year');
    const form = formOf(await as(company.anna).say('/order template new year'));
    expect(form.title).toBe('New order');
  });
});

describe('a template is changed', () => {
  test('of two people who edit it the second reads that somebody was faster, and nothing is lost', async () => {
    await saved('Edited');
    const { anna } = company;
    const [one, two] = [
      formOf(await as(anna).say('/order template edit edited')),
      formOf(await as(anna).say('/order template edit edited')),
    ];
    expect(textOf(cardOf(await as(anna).submit(one, { notes: 'first' })))).toContain('first');
    const late = await as(anna).submit(two, { notes: 'second' });
    expect(JSON.stringify(late)).toContain('Somebody changed the template “Edited” meanwhile');
    expect(JSON.stringify(await as(anna).submit(one, { notes: 'first' }))).toContain('first');
    expect(await now('Edited')).toMatchObject({ notes: 'first', revision: 1 });
  });

  test('typed deletion asks first; its name is free then, and orders stay', async () => {
    await saved('Old');
    const asked = cardOf(await as(company.anna).say('/order template delete old'));
    expect(await now('Old')).not.toBeNull();
    const [sure] = buttonsOf(asked);
    expect(textOf(cardOf(await as(company.anna).press(sure!.id)))).toContain('is deleted');
    expect(await now('Old')).toBeNull();
    await saved('Old');
    const list = cardOf(await as(company.anna).say('/order template'));
    expect(buttonsOf(list).filter((b) => b.label === 'Delete' && !b.confirm)).toEqual([]);
  });

  test('the list has pages', async () => {
    const first = cardOf(await as(company.anna).say('/order template list'));
    const second = cardOf(await as(company.anna).click(first, t('en', 'word.more')));
    expect(buttonsOf(second).map((b) => b.label)).toContain(t('en', 'word.previous'));
    expect(second.blocks[0]).not.toEqual(first.blocks[0]);
  });
});

describe('whose a template is', () => {
  test('an own one is nobody else’s: not listed, not found, not opened by a button that was passed on', async () => {
    const card = await saved('Secret plan');
    const id = (await now('Secret plan'))?._id ?? '';
    for (const other of [mate, company.bob, company.ada, stranger]) {
      const list = cardOf(await as(other).say('/order template'));
      expect(textOf(list)).not.toContain('Secret plan');
      expect(textOf(cardOf(await as(other).say('/order template secret plan')))).toContain('No template matches');
      expect(textOf(cardOf(await as(other).press(buttonsOf(card)[0]!.id)))).not.toContain('with *care*');
      await expect(desk.desk.templates.byId(personOf(other), id)).rejects.toThrow('This template is gone');
      await expect(desk.desk.templates.remove(desk.actor(other), id)).rejects.toThrow('This template is gone');
    }
  });

  test('shared, the team uses it; its managers and admins change it, colleagues do not', async () => {
    const form = formOf(await as(company.anna).say('/order template new Starter kit'));
    await as(company.anna).submit(form, { lines: [{ sku: 'A100', quantity: '1' }] });
    const list = cardOf(await as(company.anna).say('/order template share starter'));
    expect(textOf(list)).toContain('The team can use it now');
    const seen = cardOf(await as(mate).say('/order template'));
    expect(textOf(seen)).toContain('Starter kit');
    expect(buttonsOf(seen).map((b) => b.label)).toEqual(['Use', 'Open', 'New template']);
    expect(formOf(await as(mate).say('/order template starter kit')).title).toBe('New order');
    const refused = cardOf(await as(mate).say('/order template edit starter'));
    expect(textOf(refused)).toContain('but not change it');
    expect(textOf(cardOf(await as(mate).say('/order template delete starter')))).toContain('but not change it');
    expect(textOf(cardOf(await as(stranger).say('/order template')))).not.toContain('Starter kit');
    for (const who of [company.bob, company.ada]) {
      const edit = formOf(await as(who).say('/order template edit starter'));
      expect(textOf(cardOf(await as(who).submit(edit, { notes: who.name })))).toContain(who.name);
    }
    expect(
      await auditModel(desk.connection).exists({ action: 'template', refused: 'error.template_not_yours' }),
    ).not.toBeNull();
  });

  test('one for a customer is seen only by those of the team who may see the customer', async () => {
    await saved('For Acme');
    await as(company.anna).say('/order template share for acme');
    expect(textOf(cardOf(await as(company.bob).say('/order template show for acme')))).toContain('Acme Ltd');
    const answer = textOf(cardOf(await as(mate).say('/order template for acme')));
    expect(answer).toContain('No template matches');
    expect(answer).not.toContain('Acme Ltd');
    const { template } = await desk.desk.templates.find(personOf(company.anna), 'for acme').then((f) => f.exact!);
    await expect(desk.desk.templates.byId(personOf(mate), template._id)).rejects.toThrow('This template is gone');
    const taken = desk.desk.templates.save(desk.actor(mate), {
      name: 'Taken over',
      customer: company.acme._id,
      lines: [{ sku: 'A100', quantity: 1_000 }],
    });
    await expect(taken).rejects.toThrow('No customer matches');
  });

  test('taken back, it is the maker’s alone again; a manager cannot take it', async () => {
    const id = (await now('Starter kit'))?._id ?? '';
    await expect(desk.desk.templates.share(desk.actor(company.bob), id, undefined)).rejects.toThrow(
      'but not change it',
    );
    const card = cardOf(await as(company.anna).say('/order template show starter'));
    await as(company.anna).click(card, 'Make it mine alone');
    expect(textOf(cardOf(await as(mate).say('/order template')))).not.toContain('Starter kit');
  });

  test('who files no orders has no templates, and is told so; no order card offers it to them', async () => {
    for (const who of [company.otto, company.fiona]) {
      const answer = textOf(cardOf(await as(who).say('/order template')));
      expect(answer).toContain('You may not do that with your roles');
      const { draftNo } = await order();
      const card = cardOf(await as(who).say(`/order show ${draftNo}`));
      expect(buttonsOf(card).map((b) => b.label)).not.toContain('Save as template');
      expect(textOf(cardOf(await as(who).say('/order help')))).not.toContain('Templates');
      await expect(desk.desk.templates.save(desk.actor(who), { name: 'x', lines: [] })).rejects.toThrow('You may not');
    }
  });
});

describe('on the audit trail', () => {
  test('each deed is a line that an admin reads in the own language, without raw data', async () => {
    const zhou = await desk.member('Zhou', ['admin'], { locale: 'zh' });
    const raw = /[{}[\]]|undefined|null|\bNaN|[0-9a-f]{24}|…|\btrue\b|\bfalse\b/;
    for (const [who, said, quantity] of [
      [company.ada, 'saved a template · template Monthly Acme', 'A100 × 10 (−5 %)'],
      [zhou, '保存模板 · 模板 Monthly Acme', 'A100 × 10 (−5 %)'],
    ] as const) {
      const entries = await auditModel(desk.connection).find({ 'subject.kind': 'Template' }).lean();
      expect(new Set(entries.map((e) => e.action)).size).toBeGreaterThan(3);
      let card = cardOf(await as(who).say('/order audit'));
      const lines: string[] = [];
      for (let page = 0; page < 20; page++) {
        for (const block of card.blocks)
          if (block.kind === 'list') lines.push(...block.items.map((i) => `${i.text} ${i.detail ?? ''}`));
        const more = buttonsOf(card).find((b) => b.label === t(who.locale, 'word.more'));
        if (!more) break;
        card = cardOf(await as(who).press(more.id));
      }
      const ours = lines.filter((line) => /template|模板/.test(line));
      expect(ours.join('\n')).toContain(said);
      expect(ours.join('\n')).toContain(quantity);
      expect(ours.filter((line) => raw.test(line))).toEqual([]);
    }
  });
});
