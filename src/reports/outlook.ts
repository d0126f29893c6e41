import { addDays, type CalendarDate, dayjs } from '../dates.ts';
import { type Forecast, forecast, leastPeriods } from '../forecast/forecast.ts';
import type { Sheet } from '../rollups/part.ts';
import { readParts } from './parts.ts';
import { type Bucket, bucketKey, bucketsOf, periodOf, rangeOf } from './period.ts';
import { contextOf, type Question } from './question.ts';
import type { ReportRequest } from './request.ts';

/** Whole weeks or months that were, and what is expected of the next ones. Values are minor units, or orders without money. */
export type Outlook = {
  unit: 'week' | 'month';
  past: (Bucket & { value: number })[];
  expected: Bucket[];
  forecast: Forecast;
};

/** How far back it looks, how far ahead, and how many periods a season has. */
const looks = {
  month: { back: 72, ahead: 3, season: 12 },
  week: { back: 156, ahead: 4, season: 52 },
} as const;

/** The sheet that can be narrowed by what the request asks for, and adds up to the same. */
function sheetFor({ filters }: ReportRequest, money: boolean): Sheet {
  const { owner: _, team: __, size: ___, customer, product, category, ...others } = filters;
  if (Object.keys(others).length > 0 || (!money && (product || category))) return 'orders';
  if (product) return 'products';
  if (category) return 'categories';
  return customer ? 'customers' : 'totals';
}

/** The last whole units before today, and the next ones after them, that of today first. */
function unitsAround(today: CalendarDate, unit: Outlook['unit']): { past: Bucket[]; expected: Bucket[] } {
  const { back, ahead } = looks[unit];
  const current = periodOf(unit, today).from;
  const start = dayjs.utc(current).subtract(back, unit).format('YYYY-MM-DD');
  const end = dayjs.utc(current).add(ahead, unit).format('YYYY-MM-DD');
  return {
    past: bucketsOf(rangeOf(start, addDays(current, -1)), unit),
    expected: bucketsOf(rangeOf(current, addDays(end, -1)), unit),
  };
}

/** What is expected in whole minor units, or orders: what is added up and what is written is the same. */
function inWhole(found: Forecast): Forecast {
  if (found.kind === 'short') return found;
  const points = found.points.map(({ value, low, high }) => ({
    value: Math.round(value),
    low: Math.round(low),
    high: Math.round(high),
  }));
  return { ...found, points };
}

async function outlookBy(question: Question, unit: Outlook['unit']): Promise<Outlook> {
  const { money, today } = contextOf(question);
  const { past, expected } = unitsAround(today, unit);
  const sums = new Map<string, number>();
  const period = { from: past[0]!.from, to: past.at(-1)!.to };
  const asked = {
    period,
    sheets: [sheetFor(question.request, money)],
    review: false,
    by: unit === 'week' ? ('day' as const) : ('month' as const),
  };
  await readParts(question, question.person, question.request, asked, ({ date, sum }) => {
    const key = bucketKey(date, unit);
    sums.set(key, (sums.get(key) ?? 0) + (money ? (sum.total ?? 0) : sum.count));
  });
  const first = past.findIndex(({ key }) => sums.has(key));
  const known = first < 0 ? [] : past.slice(first).map((bucket) => ({ ...bucket, value: sums.get(bucket.key) ?? 0 }));
  const { season, ahead } = looks[unit];
  const values = known.map(({ value }) => value);
  return { unit, past: known, expected, forecast: inWhole(forecast({ values, season, horizon: ahead })) };
}

const wantsWeeks = ({ by, period }: ReportRequest): boolean =>
  by === 'week' || by === 'day' || (by === undefined && (period.kind === 'week' || period.kind === 'day'));

/**
 * What is expected of the next three months, or four weeks where the request goes by weeks or there are not enough months.
 * Only whole units count as history; the one that runs now is the first that is expected.
 */
export async function outlookOf(question: Question): Promise<Outlook> {
  if (wantsWeeks(question.request)) return outlookBy(question, 'week');
  const months = await outlookBy(question, 'month');
  return months.past.length >= leastPeriods ? months : outlookBy(question, 'week');
}
