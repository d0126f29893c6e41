import { describe, expect, test } from '@jest/globals';
import { DeskError } from '../../src/errors.ts';
import { monthReport, parseRequest, type ReportRequest, requestSchema } from '../../src/reports/request.ts';
import { groupings, groupingWords } from '../../src/reports/vocabulary.ts';

const today = '2026-11-23';
const month = monthReport(today);
const lastMonth = { kind: 'month', from: '2026-10-01', to: '2026-10-31' } as const;

const readings: [string, Partial<ReportRequest>][] = [
  ['', {}],
  ['last month by customer', { period: lastMonth, by: 'customer' }],
  ['by customer last month', { period: lastMonth, by: 'customer' }],
  ['上月 按客户', { period: lastMonth, by: 'customer' }],
  ['上月按客户', { period: lastMonth, by: 'customer' }],
  ['按 产品 上月', { period: lastMonth, by: 'product' }],
  ['1996-01-01..1998-12-31 by month', { period: { kind: 'range', from: '1996-01-01', to: '1998-12-31' }, by: 'month' }],
  [
    '1996-01-01 .. 1998-12-31 BY Month',
    { period: { kind: 'range', from: '1996-01-01', to: '1998-12-31' }, by: 'month' },
  ],
  [
    'owner:anna customer:ACME size:large status:shipped',
    { filters: { owner: ['anna'], customer: ['ACME'], size: ['large'], status: ['shipped'] } },
  ],
  [
    '业务员:安娜 客户:华信 规模:大单 状态:已发货',
    { filters: { owner: ['安娜'], customer: ['华信'], size: ['large'], status: ['shipped'] } },
  ],
  ['状态：已发货、已签收', { filters: { status: ['shipped', 'delivered'] } }],
  ['status:shipped status:delivered,shipped', { filters: { status: ['shipped', 'delivered'] } }],
  ['customer:"Acme, Inc" by customer-type', { filters: { customer: ['Acme, Inc'] }, by: 'customer-type' }],
  ['urgency:加急 customer-type:new', { filters: { urgency: ['urgent'], 'customer-type': ['new'] } }],
  ['October 2026', { period: lastMonth }],
  ['2026 oct by customer', { period: lastMonth, by: 'customer' }],
  ['10月 2026年', { period: lastMonth }],
  ['十月', { period: lastMonth }],
  ['last month last month', { period: lastMonth }],
  ['november 2025', { period: { kind: 'month', from: '2025-11-01', to: '2025-11-30' } }],
  ['q3', { period: { kind: 'quarter', from: '2026-07-01', to: '2026-09-30' } }],
  ['Q4 2025', { period: { kind: 'quarter', from: '2025-10-01', to: '2025-12-31' } }],
  ['二季度', { period: { kind: 'quarter', from: '2026-04-01', to: '2026-06-30' } }],
  ['w47', { period: { kind: 'week', from: '2026-11-16', to: '2026-11-22' } }],
  ['第50周', { period: { kind: 'week', from: '2025-12-08', to: '2025-12-14' } }],
  ['last 7 days', { period: { kind: 'range', from: '2026-11-17', to: '2026-11-23' } }],
  ['近30天', { period: { kind: 'range', from: '2026-10-25', to: '2026-11-23' } }],
  ['2026-10-01 - 2026-10-15', { period: { kind: 'range', from: '2026-10-01', to: '2026-10-15' } }],
  [
    '2026-10-01 to 2026-10-15 on time',
    { period: { kind: 'range', from: '2026-10-01', to: '2026-10-15' }, view: 'on-time' },
  ],
  ['by owner --current-owner', { by: 'owner', currentOwner: true }],
];

describe('what is typed after /order report', () => {
  test.each(readings)('“%s” is understood', (text, expected) => {
    expect(parseRequest(text, today)).toEqual({ ...month, ...expected });
  });

  test('every grouping has words in both languages, and no word means two', () => {
    for (const by of groupings) {
      for (const word of groupingWords[by]) {
        const text = /\p{Script=Han}/u.test(word) ? `按${word}` : `by ${word}`;
        expect(parseRequest(text, today).by).toBe(by);
      }
      expect(groupingWords[by].some((word) => /\p{Script=Han}/u.test(word))).toBe(true);
    }
  });
});

/** The error that a text is refused with. */
function refusal(text: string): DeskError {
  try {
    parseRequest(text, today);
  } catch (error) {
    if (error instanceof DeskError) return error;
    throw error;
  }
  throw new Error(`“${text}” was understood`);
}

const refusals: [string, string, string | undefined][] = [
  ['lst month', 'error.report_word', 'last month'],
  ['上各月', 'error.report_word', '上个月'],
  ['by custmer', 'error.report_by', 'customer'],
  ['按客互', 'error.report_by', '客户'],
  ['customer', 'error.report_word', 'by customer'],
  ['costumer:Acme', 'error.report_filter', 'customer'],
  ['status:shiped', 'error.report_value', 'shipped'],
  ['规模:巨大单', 'error.report_value', '大单'],
  ['status:cancelled', 'error.report_state', undefined],
  ['by', 'error.report_by_missing', undefined],
  ['customer:', 'error.report_filter_empty', undefined],
  ['2026-02-30..2026-03-01', 'error.report_period', undefined],
  ['2026-99', 'error.report_period', undefined],
  ['last year november', 'error.report_twice', undefined],
  ['2026-10-01 2026-10-15', 'error.report_twice', undefined],
  ['by customer by product', 'error.report_twice', undefined],
  ['aging forecast', 'error.report_twice', undefined],
  ['9999', 'error.report_period_far', undefined],
  ['9999-12-31', 'error.report_period_far', undefined],
  ['1899', 'error.report_period_far', undefined],
  [`customer:${'x'.repeat(121)}`, 'error.report_filter_much', undefined],
  [Array.from({ length: 21 }, (_, i) => `customer:a${i}`).join(' '), 'error.report_filter_much', undefined],
  ['vs', 'error.report_unknown', undefined],
  ['tomorrow', 'error.report_unknown', undefined],
  ['help', 'error.report_unknown', undefined],
  ['Acme', 'error.report_unknown', undefined],
];

describe('what is not understood is answered with what was probably meant', () => {
  test.each(refusals)('“%s” gives %s', (text, code, nearest) => {
    const error = refusal(text);
    expect(error.code).toBe(code);
    if (nearest) {
      expect(error.values.nearest).toBe(nearest);
      expect(error.sentence('en')).toContain(nearest);
      expect(error.sentence('zh')).toContain(nearest);
    }
    expect(error.sentence('zh')).toMatch(/\p{Script=Han}/u);
    expect(`${error.sentence('en')}${error.sentence('zh')}`).not.toMatch(/\{\w+\}/);
  });
});

test('a button’s request is checked again: no foreign field, no upside-down period, no endless one', () => {
  const accepts = (request: unknown) => requestSchema.safeParse(request).success;
  expect(accepts(month)).toBe(true);
  expect(accepts({ ...month, by: 'cost' })).toBe(false);
  expect(accepts({ ...month, filters: { cost: ['1'] } })).toBe(false);
  expect(accepts({ ...month, filters: { owner: { $ne: '' } } })).toBe(false);
  expect(accepts({ ...month, period: { kind: 'range', from: '2026-02-01', to: '2026-01-01' } })).toBe(false);
  expect(accepts({ ...month, period: { kind: 'range', from: '1000-01-01', to: '2026-01-01' } })).toBe(false);
  expect(accepts({ ...month, extra: 1 })).toBe(false);
});
