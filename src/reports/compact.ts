import type { Locale } from '../text/locale.ts';

const formats: Readonly<Record<Locale, Intl.NumberFormat>> = {
  en: new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 }),
  zh: new Intl.NumberFormat('zh-CN', { notation: 'compact', maximumFractionDigits: 1 }),
};

/** A short number for charts: `12.3K`, `1.2万`. `value` is in major units. */
export const compact = (value: number, locale: Locale): string =>
  formats[locale].format(value === 0 ? 0 : value).replace('-', '−');
