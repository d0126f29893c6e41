import { netPrice } from '../../../approvals/rules.ts';
import { DeskError } from '../../../errors.ts';
import { changeContentOf, contentHash, withContent } from '../../content.ts';
import { type ChangeContent, type ChangeOrder, type Order, orderName } from '../../order.ts';
import type { Circumstances, Deed } from '../deed.ts';
import { inForce } from './apply.ts';
import { changedContent, nothingChanged, shortOf } from './content.ts';
import { matched } from './lines.ts';

/** What was last decided by people, or asked of nobody: small steps are measured from there, not from each other. */
const decidedTotal = (order: Order): number => order.decidedTotal ?? order.total;

/** Whether a line is sold for less than before, or is new. */
function isCheaper(order: Order, content: ChangeContent): boolean {
  return matched(order.lines, content.lines).some(({ line, before }) => {
    const present = before === undefined ? undefined : order.lines[before];
    return !present || netPrice(line) < netPrice(present);
  });
}

/**
 * Within the tolerance: the amount moves by no more than the settings allow, nothing is sold cheaper or added, the terms
 * are not longer, and what was promised stays.
 */
function isTolerated(order: Order, content: ChangeContent, { settings }: Circumstances): boolean {
  const base = decidedTotal(order);
  const moved = Math.abs(content.total - base) * 10_000;
  return (
    moved <= base * settings.changeTolerance &&
    content.paymentDays <= order.paymentDays &&
    content.promisedDate === order.promisedDate &&
    !isCheaper(order, content)
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
  const steps = isTolerated(order, content, at) ? [] : at.stepsFor(after);
  const change: ChangeOrder = {
    id,
    by: member._id,
    at: now,
    base: order.version,
    content: changeContentOf(content),
    reason: at.input.reason,
    short: shortOf(content.lines, at),
    approval: { steps, contentHash: contentHash(after), submittedAt: now, stepStartedAt: now },
  };
  const note = [id, at.input.reason].filter(Boolean).join(' · ');
  const changes = (order.changes ?? 0) + 1;
  if (steps.length > 0) return { state: order.state, set: { change, changes }, note };
  const direct = inForce(order, change, at);
  return { ...direct, set: { ...direct.set, changes, decidedTotal: decidedAfter(order, content, at) }, note };
};

/** A tolerated change does not move what the next one is measured from. */
const decidedAfter = (order: Order, content: ChangeContent, at: Circumstances): number =>
  isTolerated(order, content, at) ? decidedTotal(order) : content.total;
