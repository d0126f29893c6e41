import { keysOf } from '../../rollups/part.ts';
import { t } from '../../text/index.ts';
import { bodyBlocks } from '../card-table.ts';
import { byWeight, type Group } from '../figures.ts';
import { axisTexts, groupingText, groupText } from '../format.ts';
import { readParts } from '../parts.ts';
import { bucketsOf } from '../period.ts';
import { altItem, altOf, measures, sumOf } from '../picture-parts.ts';
import { type Question, tallyOptions } from '../question.ts';
import { type ReportResult, trendUnit } from '../result.ts';
import { createTally, type Figures, sheetsFor } from '../tally.ts';
import { type FilterName, filterValues, type Grouping, keyNameOf } from '../vocabulary.ts';
import type { View } from './view.ts';

/** Classes that are drawn one by one; the others are one. */
const mostClasses = 5;

/** What belongs to whole orders and has few values. */
const stackable: readonly Grouping[] = ['size', 'urgency', 'customer-type', 'status', 'region', 'owner', 'team'];
const stackedBy = (by: Grouping | undefined): Grouping => (by && stackable.includes(by) ? by : 'size');

/** Classes that are all drawn, in their own order, also those without an order: so each has its colour in every report. */
function knownOf(by: Grouping): string[] {
  const known = Object.keys(filterValues[by as FilterName] ?? {});
  return known.length <= mostClasses ? known : [];
}

async function stackOf(question: Question) {
  const by = stackedBy(question.request.by);
  const unit = trendUnit(question.request);
  const options = { ...(await tallyOptions(question)), groupings: [unit] };
  const place = (keysOf.orders as readonly string[]).indexOf(keyNameOf(by));
  const tallies = new Map<string, ReturnType<typeof createTally>>();
  const asked = { period: question.request.period, sheets: sheetsFor([unit]), review: false };
  await readParts(question, question.person, question.request, asked, (part) => {
    const key = part.sum.keys[place] ?? '';
    const tally = tallies.get(key) ?? createTally(options);
    tallies.set(key, tally);
    tally.add(part);
  });
  const keys = tallies.size > 0 ? knownOf(by) : [];
  const known = keys.map((key) => ({ key, figures: (tallies.get(key) ?? createTally(options)).figures() }));
  const others = [...tallies].filter(([key]) => !keys.includes(key));
  const heaviest = others
    .map(([key, tally]) => ({ key, figures: tally.figures() }))
    .sort((a, b) => byWeight(weigh(a), weigh(b)));
  const groupsOf = ({ key, figures }: (typeof known)[number]) => ({ key, groups: figures.groups[unit] ?? [] });
  return { by, classes: [...known, ...heaviest].map(groupsOf) };
}

const weigh = ({ key, figures: { count, total } }: { key: string; figures: Figures }): Group => ({ key, count, total });

/** Classes as they are drawn. */
function drawnOf({ seen, money }: ReportResult): { key?: string; groups: Map<string, Group> }[] {
  const classes = seen?.stack?.classes ?? [];
  const own = classes.length > mostClasses + 1 ? classes.slice(0, mostClasses) : classes;
  const others = classes.slice(own.length).flatMap(({ groups }) => groups);
  const drawn = own.map(({ key, groups }) => ({ key, groups: new Map(groups.map((group) => [group.key, group])) }));
  if (others.length === 0) return drawn;
  const dates = [...new Set(others.map((group) => group.key))];
  const rest = dates.map((date) => ({
    key: date,
    ...sumOf(
      others.filter((group) => group.key === date),
      { money },
    ),
  }));
  return [...drawn, { key: undefined, groups: new Map(rest.map((group) => [group.key, group])) }] as ReturnType<
    typeof drawnOf
  >;
}

/** What the period is made of, by class and over time. */
export const overTime: View = {
  name: 'over-time',
  see: async (question) => ({ stack: await stackOf(question) }),
  picture(result, locale) {
    const drawn = drawnOf(result);
    if (!result.seen?.stack || drawn.length === 0) return undefined;
    const { by } = result.seen.stack;
    const { unit } = result.trend;
    const { size, full } = measures(result, locale);
    const buckets = bucketsOf(result.period, unit).filter(({ from }) => from <= result.today);
    const none = { count: 0, ...(result.money && { total: 0 }) };
    const nameOf = (key: string | undefined) =>
      key === undefined ? t(locale, 'report.chart.others') : groupText(by, { key }, result.names, locale);
    const title = t(locale, result.money ? 'report.chart.over_time' : 'report.chart.over_time_count', {
      ...{ currency: result.currency, by: groupingText(by, locale), unit: groupingText(unit, locale) },
    });
    const valueIn = (groups: Map<string, Group>, key: string) => groups.get(key) ?? none;
    const said = buckets.map(({ key }) =>
      altItem(locale, key, drawn.map((one) => `${nameOf(one.key)} ${full(valueIn(one.groups, key))}`).join(', ')),
    );
    return {
      spec: {
        kind: 'stack',
        title,
        locale,
        whole: !result.money,
        labels: axisTexts(buckets, unit, locale),
        series: drawn.map(({ key, groups }) => ({
          name: nameOf(key),
          values: buckets.map((bucket) => size(valueIn(groups, bucket.key))),
          ...((key === undefined || key === '') && { muted: true }),
        })),
      },
      alt: altOf(locale, title, said, ''),
      name: 'over-time.png',
    };
  },
  say: () => '',
  blocks: (result, format) => bodyBlocks({ ...result, request: { ...result.request, view: undefined } }, format),
};
