import { t } from '../../text/index.ts';
import { numbers } from '../card-table.ts';
import { compact } from '../compact.ts';
import { type Format, major, money, orders, percentOf, whole } from '../format.ts';
import { altItem, altOf } from '../picture-parts.ts';
import type { Range } from '../ranges.ts';
import type { View } from './view.ts';

/** A range in short: `10K–20K`, `under 10K`; limits are round, so nothing is lost. */
function rangeText({ from, below }: Range, { locale, currency }: Format): string {
  const short = (minor: number) => compact(major(minor, currency), locale);
  if (from !== undefined) return t(locale, 'report.range', { from: short(from), below: short(below) });
  return below === 1 ? t(locale, 'report.range.none') : t(locale, 'report.range.under', { below: short(below) });
}

/** How many orders there are of which size. */
export const distribution: View = {
  name: 'distribution',
  money: true,
  picture(result, locale) {
    const ranges = result.now.ranges ?? [];
    if (ranges.length === 0) return undefined;
    const format = { locale, currency: result.currency };
    const title = t(locale, 'report.chart.distribution', { currency: result.currency });
    const items = ranges.map((range) => ({
      label: rangeText(range, format),
      value: range.count,
      text: whole(range.count),
    }));
    const said = ranges.map((range) => altItem(locale, rangeText(range, format), orders(range.count, locale)));
    return {
      spec: { kind: 'columns', title, locale, whole: true, items },
      alt: altOf(locale, title, said, ''),
      name: 'distribution.png',
    };
  },
  say({ now }, format) {
    const largest = Math.max(0, ...(now.ranges ?? []).map((range) => range.count));
    const [one, ...others] = (now.ranges ?? []).filter((range) => range.count === largest);
    if (!one || others.length > 0 || now.count < 5) return '';
    const values = { range: rangeText(one, format), count: orders(one.count, format.locale) };
    return t(format.locale, 'report.say.range', { ...values, share: percentOf(one.count, now.count) });
  },
  blocks({ now }, format) {
    const { locale } = format;
    const columns = [
      { label: t(locale, 'report.column.range', { currency: format.currency }) },
      numbers(t(locale, 'report.count')),
      numbers(t(locale, 'report.column.share_orders')),
      numbers(t(locale, 'report.total')),
    ];
    const rows = (now.ranges ?? []).map((range) => [
      rangeText(range, format),
      whole(range.count),
      percentOf(range.count, now.count),
      money(range.total, format),
    ]);
    return [{ kind: 'table', columns, rows }];
  },
};
