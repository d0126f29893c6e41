import type { Plugin } from 'chart.js';
import { type BarsSpec, type ChartOf, mostItems, shadesOf } from '../../../chat/chart.ts';
import { t } from '../../../text/index.ts';
import { cutTo } from '../measure.ts';
import { type Drawing, headRoom, options } from '../options.ts';
import { sentence } from '../plugins.ts';
import { colours, fontText, sizes } from '../theme.ts';

/** Room for a name above each bar, so that long names are read on a phone. */
const barRoom = 58;

/** One bar per group, name and text in the line above it; what is beyond the most that is told apart is said in a line. */
export function bars(spec: ChartOf<'bars'>): Drawing {
  const items = spec.items.slice(0, mostItems);
  const left = spec.items.length - items.length;
  const shades = spec.darkening ? shadesOf(items.length) : [];
  const colour = (item: BarsSpec['items'][number], i: number) =>
    (item.value ?? 0) < 0 ? colours.negative : (shades[i] ?? colours.main);
  const values = items.map((item) => item.value);
  const drawn = values.filter((value) => value !== null);
  const ends = { min: Math.min(0, ...drawn), max: Math.max(0, ...drawn) };
  if (ends.min === ends.max) ends.max = 1;
  const base = options(spec);
  const more = left > 0 ? [sentence(t(spec.locale, 'chart.more', { count: left }), sizes.label, 24)] : [];
  return {
    height: 58 + barRoom * items.length + headRoom(spec, []) + 40 * more.length,
    config: {
      type: 'bar',
      data: {
        labels: items.map((item) => item.label),
        // The least length is for small values: zero has none.
        datasets: [
          {
            data: values.map((value) => value || null),
            backgroundColor: items.map(colour),
            barThickness: 16,
            minBarLength: 2,
          },
        ],
      },
      options: {
        ...base,
        layout: { padding: { top: 8, right: 22, bottom: 8 + 40 * more.length, left: 14 } },
        indexAxis: 'y',
        scales: { x: { display: false, ...ends }, y: { display: false } },
      },
      plugins: [barNames(items), ...more],
    },
  };
}

/** The name above each bar and its text at the right end of the same line. */
const barNames = (items: BarsSpec['items']): Plugin => ({
  id: 'barNames',
  afterDatasetsDraw(chart) {
    const { ctx, chartArea } = chart;
    const measure = (text: string) => ctx.measureText(text).width;
    ctx.save();
    ctx.fillStyle = colours.ink;
    ctx.textBaseline = 'alphabetic';
    chart.getDatasetMeta(0).data.forEach((bar, index) => {
      const item = items[index];
      if (!item) return;
      const y = bar.y - 15;
      ctx.textAlign = 'right';
      ctx.font = fontText(sizes.value, 700);
      const text = cutTo(measure, item.text, chartArea.width * 0.62);
      ctx.fillText(text, chartArea.right, y);
      const used = measure(text);
      ctx.textAlign = 'left';
      ctx.font = fontText(sizes.label);
      ctx.fillText(cutTo(measure, item.label, chartArea.width - used - 18), chartArea.left, y);
    });
    ctx.restore();
  },
});
