import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { SealedCard } from '../../src/chat/card.ts';
import type { Answer } from '../../src/chat/incoming.ts';
import type { Member } from '../../src/members/member.ts';
import { orderModel } from '../../src/orders/model.ts';
import type { Order } from '../../src/orders/order.ts';
import { t } from '../../src/text/index.ts';
import { type Company, foundCompany } from '../support/company.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
import { buttonsOf, cardOf, formOf, talkAs, textOf } from '../support/talk.ts';

let desk: TestDesk;
let company: Company;
beforeAll(async () => {
  desk = await openTestDesk();
  company = await foundCompany(desk);
});
afterAll(() => desk.close());

const orders = () => orderModel(desk.connection);
const open = async (who: Member, words: string) => formOf(await talkAs(desk, who).say(`/order new acme ${words}`));
/** Files by one line and the form as it stands. */
const file = async (who: Member, words: string, values = {}): Promise<SealedCard> =>
  cardOf(await talkAs(desk, who).submit(await open(who, words), values));
const numberOn = (card: SealedCard): string => /SO-\d{6}/.exec(card.title)?.[0] ?? '';
const draftOn = async (card: SealedCard): Promise<Order> =>
  (await orders()
    .findOne({ draftNo: /D-\d{4}/.exec(card.title)![0] })
    .lean<Order>())!;
const isQuestion = (answer: Answer | SealedCard): boolean => JSON.stringify(answer).includes('Is it there already?');
const press = (card: SealedCard, label: 'anyway' | 'keep' | 'discard', who = company.anna) =>
  talkAs(desk, who).click(card, t('en', `double.${label}`));

