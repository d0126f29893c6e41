import type { FileRef } from '../chat/card.ts';
import type { Judged } from '../members/kinds.ts';

/** What customers say, sorted: content or not, what could be better, what is wrong. */
export const feedbackKinds = ['satisfaction', 'suggestion', 'complaint'] as const;
export type FeedbackKind = (typeof feedbackKinds)[number];

/** From not content at all to very content. */
export const lowestScore = 1;
export const highestScore = 5;
/** Signs of its text. */
export const longestFeedback = 2_000;
/** Photos of one. */
export const mostPhotos = 5;
/** How long whoever wrote it down may correct it. */
export const editHours = 24;

/** A product that it is about. */
export type FeedbackLine = { product: string; sku: string; name: string };

/** What a customer said, about an order or in general. */
export type Feedback = {
  _id: string;
  customer: string;
  /** As it was called then. */
  customerSnapshot: { code: string; name: string };
  order?: string;
  orderName?: string;
  /** Whose the order is now, without one the customer: it is read with it. */
  orderOwner?: string;
  team?: string;
  kind: FeedbackKind;
  /** 1–5; a satisfaction has one. */
  score?: number;
  text?: string;
  /** Missing: it is about no product in particular. */
  lines?: FeedbackLine[];
  /** Missing where there is none. */
  photos?: FileRef[];
  /** The after-sales case that a complaint opened. */
  case?: { id: string; number: string };
  /** Member id. */
  by: string;
  at: Date;
  editedAt?: Date;
  /** The key of the deed: a second submission of a form is the same feedback. */
  requestKey: string;
  revision: number;
};

/** What an order keeps of its feedback. */
export type OrderFeedback = Pick<Feedback, 'kind' | 'score'> & { id: string };
/** The field of an order that has it; missing where nothing was said. */
export type FeedbackField = { feedback?: OrderFeedback[] };

/** What rights look at in a feedback: whoever wrote it down reads it, too. */
export const judged = ({ by, orderOwner, team }: Pick<Feedback, 'by' | 'orderOwner' | 'team'>): Judged => ({
  owner: by,
  orderOwner,
  team,
});

/** Whether its day is not over. */
export const isEditable = ({ at }: Pick<Feedback, 'at'>, now: Date): boolean =>
  now.getTime() - at.getTime() <= editHours * 3_600_000;

/** What some feedback says in figures. */
export type FeedbackSums = {
  count: number;
  /** There is more: the figures are of the newest. */
  isCut?: boolean;
  /** In tenths, rounded; undefined without any score. */
  average?: number;
  complaints: number;
};

/** The newest that figures are worked out from; one more is read, so that it is said where there are more. */
export const mostSummed = 500;

/** Sums some feedback up, the newest first. */
export function sumsOf(read: readonly Pick<Feedback, 'kind' | 'score'>[]): FeedbackSums {
  const all = read.slice(0, mostSummed);
  const scores = all.flatMap(({ score }) => score ?? []);
  const sum = scores.reduce((total, score) => total + score, 0);
  return {
    count: all.length,
    ...(read.length > all.length && { isCut: true }),
    ...(scores.length > 0 && { average: Math.round((sum * 10) / scores.length) }),
    complaints: all.filter(({ kind }) => kind === 'complaint').length,
  };
}

/** Complaints by product, most first; one that names no product counts for none. */
export function complaintsByProduct(
  all: readonly Pick<Feedback, 'kind' | 'lines'>[],
): { sku: string; name: string; count: number }[] {
  const counts = new Map<string, { sku: string; name: string; count: number }>();
  for (const { kind, lines = [] } of all.slice(0, mostSummed))
    for (const { product, sku, name } of kind === 'complaint' ? lines : [])
      counts.set(product, { sku, name, count: (counts.get(product)?.count ?? 0) + 1 });
  return [...counts.values()].sort((a, b) => b.count - a.count || (a.sku < b.sku ? -1 : 1));
}

/** What it is about: `SO-000042 · Acme Ltd`, or the customer alone. */
export const aboutText = ({ orderName, customerSnapshot }: Pick<Feedback, 'orderName' | 'customerSnapshot'>): string =>
  [orderName, customerSnapshot.name].filter(Boolean).join(' · ');
