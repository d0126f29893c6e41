import type { Locale } from '../text/locale.ts';

/**
 * A chart as plain data, for the thread that draws it and for chats that draw charts themselves. Values are in major units
 * and only give lengths; every text is written by who makes the spec.
 */
export type ChartSpec = {
  title: string;
  locale: Locale;
  /** Values are whole: no fractions on the axis. */
  whole: boolean;
} & (TrendSpec | BarsSpec | ColumnsSpec | StackSpec | ForecastSpec);

/** The spec of one kind. */
export type ChartOf<K extends ChartSpec['kind']> = Extract<ChartSpec, { kind: K }>;

/** Bars over time, with the period before as wider bars behind. `null` is not drawn: it has not come yet. */
export type TrendSpec = {
  kind: 'trend';
  labels: string[];
  name: string;
  values: (number | null)[];
  texts: string[];
  before?: { name: string; values: (number | null)[] };
};

/**
 * One bar per group, its name and text in a line above it: top lists, ages of what is owed, orders by state. `null` (what is
 * put together) has no bar. `darkening`: each bar is darker than the one before, for groups that grow worse.
 */
export type BarsSpec = {
  kind: 'bars';
  items: { label: string; value: number | null; text: string }[];
  darkening?: boolean;
};

/** How many in each range of amounts, smallest first, as columns that touch; the text stands above its column. */
export type ColumnsSpec = { kind: 'columns'; items: { label: string; value: number; text: string }[] };

/**
 * Bars over time, each made of classes, the first at the bottom. `rate`: a share in percent (0 to 100) of each bar, as a line
 * in a strip of its own above the bars, such as on time and late with the share of on time; `null` where there is none.
 */
export type StackSpec = {
  kind: 'stack';
  labels: string[];
  series: { name: string; values: number[]; muted?: boolean }[];
  rate?: { name: string; values: (number | null)[]; texts: string[] };
};

/**
 * What was, and what is expected: every list is as long as `labels`, with `null` where it says nothing. The expected line
 * starts at the last value that was, and so does the band between `low` and `high`. `texts` are those of expected values,
 * '' for others. `earlier`: what was expected of past periods before they came, as hollow points.
 */
export type ForecastSpec = {
  kind: 'forecast';
  labels: string[];
  past: { name: string; values: (number | null)[] };
  expected: { name: string; values: (number | null)[]; texts: string[] };
  band?: { name: string; low: (number | null)[]; high: (number | null)[] };
  earlier?: { name: string; values: (number | null)[] };
};

/** Whether there is anything to draw; of a chart without a value only a sentence is drawn. */
export function hasFigures(spec: ChartSpec): boolean {
  const some = (values: readonly (number | null)[]) => values.some((value) => value !== null);
  switch (spec.kind) {
    case 'trend':
      return some(spec.values) || some(spec.before?.values ?? []);
    case 'bars':
    case 'columns':
      return spec.items.length > 0;
    case 'stack':
      return spec.labels.length > 0 && spec.series.some(({ values }) => some(values));
    case 'forecast':
      return some(spec.past.values) || some(spec.expected.values);
  }
}

/** How many bars, and how many classes of a stack, are told apart; charts of more are drawn with what is left as one. */
export const [mostItems, mostClasses] = [24, 6];

/**
 * The colours of every chart. They are those of Okabe and Ito, which people with any colour vision tell apart
 * (jfly.uni-koeln.de/color); in the order in which neighbours of a stack differ in lightness, so that they hold in grey.
 */
export const palette = ['#0072B2', '#E69F00', '#009E73', '#56B4E9', '#D55E00', '#CC79A7'] as const;
/** Bars of the period that is reported, the period before, what is put together as "other", and what is below zero. */
export const [mainColour, beforeColour, otherColour, belowColour] = [
  palette[0],
  '#C3C9D1',
  '#9CA3AF',
  palette[4],
] as const;
/** The lightest, the middle and the darkest of bars that grow worse, as red, green and blue. */
const shades = [
  [0xa9, 0xcd, 0xe4],
  [0x00, 0x72, 0xb2],
  [0x00, 0x26, 0x40],
] as const;

/** `count` colours of one hue from light to dark, evenly apart. */
export function shadesOf(count: number): string[] {
  const hex = (part: number) => Math.round(part).toString(16).padStart(2, '0').toUpperCase();
  return Array.from({ length: count }, (_, i) => {
    const at = count > 1 ? (2 * i) / (count - 1) : 1;
    const [from, to] = at < 1 ? [shades[0], shades[1]] : [shades[1], shades[2]];
    return `#${from.map((part, k) => hex(part + ((to[k] ?? part) - part) * (at < 1 ? at : at - 1))).join('')}`;
  });
}
