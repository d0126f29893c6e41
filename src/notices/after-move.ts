import type { CaseDeed } from '../aftersales/case.ts';
import { askedNow } from '../approvals/eligible.ts';
import { askedIn, stepKeyOf } from '../approvals/review.ts';
import type { Address } from '../chat/address.ts';
import type { NewOutboxRow } from '../chat/outbox-row.ts';
import type { Actor } from '../members/actor.ts';
import { openReview } from '../members/kinds.ts';
import type { Member } from '../members/member.ts';
import { isAgreed } from '../orders/guards.ts';
import type { Action } from '../orders/moves.ts';
import type { Order } from '../orders/order.ts';
import type { Settings } from '../settings/settings.ts';
import { goodsRows, isQuiet, isTroubleFor } from './goods-rows.ts';
import { type DirectOf, type Recipient, toChannels, toMember } from './recipients.ts';
import { row } from './row.ts';

export type MoveMade = { before: Order; after: Order; action: Action | CaseDeed | 'assign'; actor: Actor };
export type World = {
  members: readonly Member[];
  settings: Settings;
  directOf: DirectOf;
  /** Whether a conversation is in a chat with threads. */
  hasThreads(conversation: Address): boolean;
};

/** Who is asked to decide now, and was not before: a step begins, or a seat was given to somebody else. */
function newlyAsked(before: Order, after: Order, members: readonly Member[]): Member[] {
  const isSameStep = stepOf(before) === stepOf(after);
  const asked = isSameStep ? askedNow(before, members) : [];
  return askedNow(after, members).filter((m) => !asked.includes(m));
}

/** Which step of which review an order is in. */
const stepOf = (order: Order): string | undefined => {
  const review = openReview(order);
  return review && stepKeyOf(review);
};

/** Each approver whose turn begins gets the decision card; one shared card a step lives in the approvals channel. */
function decisionRows({ before, after }: MoveMade, { members, settings, directOf }: World): NewOutboxRow[] {
  const step = stepOf(after);
  if (!step) return [];
  const people = newlyAsked(before, after, members).flatMap((m) => toMember(m, directOf));
  const channels = stepOf(before) === step ? [] : toChannels(settings, 'approvals', after.team);
  return [...people, ...channels].map((to) => row('decision', `${after._id}:${after.revision}`, to, after));
}

/** Those whose turn it is hear that the owner waits for them. */
function urgeRows({ after, action }: MoveMade, { members, directOf }: World): NewOutboxRow[] {
  if (action !== 'urge') return [];
  const people = askedNow(after, members).flatMap((m) => toMember(m, directOf));
  return people.map((to) => row('urged', `${after._id}:${after.revision}`, to, after));
}

/** Everybody who asked the owner hears the answer. */
function answerRows({ before, after, action, actor }: MoveMade, { members, directOf }: World): NewOutboxRow[] {
  if (action !== 'answer') return [];
  const askers = askedIn(openReview(before)).map(({ by }) => by);
  const data = { action, by: actor.member._id };
  return members
    .filter((m) => m.active && askers.includes(m._id))
    .flatMap((m) => toMember(m, directOf))
    .map((to) => row('told', `${after._id}:${after.revision}`, to, after, data));
}

/** The chat and, where it has several, the workspace of a conversation: `slack:T1`, `feishu`. */
const spaceOf = (conversation: Address): string => conversation.slice(0, conversation.lastIndexOf(':'));

const isForOperations = (to: Recipient) => 'audience' in to.viewer && to.viewer.audience.role === 'operations';
const ownerOf = (order: Order, members: readonly Member[]) => members.find((m) => m._id === order.owner && m.active);

/** Where an order lives: the orders channels; in a place with threads but no such channel, its owner's conversation. */
function homesOf(order: Order, { members, settings, directOf, hasThreads }: World): Recipient[] {
  const channels = toChannels(settings, 'orders', order.team);
  const served = new Set(channels.filter((to) => !isForOperations(to)).map((to) => spaceOf(to.conversation)));
  const owner = ownerOf(order, members);
  const directs = owner ? toMember(owner, directOf) : [];
  const isHome = ({ conversation }: Recipient) => hasThreads(conversation) && !served.has(spaceOf(conversation));
  return [...channels, ...directs.filter(isHome)];
}

