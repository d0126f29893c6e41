import { isDeepStrictEqual } from 'node:util';
import {
  byType,
  finite,
  isObject,
  type Json,
  list,
  object,
  optional,
  type Report,
  type Rule,
  string,
  typed,
} from './rule.ts';
import { blockId } from './text.ts';

/*
 * docs.slack.dev/reference/block-kit/blocks/data-visualization-block: title 50, 1 to 6 segments or series. Labels of 20
 * characters and 20 categories are from platform-facts.md; two charts a message is from users (whole.ts).
 */
const label = string({ min: 1, max: 20 });

const positive: Rule = (value, at, report) => {
  finite(value, at, report);
  if (typeof value === 'number' && value <= 0) report('must be greater than 0', at);
};

const pie = typed('pie', { segments: list(object({ label, value: positive }), { max: 6 }) });

/** Every series has one value for each category, in the order of the categories. */
function labelsFollow({ series, axis_config: axis }: Json, at: string, report: Report): void {
  if (!Array.isArray(series) || !isObject(axis) || !Array.isArray(axis.categories)) return;
  series.forEach((one, i) => {
    const data = isObject(one) && Array.isArray(one.data) ? one.data : [];
    const labels = data.map((d) => (isObject(d) ? d.label : undefined));
    if (!isDeepStrictEqual(labels, axis.categories))
      report('must have one value per category, in their order', `${at}/series/${i}/data`);
  });
}

const series = list(object({ name: label, data: list(object({ label, value: finite }), { max: 20 }) }), { max: 6 });
const axis = object({
  categories: list(label, { max: 20 }),
  x_label: optional(string({ min: 1, max: 50 })),
  y_label: optional(string({ min: 1, max: 50 })),
});
const plotted = (type: string) => typed(type, { series, axis_config: axis }, labelsFollow);

export const chart = typed('data_visualization', {
  title: string({ min: 1, max: 50 }),
  chart: byType({ pie, bar: plotted('bar'), line: plotted('line'), area: plotted('area') }),
  block_id: blockId,
});
