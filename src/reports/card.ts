import type { Block, Card, FileRef } from '../chat/card.ts';
import type { ChartSpec } from '../chat/chart.ts';
import { type Locale, t } from '../text/index.ts';
import { buttonBlocks } from './card-buttons.ts';
import { figureFields, moneyOnly } from './card-fields.ts';
import { bodyBlocks } from './card-table.ts';
import { type Format, groupingText, groupText, periodText } from './format.ts';
import { exactly } from './narrow.ts';
import type { ReportResult } from './result.ts';
import type { Sights } from './rows.ts';
import { viewFor } from './views/index.ts';
import { type FilterName, filterNames } from './vocabulary.ts';
import { sayResult } from './words.ts';

/** A chart that was drawn and kept, with the words and the data that say the same. */
export type Drawn = { file: FileRef; alt: string; chart: ChartSpec };

/** The card of a report. */
export function reportCard(result: ReportResult, sights: Sights, locale: Locale, drawn?: Drawn): Card {
  const format: Format = { locale, currency: result.currency };
  const said = sayResult(result, locale);
  const empty = result.now.count === 0;
  const { view } = result.request;
  const isAlways = view !== undefined && viewFor(view).always === true;
  const figures: Block[] =
    empty && result.earlier.count === 0
      ? moneyOnly(result, format)
      : [{ kind: 'fields', fields: figureFields(result, format) }];
  const blocks: Block[] = [
    { kind: 'text', text: said },
    ...noteBlocks(result, locale),
    ...figures,
    ...(drawn ? [{ kind: 'image', ...drawn } as const] : []),
    ...(empty && !isAlways ? [] : bodyBlocks(result, format)),
    ...unconvertedBlocks(result, locale),
    ...buttonBlocks(result, sights, locale),
  ];
  return { title: titleOf(result, locale), blocks, summary: said };
}

function titleOf(result: ReportResult, locale: Locale): string {
  const period = periodText(result.period, locale);
  const { by, view } = result.request;
  const title = by
    ? t(locale, 'report.title_by', { period, by: groupingText(by, locale) })
    : t(locale, 'report.title', { period });
  return view ? t(locale, 'report.title_view', { title, view: t(locale, `report.view.${view}`) }) : title;
}

/** What a report is narrowed by, and whose figures it has. */
export function noteBlocks(result: ReportResult, locale: Locale): Block[] {
  const { request } = result;
  const notes: string[] = [];
  const filters = filterNames.flatMap((name) => {
    const values = request.filters[name];
    return values ? [filterText(result, name, values, locale)] : [];
  });
  if (filters.length > 0) notes.push(t(locale, 'report.filters', { filters: filters.join(', ') }));
  if (request.currentOwner) notes.push(t(locale, 'report.current_owner'));
  return notes.map((text) => ({ kind: 'text', text, style: 'quiet' }));
}

function filterText(result: ReportResult, name: FilterName, values: readonly string[], locale: Locale): string {
  const known = [...(result.groups ?? []), ...(result.top.customer ?? []), ...(result.top.product ?? [])];
  const written = values.map((value) => {
    const key = value.startsWith(exactly) ? value.slice(exactly.length) : value;
    const group = known.find((one) => one.key.toLowerCase() === key.toLowerCase());
    return groupText(name, { key, name: group?.name }, result.names, locale);
  });
  return t(locale, 'report.filter', { name: groupingText(name, locale), values: written.join(' / ') });
}

/** Money that could not be added up. */
export function unconvertedBlocks({ collected }: ReportResult, locale: Locale): Block[] {
  if (!collected || collected.unconverted === 0) return [];
  const text = t(locale, 'report.unconverted', { count: collected.unconverted });
  return [{ kind: 'text', text, style: 'quiet', tone: 'warn' }];
}
