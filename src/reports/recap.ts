import type { Block, Card } from '../chat/card.ts';
import type { Feedback } from '../feedback/feedback.ts';
import { type Locale, t } from '../text/index.ts';
import type { Drawn } from './card.ts';
import { reportIntent } from './card-buttons.ts';
import { figureFields } from './card-fields.ts';
import { tableBlocks } from './card-table.ts';
import { type ComparedGroup, type Group, rateOf } from './figures.ts';
import { axisText, type Format, groupingText, groupText, money, orders, percent, periodText } from './format.ts';
import { bucketsOf, type Period } from './period.ts';
import { stackPicture } from './picture.ts';
import type { Picture } from './picture-parts.ts';
import { feedbackBlocks } from './recap-feedback.ts';
import type { ReportResult } from './result.ts';
import type { Grouping } from './vocabulary.ts';
import { sayResult } from './words.ts';

/** The weeks that the recap's trend shows. */
export const recapWeeks = 12;

/** The sizes of orders; `none` are those without a class. */
export const sizeKeys = ['large', 'medium', 'small', 'none'] as const;
export type SizeKey = (typeof sizeKeys)[number];

/** Groups of each week by the size of its orders, for the trend. */
export type SizeWeeks = { period: Period; sizes: Record<SizeKey, Group[]> };

/** What a recap is made of: the week's report, its groups by every class, and twelve weeks by size. */
export type Recap = {
  result: ReportResult;
  classes: Partial<Record<Grouping, ComparedGroup[]>>;
  weeks: SizeWeeks;
  slaHours: number;
  /** What customers said that week. */
  feedback?: readonly Feedback[];
  team?: string;
};

/** The chart of twelve weeks; undefined when none of them has an order. */
export function recapPicture({ weeks, result }: Recap, locale: Locale): Picture | undefined {
  const buckets = bucketsOf(weeks.period, 'week');
  const none = { count: 0, ...(result.money && { total: 0 }) };
  const shown = sizeKeys.filter((size) => size !== 'none' || weeks.sizes.none.length > 0);
  const series = shown.map((size) => {
    const groups = new Map(weeks.sizes[size].map((group) => [group.key, group]));
    const name = t(locale, size === 'none' ? 'report.none' : `size.${size}`);
    return { name, muted: size === 'none', values: buckets.map(({ key }) => groups.get(key) ?? none) };
  });
  if (series.every((one) => one.values.every((value) => value.count === 0))) return undefined;
  const labels = buckets.map((bucket) => axisText(bucket, 'week', locale, false));
  const names = buckets.map(({ key }) => key);
  const { money, currency } = result;
  return stackPicture({ labels, names, series }, { money, currency, locale });
}

const classGroupings = ['size', 'customer-type', 'urgency'] as const satisfies readonly Grouping[];

/** The card of the weekly recap. */
export function recapCard(recap: Recap, locale: Locale, drawn?: Drawn): Card {
  const { result, team } = recap;
  const format: Format = { locale, currency: result.currency };
  const period = periodText(result.period, locale);
  const said = sayResult(result, locale);
  const blocks: Block[] = [
    { kind: 'text', text: said },
    { kind: 'fields', fields: figureFields(result, format) },
    ...(drawn ? [{ kind: 'image', ...drawn } as const] : []),
    ...classGroupings.flatMap((by) => classLine(recap, by, format)),
    ...(['customer', 'product'] as const).flatMap((by) => topTable(result, by, format)),
    ...feedbackBlocks(recap.feedback ?? [], locale),
    { kind: 'divider' },
    { kind: 'text', text: t(locale, 'recap.look'), style: 'strong' },
    { kind: 'list', items: lookAt(recap, format) },
    { kind: 'buttons', buttons: [{ label: t(locale, 'report.button.show'), intent: reportIntent(result.request) }] },
  ];
  const title = team ? t(locale, 'recap.title_team', { team, period }) : t(locale, 'recap.title', { period });
  return { title, blocks, summary: said };
}

/** One class in one line: `size: large 3 orders, CNY 1.00 · …`. */
function classLine({ classes, result }: Recap, by: Grouping, format: Format): Block[] {
  const { locale } = format;
  const present = (classes[by] ?? []).filter((group) => group.count > 0);
  if (present.length === 0) return [];
  const list = present.map((group) => {
    const value = orders(group.count, locale) + (group.total === undefined ? '' : `, ${money(group.total, format)}`);
    return t(locale, 'report.top_item', { name: groupText(by, group, result.names, locale), value });
  });
  const separator = t(locale, 'report.list_separator');
  return [
    { kind: 'text', text: t(locale, 'recap.class', { by: groupingText(by, locale), list: list.join(separator) }) },
  ];
}

function topTable(result: ReportResult, by: Grouping, format: Format): Block[] {
  const groups = (result.top[by] ?? []).filter((group) => group.count > 0);
  return groups.length === 0 ? [] : tableBlocks(result, by, groups, format, 5);
}

type Look = { text: string; tone?: 'warn' | 'bad' | 'good' };

/** What a manager should look at, worst first; only what the figures say. */
function lookAt(recap: Recap, format: Format): Look[] {
  const { result } = recap;
  const { locale } = format;
  const looks: Look[] = [];
  const { late } = result.now.onTime;
  if (late > 0) looks.push({ tone: 'bad', text: t(locale, 'recap.look.late', { orders: orders(late, locale) }) });
  if (result.overdue && result.overdue.count > 0)
    looks.push({ tone: 'bad', text: overdueText(result.overdue, format) });
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

const weightOf = (group: { count: number; total?: number }): number => group.total ?? group.count;

/** The customer that fell the most, where the fall is at least a tenth of the week before. */
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
  return [{ tone: 'warn', text: t(locale, 'recap.look.fall', { name, change }) }];
}

/** A customer that makes up half of the week or more, where there are several. */
function shareText(result: ReportResult, { locale }: Format): Look[] {
  const present = (result.top.customer ?? []).filter((group) => group.count > 0);
  const all = result.now.total ?? result.now.count;
  const [first] = present;
  const share = first && rateOf(weightOf(first), all);
  if (!first || present.length < 2 || share === undefined || share < 5_000) return [];
  const name = groupText('customer', first, result.names, locale);
  return [{ text: t(locale, 'recap.look.share', { name, share: percent(share) }) }];
}
