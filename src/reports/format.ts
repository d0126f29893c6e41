import { type CalendarDate, dayjs, hourMs } from '../dates.ts';
import { decimalText, divideRounded, minorDigits, moneyText, quantityScale } from '../money.ts';
import { type Locale, type TextKey, t, texts } from '../text/index.ts';
import type { Change } from './figures.ts';
import type { Names } from './names.ts';
import { type Bucket, type Period, periodOf, type Unit } from './period.ts';
import type { Grouping } from './vocabulary.ts';

/** How figures are written for one reader. */
export type Format = { locale: Locale; currency: string };

/** An amount as a person reads it. */
export const money = (minor: number, { currency }: Format): string => moneyText(minor, currency);

/** With a capital letter in front, as a sentence or a column begins. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** A whole number with thousands marks. */
export const whole = (value: number): string => String(value).replace(/\B(?=(\d{3})+$)/g, ',');

/** A difference with its sign; nothing changed is `±0`. */
export function signed(value: number, write: (size: number) => string): string {
  if (value === 0) return '±0';
  return `${value > 0 ? '+' : '−'}${write(Math.abs(value))}`;
}

/** Basis points as percent with one digit: 1234 is `12.3%`. */
export const percent = (basisPoints: number): string => `${(Math.round(basisPoints / 10) / 10).toFixed(1)}%`;

/** `part` of `all` as percent with one digit, rounded once, half away from zero. `all` is not zero. */
export function percentOf(part: number, all: number): string {
  const [a, b] = all < 0 ? [-part, -all] : [part, all];
  return `${(Number(divideRounded(BigInt(a) * 1_000n, BigInt(b))) / 10).toFixed(1)}%`;
}

/** By how much of the one before a figure changed, with its sign. */
export const changeText = ({ difference, before }: Change): string =>
  signed(difference, (size) => percentOf(size, before));

/** Milliseconds as hours with one digit. */
export const hours = (ms: number): string => (Math.round((ms / hourMs) * 10) / 10).toFixed(1);

/** `1 order`, `2 orders`, `2 单`. */
export const orders = (count: number, locale: Locale): string =>
  t(locale, count === 1 ? 'report.orders.one' : 'report.orders', { count: whole(count) });

/** A quantity in thousandths. */
export const quantity = (value: number): string => decimalText(value, quantityScale);

/** Minor units as a number of major ones, for the length of a bar only. */
export const major = (minor: number, currency: string): number => minor / 10 ** minorDigits(currency);

const english = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const long = 'January February March April May June July August September October November December'.split(' ');

type Parts = { year: number; month: number; day: number };
const partsOf = (date: CalendarDate): Parts => ({
  year: Number(date.slice(0, 4)),
  month: Number(date.slice(5, 7)),
  day: Number(date.slice(8, 10)),
});

/** A date without its year. */
export function dayText(date: CalendarDate, locale: Locale): string {
  const { month, day } = partsOf(date);
  return locale === 'zh' ? `${month}月${day}日` : `${day} ${english[month - 1]}`;
}

/** From and to, saying each year, month and day once. */
function spanText(from: CalendarDate, to: CalendarDate, locale: Locale): string {
  const [a, b] = [partsOf(from), partsOf(to)];
  if (locale === 'zh') {
    const end = a.year === b.year ? (a.month === b.month ? `${b.day}日` : dayText(to, locale)) : fullDay(to, locale);
    return from === to ? fullDay(from, locale) : `${fullDay(from, locale)}–${end}`;
  }
  if (from === to) return fullDay(from, locale);
  const start =
    a.year === b.year ? (a.month === b.month ? String(a.day) : dayText(from, locale)) : fullDay(from, locale);
  return `${start}–${fullDay(to, locale)}`;
}

function fullDay(date: CalendarDate, locale: Locale): string {
  const { year } = partsOf(date);
  return locale === 'zh' ? `${year}年${dayText(date, locale)}` : `${dayText(date, locale)} ${year}`;
}

/** A period in words: `November 2026`, `2026年11月`, `week 47 of 2026 (16–22 Nov 2026)`. */
export function periodText(period: Period, locale: Locale): string {
  const { year, month } = partsOf(period.from);
  const zh = locale === 'zh';
  if (period.kind === 'year') return zh ? `${year}年` : String(year);
  if (period.kind === 'quarter') {
    const quarter = Math.ceil(month / 3);
    return zh ? `${year}年第${quarter}季度` : `Q${quarter} ${year}`;
  }
  if (period.kind === 'month') return zh ? `${year}年${month}月` : `${long[month - 1]} ${year}`;
  const span = spanText(period.from, period.to, locale);
  if (period.kind !== 'week') return span;
  const day = dayjs.utc(period.from);
  return zh ? `${day.isoWeekYear()}年第${day.isoWeek()}周（${span}）` : `week ${day.isoWeek()} (${span})`;
}

/** A bucket of a trend as it stands on an axis: `23`, `W47`, `Nov`, with the year where the trend has several. */
export function axisText(bucket: Bucket, unit: Unit, locale: Locale, withYear: boolean): string {
  const { year, month, day } = partsOf(bucket.from);
  if (unit === 'day') return `${month}/${day}`;
  if (unit === 'week') return t(locale, 'report.chart.week', { week: Number(bucket.key.slice(6)) });
  const short = locale === 'zh' ? `${month}月` : english[month - 1]!;
  if (!withYear) return short;
  return locale === 'zh' ? `${String(year).slice(2)}年${short}` : `${short} ${String(year).slice(2)}`;
}

/** Buckets as they stand on an axis, with their year where there are several years and they do not say it by themselves. */
export function axisTexts(buckets: readonly Bucket[], unit: Unit, locale: Locale): string[] {
  const withYear = buckets[0]?.from.slice(0, 4) !== buckets.at(-1)?.from.slice(0, 4);
  return buckets.map((bucket) => axisText(bucket, unit, locale, withYear));
}

/** The name of what a report is grouped by. */
export const groupingText = (by: Grouping, locale: Locale): string => t(locale, `report.by.${by}`);

const classKeys: Partial<Record<Grouping, string>> = {
  size: 'size',
  urgency: 'urgency',
  'customer-type': 'class',
  status: 'state',
};

/** The name of a group in full. */
export function groupText(by: Grouping, group: { key: string; name?: string }, names: Names, locale: Locale): string {
  if (group.key === '') return group.name || t(locale, 'report.none');
  if (by === 'owner' || by === 'team') return names[by].get(group.key) ?? t(locale, 'report.unknown_person');
  if (by === 'product') return group.name && group.name !== group.key ? `${group.key} ${group.name}` : group.key;
  if (by === 'customer') return group.name || group.key;
  if (by === 'week') return weekText(group.key, locale);
  if (by === 'month' || by === 'day' || by === 'region' || by === 'category') return group.key;
  const key = `${classKeys[by]}.${group.key}`;
  return key in texts ? t(locale, key as TextKey) : group.key;
}

/** `2026-W47 (16–22 Nov 2026)`. */
function weekText(key: string, locale: Locale): string {
  const monday = dayjs
    .utc(`${key.slice(0, 4)}-01-04`)
    .startOf('isoWeek')
    .add(Number(key.slice(6)) - 1, 'week')
    .format('YYYY-MM-DD');
  const { from, to } = periodOf('week', monday);
  return `${key} (${spanText(from, to, locale)})`;
}
