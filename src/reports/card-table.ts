import type { Block } from '../chat/card.ts';
import { t } from '../text/index.ts';
import type { ComparedGroup } from './figures.ts';
import { capital, type Format, groupingText, groupText, money, orders, percentOf, quantity, whole } from './format.ts';
import type { ReportResult } from './result.ts';
import { viewFor } from './views/index.ts';
import type { Grouping } from './vocabulary.ts';

/** Rows of a table; of dates three years of months fit. */
const tableRows = 10;
const datedRows = 36;
/** A column of numbers. */
export const numbers = (label: string) => ({ label: capital(label), align: 'right' as const });

/** Names in a list of what weighs most. */
const topNames = 3;

/** The table of the grouping that was asked for, else what weighs most and how amounts spread. */
export function bodyBlocks(result: ReportResult, format: Format): Block[] {
  const { by, view } = result.request;
  if (view) return viewFor(view).blocks(result, format);
  const blocks: Block[] = by && result.groups ? tableBlocks(result, by, result.groups, format) : [];
  if (!by)
    for (const name of ['customer', 'product', 'owner'] as const) blocks.push(...topBlocks(result, name, format));
  if (!by) blocks.push(...spreadBlocks(result, format));
  return blocks;
}

/** How amounts spread, in one sentence; nothing of a single order. */
export function spreadBlocks({ now: { spread, count } }: ReportResult, format: Format): Block[] {
  if (!spread || count < 2) return [];
  const values = Object.fromEntries(Object.entries(spread).map(([name, value]) => [name, money(value, format)]));
  return [{ kind: 'text', text: t(format.locale, 'report.spread', values), style: 'quiet' }];
}

/** What weighs most of a grouping in one line; nothing where there is only one. */
export function topBlocks(result: ReportResult, by: Grouping, format: Format, names = topNames): Block[] {
  const { locale } = format;
  const groups = (result.top[by] ?? []).filter((group) => group.count > 0);
  if (groups.length < 2) return [];
  const list = groups
    .slice(0, names)
    .map((group) =>
      t(locale, 'report.top_item', {
        name: groupText(by, group, result.names, locale),
        value: valueText(group, format),
      }),
    )
    .join(t(locale, 'report.list_separator'));
  return [{ kind: 'text', text: t(locale, 'report.top', { by: groupingText(by, locale), list }) }];
}

const valueText = (group: { count: number; total?: number }, format: Format): string =>
  group.total === undefined ? orders(group.count, format.locale) : money(group.total, format);

const isDated = (by: Grouping): boolean => by === 'month' || by === 'week' || by === 'day';

/** Groups as a table; what does not fit is summed up below it, never left out silently. */
export function tableBlocks(
  result: ReportResult,
  by: Grouping,
  all: readonly ComparedGroup[],
  format: Format,
  most = tableRows,
  { compared = true } = {},
): Block[] {
  const { locale } = format;
  const dated = isDated(by);
  const present = dated ? trimmed(all) : all.filter((group) => group.count > 0);
  const room = dated ? datedRows : most;
  const shown = dated ? present.slice(-room) : present.slice(0, room);
  const rest = dated ? present.slice(0, -room) : present.slice(room);
  const blocks: Block[] = [{ kind: 'table', ...tableOf(result, by, shown, format, compared) }];
  if (rest.length > 0) {
    const key = dated ? 'report.earlier' : 'report.more';
    blocks.push({
      kind: 'text',
      style: 'quiet',
      text: t(locale, key, { count: rest.length, rest: restText(rest, format) }),
    });
  }
  const counted = present.reduce((sum, group) => sum + group.count, 0);
  if (counted > result.now.count)
    blocks.push({
      kind: 'text',
      style: 'quiet',
      text: t(locale, 'report.several', { count: whole(result.now.count) }),
    });
  return blocks;
}

/** Dates without the empty ones at both ends. */
function trimmed(groups: readonly ComparedGroup[]): readonly ComparedGroup[] {
  const used = (group: ComparedGroup) => group.count > 0 || group.before.count > 0;
  return groups.slice(Math.max(0, groups.findIndex(used)), groups.findLastIndex(used) + 1);
}

function restText(rest: readonly ComparedGroup[], format: Format): string {
  const count = rest.reduce((sum, group) => sum + group.count, 0);
  const total = rest.reduce((sum, group) => sum + (group.total ?? 0), 0);
  return rest[0]?.total === undefined ? orders(count, format.locale) : money(total, format);
}

function tableOf(
  result: ReportResult,
  by: Grouping,
  groups: readonly ComparedGroup[],
  format: Format,
  compared: boolean,
) {
  const { locale } = format;
  const withShare = !isDated(by) && (result.now.total ?? 0) > 0;
  const columns = [
    { label: groupingText(by, locale) },
    numbers(t(locale, 'report.count')),
    ...(by === 'product' ? [numbers(t(locale, 'report.csv.quantity'))] : []),
    ...(result.money ? [numbers(t(locale, 'report.csv.amount', { currency: result.currency }))] : []),
    ...(withShare ? [numbers(t(locale, 'report.column.share'))] : []),
    ...(compared ? [numbers(t(locale, 'report.column.before'))] : []),
  ];
  const rows = groups.map((group) => [
    groupText(by, group, result.names, locale),
    whole(group.count),
    ...(by === 'product' ? [quantity(group.quantity ?? 0)] : []),
    ...(result.money ? [plainMoney(group.total ?? 0, format)] : []),
    ...(withShare ? [percentOf(group.total ?? 0, result.now.total!)] : []),
    ...(compared ? [result.money ? plainMoney(group.before.total ?? 0, format) : whole(group.before.count)] : []),
  ]);
  return { columns: columns.map((column) => ({ ...column, label: capital(column.label) })), rows };
}

/** Money without its currency, which the column names. */
const plainMoney = (minor: number, format: Format): string => money(minor, format).slice(format.currency.length + 1);
