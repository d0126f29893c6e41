import { type ChartOf, type ChartSpec, hasFigures } from '../../../chat/chart.ts';
import type { Drawing } from '../options.ts';
import { bars } from './bars.ts';
import { columns } from './columns.ts';
import { empty } from './empty.ts';
import { forecast } from './forecast.ts';
import { stack } from './stack.ts';
import { trend } from './trend.ts';

/** How each kind is drawn: a new kind adds one file and one line here. */
const kinds: { [K in ChartSpec['kind']]: (spec: ChartOf<K>) => Drawing } = { bars, columns, forecast, stack, trend };

/** The chart.js configuration of a spec, with the height it needs. The fonts of the theme must be registered. */
export function drawingOf<K extends ChartSpec['kind']>(spec: ChartOf<K>): Drawing {
  const kind: (spec: ChartOf<K>) => Drawing = kinds[spec.kind as K];
  return hasFigures(spec) ? kind(spec) : empty(spec);
}
