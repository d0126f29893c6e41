import type { OutboxRow } from './outbox-row.ts';

/** How many rows are on their way to one chat at once: a chat that hangs leaves room for the others. */
const sendersOfChat = 6;

/** Where a row goes: one at a time to a conversation; what goes to several is one at a time for its order. */
export const laneOf = ({ conversation, order, _id }: OutboxRow): string => conversation ?? `order:${order ?? _id}`;

const chatOf = (lane: string): string => lane.slice(0, lane.indexOf(':'));

/** What is free to be sent while some lanes are taken. */
export function freeOf(taken: ReadonlySet<string>): Record<string, unknown> {
  if (taken.size === 0) return {};
  const lanes = [...taken];
  const orders = lanes.filter((l) => chatOf(l) === 'order').map((l) => l.slice('order:'.length));
  const full = [...new Set(lanes.map(chatOf))].filter(
    (c) => lanes.filter((l) => chatOf(l) === c).length >= sendersOfChat,
  );
  const toOne = {
    conversation: { $nin: lanes, $exists: true },
    $nor: full.map((c) => ({ conversation: new RegExp(`^${c}:`) })),
  };
  const toSeveral = { conversation: { $exists: false }, order: { $nin: orders } };
  const isFull = full.includes('order');
  const { $nor, ...free } = toOne;
  const one = $nor.length > 0 ? toOne : free;
  return isFull ? one : { $or: [one, toSeveral] };
}