/** Whether somebody else than its owner did something to an order: then the owner is told of it. */
const isForeign = ({ after, actor }: MoveMade): boolean => after.owner !== actor.member._id;

/** Whether the owner is told so: not of what only moves on, nor where a warning of its own says it. */
const tells = (made: MoveMade, owner: Member): boolean =>
  isForeign(made) && !isQuiet(made) && !isTroubleFor(owner, made);

/** The owner hears of what others did; where the order lives in the owner's conversation, in its thread. */
function ownerRows(made: MoveMade, world: World): NewOutboxRow[] {
  const { after, action, actor } = made;
  const owner = ownerOf(after, world.members);
  if (!owner || !tells(made, owner)) return [];
  const homes = new Set(homesOf(after, world).map((to) => to.conversation));
  return toMember(owner, world.directOf).map((to) => {
    const place = homes.has(to.conversation) && { inThread: true };
    const data = { action, by: actor.member._id, ...place };
    return row('told', `${after._id}:${after.revision}`, to, after, data);
  });
}

/** The order's header card in its homes, once; operations get it when there is something to prepare. */
function headerRows({ after }: MoveMade, world: World): NewOutboxRow[] {
  if (after.state === 'draft') return [];
  return homesOf(after, world)
    .filter((to) => !isForOperations(to) || isAgreed(after))
    .map((to) => row('header', after._id, to, after));
}

/** What happened follows in the order's thread, in chats that have threads; not what its owner is told there anyway. */
function threadRows(made: MoveMade, world: World): NewOutboxRow[] {
  const { after, action, actor } = made;
  const data = { action, key: actor.key };
  const owner = ownerOf(after, world.members);
  const isTold = (to: Recipient) => 'member' in to.viewer && owner !== undefined && tells(made, owner);
  return homesOf(after, world)
    .filter((to) => world.hasThreads(to.conversation) && !isTold(to))
    .map((to) => row('happened', `${after._id}:${after.revision}`, to, after, data));
}

/** Every card that shows the order is brought up to date. */
export const refreshRow = (order: Order): NewOutboxRow => ({
  _id: `refresh:${order._id}:${order.revision}`,
  job: 'refresh',
  order: order._id,
});

/** What goes out after a move, each with its own key. */
export function noticesAfterMove(made: MoveMade, world: World): NewOutboxRow[] {
  return [
    refreshRow(made.after),
    ...[decisionRows, urgeRows, answerRows, ownerRows, goodsRows, headerRows, threadRows].flatMap((rows) =>
      rows(made, world),
    ),
  ];
}

/** Money on an order: `amount` went there; `asker` asked its owner for it, and the question is answered by it. */
type PaymentMade = { order: Order; payment: { _id: string }; actor: Actor; amount: number; asker?: string };

/** Whoever asked for a prepayment hears that it is there, as of an answer of the owner. */
function askerRows({ order, actor, asker }: PaymentMade, { members, directOf }: World): NewOutboxRow[] {
  const member = members.find((m) => m._id === asker && m.active);
  const to = member && asker !== actor.member._id ? toMember(member, directOf) : [];
  return to.map((r) => row('told', `${order._id}:${order.revision}`, r, order, { action: 'answer' }));
}

/** What goes out after a payment or its reversal: the owner of an order hears of it, and who asked for the money. */
export function noticesAfterPayment(made: PaymentMade, world: World): NewOutboxRow[] {
  const { order, payment, actor, amount } = made;
  const owner = world.members.find((m) => m._id === order.owner && m.active);
  const isToldOf = owner && owner._id !== actor.member._id && amount !== 0;
  const to = isToldOf ? toMember(owner, world.directOf) : [];
  const data = { payment: payment._id, by: actor.member._id, amount };
  const paid = to.map((r) => row('paid', `${payment._id}:${order._id}`, r, order, data));
  return [refreshRow(order), ...paid, ...askerRows(made, world)];
}
