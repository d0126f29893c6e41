import type { CalendarDate } from '../dates.ts';
import { type Change, type ComparedGroup, changeOf, compareGroups } from './figures.ts';
import type { Collected, Money, OwedByAge } from './money.ts';
import type { Names } from './names.ts';
import { type Bucket, bucketsOf, isRunning, type Period, type Unit, unitFor, units } from './period.ts';
import type { ReportRequest } from './request.ts';
import type { Figures } from './tally.ts';
import type { Seen } from './views/view.ts';
import type { Grouping } from './vocabulary.ts';

/** One piece of a trend, beside the piece at the same place of the period before. */
export type TrendPoint = Bucket & {
  count: number;
  total?: number;
  before?: { count: number; total?: number };
  onTime: number;
  late: number;
  /** It lies after today: there is nothing to draw yet. */
  future: boolean;
};

/** A report: every figure that its card, chart, sentences and alt text are made of. */
export type ReportResult = {
  request: ReportRequest;
  period: Period;
  /** The whole period before. */
  before: Period;
  /** What the figures are compared with: the period before, or the same days of it while the period is running. */
  comparedWith: Period;
  running: boolean;
  today: CalendarDate;
  currency: string;
  /** Whether the person may read amounts; where not, no amount is anywhere in here. */
  money: boolean;
  now: Figures;
  earlier: Figures;
  change: { count: Change; total?: Change };
  /** Groups of the grouping that was asked for; of dates every one, oldest first. */
  groups?: ComparedGroup[];
  top: Partial<Record<Grouping, ComparedGroup[]>>;
  trend: { unit: Unit; points: TrendPoint[] };
  collected?: Collected;
  overdue?: Money;
  aging?: OwedByAge;
  /** What the view of the request has seen beyond the figures. */
  seen?: Seen;
  names: Names;
};

/** The unit of the trend: the one asked for, else the one that reads well. */
export const trendUnit = (request: ReportRequest): Unit => (isUnit(request.by) ? request.by : unitFor(request.period));

const isUnit = (by: Grouping | undefined): by is Unit => (units as readonly (string | undefined)[]).includes(by);

/** What goes into a result beside the figures of both periods. */
export type ResultParts = Pick<
  ReportResult,
  'request' | 'before' | 'comparedWith' | 'today' | 'currency' | 'money' | 'now' | 'earlier' | 'names'
> & {
  /** The whole period before by bucket, for the trend: of a running period it goes past what figures compare with. */
  earlierTrend: Figures;
  collected?: Collected;
  overdue?: Money;
  aging?: OwedByAge;
  seen?: Seen;
};

/** The three lists of what weighs most. */
export const topGroupings = ['customer', 'product', 'owner'] as const satisfies readonly Grouping[];

/** Puts the figures of both periods together. */
export function composeResult(parts: ResultParts): ReportResult {
  const { earlierTrend, ...rest } = parts;
  const { request, now, earlier, money, today } = parts;
  const compared = (by: Grouping) => compareGroups(now.groups[by] ?? [], earlier.groups[by] ?? [], money);
  const trend = { unit: trendUnit(request), points: pointsOf(parts, earlierTrend) };
  return {
    ...rest,
    period: request.period,
    running: isRunning(request.period, today),
    change: {
      count: changeOf(now.count, earlier.count),
      ...(money && { total: changeOf(now.total ?? 0, earlier.total ?? 0) }),
    },
    ...(request.by && { groups: isUnit(request.by) ? datedGroups(trend.points, money) : compared(request.by) }),
    top: Object.fromEntries(topGroupings.map((by) => [by, compared(by)])),
    trend,
  };
}

/** Buckets as groups, oldest first; those after today are left out. */
const datedGroups = (points: readonly TrendPoint[], money: boolean): ComparedGroup[] =>
  points
    .filter((point) => !point.future)
    .map(({ key, count, total, before, onTime, late }) => ({
      ...{ key, count, total, onTime, late },
      before: before ?? { count: 0, ...(money && { total: 0 }) },
    }));

function pointsOf(parts: ResultParts, earlierTrend: Figures): TrendPoint[] {
  const { request, now, money, today } = parts;
  const unit = trendUnit(request);
  const valueIn = (figures: Figures) => {
    const groups = new Map(figures.groups[unit]?.map((group) => [group.key, group]));
    return ({ key }: Bucket) => {
      const { count = 0, total = 0, onTime = 0, late = 0 } = groups.get(key) ?? {};
      return { count, ...(money && { total }), onTime, late };
    };
  };
  const [valueNow, valueBefore] = [valueIn(now), valueIn(earlierTrend)];
  const earlier = bucketsOf(parts.before, unit);
  return bucketsOf(request.period, unit).map((bucket, index) => {
    const opposite = earlier[index];
    const before = opposite && valueBefore(opposite);
    return { ...bucket, ...valueNow(bucket), before, future: bucket.from > today };
  });
}
