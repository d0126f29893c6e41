import type { Part } from '../rollups/part.ts';
import { agedAt, collectedIn, type MoneyQuery, overdueIn, splitsMoney } from './money.ts';
import { type PartsAsked, readParts } from './parts.ts';
import { comparedWith, periodBefore } from './period.ts';
import { contextOf, type Question, tallyOptions } from './question.ts';
import { composeResult, type ReportResult, topGroupings, trendUnit } from './result.ts';
import { createTally, sheetsFor } from './tally.ts';
import { viewFor } from './views/index.ts';
import type { Grouping } from './vocabulary.ts';

/** Works out a report: the period, the whole period before for the trend, and of it what figures are compared with. `also`: what its orders are summed up by, too. */
export async function computeReport(question: Question, also: readonly Grouping[] = []): Promise<ReportResult> {
  const { request } = question;
  const view = request.view && viewFor(request.view);
  const more = [...also, ...(view?.groupings?.(request) ?? [])];
  const options = await tallyOptions(question, more);
  const before = periodBefore(request.period);
  const compared = comparedWith(request.period, options.today);
  const unit = trendUnit(request);
  const groupings = [...everyReport, ...(request.by ? [request.by] : topGroupings), ...more, unit];
  // Of the period before no more is told than how many and how much: a trend, and what each group was.
  const now = createTally(options);
  const earlier = createTally(options, 'totals');
  const isWhole = compared.from === before.from && compared.to === before.to;
  const trend = isWhole ? earlier : createTally({ ...options, groupings: [unit] }, 'totals');
  const [money, seen] = await Promise.all([
    moneyOf(question),
    view?.see?.(question),
    partsOf(question, { period: request.period, sheets: sheetsFor(groupings), review: true }, now.add),
    partsOf(question, { period: compared, sheets: sheetsFor(groupings, 'totals'), review: false }, earlier.add),
    isWhole
      ? undefined
      : partsOf(question, { period: before, sheets: sheetsFor([unit], 'totals'), review: false }, trend.add),
  ]);
  const parts = { now: now.figures(), earlier: earlier.figures(), earlierTrend: trend.figures() };
  return composeResult({ ...contextOf(question), ...parts, ...money, seen, before, comparedWith: compared });
}

/** What every report lists, whatever it goes by. */
const everyReport = ['customer', 'owner'] as const satisfies readonly Grouping[];

const partsOf = (question: Question, asked: PartsAsked, add: (part: Part) => void): Promise<void> =>
  readParts(question, question.person, question.request, asked, add);

/** Collected and overdue money, for who may read amounts, where it can be told. */
async function moneyOf(question: Question): Promise<Pick<ReportResult, 'collected' | 'overdue' | 'aging'>> {
  const { money, today } = contextOf(question);
  if (!money || !splitsMoney(question.request)) return {};
  const query: MoneyQuery = question;
  const [collected, aging] = await Promise.all([collectedIn(query, question.request.period), agedAt(query, today)]);
  return { collected, ...(aging && { overdue: overdueIn(aging), aging }) };
}
