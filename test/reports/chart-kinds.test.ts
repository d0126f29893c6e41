import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type ChartOf, type ChartSpec, hasFigures } from '../../src/chat/chart.ts';
import { draw } from '../../src/reports/chart/draw.ts';
import { drawingOf } from '../../src/reports/chart/kinds/index.ts';
import { stepOf } from '../../src/reports/chart/labels.ts';
import { linesOf, measureOf } from '../../src/reports/chart/measure.ts';
import { colours, density, palette, sizes, width } from '../../src/reports/chart/theme.ts';
import { count, pixelsOf } from './support/pixels.ts';

type Set = { data: (number | null)[]; backgroundColor: string | string[]; fill?: unknown; yAxisID?: string };
const setsOf = (spec: ChartSpec) => drawingOf(spec).config.data.datasets as unknown as Set[];
const legendOf = (spec: ChartSpec): string[] => {
  const labels = drawingOf(spec).config.options?.plugins?.legend?.labels;
  return (labels?.generateLabels?.(undefined as never) ?? []).map((item) => item.text);
};

const head = { title: 'Amount, CNY', locale: 'en', whole: false } as const;
const english = 'Rattlesnake Canyon Grocery and General Merchandise Store LLC';
const chinese =
  '上海华信国际贸易发展有限公司长三角区域采购与供应链管理中心第二分公司（原华信进出口贸易集团股份有限公司杭州湾新区办事处）';

const bars = (values: (number | null)[], some: Partial<ChartOf<'bars'>> = {}): ChartOf<'bars'> => ({
  ...head,
  kind: 'bars',
  items: values.map((value, i) => ({ label: `Customer ${i}`, value, text: `${value}` })),
  ...some,
});
const columns = (values: number[], label = (i: number) => `${i}K–${i + 1}K`): ChartOf<'columns'> => ({
  ...head,
  kind: 'columns',
  items: values.map((value, i) => ({ label: label(i), value, text: `${value}` })),
});
const stack = (series: number[][], some: Partial<ChartOf<'stack'>> = {}): ChartOf<'stack'> => ({
  ...head,
  kind: 'stack',
  labels: (series[0] ?? []).map((_, i) => `W${i}`),
  series: series.map((values, i) => ({ name: `Class ${i}`, values })),
  ...some,
});
const rate = (...values: (number | null)[]) => ({
  name: 'On time',
  values,
  texts: values.map((value) => (value === null ? '' : `${value}%`)),
});
const forecast = (past: (number | null)[], expected: number[], some: Partial<ChartOf<'forecast'>> = {}) => {
  const before = past.map(() => null);
  const after = expected.map(() => null);
  return {
    ...head,
    kind: 'forecast',
    labels: [...past, ...expected].map((_, i) => `${i + 1}`),
    past: { name: 'Actual', values: [...past, ...after] },
    expected: {
      name: 'Forecast',
      values: [...before, ...expected],
      texts: [...before.map(() => ''), ...expected.map(String)],
    },
    band: {
      name: 'Likely',
      low: [...before, ...expected.map((v) => v - 1)],
      high: [...before, ...expected.map((v) => v + 1)],
    },
    ...some,
  } satisfies ChartOf<'forecast'>;
};
const trend = (values: (number | null)[]): ChartOf<'trend'> => ({
  ...head,
  ...{ kind: 'trend', labels: values.map((_, i) => `${i + 1}`), name: '2026', values, texts: values.map(String) },
});

describe('bars', () => {
  test('that grow worse are darker one by one; others have one colour, and below zero another', () => {
    expect(new Set(setsOf(bars([1, 2, 3], { darkening: true }))[0]?.backgroundColor).size).toBe(3);
    expect(setsOf(bars([1, 0, -3, null]))[0]?.backgroundColor).toEqual([
      ...Array(2).fill(colours.main),
      colours.negative,
      colours.main,
    ]);
  });

  test('of a hundred groups, two dozen are drawn, and the rest is said', () => {
    const spec = bars(Array.from({ length: 100 }, (_, i) => 100 - i));
    expect(setsOf(spec)[0]?.data).toHaveLength(24);
    expect(drawingOf(spec).config.plugins?.map((plugin) => plugin.id)).toContain('sentence');
    expect(drawingOf(bars([1, 2])).config.plugins?.map((plugin) => plugin.id)).not.toContain('sentence');
  });
});

describe('a stack', () => {
  test('of more classes than colours puts the last ones together, in grey, and loses nothing', () => {
    const spec = stack(Array.from({ length: 100 }, (_, i) => [1, i]));
    const sets = setsOf(spec);
    expect(sets.map((set) => set.backgroundColor)).toEqual([...palette.slice(0, 5), colours.other]);
    expect(sets.at(-1)?.data).toEqual([95, (5 + 99) * 47.5]);
    expect(legendOf(spec).at(-1)).toBe('Other (95)');
  });

  test('with a rate has a strip for it, from 0 to 100 %; a week without one is a gap', () => {
    const drawing = drawingOf(
      stack(
        [
          [5, 0, 3],
          [1, 0, 1],
        ],
        { rate: rate(83, null, 75) },
      ),
    );
    expect(drawing.config.data.datasets.at(-1)).toMatchObject({ yAxisID: 'rate', data: [83, null, 75] });
    expect(drawing.config.options?.scales?.rate).toMatchObject({ min: 0, max: 100, stack: 'value' });
    expect(drawing.height).toBeGreaterThan(drawingOf(stack([[5, 0, 3]])).height);
  });

  test('whose rate is never known has no strip and no line for it in the legend', () => {
    const spec = stack([[0, 0]], { rate: rate(null, null) });
    expect(drawingOf(spec).config.options?.scales).not.toHaveProperty('rate');
    expect(legendOf(spec)).toEqual(['Class 0']);
  });
});

