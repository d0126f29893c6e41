import type { ChartSpec } from '../../../chat/chart.ts';
import { t } from '../../../text/index.ts';
import { type Drawing, headRoom, options } from '../options.ts';
import { sentence } from '../plugins.ts';
import { sizes } from '../theme.ts';

/** A chart without a value: its title, and a sentence that says so. */
export const empty = (spec: ChartSpec): Drawing => ({
  height: 110 + headRoom(spec, []),
  config: {
    type: 'bar',
    data: { labels: [], datasets: [] },
    options: { ...options(spec), scales: { x: { display: false }, y: { display: false } } },
    plugins: [sentence(t(spec.locale, 'chart.empty'), sizes.label, 38)],
  },
});
