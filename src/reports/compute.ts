import { addDays, startOfDate } from '../dates.ts';
import type { Feedback } from '../feedback/feedback.ts';
import { createFeedbackFinder } from '../feedback/find.ts';
import { keysOf, type Part } from '../rollups/part.ts';
import { type ComparedGroup, compareGroups } from './figures.ts';
import { collectedIn, type MoneyQuery, overdueAt, splitsMoney } from './money.ts';
import { type PartsAsked, readParts } from './parts.ts';
import { comparedWith, type Period, periodBefore, periodOf, weeksUpTo } from './period.ts';
import { contextOf, type Question, tallyOptions } from './question.ts';
import { type Recap, recapWeeks, type SizeKey, type SizeWeeks, sizeKeys } from './recap.ts';
import { composeResult, type ReportResult, topGroupings, trendUnit } from './result.ts';
import { createTally, type Figures, sheetsFor, type TallyOptions } from './tally.ts';
import { viewFor } from './views/index.ts';
import type { Grouping } from './vocabulary.ts';

/** Works out a report: the period, the whole period before for the trend, and of it what figures are compared with. */
export async function computeReport(question: Question): Promise<ReportResult> {
  const { request } = question;
  const view = request.view && viewFor(request.view);
  const more = view?.groupings?.(request) ?? [];
  const options = await tallyOptions(question, more);
  const before = periodBefore(request.period);
  const compared = comparedWith(request.period, options.today);
  const unit = trendUnit(request);
  const shown = request.by ? [request.by] : topGroupings;
  const sheets = sheetsFor([...listed, ...shown, ...more, unit]);
  const now = createTally(options);
  const earlier = createTally(options);
  const earlierTrend = createTally({ ...options, groupings: [unit] });
  const [money, seen] = await Promise.all([
    moneyOf(question),
    view?.see?.(question),
    fold(question, { period: request.period, sheets, review: true }, now.add),
    fold(question, { period: compared, sheets, review: false }, earlier.add),
    fold(question, { period: before, sheets: sheetsFor([unit]), review: false }, earlierTrend.add),
  ]);
  const parts = { now: now.figures(), earlier: earlier.figures(), earlierTrend: earlierTrend.figures() };
  return composeResult({ ...contextOf(question), ...parts, ...money, seen, before, comparedWith: compared });
}

/** What every report lists, whatever it goes by. */
const listed = ['customer', 'owner'] as const satisfies readonly Grouping[];

const fold = (question: Question, asked: PartsAsked, add: (part: Part) => void): Promise<void> =>
  readParts(question, question.person, question.request, asked, add);

/** Collected and overdue money, for who may read amounts, where it can be told. */
async function moneyOf(question: Question): Promise<Pick<ReportResult, 'collected' | 'overdue'>> {
  const { money, today } = contextOf(question);
  if (!money || !splitsMoney(question.request)) return {};
  const query: MoneyQuery = question;
  const [collected, overdue] = await Promise.all([
    collectedIn(query, question.request.period),
    overdueAt(query, today),
  ]);
  return { collected, overdue };
}

/** What customers said in a week, as far as whoever it is for may read it. */
function feedbackIn({ connection, person, settings, request }: Question, week: Period): Promise<Feedback[]> {
  const [from, until] = [week.from, addDays(week.to, 1)].map((date) => startOfDate(date, settings.timezone));
  return createFeedbackFinder(connection).between(person, from!, until!, request.filters.team?.[0]);
}

const classGroupings = ['size', 'customer-type', 'urgency'] as const satisfies readonly Grouping[];

/** Works out a week's recap: the week, the week before, and twelve weeks by size. The request's period is the week. */
export async function computeRecap(question: Question, team?: string): Promise<Recap> {
  const week = periodOf('week', question.request.period.from);
  const before = periodBefore(week);
  const base = await tallyOptions(question);
  const options = { ...base, groupings: [...new Set([...base.groupings, ...classGroupings])] };
  const [now, earlier] = [createTally(options), createTally(options)];
  const sizes = sizeTallies(options);
  const period = weeksUpTo(week, recapWeeks);
  const sheets = sheetsFor(options.groupings);
  const [money, feedback] = await Promise.all([
    moneyOf(question),
    feedbackIn(question, week),
    fold(question, { period: week, sheets, review: true }, now.add),
    fold(question, { period: before, sheets, review: true }, earlier.add),
    fold(question, { period, sheets: ['orders'], review: false }, sizes.add),
  ]);
  const context = contextOf(question);
  const figures = { now: now.figures(), earlier: earlier.figures() };
  const result = composeResult({
    ...context,
    ...figures,
    ...money,
    before,
    comparedWith: before,
    earlierTrend: figures.earlier,
  });
  const weeks = { period, sizes: sizes.groups() };
  return {
    result,
    feedback,
    classes: classesOf(figures, context.money),
    weeks,
    slaHours: question.settings.reviewSlaHours,
    team,
  };
}

function classesOf({ now, earlier }: { now: Figures; earlier: Figures }, money: boolean): Recap['classes'] {
  const groupsOf = (by: Grouping): ComparedGroup[] =>
    compareGroups(now.groups[by] ?? [], earlier.groups[by] ?? [], money);
  return Object.fromEntries(classGroupings.map((by) => [by, groupsOf(by)]));
}

/** Weeks by the size of their orders. */
function sizeTallies(options: TallyOptions): { add(part: Part): void; groups(): SizeWeeks['sizes'] } {
  const tallies = new Map<string, ReturnType<typeof createTally>>(
    sizeKeys.map((size) => [size, createTally({ ...options, groupings: ['week'] })]),
  );
  const place = keysOf.orders.indexOf('size');
  return {
    add: (part) => tallies.get(part.sum.keys[place] || 'none')?.add(part),
    groups: () =>
      Object.fromEntries([...tallies].map(([size, tally]) => [size, tally.figures().groups.week ?? []])) as Record<
        SizeKey,
        SizeWeeks['sizes'][SizeKey]
      >,
  };
}
