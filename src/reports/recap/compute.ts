import { addDays, startOfDate } from '../../dates.ts';
import type { Feedback } from '../../feedback/feedback.ts';
import { createFeedbackFinder } from '../../feedback/find.ts';
import { keysOf } from '../../rollups/part.ts';
import { computeReport } from '../compute.ts';
import { compareGroups, type Group } from '../figures.ts';
import { outlookOf } from '../outlook.ts';
import { readParts } from '../parts.ts';
import { bucketKey } from '../period.ts';
import type { Question } from '../question.ts';
import type { ReportResult } from '../result.ts';
import { type FilterName, filterNames, type Grouping } from '../vocabulary.ts';
import { atRisk } from './at-risk.ts';
import { type Recap, type SizeTrend, type Subject, sizeKeys, trendOf } from './recap.ts';

/** Groupings that a recap tells in a line each. */
export const classGroupings = ['size', 'customer-type', 'urgency'] as const satisfies readonly Grouping[];

/**
 * Works out the recap of the period, filters and rights of a question. `ahead`: with what the next months bring, for who
 * asked; a posted one has a button for it.
 */
export async function computeRecap(question: Question, { ahead = false } = {}): Promise<Recap> {
  const plain = { ...question, request: { ...question.request, by: undefined, view: undefined } };
  const [result, trend, feedback, risks, outlook] = await Promise.all([
    computeReport(plain, classGroupings),
    sizeTrend(plain),
    feedbackIn(plain),
    atRisk(plain),
    ahead ? outlookOf({ ...plain, request: { ...plain.request, by: 'month' } }) : undefined,
  ]);
  return {
    ...{ result, trend, feedback, risks, outlook },
    classes: classesOf(result),
    slaHours: question.settings.reviewSlaHours,
    subject: subjectOf(result),
  };
}

function classesOf({ now, earlier, money }: ReportResult): Recap['classes'] {
  const groupsOf = (by: Grouping) => compareGroups(now.groups[by] ?? [], earlier.groups[by] ?? [], money);
  return Object.fromEntries(classGroupings.map((by) => [by, groupsOf(by)]));
}

/** Twelve weeks or months by the size of their orders; sums of whole months are enough, and far fewer than those of their days. */
async function sizeTrend(question: Question): Promise<SizeTrend> {
  const { unit, period } = trendOf(question.request.period);
  const sizes = new Map<string, Map<string, Group>>(sizeKeys.map((size) => [size, new Map()]));
  const place = keysOf.totals.indexOf('size');
  const asked = { period, sheets: ['totals' as const], review: false, by: unit === 'month' ? unit : ('day' as const) };
  await readParts(question, question.person, question.request, asked, ({ date, sum }) => {
    const groups = sizes.get(sum.keys[place] || 'none');
    const key = bucketKey(date, unit);
    const there = groups?.get(key);
    groups?.set(key, {
      key,
      count: (there?.count ?? 0) + sum.count,
      ...(sum.total !== undefined && { total: (there?.total ?? 0) + sum.total }),
    });
  });
  const listed = [...sizes].map(([size, groups]) => [size, [...groups.values()]]);
  return { unit, period, sizes: Object.fromEntries(listed) as SizeTrend['sizes'] };
}

/** What customers said in the period, as far as whoever it is for may read it; it goes by team, and by nothing else. */
async function feedbackIn(question: Question): Promise<Feedback[]> {
  const { connection, person, settings, request } = question;
  const { team, ...others } = request.filters;
  if (Object.keys(others).length > 0 || (team && team.length > 1)) return [];
  const { period } = request;
  const [from, until] = [period.from, addDays(period.to, 1)].map((date) => startOfDate(date, settings.timezone));
  return createFeedbackFinder(connection).between(person, from!, until!, team?.[0]);
}

const subjects = ['team', 'owner', 'customer', 'product'] as const;

/** A recap of one team, person, customer or product is about it. */
function subjectOf({ request, names, now, earlier }: ReportResult): Subject | undefined {
  const used = filterNames.filter((name: FilterName) => request.filters[name]);
  const by = subjects.find((name) => name === used[0]);
  const [value, ...others] = (by && request.filters[by]) ?? [];
  if (!by || value === undefined || used.length > 1 || others.length > 0) return undefined;
  if (by === 'team' || by === 'owner') return { by, key: value, name: names[by].get(value) ?? value };
  const groups = [...(now.groups[by] ?? []), ...(earlier.groups[by] ?? [])];
  const [only, another] = [...new Map(groups.map((group) => [group.key, group])).values()];
  if (!only || another) return { by, key: value, name: value.replace(/^=/, '') };
  const name = by === 'product' && only.name ? `${only.key} ${only.name}` : (only.name ?? only.key);
  return { by, key: only.key, name };
}
