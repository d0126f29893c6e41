import { type Locale, t } from '../text/index.ts';
import type { Feedback, FeedbackSums } from './feedback.ts';

/** `4/5`; empty without a score. */
export const scoreText = (locale: Locale, score: number | undefined): string =>
  score === undefined ? '' : t(locale, 'feedback.score', { score });

/** What it is, in short: `complaint · 2/5`. */
export const kindText = (locale: Locale, { kind, score }: Pick<Feedback, 'kind' | 'score'>): string =>
  [t(locale, `feedback.kind.${kind}`), scoreText(locale, score)].filter(Boolean).join(' · ');

/** `2 photos`; empty without any. */
export const photosText = (locale: Locale, { photos = [] }: Pick<Feedback, 'photos'>): string =>
  photos.length > 0 ? t(locale, 'feedback.photos', { count: photos.length }) : '';

/** What some feedback says in figures, in a line. */
export const sumsText = (locale: Locale, { count: n, isCut, average, complaints }: FeedbackSums): string => {
  const count = isCut ? `${n}+` : n;
  return average === undefined
    ? t(locale, 'feedback.sums_no_score', { count, complaints })
    : t(locale, 'feedback.sums', { count, complaints, average: (average / 10).toFixed(1) });
};
