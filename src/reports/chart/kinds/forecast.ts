import type { ChartDataset } from 'chart.js';
import type { ChartOf } from '../../../chat/chart.ts';
import { nameAxis, valueAxis } from '../axes.ts';
import { valueLabels } from '../labels.ts';
import { type Drawing, headRoom, legendPlugins, type Named, options } from '../options.ts';
import { colours, height } from '../theme.ts';

type Values = (number | null)[];

/** More points than this are drawn as a line alone. */
const mostPoints = 40;

/** What was as a line, what is expected as dashes with squares, between the ends of the band as an area. */
export function forecast(spec: ChartOf<'forecast'>): Drawing {
  const { past, expected, band, earlier } = spec;
  const joint = past.values.findLastIndex((value) => value !== null);
  const joined = (values: Values): Values => values.map((value, i) => (i === joint ? (past.values[i] ?? null) : value));
  const datasets: ChartDataset[] = [
    {
      ...lineOf(joined(expected.values), { isMarked: (i) => i !== joint }),
      borderDash: [7, 5],
      pointStyle: 'rect',
      spanGaps: true,
    },
    lineOf(past.values),
    ...(earlier ? [hollow(earlier.values)] : []),
    ...(band ? bandOf(joined(band.low), joined(band.high)) : []),
  ];
  const named: Named[] = [
    { text: past.name, colour: colours.main, mark: 'line' },
    { text: expected.name, colour: colours.main, mark: 'dashes' },
    ...(band ? [{ text: band.name, colour: colours.band }] : []),
    ...(earlier ? [{ text: earlier.name, colour: colours.negative, mark: 'ring' as const }] : []),
  ];
  const all = datasets.flatMap(({ data }) => data as Values);
  const texts = expected.texts.map((text, i) => (i === joint ? '' : text));
  return {
    height: height + headRoom(spec, named),
    config: {
      type: 'line',
      data: { labels: spec.labels, datasets },
      options: {
        ...options(spec, named),
        scales: { x: nameAxis(spec.labels), y: valueAxis(spec, all, { grace: '8%' }) },
      },
      plugins: [...legendPlugins, valueLabels({ dataset: 0, texts, halo: true })],
    },
  };
}

const lineOf = (data: Values, { isMarked = () => true }: { isMarked?: (i: number) => boolean } = {}) => ({
  type: 'line' as const,
  data,
  borderColor: colours.main,
  backgroundColor: colours.main,
  borderWidth: 2.5,
  pointRadius: data.map((_, i) => (data.length <= mostPoints && isMarked(i) ? 3.5 : 0)),
  spanGaps: false,
  clip: false as const,
});

const hollow = (data: Values) => ({
  type: 'line' as const,
  data,
  showLine: false,
  pointRadius: 5,
  pointBorderWidth: 2,
  pointBorderColor: colours.negative,
  pointBackgroundColor: colours.paper,
});

/** Two lines that are not drawn, and the area between them. */
const bandOf = (low: Values, high: Values): ChartDataset[] => {
  const edge = { type: 'line' as const, spanGaps: true, borderWidth: 0, pointRadius: 0, backgroundColor: colours.band };
  return [
    { ...edge, data: low, fill: false },
    { ...edge, data: high, fill: '-1' },
  ];
};
