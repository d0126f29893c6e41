import type { Chart, Plugin } from 'chart.js';
import { measureOf } from './measure.ts';
import { colours, fontText, sizes } from './theme.ts';

type Told = { dataset: number; texts: readonly string[]; halo?: boolean };

/** Every how many texts one is written so that neighbours do not touch, `room` pixels apart. */
export function stepOf(texts: readonly string[], room: number, air = 6): number {
  const measure = measureOf(sizes.tick);
  const widest = Math.max(0, ...texts.map(measure));
  return widest === 0 ? 1 : Math.max(1, Math.ceil((widest + air) / room));
}

/**
 * Texts of values above their bars (below those under zero), where all have room. Of points (`halo`), the latest and every so
 * many before it that they do not touch, with white around the signs, since lines pass behind.
 */
export const valueLabels = ({ dataset, texts, halo = false }: Told): Plugin => ({
  id: `valueLabels${dataset}`,
  afterDatasetsDraw(chart) {
    const values = chart.data.datasets[dataset]?.data ?? [];
    const told = values.flatMap((value, i) => (typeof value === 'number' && texts[i] ? [i] : []));
    const step = stepOf(texts, chart.chartArea.width / Math.max(1, values.length));
    if (step > 1 && !halo) return;
    const last = told.at(-1) ?? 0;
    const points = chart.getDatasetMeta(dataset).data;
    for (const i of told)
      if ((last - i) % step === 0)
        write(chart, texts[i] ?? '', points[i] ?? { x: 0, y: 0 }, { halo, value: values[i] });
  },
});

type At = { x: number; y: number };

function write(
  { ctx, width, chartArea }: Chart,
  text: string,
  { x, y }: At,
  how: { halo: boolean; value: unknown },
): void {
  ctx.save();
  ctx.font = fontText(sizes.tick);
  ctx.textAlign = 'center';
  ctx.textBaseline = 'alphabetic';
  const half = ctx.measureText(text).width / 2;
  const middle = Math.min(Math.max(x, chartArea.left + half), width - half - 2);
  const line = Number(how.value) < 0 ? y + sizes.tick + 4 : y - (how.halo ? 11 : 7);
  if (how.halo) {
    ctx.strokeStyle = colours.paper;
    ctx.lineWidth = 5;
    ctx.lineJoin = 'round';
    ctx.strokeText(text, middle, line);
  }
  ctx.fillStyle = colours.ink;
  ctx.fillText(text, middle, line);
  ctx.restore();
}
