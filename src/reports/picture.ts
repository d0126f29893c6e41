import type { BarsSpec, ChartSpec } from '../chat/chart.ts';
import { type Locale, t } from '../text/index.ts';
import type { ComparedGroup, Group } from './figures.ts';
import { axisTexts, type Format, groupText, major, money, orders, periodText } from './format.ts';
import { altItem, altOf, measures, type Picture, restOf, sumOf, titleOf, type Value } from './picture-parts.ts';
import type { ReportResult, TrendPoint } from './result.ts';
import { viewFor } from './views/index.ts';
import type { Grouping } from './vocabulary.ts';

/** Groups drawn one by one; the rest is one bar. */
const drawnGroups = 8;
/** The chart of a report: a trend, or one bar per group; undefined when there is nothing to draw. */
export function pictureOf(result: ReportResult, locale: Locale): Picture | undefined {
  const { by, view } = result.request;
  if (view) return viewFor(view).picture(result, locale);
  if (result.now.count === 0) return undefined;
  if (by && by !== result.trend.unit && result.groups) return groupsPicture(result, by, result.groups, locale);
  return trendPicture(result, locale);
}

function trendPicture(result: ReportResult, locale: Locale): Picture {
  const { unit, points } = result.trend;
  const { size, short, full } = measures(result, locale);
  const title = titleOf(result, unit, locale);
  const compared = result.earlier.count > 0 || points.some((point) => point.before && point.before.count > 0);
  const spec: ChartSpec = {
    kind: 'trend',
    title,
    locale,
    whole: !result.money,
    labels: axisTexts(points, unit, locale),
    name: periodText(result.period, locale),
    values: points.map((point) => (point.future ? null : size(point))),
    texts: points.map(short),
    ...(compared && {
      before: {
        name: t(locale, 'report.chart.before', { period: periodText(result.before, locale) }),
        values: points.map((point) => (point.before ? size(point.before) : null)),
      },
    }),
  };
  const said = points.filter((point) => !point.future && (point.count > 0 || (point.before?.count ?? 0) > 0));
  const item = (point: TrendPoint) =>
    altItem(locale, point.key, full(point), compared && point.before && full(point.before));
  return { spec, alt: altOf(locale, title, said.map(item), restOf(said, result, full)), name: 'trend.png' };
}

function groupsPicture(result: ReportResult, by: Grouping, groups: readonly ComparedGroup[], locale: Locale): Picture {
  const { size, short, full } = measures(result, locale);
  const present = groups.filter((group) => group.count > 0);
  const room = present.length > drawnGroups + 1 ? drawnGroups : present.length;
  const nameOf = (group: Group) => groupText(by, group, result.names, locale);
  const items: BarsSpec['items'] = present
    .slice(0, room)
    .map((group) => ({ label: nameOf(group), value: size(group), text: short(group) }));
  const others = present.slice(room);
  if (others.length > 0) {
    const rest = sumOf(others, result);
    const label = t(locale, 'report.chart.other', { count: others.length });
    items.push({ label, value: null, text: short(rest) });
  }
  const title = titleOf(result, by, locale);
  const spec: ChartSpec = { kind: 'bars', title, locale, whole: !result.money, items };
  const said = present.map((group) => altItem(locale, nameOf(group), full(group)));
  return { spec, alt: altOf(locale, title, said, restOf(present, result, full)), name: 'groups.png' };
}

/** The recap's chart: weeks or months made of the sizes of orders. */
export function stackPicture(
  weeks: {
    unit: 'week' | 'month';
    labels: string[];
    names: string[];
    series: { name: string; values: Value[]; muted: boolean }[];
  },
  options: { money: boolean; currency: string; locale: Locale },
): Picture {
  const { locale, currency } = options;
  const format: Format = { locale, currency };
  const title = t(locale, `recap.trend.${weeks.unit}${options.money ? '' : '_count'}`, { currency });
  const size = (value: Value) => (value.total === undefined ? value.count : major(value.total, currency));
  const full = (value: Value) => (value.total === undefined ? orders(value.count, locale) : money(value.total, format));
  const series = weeks.series.map(({ name, values, muted }) => ({ name, muted, values: values.map(size) }));
  const said = weeks.names.map((name, index) => {
    const parts = weeks.series.map((one) => `${one.name} ${full(one.values[index] ?? { count: 0 })}`);
    return altItem(locale, name, parts.join(', '));
  });
  const spec: ChartSpec = { kind: 'stack', title, locale, whole: !options.money, labels: weeks.labels, series };
  return { spec, alt: altOf(locale, title, said, ''), name: 'weeks.png' };
}
