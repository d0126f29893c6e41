import { openButton } from '../orders/cards/open-button.ts';
import { t } from '../text/index.ts';
import type { Command, CommandContext, Input, Reply } from './command.ts';
import { moveCommand } from './move.ts';
import { typedOrder } from './parts/order-argument.ts';
import { orderReply } from './parts/order-reply.ts';

const move = moveCommand('shortage');

/** The same answer to the same question is one deed, however often its button is pressed. */
function once(context: CommandContext, { order, shortage, content, submitted }: Input): CommandContext {
  if (content === undefined) return context;
  const key = `shortage:${order}:${submitted}:${content}:${shortage}`;
  return { ...context, actor: { ...context.actor, key } };
}

/** The draft that a split has made, named beside its order with a button that opens it. */
async function withRest(
  reply: Reply,
  key: string,
  order: string,
  { desk, person, locale }: CommandContext,
): Promise<Reply> {
  if (!('card' in reply)) return reply;
  const after = await desk.orders.byId(person, order);
  const draft = after?.timeline.findLast((e) => e.key === key && e.goods?.rest)?.goods?.rest;
  const rest = draft && (await desk.orders.byName(person, draft));
  if (!rest) return reply;
  const said = { kind: 'text' as const, text: t(locale, 'awaited.rest', { draft }), tone: 'info' as const };
  const button = { ...openButton(locale, rest), label: t(locale, 'awaited.open_rest', { draft }) };
  const blocks = [said, { kind: 'buttons' as const, buttons: [button] }, ...reply.card.blocks];
  return { ...reply, card: { ...reply.card, blocks } };
}

/** The owner says what becomes of goods that are missing of a filed order; without a word the order shows the question. */
export const shortage: Command = {
  ...move,
  opensForm: (input) => input !== 'typed' && input.shortage === 'date',
  async typed(words, context) {
    const { order, rest } = await typedOrder(words, context, move);
    if (rest.trim() === '') return orderReply(order, context);
    return withRest(await move.typed(words, context), context.actor.key, order._id, context);
  },
  async pressed(input, context) {
    const theirs = once(context, input);
    return withRest(await move.pressed!(input, theirs), theirs.actor.key, String(input.order), context);
  },
};
