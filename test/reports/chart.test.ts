import { describe, expect, test } from '@jest/globals';
import type { ChartSpec } from '../../src/chat/chart.ts';
import { createArtist } from '../../src/reports/chart/artist.ts';
import { legible } from '../../src/reports/chart/legible.ts';
import { cutTo, measureOf } from '../../src/reports/chart/measure.ts';
import { colours, density, palette, width } from '../../src/reports/chart/theme.ts';
import { compact } from '../../src/reports/compact.ts';
import { pictureOf } from '../../src/reports/picture.ts';
import { count, type Pixels, pixelsOf } from './support/pixels.ts';
import { resultOf, row } from './support/rows.ts';

const artist = createArtist();

const drawn = async (spec: ChartSpec): Promise<Pixels> => pixelsOf(await artist.draw(spec));

const bars = (...items: [string, number, string][]): ChartSpec => ({
  kind: 'bars',
  title: 'Amount, CNY, by customer',
  locale: 'en',
  whole: false,
  items: items.map(([label, value, text]) => ({ label, value, text })),
});

const trend = (values: (number | null)[], title = 'Amount'): ChartSpec => ({
  kind: 'trend',
  title,
  locale: 'zh',
  whole: false,
  labels: values.map((_, i) => `${i + 1}月`),
  name: '2026年',
  values,
  texts: values.map((value) => compact(value ?? 0, 'zh')),
  before: { name: '上期：2025年', values: values.map((value) => (value ?? 0) / 2) },
});

describe('a chart', () => {
  test('is a PNG of phone width at twice the density, on white paper, with both periods drawn', async () => {
    const pixels = await drawn(trend([10, 30, 20, null]));
    expect([pixels.width, pixels.height]).toEqual([width * density, 400 * density]);
    expect(count(pixels, colours.paper)).toBeGreaterThan(300_000);
    expect(count(pixels, colours.main)).toBeGreaterThan(30_000);
    expect(count(pixels, colours.before)).toBeGreaterThan(5_000);
    expect(count(pixels, colours.ink)).toBeGreaterThan(200);
  });

  test('Chinese is written, not drawn as empty boxes', async () => {
    const written = async (sign: string) => Buffer.from((await drawn(trend([1], sign.repeat(4)))).data);
    const [order, list, boxA, boxB] = await Promise.all(['订', '单', '\ue123', '\ue124'].map(written));
    expect(order?.equals(list!)).toBe(false);
    expect(boxA?.equals(boxB!)).toBe(true);
    expect(order?.equals(boxA!)).toBe(false);
  });

  test.each(['€', '£', '¥', 'é', 'ł', 'ő', 'Ж', '万', '−', '…'])('the sign %s has a shape of its own', async (sign) => {
    const written = async (text: string) => Buffer.from((await drawn(trend([1], text))).data);
    expect((await written(sign)).equals(await written('\ue123'))).toBe(false);
  });

  test('a longer bar is for a larger amount, and one below zero has its own colour', async () => {
    const large = count(await drawn(bars(['A', 100, '100'], ['B', 90, '90'])), colours.main);
    const small = count(await drawn(bars(['A', 100, '100'], ['B', 10, '10'])), colours.main);
    expect(large).toBeGreaterThan(small * 1.5);
    const below = await drawn(bars(['A', 100, '100'], ['B', -50, '−50']));
    expect(count(below, colours.negative)).toBeGreaterThan(1_000);
  });

  test.each([
    ['one zero', [0]],
    ['one', [5]],
    ['less than nothing', [-5, 3]],
    ['huge and tiny', [9e15, 0.01]],
    ['six hundred months', Array.from({ length: 600 }, (_, i) => i)],
  ])('of %s can be drawn', async (_, values) => {
    const { data } = await drawn(trend(values));
    expect(data.length).toBe(width * density * 400 * density * 4);
  });

  test('of nothing is a sentence that says so', async () => {
    const pixels = await drawn(bars());
    expect(pixels.height).toBeLessThan(300);
    expect(count(pixels, colours.quiet)).toBeGreaterThan(100);
    expect(count(pixels, colours.main)).toBe(0);
  });

  test('classes of a stack have colours that differ', async () => {
    const series = ['大单', '中单', '小单'].map((name) => ({ name, values: [3, 4, 5] }));
    const pixels = await drawn({
      kind: 'stack',
      title: '规模',
      locale: 'zh',
      whole: true,
      labels: ['1', '2', '3'],
      series,
    });
    for (const colour of palette.slice(0, 3)) expect(count(pixels, colour)).toBeGreaterThan(5_000);
  });
});

