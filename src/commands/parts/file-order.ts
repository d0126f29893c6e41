import { mayMove } from '../../members/ability.ts';
import { lacksAddress } from '../../orders/address.ts';
import { addressCard } from '../../orders/cards/address-card.ts';
import { doubleCard } from '../../orders/cards/double-card.ts';
import type { MoveInput } from '../../orders/deeds/deed.ts';
import { idOfDouble } from '../../orders/doubles.ts';
import type { Order } from '../../orders/order.ts';
import { t } from '../../text/index.ts';
import type { CommandContext, Reply } from '../command.ts';
import { orderReply } from './order-reply.ts';

/** What a person answers who was asked whether an order is there already; `doubles` are those that were shown. */
export type Answered = { said: 'anyway' | 'keep' | 'discard'; doubles: readonly string[]; revision: number };

/**
 * Submits a draft; where nobody knows where it goes, or it may be there already, asks first: the draft stays as it is, and
 * nothing is submitted.
 */
export async function fileOrder(
  order: Order,
  input: MoveInput,
  context: CommandContext,
  replace = false,
): Promise<Reply> {
  const { desk, actor, viewer, today, person } = context;
  const repeats = order.timeline.some((e) => e.key === actor.key && e.action === 'submit');
  if (!repeats && mayMove(person, 'submit', order)) {
    if (lacksAddress(order, await desk.settings.get())) return { card: addressCard(viewer, order), replace };
    const settled = input.doubles ?? [];
    const all = await desk.doubles.of(order, actor.member, actor.now);
    const open = all.filter((d) => !settled.includes(idOfDouble(d)));
    if (open.length > 0) return { card: doubleCard(viewer, order, all, today), replace };
  }
  const moved = await desk.move(actor, order._id, 'submit', input);
  return orderReply(moved.order, context, { repeated: moved.repeated, replace });
}

/** It stays a draft: that it was asked about, and what was said, is on the trail. */
async function keep(order: Order, context: CommandContext): Promise<void> {
  const { now: at, member, from, key } = context.actor;
  const subject = { kind: 'Order', id: order._id } as const;
  await context.desk.audit.record({ at, by: member._id, from, action: 'order.keep', subject, key });
}

/**
 * Does what was answered. The same answer to the same question is one deed, however often the button is pressed; an
 * answer that comes after the draft went on shows where it is.
 */
export async function answerDouble(
  order: Order,
  { said, doubles, revision }: Answered,
  context: CommandContext,
): Promise<Reply> {
  const { desk, person, locale } = context;
  const actor = { ...context.actor, key: `double:${order._id}:${revision}:${said}` };
  const theirs = { ...context, actor };
  const isRepeat = order.timeline.some((e) => e.key === actor.key);
  if (order.state !== 'draft' || isRepeat) return orderReply(order, context, { repeated: isRepeat, replace: true });
  if (said === 'anyway') return fileOrder(order, { doubles }, theirs, true);
  if (said === 'keep') {
    if (mayMove(person, 'submit', order)) await keep(order, theirs);
    return orderReply(order, context, { replace: true });
  }
  const { order: cancelled } = await desk.move(actor, order._id, 'cancel', { reason: t(locale, 'double.discarded') });
  return orderReply(cancelled, context, { replace: true });
}
