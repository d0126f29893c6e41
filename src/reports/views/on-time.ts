import { t } from '../../text/index.ts';
import { numbers } from '../card-table.ts';
import { type ComparedGroup, rateOf } from '../figures.ts';
import { axisTexts, capital, groupingText, groupText, percentOf, whole } from '../format.ts';
import { altItem, altOf } from '../picture-parts.ts';
import type { TrendPoint } from '../result.ts';
import type { Grouping } from '../vocabulary.ts';
import type { View } from './view.ts';

const timeless: readonly Grouping[] = ['customer', 'product', 'category'];

type Times = { onTime?: number; late?: number };

const known = ({ onTime = 0, late = 0 }: Times): number => onTime + late;
const rate = (times: Times): number | undefined => rateOf(times.onTime ?? 0, known(times));
const rateText = (times: Times): string => (known(times) === 0 ? '' : percentOf(times.onTime ?? 0, known(times)));

/** How many orders came on time and how many late, over time, with the share of those on time. */
export const onTime: View = {
  name: 'on-time',
  picture(result, locale) {
    const { unit, points } = result.trend;
    const shown = points.filter((point) => !point.future);
    if (!shown.some((point) => known(point) > 0)) return undefined;
    const title = t(locale, 'report.chart.on_time', { unit: groupingText(unit, locale) });
    const series = (name: 'onTime' | 'late') => ({
      name: t(locale, name === 'late' ? 'report.late' : 'report.punctual'),
      values: shown.map((point) => point[name] ?? 0),
    });
    const said = (point: TrendPoint) =>
      altItem(
        locale,
        point.key,
        t(locale, 'report.on_time_value', { rate: rateText(point), onTime: point.onTime ?? 0, all: known(point) }),
      );
    return {
      spec: {
        kind: 'stack',
        title,
        locale,
        whole: true,
        labels: axisTexts(shown, unit, locale),
        series: [series('onTime'), series('late')],
        rate: {
          name: t(locale, 'report.chart.rate'),
          values: shown.map((point) => (rate(point) === undefined ? null : rate(point)! / 100)),
          texts: shown.map(rateText),
        },
      },
      alt: altOf(locale, title, shown.filter((point) => known(point) > 0).map(said), ''),
      name: 'on-time.png',
    };
  },
  say({ now }, { locale }) {
    const { late, onTime: punctual } = now.onTime;
    if (late + punctual === 0) return t(locale, 'report.say.nothing_due');
    return t(locale, 'report.say.on_time', {
      late: whole(late),
      all: whole(late + punctual),
      rate: rateText(now.onTime),
    });
  },
  /** Whoever is late most often stands first. */
  blocks(result, { locale }) {
    // Customers and goods have no times of their own: then it is whose orders they were.
    const asked = result.request.by;
    const by = asked && !timeless.includes(asked) ? asked : 'owner';
    const groups = (by === asked ? result.groups : result.top.owner) ?? [];
    const due = groups.filter((group) => known(group) > 0).sort((a, b) => (b.late ?? 0) - (a.late ?? 0));
    if (due.length === 0) return [];
    const columns = [
      { label: capital(groupingText(by, locale)) },
      numbers(t(locale, 'report.punctual')),
      numbers(t(locale, 'report.late')),
      numbers(t(locale, 'report.on_time')),
    ];
    const rowOf = (group: ComparedGroup) => [
      groupText(by, group, result.names, locale),
      whole(group.onTime ?? 0),
      whole(group.late ?? 0),
      rateText(group),
    ];
    return [{ kind: 'table', columns, rows: due.slice(0, 10).map(rowOf) }];
  },
};
