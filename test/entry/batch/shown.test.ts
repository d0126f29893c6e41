import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { looksLikeTable } from '../../../src/entry/batch/looks.ts';
import { orderModel } from '../../../src/orders/model.ts';
import { t } from '../../../src/text/index.ts';
import { type Company, foundCompany } from '../../support/company.ts';
import { openTestDesk, type TestDesk } from '../../support/desk.ts';
import { buttonsOf, cardOf, talkAs, textOf } from '../../support/talk.ts';

let desk: TestDesk;
let company: Company;
beforeAll(async () => {
  desk = await openTestDesk();
  company = await foundCompany(desk);
});
afterAll(() => desk.close());

const anna = () => talkAs(desk, company.anna);
const filed = (poNo: string) => orderModel(desk.connection).find({ poNo }).lean();
const priceIs = (price: number) => desk.desk.products.update(desk.actor(company.bob), 'B200', { price });

test.each(['valid', 'all'] as const)(
  'a price that changes between the dry run and the click is shown before anything is filed (%s)',
  async (which) => {
    const po = `SHOWN-${which}`;
    await priceIs(10_0000);
    const rows = [
      'customer,sku,quantity,po_no',
      `ACME,B200,3,${po}`,
      ...(which === 'valid' ? ['NOBODY,B200,3,X'] : []),
    ];
    const dry = cardOf(await anna().say(`/order import\n${rows.join('\n')}`));
    expect(textOf(dry)).toContain('CNY 30.00');
    await priceIs(20_0000);
    const label = which === 'all' ? t('en', 'batch.file_all', { n: 1 }) : t('en', 'batch.file_valid');
    const again = cardOf(await anna().click(dry, label));
    expect(textOf(again)).toContain(t('en', 'batch.nothing_filed.repriced'));
    expect(textOf(again)).toContain('CNY 60.00');
    expect(await filed(po)).toEqual([]);
    await anna().click(again, label);
    expect(await filed(po)).toMatchObject([{ total: 60_00 }]);
  },
);

test('a line that stands in an order twice is pointed at, and filed once it is confirmed', async () => {
  const rows = ['customer,sku,quantity,po_no', 'ACME,B200,4,TWICE', 'ACME,B200,4,TWICE', 'ACME,B200,5,TWICE'];
  const dry = cardOf(await anna().say(`/order import\n${rows.join('\n')}`));
  expect(textOf(dry)).toContain('B200 × 4 stands twice in this order');
  const button = buttonsOf(dry).find((b) => b.label === t('en', 'batch.file_all', { n: 1 }));
  expect(button?.confirm).toContain('have a line twice');
  await anna().click(dry, String(button?.label));
  expect(await filed('TWICE')).toHaveLength(1);
});

test('a table that is pasted without the command is looked at all the same', async () => {
  const card = cardOf(await anna().say('customer\tsku\tquantity\tpo_no\nACME\tB200\t2\tBARE'));
  expect(textOf(card)).toContain(t('en', 'batch.ok'));
  expect(await filed('BARE')).toEqual([]);
  const drawn = cardOf(await anna().say('| 客户 | 产品编码 | 数量 |\n|---|---|---|\n| ACME | B200 | 2 |'));
  expect(textOf(drawn)).toContain(t('en', 'batch.ok'));
});

test.each([
  'hello\nthere',
  'customer, please\ncall me, thanks',
  'Please order A100x2, B200x3\nfor Acme, thanks',
  'customer,sku,quantity',
  '',
  '"\n"',
])('%j is no table', (text) => {
  expect(looksLikeTable(text)).toBe(false);
});
