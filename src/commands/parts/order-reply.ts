import { orderCard } from '../../orders/cards/order-card.ts';
import type { Order } from '../../orders/order.ts';
import { t } from '../../text/index.ts';
import type { CommandContext, Reply } from '../command.ts';

/** The order's card as it is now, for the person who asked. */
export async function orderReply(
  order: Order,
  context: CommandContext,
  options: { repeated?: boolean; replace?: boolean } = {},
): Promise<Reply> {
  const { desk, viewer, today, locale } = context;
  const [members, settings, awaited] = await Promise.all([
    desk.members.all(),
    desk.settings.get(),
    desk.stock.awaited(order),
  ]);
  const card = orderCard(viewer, order, { members, today, zone: settings.timezone, awaited });
  const note = { kind: 'text' as const, text: t(locale, 'card.done.repeated'), style: 'quiet' as const };
  return {
    card: options.repeated ? { ...card, blocks: [note, ...card.blocks] } : card,
    replace: options.replace,
  };
}
