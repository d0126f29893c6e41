import { DeskError } from '../errors.ts';
import { listCard } from '../orders/cards/list-card.ts';
import { t } from '../text/index.ts';
import type { Command, CommandContext, Reply } from './command.ts';

const pageSize = 10;
/** More words than that are not needed to find an order. */
const mostWords = 5;

async function page(text: string, skip: number, context: CommandContext, replace: boolean): Promise<Reply> {
  const { desk, person, viewer, today, locale } = context;
  const words = text.trim().toLowerCase().split(/\s+/).filter(Boolean).slice(0, mostWords);
  if (words.length === 0)
    throw new DeskError('error.words_missing', {
      usage: t(locale, 'usage.hint', { example: '/order find acme' }),
    });
  const found = await desk.orders.list(person, { words }, { by: 'newest', skip, limit: pageSize });
  const card = listCard(viewer, found, {
    title: t(locale, 'card.list.found', { text: words.join(' ') }),
    empty: t(locale, 'card.list.found_none', { text: words.join(' ') }),
    today,
    skip,
    size: pageSize,
    turn: (next) => ({ command: 'find', input: { text, skip: next } }),
  });
  return { card, replace };
}

/** Finds orders by what their number, PO, customer or SKUs begin with. */
export const find: Command = {
  name: 'find',
  reads: true,
  words: { en: ['find', 'search'], zh: ['搜索', '查找'] },
  does: 'does.find',
  usage: { en: 'acme 4711', zh: '华信 4711' },
  may: () => true,
  typed: (words, context) => page(words, 0, context, false),
  pressed: (input, context) => page(String(input.text ?? ''), Number(input.skip ?? 0), context, true),
};
