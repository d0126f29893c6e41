import { dayjs } from '../../dates.ts';
import type { Feedback } from '../../feedback/feedback.ts';
import type { ComparedGroup, Group } from '../figures.ts';
import type { Outlook } from '../outlook.ts';
import { type Period, periodOf, rangeOf, weeksUpTo } from '../period.ts';
import type { ReportResult } from '../result.ts';
import type { Grouping } from '../vocabulary.ts';
import type { AtRisk } from './at-risk.ts';

/** The weeks or months that the trend of a recap shows. */
const recapUnits = 12;

/** The sizes of orders; `none` are those without a class. */
export const sizeKeys = ['large', 'medium', 'small', 'none'] as const;
export type SizeKey = (typeof sizeKeys)[number];

/** Twelve weeks or months up to the period, each by the size of its orders. */
export type SizeTrend = { unit: 'week' | 'month'; period: Period; sizes: Record<SizeKey, Group[]> };

/** Whose or what a recap is about, where it is not all that the reader may see. */
export type Subject = { by: 'team' | 'owner' | 'customer' | 'product'; key: string; name: string };

/** What a recap is made of: the period's report, its groups by every class, twelve units by size, and what to look at. */
export type Recap = {
  result: ReportResult;
  classes: Partial<Record<Grouping, ComparedGroup[]>>;
  trend: SizeTrend;
  slaHours: number;
  /** What customers said in the period. */
  feedback?: readonly Feedback[];
  /** Open orders at risk today. */
  risks?: AtRisk;
  /** What the next months bring; in recaps that somebody asked for. */
  outlook?: Outlook;
  subject?: Subject;
};

/** The twelve weeks up to one week, else the twelve months up to the last of the period. */
export function trendOf(period: Period): Pick<SizeTrend, 'unit' | 'period'> {
  if (period.kind === 'week') return { unit: 'week', period: weeksUpTo(period, recapUnits) };
  const { to } = periodOf('month', period.to);
  const first = dayjs
    .utc(to)
    .startOf('month')
    .subtract(recapUnits - 1, 'month')
    .format('YYYY-MM-DD');
  return { unit: 'month', period: rangeOf(first, to) };
}
