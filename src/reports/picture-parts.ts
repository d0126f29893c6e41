import type { ChartSpec } from '../chat/chart.ts';
import { type Locale, t } from '../text/index.ts';
import { compact } from './compact.ts';
import { type Format, groupingText, major, money, orders } from './format.ts';
import type { ReportResult } from './result.ts';
import type { Grouping } from './vocabulary.ts';

/** A chart to be drawn, and the words that say the same to who cannot see it. */
export type Picture = { spec: ChartSpec; alt: string; name: string };

/** Orders and their amount, if it may be read. */
export type Value = { count: number; total?: number };

/** Texts of alternatives are cut to what the chats take. */
const altItems = 14;

/** The title of a chart of amounts, or of orders where amounts may not be read. */
export const titleOf = (result: ReportResult, by: Grouping, locale: Locale): string =>
  t(locale, result.money ? 'report.chart.amount' : 'report.chart.count', {
    currency: result.currency,
    unit: groupingText(by, locale),
  });

/** How values are drawn and written: their length, and in short and in full. */
export function measures(result: Pick<ReportResult, 'currency'>, locale: Locale) {
  const format: Format = { locale, currency: result.currency };
  const size = (value: Value): number =>
    value.total === undefined ? value.count : major(value.total, result.currency);
  return {
    size,
    short: (value: Value): string => compact(size(value), locale),
    full: (value: Value): string =>
      value.total === undefined ? orders(value.count, locale) : money(value.total, format),
  };
}

/** Several values as one. */
export const sumOf = (values: readonly Value[], result: Pick<ReportResult, 'money'>): Value => ({
  count: values.reduce((sum, value) => sum + value.count, 0),
  ...(result.money && { total: values.reduce((sum, value) => sum + (value.total ?? 0), 0) }),
});

/** What an alternative text has no room to list one by one. */
export const restOf = (values: readonly Value[], result: ReportResult, write: (value: Value) => string): string =>
  write(sumOf(values.slice(altItems), result));

/** One value of an alternative text. */
export const altItem = (locale: Locale, name: string, value: string, before?: string | false): string =>
  before ? t(locale, 'report.alt.before', { name, value, before }) : t(locale, 'report.alt.item', { name, value });

/** The words of a chart: its title, then name and value one by one. */
export function altOf(locale: Locale, title: string, items: readonly string[], rest: string): string {
  const shown = items.slice(0, altItems);
  if (items.length > altItems)
    shown.push(t(locale, 'report.alt.more', { count: items.length - altItems, value: rest }));
  return t(locale, 'report.alt', { title, values: shown.join(t(locale, 'report.alt.separator')) });
}
