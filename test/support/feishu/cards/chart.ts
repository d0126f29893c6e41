import {
  codes,
  flag,
  inWords,
  isObject,
  itemAt,
  type Json,
  oneOf,
  optional,
  type Report,
  type Rule,
  tagged,
} from './rule.ts';
import { common, px } from './values.ts';

/*
 * content-components/chart: a VChart specification. What is looked at is what its thirteen kinds need; that other
 * properties are VChart's is taken on trust (UNVERIFIED.md).
 */

/** Which fields each kind needs, each a name or a list of names: the page's examples, visactor.io/vchart. */
const needed: Readonly<Record<string, readonly string[]>> = {
  line: ['xField', 'yField'],
  area: ['xField', 'yField'],
  bar: ['xField', 'yField'],
  scatter: ['xField', 'yField'],
  pie: ['categoryField', 'valueField'],
  radar: ['categoryField', 'valueField'],
  funnel: ['categoryField', 'valueField'],
  linearProgress: ['xField', 'yField'],
  circularProgress: ['categoryField', 'valueField'],
  wordCloud: ['nameField', 'valueField'],
  common: [],
};

const lists = ['axes', 'series', 'color', 'media'];
const objects = ['title', 'label', 'tooltip', 'crosshair', 'bar', 'line', 'area', 'pie', 'point'];

const isNames = (value: unknown): boolean =>
  typeof value === 'string' || (Array.isArray(value) && value.length > 0 && value.every((v) => typeof v === 'string'));

function dataFits(data: unknown, at: string, wrong: (says: string, at: string) => void): void {
  const sets = Array.isArray(data) ? data : [data];
  if (sets.length === 0) wrong('data is empty', at);
  for (const [i, set] of sets.entries()) {
    const here = Array.isArray(data) ? itemAt(at, i, set) : at;
    if (!isObject(set) || !Array.isArray(set.values)) wrong('data has values: an array', here);
    else if (!set.values.every(isObject)) wrong('every value of data is an object', here);
  }
}

/** No null, and no function: the page says that JavaScript is not taken. */
function noNull(value: unknown, at: string, wrong: (says: string, at: string) => void): void {
  if (value === null) wrong('Invalid type: null', at);
  if (typeof value === 'string' && /^\s*(?:function\b|\(?[\w, ]*\)?\s*=>)/.test(value)) wrong('JavaScript', at);
  if (Array.isArray(value)) for (const [i, part] of value.entries()) noNull(part, itemAt(at, i, part), wrong);
  else if (isObject(value)) for (const [key, part] of Object.entries(value)) noNull(part, `${at} -> ${key}`, wrong);
}

function specFits(spec: Json, at: string, report: Report): void {
  const wrong = (says: string, where: string) => report(`chart spec is invalid: ${says}`, where, codes.chart);
  const fields = needed[inWords(spec.type)];
  if (!fields) wrong(`unknown type ${inWords(spec.type)}`, `${at} -> type`);
  for (const field of fields ?? []) if (!isNames(spec[field])) wrong(`${field} is required`, at);
  if (spec.type === 'common' && !Array.isArray(spec.series)) wrong('series is required', at);
  dataFits(spec.data, `${at} -> data`, wrong);
  for (const key of lists)
    if (spec[key] !== undefined && !Array.isArray(spec[key])) wrong(`${key}: expected array`, `${at} -> ${key}`);
  for (const key of objects)
    if (spec[key] !== undefined && !isObject(spec[key])) wrong(`${key}: expected object`, `${at} -> ${key}`);
  noNull(spec, at, wrong);
}

const chartSpec: Rule = (value, at, report) => {
  if (isObject(value)) specFits(value, at, report);
  else report('chart spec is invalid: expected an object', at, codes.chart);
};

export const chart = tagged('chart', {
  ...common,
  aspect_ratio: optional(oneOf('1:1', '2:1', '4:3', '16:9')),
  color_theme: optional(oneOf('brand', 'rainbow', 'complementary', 'converse', 'primary')),
  chart_spec: chartSpec,
  preview: optional(flag),
  height: optional((value, at, report) => {
    if (value !== 'auto') px(1, 999)(value, at, report);
  }),
});
