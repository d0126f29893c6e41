import type { Block, Button, Card } from '../../chat/card.ts';
import { type Locale, t } from '../../text/index.ts';
import { type Drawn, noteBlocks, unconvertedBlocks } from '../card.ts';
import { reportIntent } from '../card-buttons.ts';
import { figureFields } from '../card-fields.ts';
import { spreadBlocks, tableBlocks } from '../card-table.ts';
import { axisTexts, capital, type Format, groupingText, groupText, money, orders, periodText } from '../format.ts';
import { bucketsOf, periodBefore } from '../period.ts';
import { stackPicture } from '../picture.ts';
import type { Picture } from '../picture-parts.ts';
import type { ReportRequest } from '../request.ts';
import type { ReportResult } from '../result.ts';
import type { Sights } from '../rows.ts';
import { viewFor } from '../views/index.ts';
import type { Grouping, ViewName } from '../vocabulary.ts';
import { sayResult } from '../words.ts';
import { classGroupings } from './compute.ts';
import { feedbackBlocks } from './feedback.ts';
import { lookAt } from './look-at.ts';
import { type Recap, sizeKeys } from './recap.ts';

/** The chart of twelve weeks or months; undefined when none of them has an order. */
export function recapPicture({ trend, result }: Recap, locale: Locale): Picture | undefined {
  const buckets = bucketsOf(trend.period, trend.unit);
  const none = { count: 0, ...(result.money && { total: 0 }) };
  const shown = sizeKeys.filter((size) => size !== 'none' || trend.sizes.none.length > 0);
  const series = shown.map((size) => {
    const groups = new Map(trend.sizes[size].map((group) => [group.key, group]));
    const name = t(locale, size === 'none' ? 'report.none' : `size.${size}`);
    return { name, muted: size === 'none', values: buckets.map(({ key }) => groups.get(key) ?? none) };
  });
  if (series.every((one) => one.values.every((value) => value.count === 0))) return undefined;
  const labels = axisTexts(buckets, trend.unit, locale);
  const names = buckets.map(({ key }) => key);
  const { money: hasMoney, currency } = result;
  return stackPicture({ unit: trend.unit, labels, names, series }, { money: hasMoney, currency, locale });
}

/** What is listed of what: a customer's products, a product's customers, both of anything else, and people of a team. */
const listsFor = (recap: Recap): readonly Grouping[] => {
  const by = recap.subject?.by;
  if (by === 'customer') return ['product'];
  if (by === 'product') return ['customer'];
  return by === 'owner' ? ['customer', 'product'] : ['owner', 'customer', 'product'];
};

/** The card of a recap: what changed, the figures, twelve weeks or months, what weighs most, and what to look at. */
export function recapCard(recap: Recap, sights: Sights, locale: Locale, drawn?: Drawn): Card {
  const { result } = recap;
  const format: Format = { locale, currency: result.currency };
  const said = sayResult(result, locale);
  const blocks: Block[] = [
    { kind: 'text', text: said },
    ...(recap.subject ? [] : noteBlocks(result, locale)),
    { kind: 'fields', fields: figureFields(result, format) },
    ...(drawn ? [{ kind: 'image', ...drawn } as const] : []),
    ...classGroupings.flatMap((by) => classLine(recap, by, format)),
    ...listsFor(recap).flatMap((by) => topTable(result, by, format)),
    ...spreadBlocks(result, format),
    ...outlookBlocks(recap, format),
    ...unconvertedBlocks(result, locale),
    ...feedbackBlocks(recap.feedback ?? [], locale),
    { kind: 'divider' },
    { kind: 'text', text: t(locale, 'recap.look'), style: 'strong' },
    { kind: 'list', items: lookAt(recap, format) },
    ...buttonsOf(recap, sights, locale),
  ];
  return { title: titleOf(recap, locale), blocks, summary: said };
}

function titleOf({ subject, result }: Recap, locale: Locale): string {
  const period = periodText(result.period, locale);
  const week = result.period.kind === 'week';
  if (!subject) return t(locale, week ? 'recap.title' : 'recap.title_plain', { period });
  return t(locale, week ? 'recap.title_team' : 'recap.title_of', { team: subject.name, period });
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

/** What weighs most, as a table; of people only where there are several. */
function topTable(result: ReportResult, by: Grouping, format: Format): Block[] {
  const groups = (result.top[by] ?? []).filter((group) => group.count > 0);
  return groups.length <= (by === 'owner' ? 1 : 0) ? [] : tableBlocks(result, by, groups, format, 5);
}

/** What the next months bring, in a sentence; the chart of it is a button away. */
function outlookBlocks({ outlook, result }: Recap, format: Format): Block[] {
  if (!outlook) return [];
  return [{ kind: 'text', text: viewFor('forecast').say({ ...result, seen: { outlook } }, format) }];
}

const offeredGroupings: readonly Grouping[] = ['customer', 'product', 'owner', 'team'];
const offeredViews: readonly ViewName[] = ['distribution', 'on-time', 'aging', 'forecast'];

/** Ways into the figures: by what they are made of, other looks, the period before, the orders at risk, the whole report. */
function buttonsOf(recap: Recap, sights: Sights, locale: Locale): Block[] {
  const { request } = recap.result;
  const open = (more: Partial<ReportRequest>) => reportIntent({ ...request, ...more });
  const groups = offeredGroupings
    .filter((by) => by !== recap.subject?.by && sights.mayUse(by))
    .map(
      (by): Button => ({
        label: t(locale, 'report.button.by', { by: groupingText(by, locale) }),
        intent: open({ by }),
      }),
    );
  const looks = offeredViews
    .filter((view) => sights.money || !viewFor(view).money)
    .map((view): Button => ({ label: capital(t(locale, `report.view.${view}`)), intent: open({ view }) }));
  const before = { ...request, period: periodBefore(request.period) };
  const others: Button[] = [
    { label: t(locale, 'report.button.show'), intent: open({}) },
    { label: t(locale, 'report.button.before'), intent: { command: 'recap', input: { request: before } } },
    ...(recap.risks && recap.risks.count > 0
      ? [{ label: t(locale, 'recap.button.risks'), intent: { command: 'risk', input: {} } }]
      : []),
  ];
  return [groups, looks, others].map((buttons) => ({ kind: 'buttons', buttons }));
}
