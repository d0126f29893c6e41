import { decisionCard } from '../approvals/card.ts';
import { readDecisionFacts } from '../approvals/facts.ts';
import type { Order } from '../orders/order.ts';
import type { Command, CommandContext, Reply } from './command.ts';
import { inputOrder, typedOrder } from './parts/order-argument.ts';

/** The decision card of an order, for the person who asks; of one that was decided it says by whom. */
export async function decisionReply(order: Order, context: CommandContext): Promise<Reply> {
  const { desk, viewer, person, today } = context;
  const [members, settings] = await Promise.all([desk.members.all(), desk.settings.get()]);
  const facts = await readDecisionFacts(desk.connection, order, members, settings, { person, today });
  return { card: decisionCard(viewer, order, facts, { members, today, zone: settings.timezone }) };
}

/** Shows all that is needed to decide about an order, with the buttons to do so. */
export const decide: Command = {
  name: 'decide',
  reads: true,
  words: { en: ['decide', 'review'], zh: ['审批'] },
  does: 'does.decide',
  usage: { en: 'SO-000042', zh: 'SO-000042' },
  may: () => true,
  async typed(words, context) {
    const { order } = await typedOrder(words, context, decide);
    return decisionReply(order, context);
  },
  async pressed(input, context) {
    return decisionReply(await inputOrder(input, context), context);
  },
};
