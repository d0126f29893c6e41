import type { ChartConfiguration, ChartOptions, Plugin } from 'chart.js';
import type { BarsSpec, ChartSpec, StackSpec, TrendSpec } from '../../chat/chart.ts';
import { compact } from '../compact.ts';
import { barNames, legendRoom, paper, valueLabels } from './plugins.ts';
import { colours, density, family, palette, sizes, width } from './theme.ts';

/** A chart.js configuration and the height that it needs, in logical pixels. */
export type Drawing = { config: ChartConfiguration; height: number };

/** Bars that are this many or fewer carry their value. */
const labelled = 8;
/** More points than this are a line: bars would be hairs. */
const mostBars = 62;

/** The configuration of a spec. */
export function drawingOf(spec: ChartSpec): Drawing {
  if (spec.kind === 'bars') return bars(spec);
  return spec.kind === 'stack' ? stack(spec) : trend(spec);
}

const font = (size: number, weight: 400 | 700 = 400) => ({ family, size, weight });

function options(spec: ChartSpec, legend: boolean): ChartOptions {
  return {
    devicePixelRatio: density,
    font: font(sizes.tick),
    color: colours.ink,
    layout: { padding: { top: 8, right: 22, bottom: 8, left: 14 } },
    plugins: {
      title: {
        display: true,
        align: 'start',
        text: spec.title,
        color: colours.ink,
        font: font(sizes.title, 700),
        padding: { top: 4, bottom: legend ? 4 : 18 },
      },
      legend: {
        display: legend,
        align: 'start',
        labels: { color: colours.ink, font: font(sizes.tick), boxWidth: 22, boxHeight: 12, padding: 14 },
      },
    },
  };
}

function axes(spec: ChartSpec, labels: readonly string[], stacked: boolean): ChartOptions['scales'] {
  const step = labelStep(labels);
  const tick = { color: colours.quiet, font: font(sizes.tick) };
  return {
    x: {
      stacked,
      grid: { display: false },
      border: { color: colours.other },
      ticks: {
        ...tick,
        maxRotation: 0,
        autoSkip: false,
        callback: (_, index) => ((labels.length - 1 - index) % step === 0 ? labels[index] : ''),
      },
    },
    y: {
      stacked,
      beginAtZero: true,
      grace: stacked ? 0 : '8%',
      grid: { color: colours.grid },
      border: { display: false },
      ticks: {
        ...tick,
        maxTicksLimit: 5,
        ...(spec.whole && { precision: 0 }),
        callback: (value) => compact(Number(value), spec.locale),
      },
    },
  };
}

/** Every how many labels one is written, counted from the last, so that the latest is always named. */
function labelStep(labels: readonly string[]): number {
  const widthOf = (label: string) =>
    [...label].reduce((sum, sign) => sum + (sign > '\u2e80' ? 1 : 0.6), 0) * sizes.tick;
  const widest = Math.max(0, ...labels.map(widthOf)) + 12;
  return Math.max(1, Math.ceil((widest * labels.length) / (width - 90)));
}

function trend(spec: ChartSpec & TrendSpec): Drawing {
  const plugins: Plugin[] = [paper, legendRoom];
  const line = spec.values.length > mostBars;
  if (spec.values.length <= labelled) plugins.push(valueLabels(spec.texts));
  const now = {
    label: spec.name,
    data: spec.values,
    order: 0,
    ...(line ? lineOf(colours.main, []) : barOf(colours.main, 0.6)),
  };
  const before = spec.before && {
    label: spec.before.name,
    data: spec.before.values,
    order: 1,
    ...(line ? lineOf(colours.before, [6, 5]) : barOf(colours.before, 0.96)),
  };
  return {
    height: 400,
    config: {
      type: 'bar',
      data: { labels: spec.labels, datasets: before ? [now, before] : [now] },
      options: { ...options(spec, before !== undefined), scales: axes(spec, spec.labels, false) },
      plugins,
    },
  };
}

const lineOf = (colour: string, dash: number[]) => ({
  type: 'line' as const,
  borderColor: colour,
  backgroundColor: colour,
  borderWidth: 2.5,
  borderDash: dash,
  pointRadius: 0,
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

function stack(spec: ChartSpec & StackSpec): Drawing {
  const datasets = spec.series.map(({ name, values, muted }, index) => ({
    label: name,
    data: values,
    backgroundColor: muted ? colours.other : palette[index % palette.length],
    borderColor: colours.paper,
    borderWidth: 1,
    categoryPercentage: 0.88,
    maxBarThickness: 72,
  }));
  return {
    height: 400,
    config: {
      type: 'bar',
      data: { labels: spec.labels, datasets },
      options: { ...options(spec, true), scales: axes(spec, spec.labels, true) },
      plugins: [paper, legendRoom],
    },
  };
}

/** Room for a name above each bar, so that long names are read on a phone. */
const barRoom = 58;

function bars(spec: ChartSpec & BarsSpec): Drawing {
  const colour = (item: BarsSpec['items'][number]) => ((item.value ?? 0) < 0 ? colours.negative : colours.main);
  const values = spec.items.map((item) => item.value);
  const drawn = values.filter((value) => value !== null);
  const ends = { min: Math.min(0, ...drawn), max: Math.max(0, ...drawn) };
  if (ends.min === ends.max) ends.max = 1;
  return {
    height: 58 + barRoom * spec.items.length,
    config: {
      type: 'bar',
      data: {
        labels: spec.items.map((item) => item.label),
        datasets: [
          {
            data: values,
            backgroundColor: spec.items.map(colour),
            barThickness: 16,
            minBarLength: 2,
          },
        ],
      },
      options: {
        ...options(spec, false),
        indexAxis: 'y',
        scales: {
          x: { display: false, ...ends },
          y: { display: false },
        },
      },
      plugins: [paper, barNames(spec.items)],
    },
  };
}
