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
} & (TrendSpec | BarsSpec | StackSpec);

/** Bars over time, with the period before as a line. `null` is not drawn: it has not come yet. */
export type TrendSpec = {
  kind: 'trend';
  labels: string[];
  name: string;
  values: (number | null)[];
  texts: string[];
  before?: { name: string; values: (number | null)[] };
};

/** One bar per group, the name above it and the value beside the name; `null` (what is put together) has no bar. */
export type BarsSpec = { kind: 'bars'; items: { label: string; value: number | null; text: string }[] };

/** Bars over time, each made of classes. */
export type StackSpec = {
  kind: 'stack';
  labels: string[];
  series: { name: string; values: number[]; muted?: boolean }[];
};

/**
 * The colours of every chart. They are those of Okabe and Ito, which people with any colour vision tell apart; neighbours
 * in a stack also differ in lightness, so that they hold in grey.
 */
export const palette = ['#0072B2', '#E69F00', '#009E73', '#CC79A7', '#56B4E9', '#D55E00'] as const;
/** Bars of the period that is reported, the period before, and what is put together as "other". */
export const [mainColour, beforeColour, otherColour] = [palette[0], '#C3C9D1', '#9CA3AF'] as const;
