/**
 * One look for every chart. The colours are those of Okabe and Ito, which people with any colour vision tell apart;
 * neighbours in a stack also differ in lightness, so that they hold in grey.
 */
export const palette = ['#0072B2', '#E69F00', '#009E73', '#CC79A7', '#56B4E9', '#D55E00'] as const;

export const colours = {
  paper: '#FFFFFF',
  ink: '#1F2937',
  quiet: '#4B5563',
  grid: '#E5E7EB',
  /** Bars of the period that is reported. */
  main: palette[0],
  /** The period before. */
  before: '#C3C9D1',
  /** What is put together as "other", and values below zero. */
  other: '#9CA3AF',
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
