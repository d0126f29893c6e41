import { answeredAt, askedBy, askedIn, withReview } from '../../../approvals/review.ts';
import { DeskError } from '../../../errors.ts';
import { openReview } from '../../../members/kinds.ts';
import { moneyText } from '../../../money.ts';
import { underReview } from '../../content.ts';
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

/** A prepayment or a guarantee that is asked for with the question; never for more than the order comes to. */
function securityOf(order: Order, { actor, input }: Circumstances): Pick<Order, 'security'> {
  const { security } = input;
  if (!security) return {};
  const { total, currency } = underReview(order);
  if (!Number.isSafeInteger(security.amount) || security.amount <= 0 || security.amount > total)
    throw new DeskError('error.security_amount', { total: moneyText(total, currency) }, { field: 'amount' });
  return { security: { ...security, by: actor.member._id, at: actor.now } };
}

/** Asks the owner; the clock of the review stands still until the answer. What others ask till then is added. */
export const ask: Deed = (order, at) => {
  const text = wordsOf(at);
  const { member, now } = at.actor;
  const review = reviewOf(order);
  if (askedIn(review).length >= mostQuestions) throw new DeskError('error.questions_full', { order: orderName(order) });
  const asked = { ...withReview(order, askedBy(review, member._id, text, now)), ...securityOf(order, at) };
  return { state: order.state, set: asked, note: text };
};

/** The owner answers; the clock goes on. */
export const answer: Deed = (order, at) => {
  const text = wordsOf(at);
  return { state: order.state, set: withReview(order, answeredAt(reviewOf(order), at.actor.now)), note: text };
};
