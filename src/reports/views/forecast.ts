import { t } from '../../text/index.ts';
import { numbers } from '../card-table.ts';
import { compact } from '../compact.ts';
import { axisTexts, capital, type Format, groupingText, major, money, orders, percent, whole } from '../format.ts';
import { type Outlook, outlookOf } from '../outlook.ts';
import { altItem, altOf } from '../picture-parts.ts';
import type { ReportResult } from '../result.ts';
import type { View } from './view.ts';

/** Of what was, the chart shows as much as can be read. */
const shownPast = 24;

type Known = Outlook & { forecast: Extract<Outlook['forecast'], { kind: 'forecast' }> };

const isKnown = (outlook: Outlook | undefined): outlook is Known => outlook?.forecast.kind === 'forecast';

/** A value that may be an amount or a number of orders; what is expected is rounded to whole ones. */
function writer(result: ReportResult, format: Format) {
  const size = (value: number) => (result.money ? major(value, result.currency) : value);
  return {
    size,
    short: (value: number) => compact(size(value), format.locale),
    full: (value: number) =>
      result.money ? money(Math.round(value), format) : orders(Math.round(value), format.locale),
  };
}

/** What had been forecast of the last `shown` periods, at the places of what came; the trial began some periods ago. */
function testedOf({ past, forecast: { backtest } }: Known, shown: number): (number | null)[] {
  return past.slice(-shown).map((_, place) => {
    const tested = backtest.points[past.length - shown + place - backtest.from];
    return tested ? tested.forecast : null;
  });
}

/** What the next weeks or months bring, with how far the forecast was off in the last ones. */
export const forecast: View = {
  name: 'forecast',
  always: true,
  see: async (question) => ({ outlook: await outlookOf(question) }),
  picture(result, locale) {
    const outlook = result.seen?.outlook;
    if (!isKnown(outlook)) return undefined;
    const { unit, expected } = outlook;
    const { points } = outlook.forecast;
    const { size, short, full } = writer(result, { locale, currency: result.currency });
    const past = outlook.past.slice(-shownPast);
    const all = [...past, ...expected];
    const none = <T>(buckets: readonly T[]): null[] => buckets.map(() => null);
    const ahead = (values: readonly number[]) => [...none(past), ...values.map(size)];
    const earlier = testedOf(outlook, past.length).map((value) => (value === null ? null : size(value)));
    const title = t(locale, result.money ? 'report.chart.forecast' : 'report.chart.forecast_count', {
      ...{ currency: result.currency, unit: groupingText(unit, locale) },
    });
    const said = expected.map(({ key }, index) => {
      const { value, low, high } = points[index]!;
      return altItem(
        locale,
        key,
        t(locale, 'report.forecast_value', { value: full(value), low: full(low), high: full(high) }),
      );
    });
    return {
      spec: {
        kind: 'forecast',
        title,
        locale,
        whole: !result.money,
        labels: axisTexts(all, unit, locale),
        past: {
          name: t(locale, 'report.chart.past'),
          values: [...past.map(({ value }) => size(value)), ...none(expected)],
        },
        expected: {
          name: t(locale, 'report.chart.expected'),
          values: ahead(points.map(({ value }) => value)),
          texts: [...past.map(() => ''), ...points.map(({ value }) => short(value))],
        },
        band: {
          name: t(locale, 'report.chart.band'),
          low: ahead(points.map(({ low }) => low)),
          high: ahead(points.map(({ high }) => high)),
        },
        ...(earlier.some((value) => value !== null) && {
          earlier: { name: t(locale, 'report.chart.tested'), values: [...earlier, ...none(expected)] },
        }),
      },
      alt: altOf(locale, title, said, ''),
      name: 'forecast.png',
    };
  },
  say(result, format) {
    const { locale } = format;
    const outlook = result.seen?.outlook;
    if (!outlook) return '';
    const unit = groupingText(outlook.unit, locale);
    if (outlook.forecast.kind === 'short')
      return t(locale, 'report.say.short', { unit, have: outlook.forecast.have, need: outlook.forecast.need });
    const { full } = writer(result, format);
    const { points, backtest, beatsNaive, seasonal } = outlook.forecast;
    const sum = (of: 'value') => points.reduce((all, point) => all + point[of], 0);
    const count = points.length;
    const head = t(locale, `report.say.expected_${outlook.unit}`, { count, total: full(sum('value')) });
    const offBy = (mae: number) =>
      backtest.error === undefined || backtest.mae === 0
        ? full(mae)
        : percent(Math.round((mae * backtest.error) / backtest.mae));
    const other = t(locale, seasonal ? 'report.naive.season' : 'report.naive.last', { unit });
    const values = { periods: backtest.periods, error: offBy(backtest.mae), naive: offBy(backtest.naiveMae), other };
    const tested = t(locale, beatsNaive ? 'report.say.tested' : 'report.say.tested_naive', values);
    const told = seasonal ? 'report.say.seasonal' : seasonal === false ? 'report.say.level' : 'report.say.too_young';
    const naive = seasonal ? 'report.say.naive_season' : 'report.say.naive';
    const ways = beatsNaive ? told : naive;
    const method = t(locale, ways, { unit });
    return [head, method, tested].join(locale === 'zh' ? '' : ' ');
  },
  blocks(result, format) {
    const { locale } = format;
    const outlook = result.seen?.outlook;
    if (!isKnown(outlook)) return [];
    const { full } = writer(result, format);
    const columns = [
      { label: capital(groupingText(outlook.unit, locale)) },
      numbers(t(locale, 'report.chart.expected')),
      numbers(t(locale, 'report.column.low')),
      numbers(t(locale, 'report.column.high')),
    ];
    const rows = outlook.expected.map(({ key }, index) => {
      const { value, low, high } = outlook.forecast.points[index]!;
      return [key, full(value), full(low), full(high)];
    });
    const note = t(locale, 'report.forecast_note', {
      count: whole(outlook.past.length),
      unit: groupingText(outlook.unit, locale),
    });
    return [
      { kind: 'table', columns, rows },
      { kind: 'text', text: note, style: 'quiet' },
    ];
  },
};
