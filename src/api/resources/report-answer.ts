import { z } from 'zod';
import { buckets } from '../../payments/buckets.ts';
import type { ComparedGroup, Group } from '../../reports/figures.ts';
import { groupText } from '../../reports/format.ts';
import type { Outlook } from '../../reports/outlook.ts';
import type { Period } from '../../reports/period.ts';
import { requestSchema } from '../../reports/request.ts';
import { type ReportResult, type TrendPoint, topGroupings } from '../../reports/result.ts';
import type { Figures } from '../../reports/tally.ts';
import type { Seen } from '../../reports/views/view.ts';
import { type Grouping, groupings } from '../../reports/vocabulary.ts';
import { sayResult } from '../../reports/words.ts';
import type { Locale } from '../../text/index.ts';

const date = z.iso.date();
const count = z.int();
const amount = z.int().describe('Minor units of `currency`. Missing where the member may not read amounts.');
const rate = z.int().describe('Basis points: 10000 is all of it.');
const ms = z.int().describe('Milliseconds of working days.');
const days = z.strictObject({ from: date, to: date });
const sums = z.strictObject({ count, total: amount.optional() });
const change = z.strictObject({ now: z.int(), before: z.int(), difference: z.int(), rate: rate.optional() });

const group = z.strictObject({
  key: z.string().describe('Customer code, SKU, member, team, class, state, region, category or date; empty: none.'),
  name: z.string(),
  count,
  total: amount.optional(),
  quantity: z.int().optional().describe('Thousandths of the unit of the product.'),
  onTime: count.optional(),
  late: count.optional(),
  before: sums,
});

const point = z.strictObject({
  key: z.string(),
  from: date,
  to: date,
  count,
  total: amount.optional(),
  onTime: count,
  late: count,
  before: sums.optional(),
  future: z.boolean(),
});

const figures = z.strictObject({
  count,
  total: amount.optional(),
  average: amount.optional(),
  median: amount.optional(),
  onTime: z.strictObject({ onTime: count, late: count, rate: rate.optional() }),
  review: z.strictObject({
    reviewed: count,
    average: ms.optional(),
    median: ms.optional(),
    decisions: count,
    within: count,
    rate: rate.optional(),
  }),
});

const expected = z.strictObject({
  key: z.string(),
  from: date,
  to: date,
  value: z.int(),
  low: z.int(),
  high: z.int(),
});
const outlook = z
  .strictObject({
    unit: z.enum(['week', 'month']),
    past: z.array(z.strictObject({ key: z.string(), from: date, to: date, value: z.int() })),
    expected: z
      .array(expected)
      .describe('Between `low` and `high` in 80 of 100 cases. Empty where history is too short.'),
    beatsNaive: z.boolean().optional().describe('Whether it was nearer than the naive forecast in the last periods.'),
    error: rate.optional().describe('Mean absolute error of the last periods, as a share of their mean; basis points.'),
  })
  .describe('With `forecast` in the words. Values are minor units, or orders where the member may not read amounts.');

const piece = z.strictObject({ key: z.string(), count, total: amount.optional() });
const stack = z
  .strictObject({
    by: z.enum(groupings),
    classes: z.array(z.strictObject({ key: z.string(), name: z.string(), pieces: z.array(piece) })),
  })
  .describe('With `over time` in the words: each class, the largest first, in each piece of the trend.');

/** What the API answers a report with. */
export const reportAnswer = z.strictObject({
  request: requestSchema.describe('How the words were understood.'),
  period: days,
  comparedWith: days.describe('The period before; while the period is running, the same days of it.'),
  running: z.boolean(),
  today: date,
  currency: z.string(),
  words: z.string().describe('What changed, in two or three sentences.'),
  figures,
  before: sums,
  change: z.strictObject({ count: change, total: change.optional() }),
  collected: z.strictObject({ amount, count, unconverted: count }).optional(),
  overdue: z.strictObject({ amount, count }).optional(),
  aging: z.strictObject(Object.fromEntries(buckets.map((name) => [name, amount]))).optional(),
  groups: z.array(group).optional().describe('By what the words ask for with `by`.'),
  top: z.strictObject(Object.fromEntries(topGroupings.map((by) => [by, z.array(group)]))),
  trend: z.strictObject({ unit: z.string(), points: z.array(point) }),
  stack: stack.optional(),
  outlook: outlook.optional(),
});
export type ReportAnswer = z.output<typeof reportAnswer>;

/** A result as the API gives it: the figures of the card, without anything that only a card needs. */
export function answerOf(result: ReportResult, locale: Locale): ReportAnswer {
  const { period, comparedWith, running, today, currency, change, collected, overdue, aging, trend, seen } = result;
  const named = (by: Grouping) => (one: ComparedGroup) => groupOf(one, groupText(by, one, result.names, locale));
  const { by } = result.request;
  return {
    request: result.request,
    period: daysOf(period),
    comparedWith: daysOf(comparedWith),
    ...{ running, today, currency, change, collected, overdue, aging: aging?.owed },
    words: sayResult(result, locale),
    figures: figuresOf(result.now),
    before: sumsOf(result.earlier),
    ...(by && { groups: result.groups?.map(named(by)) }),
    top: Object.fromEntries(topGroupings.map((one) => [one, (result.top[one] ?? []).map(named(one))])),
    trend: { unit: trend.unit, points: trend.points.map(pointOf) },
    ...(seen?.stack && { stack: stackOf(seen.stack, result, locale) }),
    ...(seen?.outlook && { outlook: outlookOf(seen.outlook) }),
  };
}

const groupOf = ({ key, count, total, quantity, onTime, late, before }: ComparedGroup, name: string) => ({
  ...{ key, name, count, total, quantity, onTime, late },
  before: sumsOf(before),
});
const pointOf = ({ before, ...point }: TrendPoint) => ({ ...point, ...(before && { before: sumsOf(before) }) });
const daysOf = ({ from, to }: Period) => ({ from, to });
const sumsOf = ({ count, total }: Pick<Figures, 'count' | 'total'>) => ({ count, total });
const figuresOf = ({ count, total, average, median, onTime, review }: Figures) => ({
  ...{ count, total, average, median, onTime, review },
});

function stackOf({ by, classes }: NonNullable<Seen['stack']>, { names }: ReportResult, locale: Locale) {
  const piecesOf = (groups: readonly Group[]) => groups.map(({ key, count, total }) => ({ key, count, total }));
  return {
    by,
    classes: classes.map(({ key, groups }) => ({
      key,
      name: groupText(by, { key }, names, locale),
      pieces: piecesOf(groups),
    })),
  };
}

function outlookOf({ unit, past, expected, forecast }: Outlook): ReportAnswer['outlook'] {
  if (forecast.kind === 'short') return { unit, past, expected: [] };
  const { points, beatsNaive, backtest } = forecast;
  const next = expected.map((bucket, i) => ({ ...bucket, ...points[i]! }));
  return { unit, past, expected: next, beatsNaive, error: backtest.error };
}
