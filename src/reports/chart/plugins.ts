import type { Chart, Plugin } from 'chart.js';
import { colours, fontText, width } from './theme.ts';

/**
 * White paper of the height that the drawing needs, so that a chart reads the same in light and dark surroundings, and one
 * canvas maker serves charts of every height.
 */
export const paper = (height: number): Plugin => ({
  id: 'paper',
  beforeInit(chart) {
    chart.resize(width, height);
  },
  beforeDraw({ ctx, width: wide, height: high }: Chart) {
    ctx.save();
    ctx.fillStyle = colours.paper;
    ctx.fillRect(0, 0, wide, high);
    ctx.restore();
  },
});

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

/** One line of text at the left, its middle `fromBottom` pixels above the lower end. */
export const sentence = (text: string, size: number, fromBottom: number): Plugin => ({
  id: 'sentence',
  afterDraw({ ctx, height }) {
    ctx.save();
    ctx.font = fontText(size);
    ctx.fillStyle = colours.quiet;
    ctx.textBaseline = 'middle';
    ctx.textAlign = 'left';
    ctx.fillText(text, 14, height - fromBottom);
    ctx.restore();
  },
});
