import type { ChartOptions } from 'chart.js';
import type { Locale } from '../../text/locale.ts';
import { stepOf } from './labels.ts';
import { cutTo, linesOf, measureOf } from './measure.ts';
import { colours, font, sizes, width } from './theme.ts';

type Axis = NonNullable<NonNullable<ChartOptions['scales']>[string]>;

const tick = { color: colours.quiet, font: font(sizes.tick) };
/** Logical pixels that bars over time have for themselves, without axis and margins. */
const room = width - 90;
/** A label of an axis is no longer than this; nor is there a name of a period that is. */
const longest = 130;

/** Names along the lower side: every so many that they do not touch, counted from the latest; or all, in some lines. */
export function nameAxis(labels: readonly string[], how: { stacked?: boolean; lines?: number } = {}): Axis {
  const measure = measureOf(sizes.tick);
  const each = room / Math.max(1, labels.length);
  const short = labels.map((label) => cutTo(measure, label, longest));
  const wrapped = how.lines ? labels.map((label) => linesOf(measure, label, each - 6, how.lines ?? 1)) : [];
  const isWrapped = wrapped.length > 0 && (each > longest / 2 || wrapped.every((lines) => !lines.join().includes('…')));
  const step = isWrapped ? 1 : stepOf(short, each, 8);
  const written = isWrapped ? wrapped : short;
  return {
    stacked: how.stacked ?? false,
    offset: true,
    grid: { display: false },
    border: { color: colours.other },
    ticks: {
      ...tick,
      maxRotation: 0,
      autoSkip: false,
      callback: (_, index) => ((labels.length - 1 - index) % step === 0 ? written[index] : '') as string,
    },
  };
}

const short = {
  en: new Intl.NumberFormat('en', { notation: 'compact', maximumSignificantDigits: 4 }),
  zh: new Intl.NumberFormat('zh-CN', { notation: 'compact', maximumSignificantDigits: 4 }),
};

/** A number of an axis: short, and exact, since axes count in round steps. */
const tickText = (value: number, locale: Locale): string =>
  short[locale].format(value === 0 ? 0 : value).replace('-', '−');

/** The axis of values; it begins at zero, and says nothing of fractions where values are whole. */
export function valueAxis(
  { whole, locale }: { whole: boolean; locale: Locale },
  values: readonly (number | null)[],
  how: { stacked?: boolean; grace?: string } = {},
): Axis {
  const isFlat = values.every((value) => !value);
  return {
    stacked: how.stacked ?? false,
    beginAtZero: true,
    ...(isFlat && { suggestedMax: 1 }),
    ...(how.grace && !isFlat && { grace: how.grace as '8%' }),
    grid: { color: ({ tick: at }: { tick?: { value: number } }) => (at?.value === 0 ? colours.other : colours.grid) },
    border: { display: false },
    ticks: {
      ...tick,
      maxTicksLimit: 5,
      ...(whole && { precision: 0 }),
      callback: (value) => tickText(Number(value), locale),
    },
  };
}

/** 0 to 100 % in a strip above the bars. */
export const shareAxis = (): Axis => ({
  axis: 'y',
  position: 'left',
  stack: 'value',
  stackWeight: 1,
  offset: true,
  min: 0,
  max: 100,
  grid: { color: colours.grid },
  border: { display: false },
  ticks: { ...tick, stepSize: 50, callback: (value) => `${value}%` },
});
