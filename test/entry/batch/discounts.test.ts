import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { withAnswers } from '../../../src/entry/batch/answers.ts';
import { discountWayOf, percentOff, readDiscount } from '../../../src/entry/batch/discounts.ts';
import { discountIn } from '../../../src/entry/discount-words.ts';
import { type Company, foundCompany } from '../../support/company.ts';
import { openTestDesk, type TestDesk } from '../../support/desk.ts';
import { buttonsOf, cardOf, talkAs } from '../../support/talk.ts';

describe('a discount in a cell', () => {
  test.each([
    ...[
      ['九折', 1000],
      ['9折', 1000],
      ['打九折', 1000],
      ['85折', 1500],
      ['8.5折', 1500],
      ['八五折', 1500],
      ['９５折', 500],
    ],
    ...[
      ['15%', 1500],
      ['15 %', 1500],
      ['１５％', 1500],
      ['15% off', 1500],
      ['0.15', 1500],
      ['0', 0],
      ['1', 10_000],
      ['.5', 5000],
    ],
    ...[
      ['15', undefined],
      ['10折', undefined],
      ['折', undefined],
      ['101%', undefined],
      ['-0.1', undefined],
      ['free', undefined],
    ],
  ] as [string, number | undefined][])('%s', (text, expected) => {
    expect(discountIn(text)).toBe(expected);
  });
});

describe('bare numbers in a column of discounts', () => {
  const way = (header: string, ...cells: string[]) => {
    const read = discountWayOf(
      cells.map((text, i) => ({ row: i + 2, text })),
      header,
    );
    return read && ('way' in read ? read.way : [read.ask.sample.text, ...read.ask.ways]);
  };

  test.each([
    ['under “discount” fractions are fractions', 'discount', ['0.15', '0', '0.2'], undefined],
    ['signs say what they are', 'discount', ['15%', '九折', '0'], undefined],
    ['under “discount %” numbers are percentages', 'discount %', ['15', '0', '7.5'], 'percent'],
    ['also where one of them is under 1', '折扣（%）', ['15', '0.5'], 'percent'],
    ['fractions under “discount %” are asked', 'Discount %', ['0', '0.15'], ['0.15', 'percent', 'fraction']],
    ['numbers over 1 under “折扣” are asked', '折扣', ['85', '90'], ['85', 'percent', 'paid']],
    ['numbers over 1 and fractions together stay as they are', 'discount', ['0.15', '15'], undefined],
  ])('%s', (_, header, cells, expected) => {
    expect(way(header, ...cells)).toEqual(expected);
  });

  test('each answer is what the question said that it takes off', () => {
    for (const [text, answer, off] of [
      ['15', 'percent', 15],
      ['0.15', 'percent', 0.15],
      ['0.15', 'fraction', 15],
      ['85', 'paid', 15],
      ['8.5', 'paid', 15],
    ] as const) {
      expect(percentOff(text, answer)).toBe(String(off));
      expect(discountIn(readDiscount(text, answer))).toBe(off * 100);
    }
    expect(readDiscount('15%', 'paid')).toBe('15%');
  });

  test('an answer that is none says nothing', () => {
    expect(withAnswers({}, { 'discount.discount': 'half' }).discounts).toBeUndefined();
  });
});

describe('a table in chat', () => {
  let desk: TestDesk;
  let company: Company;
  beforeAll(async () => {
    desk = await openTestDesk();
    company = await foundCompany(desk);
  });
  afterAll(() => desk.close());

  const plan = async (...rows: string[]) => {
    const { verdicts } = await desk.desk.batch.plan(desk.actor(company.anna), {
      name: 'x.csv',
      bytes: Buffer.from(rows.join('\n')),
    });
    return verdicts.map((v) =>
      v.kind === 'right'
        ? [v.input.requestedDate, ...v.input.lines.map((l) => l.discount)]
        : v.kind === 'wrong'
          ? v.rejections.flatMap(({ reasons }) => reasons.map((r) => r.code))
          : v.kind,
    );
  };

  test('has discounts and dates as people write them', async () => {
    expect(
      await plan(
        '客户,货号,数量,折扣,交期',
        'ACME,A100,1,九折,12月22日',
        'ACME,A100,2,85折,12月22号',
        'ACME,A100,3,15%,2027年1月5日',
        'ACME,A100,4,0.05,2027年1月5号',
        'ACME,A100,5,,Dec 22',
        'ACME,A100,6,,11月2日',
        'ACME,A100,1.5,,',
      ),
    ).toEqual([
      ['2026-12-22', 1000],
      ['2026-12-22', 1500],
      ['2027-01-05', 1500],
      ['2027-01-05', 500],
      ['2026-12-22', undefined],
      ['error.field_date_year'],
      ['error.batch_whole'],
    ]);
  });

  test('with percentages below a header that says so is read without a question', async () => {
    expect(await plan('customer,sku,quantity,discount %', 'ACME,A100,1,15', 'ACME,A100,2,0')).toEqual([
      [undefined, 1500],
      [undefined, 0],
    ]);
  });

  test('whose discounts can be two things asks which, with what each would take off, and goes on', async () => {
    const talk = talkAs(desk, company.anna);
    const asked = cardOf(await talk.say('/order import\n客户,货号,数量,折扣\nACME,A100,1,85\nACME,A100,2,90'));
    const labels = buttonsOf(asked).map(({ label }) => label);
    expect(labels).toEqual(['85 = 85 % off', '85 = “85折”, 15 % off', 'Cancel']);
    const checked = cardOf(await talk.press(buttonsOf(asked)[1]!.id));
    expect(buttonsOf(checked).map(({ label }) => label)).toContain('File all 2 orders');
  });
});
