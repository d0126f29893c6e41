import { DeskError } from '../../errors.ts';
import { keptIn, shortagesOf, shortText } from '../../stock/shortage.ts';
import { futureDate } from '../draft-input.ts';
import { type Order, orderName } from '../order.ts';
import { goodsSettled } from '../refusal.ts';
import { linesInTwo } from '../split-lines.ts';
import { unsubmitted } from './back-to-draft.ts';
import { nothingChanged } from './change/content.ts';
import { propose } from './change/propose.ts';
import type { Change, Circumstances, Deed, MoveInput } from './deed.ts';
import { filed } from './submit.ts';

/** The date that is named instead of the present one. Throws at the field. */
function dateOf(order: Order, { input, today }: Circumstances): string {
  const date = futureDate(input.change?.requestedDate, today);
  if (!date) throw new DeskError('error.required', { field: { text: 'label.requested' } }, { field: 'requestedDate' });
  if (date === order.requestedDate && date === order.promisedDate) throw nothingChanged(order);
  return date;
}

/**
 * What is pending is submitted anew for the other date, in one step: its review begins again, since a date is part of what
 * is decided, and it keeps what it holds and its place among those who wait.
 */
function submittedFor(date: string, order: Order, at: Circumstances): Change {
  const taken = unsubmitted(order);
  const draft: Order = { ...order, ...taken, state: 'draft', approval: undefined, requestedDate: date };
  const { set, state } = filed(draft, at);
  const from = order.requestedDate;
  return {
    state,
    set: { ...taken, requestedDate: date, ...set, shortageSaid: at.actor.now, version: order.version + 1 },
    goods: { ...(from && { from }), to: date },
  };
}

/** An order that needed nobody is changed as any agreed order is. */
function changedTo(date: string, order: Order, at: Circumstances): Change {
  const change = { requestedDate: date, promisedDate: date };
  const done = propose(order, { ...at, input: { change } });
  return { ...done, set: { ...done.set, shortageSaid: at.actor.now } };
}

/** Whether the submission and the content are those that the card showed; who typed the answer saw no card. */
function isAsSeen({ approval }: Order, { seenContent, seenSubmitted }: MoveInput): boolean {
  const isSubmission = seenSubmitted === undefined || seenSubmitted === approval?.submittedAt.getTime();
  return isSubmission && (seenContent === undefined || seenContent === approval?.contentHash);
}

/**
 * The owner says what becomes of goods that are missing, before anybody decided: the order waits for them, they are split
 * off (the move does that, in its transaction), or all of it is for another date.
 */
export const shortage: Deed = (order, at) => {
  const { input, members } = at;
  const isKept = keptIn(at.products.values());
  const shortages = shortagesOf(order, isKept);
  if (shortages.length === 0) throw goodsSettled(order, members);
  if (!isAsSeen(order, input)) throw new DeskError('error.changed_meanwhile', { order: orderName(order) });
  const { state } = order;
  switch (input.shortage) {
    case 'backorder':
      return { state, set: { shortageSaid: at.actor.now }, goods: { short: shortText(shortages) } };
    case 'split':
      if (linesInTwo(order, isKept).kept.length === 0)
        throw new DeskError('error.shortage_split_nothing', { order: orderName(order) });
      return { state };
    case 'date': {
      const date = dateOf(order, at);
      return state === 'pending' ? submittedFor(date, order, at) : changedTo(date, order, at);
    }
    default:
      throw new DeskError('error.shortage_words', { order: orderName(order) });
  }
};