describe('a forecast', () => {
  test('begins at the last value that was, and so does its band', () => {
    const [expected, past, low, high] = setsOf(forecast([5, 7], [8, 9]));
    expect(expected?.data).toEqual([null, 7, 8, 9]);
    expect(past?.data).toEqual([5, 7, null, null]);
    expect([low?.data, high?.data]).toEqual([
      [null, 7, 7, 8],
      [null, 7, 9, 10],
    ]);
    expect([low?.fill, high?.fill]).toEqual([false, '-1']);
  });

  test('of a company without a past stands alone, and a past without a forecast too', () => {
    expect(setsOf(forecast([], [8, 9]))[0]?.data).toEqual([8, 9]);
    expect(setsOf(forecast([5, null, 7], []))[1]?.data).toEqual([5, null, 7]);
  });

  test('shows what was expected of past periods as hollow points', () => {
    const spec = forecast([5, 7], [8], { earlier: { name: 'Back then', values: [null, 6, null] } });
    expect(setsOf(spec)[2]).toMatchObject({
      data: [null, 6, null],
      showLine: false,
      pointBackgroundColor: colours.paper,
    });
    expect(legendOf(spec)).toEqual(['Actual', 'Forecast', 'Likely', 'Back then']);
  });
});

describe('texts', () => {
  test('are 10 px and more on a phone of 360 px', () => {
    for (const size of Object.values(sizes)) expect((size * 360) / width).toBeGreaterThanOrEqual(10);
  });

  test.each([english, chinese])('a title of sixty signs takes two lines at most, each within the paper', (title) => {
    const measure = measureOf(sizes.title, 700);
    const lines = drawingOf({ ...bars([1]), title }).config.options?.plugins?.title?.text as string[];
    expect(lines.length).toBeLessThanOrEqual(2);
    for (const line of lines) expect(measure(line)).toBeLessThanOrEqual(width - 28);
  });

  test.each([english, chinese])('a name of sixty signs in a legend is cut to the paper', (name) => {
    const spec = { ...trend([1]), name, before: { name, values: [2] } };
    for (const text of legendOf(spec)) expect(measureOf(sizes.tick)(text)).toBeLessThanOrEqual(width - 60);
  });

  test('nothing of a text is lost in lines without an …', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'ab 华信-–/') }),
        fc.integer({ min: 30, max: 300 }),
        (text, room) => {
          const lines = linesOf(measureOf(sizes.tick), text, room, 3);
          expect(lines.length).toBeLessThanOrEqual(3);
          if (!lines.join('').includes('…')) expect(lines.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
        },
      ),
    );
  });

  test('names along an axis never touch, however many', () => {
    const measure = measureOf(sizes.tick);
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 12 }), { maxLength: 200 }), (labels) => {
        const room = 500 / Math.max(1, labels.length);
        expect(stepOf(labels, room) * room).toBeGreaterThanOrEqual(Math.max(0, ...labels.map(measure)));
      }),
      { numRuns: 30 },
    );
  });
});

const many = Array.from({ length: 100 }, (_, i) => ((i * 37) % 101) - 20);
const cases: Record<string, number[]> = {
  nothing: [],
  'one point': [5],
  'all zero': [0, 0, 0],
  'all the same': [7, 7, 7],
  'less than nothing': [-5, 3, -1],
  'huge values': [1e13, 3e12, -1e13],
  'tiny values': [0.001, 0.0004],
  'a hundred categories': many,
};
const kinds: Record<string, (values: number[]) => ChartSpec> = {
  trend,
  bars,
  columns,
  stack: (values) => stack([values, values]),
  'on time': (values) => stack([values, values], { rate: rate(...values.map((_, i) => (i % 5 ? 80 : null))) }),
  forecast: (values) => forecast(values, values.slice(0, 3)),
};
const named = (spec: ChartSpec, name: string): ChartSpec =>
  'items' in spec
    ? ({ ...spec, items: spec.items.map((item) => ({ ...item, label: name })) } as ChartSpec)
    : { ...spec, labels: spec.labels.map(() => name) };

describe.each(Object.entries(kinds))('a chart of the kind %s', (_, make) => {
  test.each([
    ...Object.entries(cases).map(([of, values]) => [of, make(values)] as const),
    ['English names of sixty signs', named(make([3, 5, 4]), english)] as const,
    ['Chinese names of sixty signs', named({ ...make([3, 5, 4]), locale: 'zh', title: '金额' }, chinese)] as const,
  ])('of %s is a picture of the width of a phone', async (_, spec) => {
    const pixels = await pixelsOf(draw(spec));
    expect([pixels.width, pixels.height]).toEqual([width * density, Math.round(drawingOf(spec).height * density)]);
    expect(pixels.data.length / 4 - count(pixels, colours.paper)).toBeGreaterThan(2_500);
    if (hasFigures(spec)) expect(count(pixels, colours.ink)).toBeGreaterThan(200);
  });
});
