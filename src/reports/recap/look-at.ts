import { type Locale, listed, t } from '../../text/index.ts';
import { rateOf } from '../figures.ts';
import { type Format, groupText, money, orders, percentOf, periodText } from '../format.ts';
import type { ReportResult } from '../result.ts';
import { type AtRisk, most } from './at-risk.ts';
import type { Recap } from './recap.ts';

type Look = { text: string; tone?: 'warn' | 'bad' | 'good' };

/** What somebody should look at, worst first; only what the figures say. */
export function lookAt(recap: Recap, format: Format): Look[] {
  const { result } = recap;
  const { locale } = format;
  const looks: Look[] = [];
  const { late } = result.now.onTime;
  if (late > 0) looks.push({ tone: 'bad', text: t(locale, 'recap.look.late', { orders: orders(late, locale) }) });
  if (result.overdue && result.overdue.count > 0)
    looks.push({ tone: 'bad', text: overdueText(result.overdue, format) });
  if (recap.risks && recap.risks.count > 0) looks.push({ tone: 'warn', text: riskText(recap.risks, locale) });
  const { decisions, within } = result.now.review;
  if (within < decisions)
    looks.push({
      tone: 'warn',
      text: t(locale, 'recap.look.sla', { count: decisions - within, all: decisions, hours: recap.slaHours }),
    });
  looks.push(...fallText(result, format), ...shareText(result, format));
  return looks.length > 0 ? looks : [{ text: t(locale, 'recap.look.nothing') }];
}

const overdueText = (overdue: { amount: number; count: number }, format: Format): string =>
  t(format.locale, 'recap.look.overdue', {
    amount: money(overdue.amount, format),
    orders: orders(overdue.count, format.locale),
  });

function riskText({ count, worst }: AtRisk, locale: Locale): string {
  const names = worst.map(({ number, customer }) => t(locale, 'recap.at_risk', { number, customer }));
  const key = count > most ? 'recap.look.risk_many' : 'recap.look.risk';
  return t(locale, key, { orders: orders(Math.min(count, most), locale), list: listed(locale, names) });
}

const weightOf = (group: { count: number; total?: number }): number => group.total ?? group.count;

/** The customer that fell the most, where the fall is at least a tenth of the period before. */
function fallText(result: ReportResult, format: Format): Look[] {
  const before = result.earlier.total ?? result.earlier.count;
  const falls = (result.top.customer ?? [])
    .map((group) => ({ group, fall: weightOf(group.before) - weightOf(group) }))
    .sort((a, b) => b.fall - a.fall);
  const [first] = falls;
  if (!first || first.fall <= 0 || first.fall * 10 < before) return [];
  const { locale } = format;
  const name = groupText('customer', first.group, result.names, locale);
  const change = result.money ? money(first.fall, format) : orders(first.fall, locale);
  return [
    {
      tone: 'warn',
      text: t(locale, 'recap.look.fall', { name, change, before: periodText(result.comparedWith, locale) }),
    },
  ];
}

/** A customer that makes up half of the period or more, where there are several. */
function shareText(result: ReportResult, { locale }: Format): Look[] {
  const present = (result.top.customer ?? []).filter((group) => group.count > 0);
  const all = result.now.total ?? result.now.count;
  const [first] = present;
  const share = first && rateOf(weightOf(first), all);
  if (!first || present.length < 2 || share === undefined || share < 5_000) return [];
  const name = groupText('customer', first, result.names, locale);
  return [{ text: t(locale, 'recap.look.share', { name, share: percentOf(weightOf(first), all) }) }];
}
