// What a chart costs at least: chart.js alone on the same canvas, with its own look, the same data and the same size.
import { createRequire } from 'node:module';
import { createCanvas } from '@napi-rs/canvas';
import { drawingOf } from '../../dist/src/reports/chart/kinds/index.js';
import { family, width } from '../../dist/src/reports/chart/theme.js';

const { Chart } = createRequire(import.meta.url)('chart.js/auto');
Chart.defaults.font.family = family;

/** A function that draws the data of a spec and gives the PNG. */
export function bareChart(spec) {
  const { config, height } = drawingOf(spec);
  return () => {
    const canvas = createCanvas(width, height);
    const chart = new Chart(canvas.getContext('2d'), {
      type: config.type,
      data: structuredClone(config.data),
      options: { responsive: false, animation: false, devicePixelRatio: 2, indexAxis: config.options.indexAxis },
    });
    const png = canvas.toBuffer('image/png');
    chart.destroy();
    return png;
  };
}
