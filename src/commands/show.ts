import type { Command } from './command.ts';
import { inputOrder, typedOrder } from './parts/order-argument.ts';
import { orderReply } from './parts/order-reply.ts';

/** Shows an order by any of its names. */
export const show: Command = {
  name: 'show',
  reads: true,
  words: { en: ['show', 'open'], zh: ['查看', '打开'] },
  does: 'does.show',
  usage: { en: 'SO-000042', zh: 'SO-000042' },
  may: () => true,
  async typed(words, context) {
    const { order } = await typedOrder(words, context, show);
    return orderReply(order, context);
  },
  async pressed(input, context) {
    return orderReply(await inputOrder(input, context), context);
  },
};
