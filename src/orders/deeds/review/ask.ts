import { answeredAt, askedBy, askedIn, withReview } from '../../../approvals/review.ts';
import { DeskError } from '../../../errors.ts';
import { openReview } from '../../../members/kinds.ts';
import { type Approval, type Order, orderName } from '../../order.ts';
import type { Circumstances, Deed } from '../deed.ts';

/** Signs that a question or an answer has at most. */
export const longestWords = 1000;

/** The review that is open. The table was checked before, so that there is one. */
export function reviewOf(order: Order): Approval {
  const review = openReview(order);
  if (!review) throw new DeskError('error.no_review', { order: orderName(order) });
  return review;
}

/** What was asked or answered. Throws at the field when it is empty or too long. */
function wordsOf({ input }: Circumstances): string {
  const text = input.text?.trim() ?? '';
  if (text === '') throw new DeskError('error.words_needed', {}, { field: 'text' });
  if (text.length > longestWords) throw new DeskError('error.too_long', { most: longestWords }, { field: 'text' });
  return text;
}

/** Questions that wait for one answer at most. */
const mostQuestions = 5;

/** Asks the owner; the clock of the review stands still until the answer. What others ask till then is added. */
export const ask: Deed = (order, at) => {
  const text = wordsOf(at);
  const { member, now } = at.actor;
  const review = reviewOf(order);
  if (askedIn(review).length >= mostQuestions) throw new DeskError('error.questions_full', { order: orderName(order) });
  return { state: order.state, set: withReview(order, askedBy(review, member._id, text, now)), note: text };
};

/** The owner answers; the clock goes on. */
export const answer: Deed = (order, at) => {
  const text = wordsOf(at);
  return { state: order.state, set: withReview(order, answeredAt(reviewOf(order), at.actor.now)), note: text };
};
