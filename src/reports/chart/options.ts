import type { ChartConfiguration, ChartOptions, LegendItem, Plugin } from 'chart.js';
import type { ChartSpec } from '../../chat/chart.ts';
import { cutTo, linesOf, measureOf } from './measure.ts';
import { legendRoom } from './plugins.ts';
import { colours, density, font, sizes, width } from './theme.ts';

/** A chart.js configuration and the height that it needs, in logical pixels. */
export type Drawing = { config: ChartConfiguration; height: number };

/** What a name in the legend stands for. */
export type Named = { text: string; colour: string; mark?: 'box' | 'line' | 'dashes' | 'ring' };

const margin = 14;
/** Of the marks of a legend; √2 of their height makes rings round. */
const markWidth = 17;

/** The look that charts of every kind share. `named`: what the legend explains; none, no legend. */
export function options(spec: ChartSpec, named: readonly Named[] = []): ChartOptions {
  return {
    devicePixelRatio: density,
    maintainAspectRatio: false,
    font: font(sizes.tick),
    color: colours.ink,
    layout: { padding: { top: 8, right: 22, bottom: 8, left: margin } },
    plugins: {
      title: {
        display: true,
        align: 'start',
        text: titleLines(spec.title),
        color: colours.ink,
        font: font(sizes.title, 700),
        padding: { top: 4, bottom: named.length > 0 ? 4 : 18 },
      },
      legend: {
        display: named.length > 0,
        align: 'start',
        labels: {
          usePointStyle: true,
          pointStyleWidth: markWidth,
          boxHeight: 12,
          padding: margin,
          color: colours.ink,
          font: font(sizes.tick),
          generateLabels: () => named.map((one) => legendItem(one, named.length > 2 ? 235 : width - 80)),
        },
      },
    },
  };
}

const titleLines = (title: string): string[] => linesOf(measureOf(sizes.title, 700), title, width - 2 * margin, 2);

/** Pixels that a title of two lines and a legend of more than a line take from the height of a usual chart. */
export function headRoom(spec: ChartSpec, named: readonly Named[]): number {
  const measure = measureOf(sizes.tick);
  const room = width - 3 * margin;
  let [rows, used] = [1, 0];
  for (const { text } of named) {
    const wide = Math.min(measure(text), named.length > 2 ? 235 : width - 80) + markWidth + 6 + margin;
    if (used > 0 && used + wide > room) [rows, used] = [rows + 1, 0];
    used += wide;
  }
  return (titleLines(spec.title).length - 1) * 25 + (rows - 1) * 34;
}

/** Plugins that every chart with a legend needs. */
export const legendPlugins: readonly Plugin[] = [legendRoom];

function legendItem({ text, colour, mark = 'box' }: Named, room: number): LegendItem {
  const isLine = mark === 'line' || mark === 'dashes';
  return {
    text: cutTo(measureOf(sizes.tick), text, room),
    fontColor: colours.ink,
    fillStyle: mark === 'ring' ? colours.paper : colour,
    strokeStyle: colour,
    lineWidth: isLine ? 3 : mark === 'ring' ? 2 : 0,
    lineDash: mark === 'dashes' ? [5, 3] : [],
    pointStyle: isLine ? 'line' : mark === 'ring' ? 'circle' : 'rect',
  };
}
