import {
  beforeColour,
  type ChartOf,
  type ChartSpec,
  hasFigures,
  mainColour,
  mostClasses,
  mostItems,
  otherColour,
  palette,
  shadesOf,
} from '../../../src/chat/chart.ts';
import { literal } from '../../../src/chat/literal.ts';
import type { Element } from './element.ts';

/*
 * Charts that Feishu draws itself: feishu-cards/card-json-v2-components/content-components/chart, by the rules of VChart 1
 * (visactor.io/vchart).
 */

type Spec = Record<string, unknown>;

/** The line of a rate: dark, since the classes have the colours. */
const rateColour = '#1F2937';

/** Bytes that a chart may take of its card; a longer one is shown as a picture. */
const mostBytes = 9_000;

/** The text of a value stands beside its bar, as who made the chart wrote it. */
const label = (position: 'top' | 'outside') => ({ visible: true, formatter: '{text}', position });
const legend = { visible: true, orient: 'bottom' };
const values = (rows: readonly Spec[], id = 'data') => ({ id, values: rows });
const point = (x: string, y: number, more: Spec = {}): Spec => ({ x: literal(x), y, ...more });

/** Bars over time, and the period before as a line; what has not come yet is left out. */
function trend({ labels: names, values: now, texts, name, before }: ChartOf<'trend'>): Spec {
  const bars = names.flatMap((x, i) => {
    const y = now[i];
    return typeof y === 'number' ? [point(x, y, { text: literal(texts[i] ?? '') })] : [];
  });
  const line = names.flatMap((x, i) => {
    const y = before?.values[i];
    return typeof y === 'number' ? [point(x, y)] : [];
  });
  const fields = { xField: 'x', yField: 'y' };
  return {
    type: 'common',
    data: [values(bars, 'now'), ...(before ? [values(line, 'before')] : [])],
    series: [
      {
        type: 'bar',
        dataIndex: 0,
        name: literal(name),
        ...fields,
        label: label('top'),
        bar: { style: { fill: mainColour } },
      },
      ...(before
        ? [
            {
              type: 'line',
              dataIndex: 1,
              name: literal(before.name),
              ...fields,
              line: { style: { stroke: beforeColour } },
              point: { style: { fill: beforeColour } },
            },
          ]
        : []),
    ],
    axes: [
      { orient: 'bottom', type: 'band' },
      { orient: 'left', type: 'linear' },
    ],
    ...(before && { legends: legend }),
    color: [mainColour, beforeColour],
  };
}

/** One bar per group, in the order given; what is put together has its text and no bar. */
function bars({ items, darkening }: ChartOf<'bars'>): Spec {
  const rows = items.map(({ label: y, value, text }) => ({ y: literal(y), x: value ?? 0, text: literal(text) }));
  return {
    type: 'bar',
    direction: 'horizontal',
    data: [values(rows)],
    xField: 'x',
    yField: 'y',
    // Each bar is a class of its own, so that it has a colour of its own; stacked, or each would have room for all.
    ...(darkening && { seriesField: 'y', stack: true }),
    label: label('outside'),
    color: darkening ? shadesOf(items.length) : [mainColour],
    axes: [
      { orient: 'left', type: 'band' },
      { orient: 'bottom', type: 'linear' },
    ],
  };
}

/** How many in each range. */
const columns = ({ items }: ChartOf<'columns'>): Spec => ({
  type: 'bar',
  data: [values(items.map((item) => point(item.label, item.value, { text: literal(item.text) })))],
  xField: 'x',
  yField: 'y',
  label: label('top'),
  color: [mainColour],
});

/** Bars over time, each made of classes; the rate is a line against an axis of its own at the right. */
function stack({ labels: names, series, rate }: ChartOf<'stack'>): Spec {
  const rows = series.flatMap(({ name, values: all }) =>
    names.map((x, i) => point(x, all[i] ?? 0, { series: literal(name) })),
  );
  const fields = { xField: 'x', yField: 'y', seriesField: 'series' };
  const color = series.map(({ muted }, i) => (muted ? otherColour : palette[i % palette.length]));
  if (!rate) return { type: 'bar', data: [values(rows)], ...fields, stack: true, legends: legend, color };
  const line = names.flatMap((x, i) => {
    const y = rate.values[i];
    return typeof y === 'number'
      ? [point(x, y, { series: literal(rate.name), text: literal(rate.texts[i] ?? '') })]
      : [];
  });
  return {
    type: 'common',
    data: [values(rows, 'classes'), values(line, 'rate')],
    series: [
      { type: 'bar', dataIndex: 0, ...fields, stack: true },
      { type: 'line', dataIndex: 1, ...fields, label: label('top') },
    ],
    axes: [
      { orient: 'bottom', type: 'band' },
      { orient: 'left', type: 'linear', seriesIndex: [0] },
      { orient: 'right', type: 'linear', seriesIndex: [1], min: 0, max: 100 },
    ],
    legends: legend,
    color: [...color, rateColour],
  };
}

/** Those that Feishu has a kind for: none of its kinds is the area between two lines. */
function specOf(chart: ChartSpec): Spec | undefined {
  switch (chart.kind) {
    case 'trend':
      return trend(chart);
    case 'bars':
      return bars(chart);
    case 'columns':
      return columns(chart);
    case 'stack':
      return stack(chart);
    case 'forecast':
      return undefined;
  }
}

/** Whether there is something to draw, and not more than pictures tell apart. */
const isTold = (chart: ChartSpec): boolean =>
  hasFigures(chart) &&
  (chart.kind !== 'bars' || chart.items.length <= mostItems) &&
  (chart.kind !== 'stack' || chart.series.length <= mostClasses);

/** The names along the axis: bars of the same name would become one. */
const namesOf = (chart: ChartSpec): string[] =>
  ('items' in chart ? chart.items.map((item) => item.label) : chart.labels).map(literal);

/** A chart as Feishu draws it; undefined for one that is better shown as a picture. */
export function nativeChart(chart: ChartSpec): Element | undefined {
  const names = namesOf(chart);
  const drawn = isTold(chart) && new Set(names).size === names.length ? specOf(chart) : undefined;
  if (!drawn) return undefined;
  const spec = { ...drawn, title: { visible: true, text: literal(chart.title) } };
  if (Buffer.byteLength(JSON.stringify(JSON.stringify(spec))) > mostBytes) return undefined;
  return {
    tag: 'chart',
    aspect_ratio: chart.kind === 'bars' && chart.items.length > 6 ? '4:3' : '16:9',
    chart_spec: spec,
  };
}