describe('what may be there already', () => {
  test.each(['po 4711', 'PO-No: x', 'po ab 12'].map((_, n) => n))(
    'PO numbers are one whatever their case and spaces (%d)',
    async (n) => {
      const [first, second] = [
        ['po "Ab 12"', 'AB12'],
        ['po xy-1', '  xY-1 '],
        ['po 2026', '２０２６'],
      ][n] as [string, string];
      await file(company.anna, `A100x${20 + n}`, { poNo: first.replace(/^po |"/g, '') });
      const asked = await file(company.anna, `A100x${30 + n}`, { poNo: second });
      expect(isQuestion(asked)).toBe(true);
      expect(await draftOn(asked)).toMatchObject({ state: 'draft', lines: [{ quantity: (30 + n) * 1_000 }] });
    },
  );

  test('another PO number, another customer and another quantity are other orders', async () => {
    await desk.desk.customers.create(desk.actor(company.anna), { code: 'BETA', name: 'Beta', address: '1 Beta Road' });
    expect(isQuestion(await file(company.anna, 'A100x40 po 100'))).toBe(false);
    expect(isQuestion(await file(company.anna, 'A100x41 po 1000'))).toBe(false);
    expect(isQuestion(await file(company.anna, 'A100x40', { customer: 'BETA', poNo: '100' }))).toBe(false);
  });

  test('the same lines within 24 hours are asked about, in whatever order, and a day later they are not', async () => {
    const number = numberOn(await file(company.anna, 'A100x50 B200x3'));
    const asked = await file(company.anna, 'B200x3 A100x50');
    expect(textOf(asked)).toContain(number);
    expect(textOf(asked)).toContain(t('en', 'double.lines'));
    const now = desk.clock();
    desk.clock.set(new Date(now.getTime() + 25 * 3_600_000));
    expect(isQuestion(await file(company.anna, 'A100x50 B200x3'))).toBe(false);
  });

  test('a cancelled order is not there any more', async () => {
    const number = numberOn(await file(company.anna, 'A100x60 po C-1'));
    await talkAs(desk, company.bob).say(`/order cancel ${number} wrong`);
    expect(isQuestion(await file(company.anna, 'A100x60 po C-1'))).toBe(false);
  });

  test('is shown by a link to whoever sees it, and only as something to ask about to whoever does not', async () => {
    const dora = await desk.member('Dora', ['sales']);
    const gamma = await desk.desk.customers.create(desk.actor(company.anna), {
      code: 'GAMMA',
      name: 'Gamma',
      address: '1 Gamma Road',
    });
    const number = numberOn(await file(company.anna, 'A100x70 po G-1', { customer: 'GAMMA' }));
    const seen = await file(company.anna, 'A100x71', { customer: 'GAMMA', poNo: 'g-1' });
    expect(cardOf(await talkAs(desk, company.anna).click(seen, 'Open')).title).toContain(number);
    await desk.desk.customers.update(desk.actor(company.ada), gamma.code, { owner: dora._id });
    const unseen = await file(dora, 'A100x72', { customer: 'GAMMA', poNo: 'G-1' });
    expect(textOf(unseen)).toContain('Ask Bob');
    for (const secret of [number, 'Anna', 'CNY']) expect(textOf(unseen)).not.toContain(secret);
    expect(buttonsOf(unseen).map((b) => b.label)).not.toContain('Open');
  });
});

describe('the answer', () => {
  test('“file it anyway” files it once, however often it is pressed, and stands on the order', async () => {
    await file(company.anna, 'A100x80');
    const asked = await file(company.anna, 'A100x80');
    const [one, two] = await Promise.all([press(asked, 'anyway'), press(asked, 'anyway')]);
    expect(numberOn(cardOf(one))).toBe(numberOn(cardOf(two)));
    const order = await draftOn(asked).catch(() => undefined);
    const filed = await orders()
      .findOne({ number: numberOn(cardOf(one)) })
      .lean<Order>();
    expect(filed?.timeline.filter((e) => e.action === 'submit')).toHaveLength(1);
    expect(order?._id ?? filed?._id).toBe(filed?._id);
    expect(textOf(cardOf(one))).toContain(t('en', 'double.none'));
    expect(textOf(cardOf(await talkAs(desk, company.anna).say(`/order audit ${filed?.number}`)))).toContain(
      t('en', 'double.none'),
    );
    const late = cardOf(await press(asked, 'discard'));
    expect(textOf(late)).toContain(filed?.number);
    expect(textOf(late)).not.toContain(t('en', 'card.done.repeated'));
    expect((await orders().findById(filed?._id).lean())?.state).toBe(filed?.state);
  });

  test('“keep as draft” leaves it, is on the trail, and the next submission asks again', async () => {
    await file(company.anna, 'A100x81 po K-1');
    const asked = await file(company.anna, 'A100x82 po k-1');
    const kept = cardOf(await press(asked, 'keep'));
    const { draftNo } = await draftOn(asked);
    expect(textOf(kept)).toContain(t('en', 'state.draft'));
    expect(textOf(cardOf(await talkAs(desk, company.anna).say(`/order audit ${draftNo}`)))).toContain(
      t('en', 'did.order.keep'),
    );
    expect(isQuestion(await talkAs(desk, company.anna).say(`/order submit ${draftNo}`))).toBe(true);
    expect(isQuestion(await talkAs(desk, company.anna).click(kept, t('en', 'action.submit')))).toBe(true);
  });

  test('“discard” cancels the draft, which stays readable', async () => {
    await file(company.anna, 'A100x83');
    const asked = await file(company.anna, 'A100x83');
    const card = cardOf(await press(asked, 'discard'));
    expect(card.badge?.label).toBe(t('en', 'state.cancelled'));
    expect(textOf(card)).toContain(t('en', 'double.discarded'));
  });

  test('a form that is sent twice asks twice about one draft', async () => {
    await file(company.anna, 'A100x84');
    const form = await open(company.anna, 'A100x84');
    const [first, second] = [
      cardOf(await talkAs(desk, company.anna).submit(form, {})),
      cardOf(await talkAs(desk, company.anna).submit(form, {})),
    ];
    expect(second.title).toBe(first.title);
    expect(await orders().countDocuments({ state: 'draft', 'lines.quantity': 84_000 })).toBe(1);
  });

  test('what was said once is not asked again when the order comes back from its review', async () => {
    await file(company.anna, 'A100x100 po R-1');
    const asked = await file(company.anna, 'A100x101 po R-1');
    const number = numberOn(cardOf(await press(asked, 'anyway')));
    await talkAs(desk, company.anna).say(`/order withdraw ${number}`);
    const again = cardOf(await talkAs(desk, company.anna).say(`/order submit ${number}`));
    expect(isQuestion(again)).toBe(false);
  });

  test('a PO number that is edited into a draft is looked at when the draft is submitted', async () => {
    await file(company.anna, 'A100x110 po E-1');
    const draft = await file(company.anna, 'A100x111', { next: 'draft' });
    const { draftNo } = await draftOn(draft);
    const form = formOf(await talkAs(desk, company.anna).say(`/order edit ${draftNo}`));
    await talkAs(desk, company.anna).submit(form, { poNo: 'e-1' });
    expect(isQuestion(await talkAs(desk, company.anna).say(`/order submit ${draftNo}`))).toBe(true);
  });

  test('nobody else can answer for the owner', async () => {
    await file(company.anna, 'A100x85');
    const asked = await file(company.anna, 'A100x85');
    const button = buttonsOf(asked).find((b) => b.label === t('en', 'double.anyway'))?.id ?? '';
    expect(textOf(cardOf(await talkAs(desk, company.bob).press(button)))).not.toContain('SO-');
    expect((await draftOn(asked)).state).toBe('draft');
  });
});
