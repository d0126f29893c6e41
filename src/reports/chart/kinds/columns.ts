import type { ChartOf } from '../../../chat/chart.ts';
import { nameAxis, valueAxis } from '../axes.ts';
import { valueLabels } from '../labels.ts';
import { type Drawing, headRoom, options } from '../options.ts';
import { colours, height } from '../theme.ts';

/** Columns that touch, since each range begins where the one before ends; the ranges stand below in up to three lines. */
export function columns(spec: ChartOf<'columns'>): Drawing {
  const values = spec.items.map((item) => item.value);
  const labels = spec.items.map((item) => item.label);
  return {
    height: height + headRoom(spec, []),
    config: {
      type: 'bar',
      data: {
        labels,
        datasets: [
          {
            data: values,
            backgroundColor: values.map((value) => (value < 0 ? colours.negative : colours.main)),
            barPercentage: values.length > 60 ? 1 : 0.97,
            categoryPercentage: 1,
            maxBarThickness: 140,
          },
        ],
      },
      options: {
        ...options(spec),
        scales: { x: nameAxis(labels, { lines: 3 }), y: valueAxis(spec, values, { grace: '8%' }) },
      },
      plugins: [valueLabels({ dataset: 0, texts: spec.items.map((item) => item.text) })],
    },
  };
}
