import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { withAnswers } from '../../../src/entry/batch/answers.ts';
import { discountAs, discountWayOf, readDiscount } from '../../../src/entry/batch/discounts.ts';
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
    ['what is no 折 is asked as a percentage alone: 10', '折扣', ['10', '20'], ['10', 'percent']],
    ['so is 100, which is no 折', '折扣', ['85', '100'], ['85', 'percent']],
    ['and what has too many places for one: 15.5', 'discount', ['15.5'], ['15.5', 'percent']],
    ['1.25', 'discount', ['1.25'], ['1.25', 'percent']],
    ['8.5 can be both', '折扣', ['8.5', '9'], ['8.5', 'percent', 'paid']],
    ['what no way can read is asked nothing', '折扣', ['85', '150'], undefined],
    ['fractions without a nought are asked', 'discount %', ['.5'], ['.5', 'percent', 'fraction']],
    ['fractions with too many places are not', 'discount %', ['0.12345'], undefined],
    ['numbers over 1 and fractions together stay as they are', 'discount', ['0.15', '15'], undefined],
  ])('%s', (_, header, cells, expected) => {
    expect(way(header, ...cells)).toEqual(expected);
  });

  test('each answer is what the question said that it takes off', () => {
    for (const [text, answer, off] of [
      ['15', 'percent', 15],
      ['0.15', 'percent', 0.15],
      ['.5', 'percent', 0.5],
      ['0.15', 'fraction', 15],
      ['85', 'paid', 15],
      ['8.5', 'paid', 15],
    ] as const)
      expect(discountAs(text, answer)).toBe(off * 100);
    expect(readDiscount('15%', 'paid')).toBe('15%');
  });

  test('whatever stands in the column, each meaning that is offered can be read for every cell', () => {
    const cell = fc.oneof(
      fc.integer({ min: 0, max: 200 }).map(String),
      fc.integer({ min: 0, max: 20_000 }).map((n) => String(n / 100)),
      fc.integer({ min: 0, max: 100_000 }).map((n) => String(n / 100_000)),
      fc.constantFrom('.5', '15%', '九折', 'free'),
    );
    fc.assert(
      fc.property(
        fc.array(cell, { minLength: 1, maxLength: 4 }),
        fc.constantFrom('discount', '折扣', 'discount %'),
        (texts, header) => {
          const read = discountWayOf(
            texts.map((text, i) => ({ row: i + 2, text })),
            header,
          );
          if (!read || 'way' in read) return;
          const bare = texts.filter((text) => Number(text) > 0);
          for (const answer of read.ask.ways)
            for (const text of bare) expect(discountIn(readDiscount(text, answer))).toBeGreaterThanOrEqual(0);
        },
      ),
    );
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

  test.each([
    ['10', '10 = 10 % off'],
    ['15.5', '15.5 = 15.5 % off'],
    ['100', '100 = 100 % off'],
  ])('offers no 折 that nobody writes: %s', async (text, label) => {
    const talk = talkAs(desk, company.anna);
    const asked = cardOf(await talk.say(`/order import\n客户,货号,数量,折扣,采购单号\nACME,A100,1,${text},D-${text}`));
    expect(buttonsOf(asked).map((button) => button.label)).toEqual([label, 'Cancel']);
    const checked = cardOf(await talk.press(buttonsOf(asked)[0]!.id));
    expect(buttonsOf(checked).map((button) => button.label)).toContain('File all 1 orders');
  });
});
