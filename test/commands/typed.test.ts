import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { memberModel } from '../../src/members/model.ts';
import { t } from '../../src/text/index.ts';
import { seedOrder } from '../orders/support/seed.ts';
import { type Company, foundCompany } from '../support/company.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
import { cardOf, formOf, talkAs, textOf, valuesOf } from '../support/talk.ts';

let desk: TestDesk;
let company: Company;
beforeAll(async () => {
  desk = await openTestDesk();
  company = await foundCompany(desk);
});
afterAll(() => desk.close());

describe('what was typed is answered as it was meant', () => {
  test('a change order shows what it did not understand, beside what it did', async () => {
    const order = await seedOrder(desk, company, 'approved');
    const anna = talkAs(desk, company.anna);
    const form = formOf(await anna.say(`/order change ${order.number} wobble A100x12 A100x-5 net 9999`));
    expect(form.note).toContain(t('en', 'form.unknown', { words: 'wobble · A100x-5 net 9999' }));
    expect(JSON.stringify(form.fields)).toContain('"quantity":"12"');
    const plain = formOf(await anna.say(`/order change ${order.number} A100x12`));
    expect(plain.note).toBe(t('en', 'form.change.note'));
  });

  test.each([
    ['change', '2xBOLT instead please', [['BOLT', '2']], 'instead please'],
    ['change', 'A100x12 to Hamburg dock 3 gates', [['A100', '12']], 'to Hamburg dock 3 gates'],
    ['change', 'please A100x12 for 3 large pallets', [['A100', '12']], 'please · for 3 large pallets'],
    ['变更', '2xBOLT 谢谢', [['BOLT', '2']], '谢谢'],
    ['变更', '2xBOLT instead 改一下', [['BOLT', '2']], 'instead 改一下'],
  ])('ordinary words around a change are no goods: %s … %s', async (command, words, lines, left) => {
    const { number } = await seedOrder(desk, company, 'approved');
    const form = formOf(await talkAs(desk, company.anna).say(`/order ${command} ${number} ${words}`));
    const [said] = form.fields.flatMap((f) => (f.kind === 'lines' ? [f.value ?? []] : []));
    const typed = (said ?? []).filter(({ sku, quantity }) => sku === 'BOLT' || quantity === '12');
    expect(typed.map(({ sku, quantity }) => [sku, quantity])).toEqual(lines);
    expect(said?.map(({ sku }) => sku).filter((sku) => !['A100', 'B200', 'BOLT'].includes(sku))).toEqual([]);
    expect(form.note).toContain(t('en', 'form.unknown', { words: left }));
  });

  test.each(['back @otto', '@otto back', '@Otto 回来'])(
    'an admin says that somebody is here again: away %s',
    async (words) => {
      const { ada, otto, bob } = company;
      await desk.desk.members.setAway(desk.actor(ada), otto._id, { standIn: bob._id, until: '2026-12-20' });
      await talkAs(desk, ada).say(`/order away ${words}`);
      expect((await memberModel(desk.connection).findById(otto._id).lean())?.away).toBeUndefined();
    },
  );

  test('an admin who lacks a role is told how to get it, not to ask an admin', async () => {
    const { ada } = company;
    expect(ada.roles).toEqual(['admin']);
    const order = await seedOrder(desk, company, 'ready');
    const answer = cardOf(await talkAs(desk, ada).say(`/order ship ${order.number}`));
    expect(textOf(answer)).toContain(t('en', 'error.role_missing'));
  });

  test('a hand-over to nobody asks for a member', async () => {
    const order = await seedOrder(desk, company, 'pending');
    const bob = talkAs(desk, company.bob);
    const form = formOf(await bob.say(`/order transfer ${order.number}`));
    const answer = await bob.submit(form, { ...valuesOf(form), person: ' ' });
    expect(JSON.stringify(answer)).toContain(t('en', 'error.required', { field: t('en', 'label.member') }));
  });

  test('a form that is sent again with other values, after its order went on, shows the order and says so', async () => {
    const anna = talkAs(desk, company.anna);
    const form = formOf(await anna.say('/order new Acme A100x2'));
    const first = cardOf(await anna.submit(form, valuesOf(form)));
    const number = /SO-\d{6}/.exec(textOf(first))![0];
    const again = textOf(cardOf(await anna.submit(form, { ...valuesOf(form), notes: 'hurry' })));
    expect(again).toContain(number);
    expect(again).toContain(t('en', 'card.done.repeated'));
    expect(textOf(first)).not.toContain(t('en', 'card.done.repeated'));
  });
});
