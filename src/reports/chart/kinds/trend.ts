import type { ChartOf } from '../../../chat/chart.ts';
import { nameAxis, valueAxis } from '../axes.ts';
import { valueLabels } from '../labels.ts';
import { type Drawing, headRoom, legendPlugins, type Named, options } from '../options.ts';
import { colours, height } from '../theme.ts';

/** Bars that are this many or fewer carry their value. */
const labelled = 8;
/** More points than this are a line: bars would be hairs. */
const mostBars = 62;

/** Bars over time, with the period before as wider ones behind; lines where there are very many. */
export function trend(spec: ChartOf<'trend'>): Drawing {
  const isLine = spec.values.length > mostBars;
  const now = {
    label: spec.name,
    data: spec.values,
    order: 0,
    ...(isLine ? lineOf(colours.main, [], spec.values) : barOf(colours.main, 0.6)),
  };
  const before = spec.before && {
    label: spec.before.name,
    data: spec.before.values,
    order: 1,
    ...(isLine ? lineOf(colours.other, [6, 5], spec.before.values) : barOf(colours.before, 0.96)),
  };
  const named: Named[] = spec.before
    ? [
        { text: spec.name, colour: colours.main, mark: isLine ? 'line' : 'box' },
        isLine
          ? { text: spec.before.name, colour: colours.other, mark: 'dashes' }
          : { text: spec.before.name, colour: colours.before },
      ]
    : [];
  const all = [...spec.values, ...(spec.before?.values ?? [])];
  return {
    height: height + headRoom(spec, named),
    config: {
      type: 'bar',
      data: { labels: spec.labels, datasets: before ? [now, before] : [now] },
      options: {
        ...options(spec, named),
        scales: { x: nameAxis(spec.labels), y: valueAxis(spec, all, { grace: '8%' }) },
      },
      plugins: [
        ...legendPlugins,
        ...(spec.values.length <= labelled ? [valueLabels({ dataset: 0, texts: spec.texts })] : []),
      ],
    },
  };
}

/** A line; a value between gaps, which no line would reach, is a point. */
const lineOf = (colour: string, dash: number[], values: readonly (number | null)[]) => ({
  type: 'line' as const,
  borderColor: colour,
  backgroundColor: colour,
  borderWidth: 2.5,
  borderDash: dash,
  pointRadius: values.map((_, i) => ((values[i - 1] ?? values[i + 1] ?? null) === null ? 3 : 0)),
});

/** Bars of both periods share a place: the wider one behind is the period before. */
const barOf = (colour: string, share: number) => ({
  type: 'bar' as const,
  backgroundColor: colour,
  grouped: false,
  barPercentage: share,
  categoryPercentage: 0.92,
  maxBarThickness: 120 * share,
});
