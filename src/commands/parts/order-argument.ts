import { DeskError } from '../../errors.ts';
import type { Order } from '../../orders/order.ts';
import type { Locale } from '../../text/index.ts';
import type { Command, CommandContext, Input } from '../command.ts';

/** What looks like the number of an order or a draft. */
export const nameLike = /^(so|d)?-?\d+$/i;

/** Splits `SO-000042 rest of it` into the order's name and the rest; in a thread the name may be left out. */
export function splitOrder(
  words: string,
  context: Pick<CommandContext, 'threadOrder'>,
): { name?: string; id?: string; rest: string } {
  const [first = '', ...others] = words.trim().split(/\s+/);
  if (context.threadOrder && !nameLike.test(first)) return { id: context.threadOrder, rest: words.trim() };
  if (first === '') return { rest: '' };
  return { name: first, rest: others.join(' ') };
}

/** How a command is typed, in the reader's language: the first of several ways, without the brackets of what may be left out. */
export const exampleOf = ({ words, usage }: Pick<Command, 'words' | 'usage'>, locale: Locale): string => {
  const [first = ''] = usage[locale].replace(/[[\]]/g, '').split(' | ');
  return `/order ${words[locale][0]} ${first}`.trim();
};

/** The order that typed words of a command begin with. Throws `error.order_missing` or `error.order_not_found`. */
export async function typedOrder(
  words: string,
  context: CommandContext,
  command: Pick<Command, 'words' | 'usage'>,
): Promise<{ order: Order; rest: string }> {
  const { name, id, rest } = splitOrder(words, context);
  if (id) return { order: await inputOrder({ order: id }, context), rest };
  if (!name) throw new DeskError('error.order_missing', { example: exampleOf(command, context.locale) });
  return { order: await context.desk.orders.byName(context.person, name), rest };
}

/** The order that a button or form names by its id. */
export async function inputOrder(input: Input, context: CommandContext): Promise<Order> {
  const id = String(input.order ?? '');
  const order = await context.desk.orders.byId(context.person, id);
  if (!order) throw new DeskError('error.order_not_found', { name: id });
  return order;
}
