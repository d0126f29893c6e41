import { leavesNobody } from '../approvals/eligible.ts';
import { DeskError } from '../errors.ts';
import { mayMove } from '../members/ability.ts';
import type { Actor } from '../members/actor.ts';
import { asksGoods, openReview } from '../members/kinds.ts';
import { type Member, type Person, personOf } from '../members/member.ts';
import type { Settings } from '../settings/settings.ts';
import type { MoveInput } from './deeds/deed.ts';
import { type Action, canStart, isApprovers, moveOf } from './moves.ts';
import { type Order, orderName } from './order.ts';
import { goodsSettled, neededLater, notAsked, refusal, stepDecided } from './refusal.ts';

/** Texts that go on cards and timelines have an end. */
function checkLengths({ reason, carrier, trackingNo, place, note, supplier, milestone }: MoveInput): void {
  for (const [field, text, most] of [
    ['reason', reason, 500],
    ['carrier', carrier, 60],
    ['trackingNo', trackingNo, 60],
    ['place', place, 80],
    ['note', note, 300],
    ['supplier', supplier, 100],
    ['name', milestone?.name, 60],
  ] as const)
    if (text !== undefined && text.length > most) throw new DeskError('error.too_long', { most }, { field });
}

/** The step that the person might have decided is decided, by a colleague or by the same person; the next is another's. */
function wasDecided(order: Order, action: Action, person: Person): boolean {
  const decided = (openReview(order)?.steps ?? []).flatMap((step) =>
    step.seats.filter((seat) => seat.by || step.decision),
  );
  const isTheirs = (role: string | undefined) => person.roles.some((r) => r === role);
  return isApprovers(action) && decided.some((s) => s.by === person.id || s.person === person.id || isTheirs(s.role));
}

/**
 * Whether a person may make a move now: the table, the rights, a reason where one is needed. Throws a sentence that says
 * what happened and what is possible.
 */
export function checkMove(
  actor: Actor,
  order: Order,
  action: Action,
  input: MoveInput,
  { members, settings }: { members: readonly Member[]; settings: Settings },
): void {
  const person = personOf(actor.member);
  if (!canStart(action, order)) throw refusal(order, action, person, members);
  const mayNow = mayMove(person, action, order);
  if (!mayNow && moveOf(action).asked && !openReview(order)?.question) throw notAsked(order);
  if (!mayNow && moveOf(action).missing && !asksGoods(order)) throw goodsSettled(order, members);
  if (!mayNow && wasDecided(order, action, person)) throw stepDecided(order, members);
  if (!mayNow) throw new DeskError('error.move_not_yours', { order: orderName(order) }, { loudness: 'warn' });
  if (moveOf(action).reason && !input.reason?.trim())
    throw new DeskError('error.reason_required', { action: { text: `action.${action}` } }, { field: 'reason' });
  checkLengths(input);
  if (action === 'approve' && leavesNobody(order, actor.member, members, settings))
    throw neededLater(order, actor.member, members);
}
