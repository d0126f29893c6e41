import { netPrice } from '../../../approvals/rules.ts';
import { DeskError } from '../../../errors.ts';
import { changeContentOf, contentHash, withContent } from '../../content.ts';
import { matched, removed } from '../../line-matching.ts';
import { type ApprovalStep, type ChangeContent, type ChangeOrder, type Order, orderName } from '../../order.ts';
import type { Circumstances, Deed } from '../deed.ts';
import { inForce } from './apply.ts';
import { changedContent, nothingChanged, shortOf } from './content.ts';

/** What was last decided by people, or asked of nobody: small steps are measured from there, not from each other. */
const decidedTotal = (order: Order): number => order.decidedTotal ?? order.total;

/** Whether a line is sold for less than before, is new, or more is given away for nothing. */
function isGivenAway(order: Order, content: ChangeContent): boolean {
  return matched(order.lines, content.lines).some(({ line, before }) => {
    const present = before === undefined ? undefined : order.lines[before];
    if (!present || netPrice(line) < netPrice(present)) return true;
    return netPrice(line) === 0 && line.quantity > present.quantity;
  });
}

/**
 * What changes have moved since people last decided, with this one, in minor units: less of one line and more of another do
 * not make up for each other.
 */
function movedBy(order: Order, content: ChangeContent): number {
  const lines = matched(order.lines, content.lines);
  const differing = lines.map(({ line, before }) => Math.abs(line.amount - (order.lines[before ?? -1]?.amount ?? 0)));
  const left = removed(order.lines, lines).map((line) => line.amount);
  // Changes that counted before lines were looked at moved the amount by this much at least.
  const earlier = order.toleratedMove ?? Math.abs(order.total - decidedTotal(order));
  return [...differing, ...left].reduce((sum, amount) => sum + amount, earlier);
}

/**
 * Within the tolerance: what moves in all lines together is no more than the settings allow, the amount is all that the
 * rules ask about, nothing is sold cheaper or added, the terms are not longer, and what was promised stays.
 */
function isTolerated(
  order: Order,
  content: ChangeContent,
  moved: number,
  steps: readonly ApprovalStep[],
  at: Circumstances,
): boolean {
  return (
    moved * 10_000 <= decidedTotal(order) * at.settings.changeTolerance &&
    steps.every((step) => step.reasons.every((reason) => reason === 'amount')) &&
    content.paymentDays <= order.paymentDays &&
    content.promisedDate === order.promisedDate &&
    !isGivenAway(order, content)
  );
}

/** Proposes a change. Within the tolerance, or where the rules ask nobody, it counts at once. */
export const propose: Deed = (order, at) => {
  if (order.change) throw new DeskError('error.change_open', { order: orderName(order), change: order.change.id });
  const { content } = changedContent(order, at);
  const after = withContent(order, content);
  if (contentHash(after) === contentHash(order)) throw nothingChanged(order);
  const { now, member } = at.actor;
  const id = `C${(order.changes ?? 0) + 1}`;
  const asked = at.stepsFor(after);
  const moved = movedBy(order, content);
  const isTolerable = isTolerated(order, content, moved, asked, at);
  const steps = isTolerable ? [] : asked;
  const change: ChangeOrder = {
    id,
    by: member._id,
    at: now,
    base: order.version,
    content: changeContentOf(content),
    reason: at.input.reason,
    short: shortOf(content.lines, order.lines, at),
    approval: { steps, contentHash: contentHash(after), submittedAt: now, submittedBy: member._id, stepStartedAt: now },
  };
  const note = [id, at.input.reason].filter(Boolean).join(' · ');
  const changes = (order.changes ?? 0) + 1;
  const said = { changes, returnedChange: undefined };
  if (steps.length > 0) return { state: order.state, set: { change, ...said }, note };
  const direct = inForce(order, change, at);
  // A tolerated change does not move what the next one is measured from.
  const tolerated = isTolerable && { decidedTotal: decidedTotal(order), toleratedMove: moved };
  return { ...direct, set: { ...direct.set, ...said, ...tolerated }, note };
};
