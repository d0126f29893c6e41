import { answeredAt, askedIn, asksCredit, withAsked, withReview } from '../../../approvals/review.ts';
import { DeskError } from '../../../errors.ts';
import { sees } from '../../../members/ability.ts';
import { openReview } from '../../../members/kinds.ts';
import { personOf } from '../../../members/member.ts';
import { moneyText } from '../../../money.ts';
import { underReview } from '../../content.ts';
import { type Approval, type Asked, type Order, orderName } from '../../order.ts';
import type { Security } from '../../risk-fields.ts';
import { askedBeside, isForSecurity, isPrepaid, openSecurity } from '../../security.ts';
import type { Circumstances, Deed } from '../deed.ts';

/** Signs that a question or an answer has at most. */
export const longestWords = 1000;

/** The review that is open. The table was checked before, so that there is one. */
export function reviewOf(order: Order): Approval {
  const review = openReview(order);
  if (!review) throw new DeskError('error.no_review', { order: orderName(order) });
  return review;
}

/** What was asked or answered. Throws at the field when it is too long, or empty where nothing else is asked for. */
function wordsOf({ input }: Circumstances, { isOptional = false } = {}): string {
  const text = input.text?.trim() ?? '';
  if (text === '' && !isOptional) throw new DeskError('error.words_needed', {}, { field: 'text' });
  if (text.length > longestWords) throw new DeskError('error.too_long', { most: longestWords }, { field: 'text' });
  return text;
}

/** Questions that wait for one answer at most. */
const mostQuestions = 5;

/** A prepayment or a guarantee that is asked for with the question, of who decides about credit; never for more than the order comes to. */
function securityOf(order: Order, { actor, input }: Circumstances): Security | undefined {
  const { security } = input;
  if (!security) return undefined;
  if (!asksCredit(reviewOf(order))) throw new DeskError('error.not_about_credit', { order: orderName(order) });
  const { total, currency } = underReview(order);
  if (!Number.isSafeInteger(security.amount) || security.amount <= 0 || security.amount > total) {
    const isTold = sees(personOf(actor.member), 'commercial', order) === 'full';
    const values = { total: moneyText(total, currency) };
    throw new DeskError(isTold ? 'error.security_amount' : 'error.security_amount_plain', values, { field: 'amount' });
  }
  return { ...security, by: actor.member._id, at: actor.now };
}

/** What is asked for stands with what is decided about: the order, or its change. */
const secured = (order: Order, security: Security | undefined): Partial<Order> => {
  if (!security) return {};
  return order.state === 'pending' || !order.change ? { security } : { change: { ...order.change, security } };
};

/** Whether just that is asked for already, and waits for its answer. */
function isSame(order: Order, security: Security, text: string): boolean {
  const before = openSecurity(order);
  const open = askedIn(openReview(order)).find((asked) => isForSecurity(order, asked));
  if (!before || !open || before.kind !== security.kind || before.amount !== security.amount) return false;
  return text === '' || text === open.text;
}

/** What stays open beside what is asked now. Throws where it is too much, or where just that is asked for already. */
function besideOf(order: Order, security: Security | undefined, text: string): Asked[] {
  if (security && isSame(order, security, text)) throw new DeskError('error.security_same');
  const beside = security ? askedBeside(order) : askedIn(reviewOf(order));
  if (beside.length >= mostQuestions) throw new DeskError('error.questions_full', { order: orderName(order) });
  return beside;
}

/**
 * Asks the owner; the clock of the review stands still until the answer. What others ask till then is added. A prepayment or
 * a guarantee takes the place of the one that was asked for before, and of a prepayment that is there nobody waits for an
 * answer. What is asked for stands in its own field, which not everybody reads, and never among the words.
 */
export const ask: Deed = (order, at) => {
  const security = securityOf(order, at);
  const text = wordsOf(at, { isOptional: security !== undefined });
  const beside = besideOf(order, security, text);
  const { member, now } = at.actor;
  const change = secured(order, security);
  const after = { ...order, ...change };
  const isThere = security !== undefined && isPrepaid(after);
  const questions = isThere ? beside : [...beside, { by: member._id, at: now, text }];
  const asked = withReview(after, withAsked(reviewOf(order), questions, now));
  return { state: order.state, set: { ...change, ...asked }, note: text };
};

/** The owner answers; the clock goes on. */
export const answer: Deed = (order, at) => {
  const text = wordsOf(at);
  return { state: order.state, set: withReview(order, answeredAt(reviewOf(order), at.actor.now)), note: text };
};
