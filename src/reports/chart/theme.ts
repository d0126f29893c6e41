import { beforeColour, belowColour, mainColour, otherColour, palette } from '../../chat/chart.ts';

export { palette };

/** Grows when the same spec is drawn otherwise, so that no picture of an older look is taken for it. */
export const look = 2;

/** One look for every chart. */
export const colours = {
  paper: '#FFFFFF',
  ink: '#1F2937',
  quiet: '#4B5563',
  grid: '#E5E7EB',
  /** Bars of the period that is reported. */
  main: mainColour,
  /** The period before. */
  before: beforeColour,
  /** What is put together as "other". */
  other: otherColour,
  /** Values below zero. */
  negative: belowColour,
  /** Between the smallest and the largest that is expected. */
  band: `${mainColour}2E`,
} as const;

/** Logical width; drawn at twice the density, so that 360 CSS pixels of a phone show text of 10 px and more. */
export const width = 600;
export const density = 2;
/** Logical height of charts over time, without what a title of two lines or a legend of several takes. */
export const height = 400;

/** Text sizes in logical pixels. */
export const sizes = { title: 21, label: 19, value: 18, tick: 17 } as const;

/** Fonts in the order in which a sign is looked for: Latin, accented Latin, Cyrillic and Greek, Chinese. */
export const fontSubsets = ['latin', 'latin-ext', 'cyrillic', 'chinese-simplified'] as const;
export const weights = [400, 700] as const;
export const familyOf = (subset: (typeof fontSubsets)[number]): string => `OrderDesk ${subset}`;
export const family = fontSubsets.map((subset) => `"${familyOf(subset)}"`).join(', ');

/** A font as chart.js takes it. */
export const font = (size: number, weight: 400 | 700 = 400) => ({ family, size, weight });
/** A font as a canvas takes it. */
export const fontText = (size: number, weight: 400 | 700 = 400): string => `${weight} ${size}px ${family}`;
