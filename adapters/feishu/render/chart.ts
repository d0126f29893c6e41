import { beforeColour, type ChartSpec, mainColour, otherColour, palette } from '../../../src/chat/chart.ts';
import { literal } from '../../../src/chat/literal.ts';
import type { Element } from './element.ts';

/*
 * Charts that Feishu draws itself: feishu-cards/card-json-v2-components/content-components/chart, by the rules of VChart 1
 * (visactor.io/vchart).
 */

type Spec = Record<string, unknown>;
type Of<K extends ChartSpec['kind']> = Extract<ChartSpec, { kind: K }>;

/** Bytes that a chart may take of its card; a longer one is shown as a picture. */
const mostBytes = 9_000;

/** The text of a value stands beside its bar, as who made the chart wrote it. */
const label = (position: 'top' | 'outside') => ({ visible: true, formatter: '{text}', position });
const legend = { visible: true, orient: 'bottom' };
const values = (rows: readonly Spec[], id = 'data') => ({ id, values: rows });
const point = (x: string, y: number, more: Spec = {}): Spec => ({ x: literal(x), y, ...more });

/** Bars over time, and the period before as a line; what has not come yet is left out. */
function trend({ labels: names, values: now, texts, name, before }: Of<'trend'>): Spec {
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

/** One bar per group, longest first; what is put together has its text and no bar. */
function bars({ items }: Of<'bars'>): Spec {
  const rows = items.map(({ label: y, value, text }) => ({ y: literal(y), x: value ?? 0, text: literal(text) }));
  return {
    type: 'bar',
    direction: 'horizontal',
    data: [values(rows)],
    xField: 'x',
    yField: 'y',
    label: label('outside'),
    color: [mainColour],
    axes: [
      { orient: 'left', type: 'band' },
      { orient: 'bottom', type: 'linear' },
    ],
  };
}

/** Bars over time, each made of classes. */
function stack({ labels: names, series }: Of<'stack'>): Spec {
  const rows = series.flatMap(({ name, values: all }) =>
    names.map((x, i) => point(x, all[i] ?? 0, { series: literal(name) })),
  );
  return {
    type: 'bar',
    data: [values(rows)],
    xField: 'x',
    yField: 'y',
    seriesField: 'series',
    stack: true,
    legends: legend,
    color: series.map(({ muted }, i) => (muted ? otherColour : palette[i % palette.length])),
  };
}

function specOf(chart: ChartSpec): Spec | undefined {
  const title = { visible: true, text: literal(chart.title) };
  switch (chart.kind) {
    case 'trend':
      return { ...trend(chart), title };
    case 'bars':
      return { ...bars(chart), title };
    case 'stack':
      return { ...stack(chart), title };
    default:
      return undefined;
  }
}

/** The names along the axis: bars of the same name would become one. */
const namesOf = (chart: ChartSpec): string[] =>
  ('items' in chart ? chart.items.map((item) => item.label) : chart.labels).map(literal);

/** A chart as Feishu draws it; undefined for one that is better shown as a picture. */
export function nativeChart(chart: ChartSpec): Element | undefined {
  const names = namesOf(chart);
  if (names.length === 0 || new Set(names).size < names.length) return undefined;
  const spec = specOf(chart);
  if (!spec || Buffer.byteLength(JSON.stringify(JSON.stringify(spec))) > mostBytes) return undefined;
  return {
    tag: 'chart',
    aspect_ratio: chart.kind === 'bars' && chart.items.length > 6 ? '4:3' : '16:9',
    chart_spec: spec,
  };
}
