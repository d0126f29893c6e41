import { type Locale, t } from '../text/index.ts';
import type { Change, ComparedGroup } from './figures.ts';
import {
  capital,
  changeText,
  type Format,
  groupingText,
  groupText,
  money,
  orders,
  percentOf,
  periodText,
  signed,
  whole,
} from './format.ts';
import type { ReportResult } from './result.ts';
import { viewFor } from './views/index.ts';
import type { Grouping } from './vocabulary.ts';

/** Under this many orders (now or before) percentages say nothing, and it is said so. */
export const fewOrders = 5;

/**
 * Two or three sentences that say what changed and what weighs most; never more than the figures support: no comparison
 * where there was nothing before, no percentages of a handful, no largest one where there is only one or a tie.
 */
export function sayResult(result: ReportResult, locale: Locale): string {
  const format: Format = { locale, currency: result.currency };
  const view = result.request.view && viewFor(result.request.view);
  if (result.period.from > result.today && result.now.count === 0)
    return joined([sayFuture(result, locale), view?.always ? view.say(result, format) : ''], locale);
  if (result.now.count === 0 && result.earlier.count === 0)
    return joined([sayEmpty(result, locale), view?.always ? view.say(result, format) : ''], locale);
  const few = Math.min(result.now.count, result.earlier.count || result.now.count) < fewOrders;
  const sentences = [sayChange(result, format, few), sayLargest(result, format), sayMover(result, format)];
  if (few) sentences.push(t(locale, 'report.say.few'));
  if (view) sentences.push(view.say(result, format));
  return joined(sentences, locale);
}

const joined = (sentences: readonly string[], locale: Locale): string =>
  sentences.filter((sentence) => sentence !== '').join(locale === 'zh' ? '' : ' ');

const sayFuture = (result: ReportResult, locale: Locale): string =>
  t(locale, 'report.say.future', { period: periodText(result.period, locale) });

function sayEmpty(result: ReportResult, locale: Locale): string {
  const filtered = Object.keys(result.request.filters).length > 0;
  const key = filtered ? 'report.say.empty_filtered' : 'report.say.empty';
  return t(locale, key, { period: periodText(result.period, locale) });
}

function sayChange(result: ReportResult, format: Format, few: boolean): string {
  const { locale } = format;
  const whole = periodText(result.period, locale);
  const period = result.running ? t(locale, 'report.running', { period: whole }) : whole;
  const count = orders(result.now.count, locale);
  const total = result.now.total;
  const head = capital(
    total === undefined
      ? t(locale, 'report.say.count', { orders: count, period })
      : t(locale, 'report.say.worth', { orders: count, total: money(total, format), period }),
  );
  const before = periodText(result.comparedWith, locale);
  if (result.earlier.count === 0) return t(locale, 'report.say.no_comparison', { head, before });
  return t(locale, 'report.say.compared', { head, before, changes: changesOf(result, format, few) });
}

function changesOf(result: ReportResult, format: Format, few: boolean): string {
  const { locale } = format;
  const { count, total } = result.change;
  const counted = direction(count, 'report.say.count', locale, few, (size) => ({ orders: orders(size, locale) }));
  if (!total) return counted;
  const summed = direction(total, 'report.say.total', locale, few, (size) => ({ amount: money(size, format) }));
  return t(locale, 'report.say.both', { count: counted, total: summed });
}

function direction(
  change: Change,
  key: 'report.say.count' | 'report.say.total',
  locale: Locale,
  few: boolean,
  values: (size: number) => Record<string, string>,
): string {
  if (change.difference === 0) return t(locale, `${key}_same`);
  const known = !few && change.rate !== undefined;
  const rate = known ? t(locale, 'report.say.rate', { rate: changeText(change) }) : '';
  const way = change.difference > 0 ? 'up' : 'down';
  return t(locale, `${key}_${way}`, { ...values(Math.abs(change.difference)), rate });
}

/** What the sentences name: the grouping that was asked for, else customers; dates contribute nothing. */
function subjectOf(result: ReportResult): { by: Grouping; groups: readonly ComparedGroup[] } {
  const { by } = result.request;
  const dated = by === undefined || by === 'month' || by === 'week' || by === 'day';
  if (!dated && result.groups) return { by, groups: result.groups };
  return { by: 'customer', groups: result.top.customer ?? [] };
}

const weightOf = (group: { count: number; total?: number }): number => group.total ?? group.count;

function sayLargest(result: ReportResult, format: Format): string {
  const { by, groups } = subjectOf(result);
  const [first, second] = groups.filter((group) => group.count > 0);
  if (!first || !second || weightOf(first) === weightOf(second) || weightOf(first) <= 0) return '';
  const { locale } = format;
  const value = first.total === undefined ? orders(first.count, locale) : money(first.total, format);
  const values = { by: groupingText(by, locale), name: groupText(by, first, result.names, locale), value };
  const all = result.now.total ?? result.now.count;
  const parts = groups.every((group) => weightOf(group) >= 0) && weightOf(first) <= all;
  const several = result.now.total === undefined && (by === 'product' || by === 'category');
  if (!parts || several) return t(locale, 'report.say.largest_plain', values);
  const share = percentOf(weightOf(first), all);
  return t(locale, 'report.say.largest', { ...values, share });
}

/** The group that moved the most in the direction of the whole, if it alone did. */
function sayMover(result: ReportResult, format: Format): string {
  const change = result.change.total ?? result.change.count;
  if (result.earlier.count === 0 || change.difference === 0) return '';
  const { by, groups } = subjectOf(result);
  const sign = Math.sign(change.difference);
  const moves = groups
    .map((group) => ({ group, move: (weightOf(group) - weightOf(group.before)) * sign }))
    .sort((a, b) => b.move - a.move);
  const [first, second] = moves;
  if (!first || !second || first.move <= 0 || first.move === second.move) return '';
  const { locale } = format;
  const write = result.money ? (size: number) => money(size, format) : whole;
  const isMore = first.move > Math.abs(change.difference);
  const key = sign > 0 ? 'report.say.rise' : 'report.say.fall';
  return t(locale, isMore ? `${key}_more` : key, {
    name: groupText(by, first.group, result.names, locale),
    change: signed(first.move * sign, write),
  });
}
