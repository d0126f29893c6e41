import { beforeColour, mainColour, otherColour, palette } from '../../chat/chart.ts';

export { palette };

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
  /** What is put together as "other", and values below zero. */
  other: otherColour,
  negative: palette[5],
} as const;

/** Logical width; drawn at twice the density, so that 360 CSS pixels of a phone show text of 10 px and more. */
export const width = 600;
export const density = 2;

/** Text sizes in logical pixels. */
export const sizes = { title: 21, label: 19, value: 18, tick: 17 } as const;

/** Fonts in the order in which a sign is looked for: Latin, accented Latin, Cyrillic and Greek, Chinese. */
export const fontSubsets = ['latin', 'latin-ext', 'cyrillic', 'chinese-simplified'] as const;
export const weights = [400, 700] as const;
export const familyOf = (subset: (typeof fontSubsets)[number]): string => `OrderDesk ${subset}`;
export const family = fontSubsets.map((subset) => `"${familyOf(subset)}"`).join(', ');
