import type { CaseMade } from '../aftersales/write.ts';
import type { NewOutboxRow } from '../chat/outbox-row.ts';
import { noticesAfterMove, type World } from './after-move.ts';
import { toMember } from './recipients.ts';

/** Whoever sees to a case hears of what somebody else did to it: that it is theirs now, that the goods are back. */
function handlerRows({ after, it, deed, actor }: CaseMade, { members, directOf }: World): NewOutboxRow[] {
  const handler = members.find((m) => m._id === it.owner && m.active);
  if (!handler || handler._id === actor.member._id) return [];
  const data = { case: it._id, deed, by: actor.member._id };
  return toMember(handler, directOf).map((to) => ({
    _id: `case:${it._id}:${it.revision}:${to.conversation}`,
    job: 'case',
    order: after._id,
    ...to,
    data,
  }));
}

/**
 * What goes out after something was done with a case: its handler and the owner of the order are told, the order's
 * cards are brought up to date, its thread has a line. Who is both hears of it once, with the card of the case.
 */
export function noticesAfterCase(made: CaseMade, world: World): NewOutboxRow[] {
  const { before, after, deed, actor } = made;
  const handler = handlerRows(made, world);
  const told = new Set(handler.map((r) => r.conversation));
  const ofOrder = noticesAfterMove({ before, after, action: deed, actor }, world);
  return [...handler, ...ofOrder.filter((r) => r.notice !== 'told' || !told.has(r.conversation))];
}
