import type { SKRSContext2D } from '@napi-rs/canvas';
import type { Chart, Plugin } from 'chart.js';
import type { BarsSpec } from '../../chat/chart.ts';
import { colours, family, sizes } from './theme.ts';

type Pen = SKRSContext2D;

/** White paper, so that a chart reads the same in light and dark surroundings. */
export const paper: Plugin = {
  id: 'paper',
  beforeDraw({ ctx, width, height }: Chart) {
    ctx.save();
    ctx.fillStyle = colours.paper;
    ctx.fillRect(0, 0, width, height);
    ctx.restore();
  },
};

/** Air between the legend and the chart. */
export const legendRoom: Plugin = {
  id: 'legendRoom',
  beforeInit(chart) {
    const legend = chart.legend as unknown as { fit(): void; height: number } | undefined;
    if (!legend) return;
    const fit = legend.fit.bind(legend);
    legend.fit = () => {
      fit();
      legend.height += 12;
    };
  },
};

/** Cuts a text to a width in pixels, with `…` where something is missing. */
export function cutTo(pen: Pick<Pen, 'measureText'>, text: string, width: number): string {
  if (pen.measureText(text).width <= width) return text;
  const signs = [...text];
  let [low, high] = [0, signs.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    const fits = pen.measureText(`${signs.slice(0, middle).join('').trimEnd()}…`).width <= width;
    if (fits) low = middle;
    else high = middle - 1;
  }
  return `${signs.slice(0, low).join('').trimEnd()}…`;
}

/** Values above the bars of the first series (below, when negative), left out where neighbours would touch. */
export const valueLabels = (texts: readonly string[]): Plugin => ({
  id: 'valueLabels',
  afterDatasetsDraw(chart) {
    const { ctx, data } = chart;
    const values = data.datasets[0]?.data ?? [];
    const room = chart.chartArea.width / Math.max(1, values.length);
    ctx.save();
    ctx.font = `${sizes.tick}px ${family}`;
    ctx.textAlign = 'center';
    ctx.textBaseline = 'alphabetic';
    ctx.fillStyle = colours.ink;
    chart.getDatasetMeta(0).data.forEach((bar, index) => {
      const value = values[index];
      const text = texts[index];
      if (typeof value !== 'number' || value === 0 || !text || ctx.measureText(text).width > room - 4) return;
      ctx.fillText(text, bar.x, value < 0 ? bar.y + sizes.tick + 4 : bar.y - 7);
    });
    ctx.restore();
  },
});

/** The name above each bar and its value at the right end of the same line. */
export const barNames = (items: BarsSpec['items']): Plugin => ({
  id: 'barNames',
  afterDatasetsDraw(chart) {
    const { ctx, chartArea } = chart;
    ctx.save();
    ctx.textBaseline = 'alphabetic';
    chart.getDatasetMeta(0).data.forEach((bar, index) => {
      const item = items[index];
      if (!item) return;
      const y = bar.y - 15;
      ctx.fillStyle = colours.ink;
      ctx.textAlign = 'right';
      ctx.font = `700 ${sizes.value}px ${family}`;
      ctx.fillText(item.text, chartArea.right, y);
      const used = ctx.measureText(item.text).width;
      ctx.textAlign = 'left';
      ctx.font = `${sizes.label}px ${family}`;
      ctx.fillText(cutTo(ctx, item.label, chartArea.width - used - 18), chartArea.left, y);
    });
    ctx.restore();
  },
});
