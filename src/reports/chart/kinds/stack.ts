import type { ChartDataset } from 'chart.js';
import { type ChartOf, mostClasses, type StackSpec } from '../../../chat/chart.ts';
import { t } from '../../../text/index.ts';
import { nameAxis, shareAxis, valueAxis } from '../axes.ts';
import { valueLabels } from '../labels.ts';
import { type Drawing, headRoom, legendPlugins, type Named, options } from '../options.ts';
import { colours, height, palette } from '../theme.ts';

type Series = StackSpec['series'][number];

/** Height of the strip of the rate, in logical pixels. */
const stripHeight = 110;

/** Bars over time made of classes; with a rate, a strip above them shows it as a line. */
export function stack(spec: ChartOf<'stack'>): Drawing {
  const series = folded(spec);
  const named = series.map((one, i): Named => ({ text: one.name, colour: colourOf(one, i) }));
  const rate = spec.rate?.values.some((value) => value !== null) ? spec.rate : undefined;
  if (rate) named.push({ text: rate.name, colour: colours.ink, mark: 'line' });
  const values = valueAxis(
    spec,
    series.flatMap((one) => one.values),
    { stacked: true },
  );
  return {
    height: height + headRoom(spec, named) + (rate ? stripHeight : 0),
    config: {
      type: 'bar',
      data: { labels: spec.labels, datasets: [...series.map(classOf), ...(rate ? [rateOf(rate.values)] : [])] },
      options: {
        ...options(spec, named),
        scales: {
          x: nameAxis(spec.labels, { stacked: true }),
          y: rate ? { ...values, stack: 'value', stackWeight: 2.6 } : values,
          ...(rate && { rate: shareAxis() }),
        },
      },
      plugins: [
        ...legendPlugins,
        ...(rate ? [valueLabels({ dataset: series.length, texts: rate.texts, halo: true })] : []),
      ],
    },
  };
}

const colourOf = ({ muted }: Series, i: number): string =>
  muted ? colours.other : (palette[i % palette.length] ?? colours.other);

/** No more classes than there are colours: the last ones are put together. */
function folded({ series, locale, labels }: ChartOf<'stack'>): Series[] {
  if (series.length <= mostClasses) return series;
  const rest = series.slice(mostClasses - 1);
  const values = labels.map((_, i) => rest.reduce((sum, one) => sum + (one.values[i] ?? 0), 0));
  const other = { name: t(locale, 'chart.other', { count: rest.length }), values, muted: true };
  return [...series.slice(0, mostClasses - 1), other];
}

/** A class; a line of paper divides it from the one above. */
const classOf = (one: Series, i: number): ChartDataset<'bar'> => ({
  label: one.name,
  data: one.values,
  backgroundColor: colourOf(one, i),
  borderColor: colours.paper,
  borderWidth: { top: 1, bottom: 0, left: 0, right: 0 },
  categoryPercentage: 0.88,
  maxBarThickness: 72,
});

const rateOf = (values: (number | null)[]): ChartDataset<'line'> => ({
  type: 'line',
  data: values,
  yAxisID: 'rate',
  borderColor: colours.ink,
  backgroundColor: colours.ink,
  borderWidth: 2,
  pointRadius: values.length > 40 ? 0 : 3.5,
  clip: false,
});
