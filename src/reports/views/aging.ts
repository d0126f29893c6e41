import { buckets, sumOf } from '../../payments/buckets.ts';
import { t } from '../../text/index.ts';
import { numbers } from '../card-table.ts';
import { compact } from '../compact.ts';
import { major, money, orders, percentOf, whole } from '../format.ts';
import { altItem, altOf } from '../picture-parts.ts';
import type { View } from './view.ts';

/** What is owed today, by how long it is overdue. */
export const aging: View = {
  name: 'aging',
  money: true,
  always: true,
  picture({ aging: found, currency }, locale) {
    if (!found || sumOf(found.owed) === 0) return undefined;
    const { owed, counts } = found;
    const title = t(locale, 'report.chart.aging', { currency });
    const items = buckets.map((bucket) => ({
      label: t(locale, `aging.${bucket}`),
      value: major(owed[bucket], currency),
      text: t(locale, 'report.aging_text', {
        amount: compact(major(owed[bucket], currency), locale),
        orders: orders(counts[bucket], locale),
      }),
    }));
    const said = buckets.map((bucket) =>
      altItem(locale, t(locale, `aging.${bucket}`), money(owed[bucket], { locale, currency })),
    );
    return {
      spec: { kind: 'bars', title, locale, whole: false, items, darkening: true },
      alt: altOf(locale, title, said, ''),
      name: 'aging.png',
    };
  },
  say({ aging: found }, format) {
    const { locale } = format;
    if (!found) return t(locale, 'report.say.aging_parts');
    if (sumOf(found.owed) === 0) return t(locale, 'aging.none');
    const all = sumOf(found.owed);
    const late = all - found.owed.not_due;
    const share = percentOf(late, all);
    return t(locale, 'report.say.aging', { all: money(all, format), late: money(late, format), share });
  },
  blocks({ aging: found }, format) {
    if (!found || sumOf(found.owed) === 0) return [];
    const { locale } = format;
    const { owed, counts } = found;
    const columns = [
      { label: t(locale, 'report.column.age') },
      numbers(t(locale, 'aging.sum')),
      numbers(t(locale, 'report.count')),
    ];
    const rows = buckets.map((bucket) => [
      t(locale, `aging.${bucket}`),
      money(owed[bucket], format),
      whole(counts[bucket]),
    ]);
    return [{ kind: 'table', columns, rows }];
  },
};
