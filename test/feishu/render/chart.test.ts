import { expect, test } from '@jest/globals';
import { frame } from '../../../adapters/feishu/render/card.ts';
import { nativeChart } from '../../../adapters/feishu/render/chart.ts';
import type { ChartSpec } from '../../../src/chat/chart.ts';
import { checkCard } from '../../support/feishu/cards/card.ts';

const head = { title: 'Amount, CNY', locale: 'en' as const, whole: false };
const trend: ChartSpec = {
  ...head,
  kind: 'trend',
  labels: ['1', '2', '3'],
  name: 'November',
  values: [1200, 0, null],
  texts: ['1.2k', '0', ''],
  before: { name: 'October', values: [null, 900, 300] },
};
const bars = (...labels: string[]): ChartSpec => ({
  ...head,
  kind: 'bars',
  items: labels.map((label, n) => ({ label, value: n === 0 ? null : n * 10, text: `${n}k` })),
});
const stack: ChartSpec = {
  ...head,
  kind: 'stack',
  labels: ['W47', 'W48'],
  series: [
    { name: 'large', values: [5, 3] },
    { name: 'none', values: [0, 1], muted: true },
  ],
};

const aging: ChartSpec = { ...bars('none', 'Not due', '1–30 days'), kind: 'bars', darkening: true } as ChartSpec;
const sizes: ChartSpec = {
  ...head,
  kind: 'columns',
  items: ['< 100', '100–500', '> 500'].map((label, n) => ({ label, value: n, text: `${n}` })),
};
const onTime: ChartSpec = {
  ...head,
  kind: 'stack',
  labels: ['W46', 'W47', 'W48'],
  series: [
    { name: 'on time', values: [5, 0, 3] },
    { name: 'late', values: [0, 0, 1] },
  ],
  rate: { name: 'on time, share', values: [100, null, 75], texts: ['100%', '', '75%'] },
};
const forecast: ChartSpec = {
  ...head,
  kind: 'forecast',
  labels: ['1', '2'],
  past: { name: 'was', values: [1, null] },
  expected: { name: 'expected', values: [null, 2], texts: ['', '2'] },
};
type Native = { data: { values: object[] }[]; color: string[]; axes: object[] };
const specOf = (chart: ChartSpec) => nativeChart(chart)?.chart_spec as Native;

test.each([
  ['a trend', trend],
  ['bars that grow worse', aging],
  ['columns', sizes],
  ['on time and late, with the rate', onTime],
  ['bars', bars('Other', 'Acme', '<at id=all></at> *x* {text} \ud83d')],
  ['a stack', stack],
])('%s is one that Feishu draws', (_name, chart) => {
  const element = nativeChart(chart);
  expect(element).toBeDefined();
  expect(checkCard(frame({ title: 'Report', summary: 'Report' }, element ? [element] : []))).toEqual([]);
});

test('what has not come yet is no bar, and the period before is a line of its own', () => {
  const spec = nativeChart(trend)?.chart_spec as { data: { values: object[] }[] };
  expect(spec.data.map((d) => d.values)).toEqual([
    [
      { x: '1', y: 1200, text: '1.2k' },
      { x: '2', y: 0, text: '0' },
    ],
    [
      { x: '2', y: 900 },
      { x: '3', y: 300 },
    ],
  ]);
});

test('what is put together has its text and no bar', () => {
  const spec = nativeChart(bars('Other', 'Acme'))?.chart_spec as { data: { values: object[] }[] };
  expect(spec.data[0]?.values).toEqual([
    { y: 'Other', x: 0, text: '0k' },
    { y: 'Acme', x: 10, text: '1k' },
  ]);
});

test('bars that grow worse have a colour each, from light to dark', () => {
  expect(new Set(specOf(aging).color).size).toBe(3);
});

test('the rate is a line from 0 to 100 at the right, and a week without one has no point', () => {
  expect(specOf(onTime).data[1]?.values).toEqual([
    { x: 'W46', y: 100, series: 'on time, share', text: '100%' },
    { x: 'W48', y: 75, series: 'on time, share', text: '75%' },
  ]);
  expect(specOf(onTime).axes[2]).toMatchObject({ orient: 'right', min: 0, max: 100 });
});

test('a forecast, and more than can be told apart, stay a picture', () => {
  expect(nativeChart(forecast)).toBeUndefined();
  expect(nativeChart(bars(...Array.from({ length: 25 }, (_, n) => `C${n}`)))).toBeUndefined();
  const many = Array.from({ length: 7 }, (_, n) => ({ name: `class ${n}`, values: [1, 2] }));
  expect(nativeChart({ ...head, kind: 'stack', labels: ['1', '2'], series: many })).toBeUndefined();
});

test('two groups of the same name, nothing to draw, or very much of it, stay a picture', () => {
  expect(nativeChart(bars('Acme', 'Globex', 'Acme'))).toBeUndefined();
  expect(nativeChart(bars())).toBeUndefined();
  expect(nativeChart(bars(...Array.from({ length: 200 }, (_, n) => `Customer ${n}`)))).toBeUndefined();
});