describe('texts of a chart', () => {
  const measure = measureOf(17);

  test('a long name is cut with … to the room there is, a short one is left', () => {
    const cut = cutTo(measure, 'Rattlesnake Canyon Grocery', 80);
    expect(cut).toMatch(/^Rattle.*…$/);
    expect(measure(cut)).toBeLessThanOrEqual(80);
    expect(cutTo(measure, 'Acme', 80)).toBe('Acme');
  });

  test('a letter that the fonts can only draw with its accent behind it is drawn without', async () => {
    await artist.draw(bars(['Łódź', 1, '1']));
    expect([legible('Łódź'), legible('Königlich'), legible('žőŁ'), legible('华信')]).toEqual([
      'Łódz',
      'Königlich',
      'žőŁ',
      '华信',
    ]);
  });

  test('numbers are short: 12.3K and 1.2万', () => {
    expect([12_345, 1_200_000, -2_500, 0, 999_999].map((n) => compact(n, 'en'))).toEqual([
      '12.3K',
      '1.2M',
      '−2.5K',
      '0',
      '1M',
    ]);
    expect([12_345, 120_000_000, 950].map((n) => compact(n, 'zh'))).toEqual(['1.2万', '1.2亿', '950']);
  });
});

describe('the chart of a report', () => {
  const long = 'Rattlesnake Canyon Grocery and General Merchandise Store of New Mexico';
  const rows = Array.from({ length: 20 }, (_, i) =>
    row({ code: `C${i}`, name: i === 0 ? long : `Customer ${i}`, amount: (40 - i) * 100_00 }),
  );

  test('the words that stand for it say full names and exact amounts, and sum up what is left', () => {
    const picture = pictureOf(resultOf(rows, [], { by: 'customer' }), 'en');
    expect(picture?.alt).toContain(`${long}: CNY 4,000.00; Customer 1: CNY 3,900.00`);
    expect(picture?.alt).toContain('and 6 more, CNY 14,100.00 in all');
    expect(picture!.alt.length).toBeLessThan(2_000);
  });

  test('many groups become eight bars and one for the others', () => {
    const spec = pictureOf(resultOf(rows, [], { by: 'customer' }), 'zh')?.spec;
    expect(spec?.kind === 'bars' && spec.items.map((item) => item.label).at(-1)).toBe('其他（12）');
    expect(spec?.kind === 'bars' && spec.items).toHaveLength(9);
  });

  test('without a grouping it is the trend by day, and days to come are not drawn', () => {
    const spec = pictureOf(resultOf(rows), 'en')?.spec;
    expect(spec?.kind === 'trend' && [spec.values[9], spec.values[8], spec.values[29]]).toEqual([61_000, 0, null]);
  });

  test('no orders, no chart', () => {
    expect(pictureOf(resultOf([]), 'en')).toBeUndefined();
  });

  test('who may not read amounts gets a chart of counts', () => {
    const picture = pictureOf(resultOf(rows, [], { by: 'customer' }, false), 'en');
    expect(picture?.alt).toContain('Orders by customer. Rattlesnake Canyon');
    expect(JSON.stringify(picture)).not.toMatch(/CNY|4,?000/);
  });
});
