import { type Locale, listed, type TextKey, t } from '../text/index.ts';
import type { LeftOut } from './make.ts';
import { lastDay, type Recurrence } from './recurrence.ts';

/** How often, without the days between which. */
function often(locale: Locale, { repeat, every: n, weekdays, day = lastDay }: Recurrence): string {
  if (repeat === 'weekly') {
    const days = listed(
      locale,
      weekdays.map((d) => t(locale, `weekday.${d}` as TextKey)),
    );
    return n === 1 ? t(locale, 'template.weekly', { days }) : t(locale, 'template.weeks', { n, days });
  }
  if (day >= lastDay) return n === 1 ? t(locale, 'template.monthly_last') : t(locale, 'template.months_last', { n });
  return n === 1 ? t(locale, 'template.monthly', { day }) : t(locale, 'template.months', { n, day });
}

/** `every 2 weeks on Monday, from 2026-12-07 until 2027-03-31` */
export function recurrenceWords(locale: Locale, rule: Recurrence): string {
  const { from, until } = rule;
  const said = often(locale, rule);
  return until
    ? t(locale, 'template.from_until', { rule: said, from, until })
    : t(locale, 'template.from_on', { rule: said, from });
}

/** Why a line could not be ordered. */
export const leftWords = (locale: Locale, { sku, why }: LeftOut): string => t(locale, reasons[why], { sku });
const reasons = {
  'error.line_sku': 'template.left.line_sku',
  'error.line_moq': 'template.left.line_moq',
  'error.other': 'template.left.other',
} as const satisfies Record<LeftOut['why'], TextKey>;
