import { DeskError } from '../../errors.ts';
import type { Order } from '../../orders/order.ts';
import type { Command, CommandContext } from '../command.ts';
import { inputOrder, nameLike, typedOrder } from './order-argument.ts';
import { foundCustomer } from './pay-customer.ts';
import { isMoneyAlone, readCustomerPaid } from './pay-words.ts';

/** The order that money is about, and what was said of the money. */
type OrderWords = { order: Order; rest: string };

/** In an order's thread an amount alone is of that order, and only the whole name of a customer leads elsewhere. */
async function inThread(
  words: string,
  context: CommandContext & { threadOrder: string },
  command: Pick<Command, 'words' | 'usage'>,
): Promise<OrderWords | undefined> {
  const text = words.trim();
  const [first = ''] = text.split(/\s+/);
  if (isMoneyAlone(text)) return { order: await inputOrder({ order: context.threadOrder }, context), rest: text };
  if (text === '' || (nameLike.test(first) && !/^\d+$/.test(first))) return typedOrder(words, context, command);
  for (const name of [text, readCustomerPaid(text, context.today).name])
    if (await foundCustomer(name, context, { whole: true })) return undefined;
  return typedOrder(words, context, command);
}

/** The order that the words begin with, or in whose thread they were said; undefined where it is none. */
export async function orderOfMoney(
  words: string,
  context: CommandContext,
  command: Pick<Command, 'words' | 'usage'>,
): Promise<OrderWords | undefined> {
  const { threadOrder } = context;
  if (threadOrder) return inThread(words, { ...context, threadOrder }, command);
  const [first = ''] = words.trim().split(/\s+/);
  if (first === '' || nameLike.test(first)) return typedOrder(words, context, command);
  return typedOrder(words, context, command).catch((error) => {
    if (error instanceof DeskError && error.code === 'error.order_not_found') return undefined;
    throw error;
  });
}
