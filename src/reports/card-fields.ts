import type { Block, Field } from '../chat/card.ts';
import { type Locale, t } from '../text/index.ts';
import type { Change } from './figures.ts';
import { changeText, type Format, hours, money, orders, percentOf, signed, whole } from './format.ts';
import type { ReportResult } from './result.ts';

/** A figure, how it differs from the one before, and by how much of it. */
function changed(change: Change, write: (value: number) => string, locale: Locale): string {
  const value = write(change.now);
  if (change.before === 0) return value;
  const difference = signed(change.difference, write);
  if (change.rate === undefined || change.difference === 0)
    return t(locale, 'report.changed', { value, change: difference });
  return t(locale, 'report.changed_rate', { value, change: difference, rate: changeText(change) });
}

/** Every figure of a report with a name. */
export function figureFields(result: ReportResult, format: Format): Field[] {
  const { locale } = format;
  const { now, change } = result;
  const write = (minor: number) => money(minor, format);
  const isFuture = result.period.from > result.today;
  const against = (one: Change) => (isFuture ? { now: one.now, before: 0, difference: one.now } : one);
  const fields: Field[] = [{ label: t(locale, 'report.count'), value: changed(against(change.count), whole, locale) }];
  const add = (label: Parameters<typeof t>[1], value: string | undefined) => {
    if (value !== undefined) fields.push({ label: t(locale, label), value });
  };
  add('report.total', change.total && changed(against(change.total), write, locale));
  add('report.average', now.average === undefined ? undefined : write(now.average));
  add('report.median', now.median === undefined ? undefined : write(now.median));
  add('report.on_time', onTimeText(result, locale));
  add('report.review', reviewText(result, locale));
  add('report.sla', slaText(result, locale));
  return [...fields, ...moneyFields(result, format)];
}

/** Money that is there even where no order counts. */
export function moneyOnly(result: ReportResult, format: Format): Block[] {
  const fields = moneyFields(result, format);
  return fields.length > 0 ? [{ kind: 'fields', fields }] : [];
}

function moneyFields({ collected, overdue }: ReportResult, format: Format): Field[] {
  const { locale } = format;
  const fields: Field[] = [];
  if (collected) fields.push({ label: t(locale, 'report.collected'), value: money(collected.amount, format) });
  if (overdue) {
    const amount = money(overdue.amount, format);
    const count = orders(overdue.count, locale);
    const value = overdue.count === 0 ? amount : t(locale, 'report.overdue_value', { amount, count });
    fields.push({ label: t(locale, 'report.overdue'), value, ...(overdue.count > 0 && { tone: 'bad' as const }) });
  }
  return fields;
}

/** On-time rate in words; undefined when nothing was due yet. */
export function onTimeText({ now: { onTime } }: Pick<ReportResult, 'now'>, locale: Locale): string | undefined {
  if (onTime.rate === undefined) return undefined;
  const all = onTime.onTime + onTime.late;
  return t(locale, 'report.on_time_value', { rate: percentOf(onTime.onTime, all), onTime: onTime.onTime, all });
}

/** Review time in words; undefined when nothing was reviewed. */
export function reviewText({ now: { review } }: Pick<ReportResult, 'now'>, locale: Locale): string | undefined {
  if (review.median === undefined || review.average === undefined) return undefined;
  return t(locale, 'report.review_value', { median: hours(review.median), average: hours(review.average) });
}

/** SLA hit rate in words; undefined when nothing was decided. */
export function slaText({ now: { review } }: Pick<ReportResult, 'now'>, locale: Locale): string | undefined {
  if (review.rate === undefined) return undefined;
  return t(locale, 'report.sla_value', {
    rate: percentOf(review.within, review.decisions),
    within: review.within,
    all: review.decisions,
  });
}
