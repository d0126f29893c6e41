import { DeskError } from '../errors.ts';
import { listCard } from '../orders/cards/list-card.ts';
import { t } from '../text/index.ts';
import type { Command, CommandContext, Reply } from './command.ts';
import { exportable, exportList } from './exports/list.ts';
import { ordersExport } from './exports/orders.ts';
import { exportUnless } from './exports/words.ts';

const pageSize = 10;
/** More words than that are not needed to find an order. */
const mostWords = 5;

/** The words that are looked for. Throws without any. */
function wordsOf(text: string, { locale }: CommandContext): string[] {
  const words = text.trim().toLowerCase().split(/\s+/).filter(Boolean).slice(0, mostWords);
  const hint = t(locale, 'usage.hint', { example: '/order find acme' });
  if (words.length === 0) throw new DeskError('error.words_missing', { usage: hint });
  return words;
}

async function page(text: string, skip: number, context: CommandContext, replace: boolean): Promise<Reply> {
  const { desk, person, viewer, today, locale } = context;
  const words = wordsOf(text, context);
  const found = await desk.orders.list(person, { words }, { by: 'newest', skip, limit: pageSize });
  const card = listCard(viewer, found, {
    title: t(locale, 'card.list.found', { text: words.join(' ') }),
    empty: t(locale, 'card.list.found_none', { text: words.join(' ') }),
    today,
    skip,
    size: pageSize,
    turn: (next) => ({ command: 'find', input: { text, skip: next } }),
  });
  return exportable({ card, replace }, { command: 'find', input: { text, export: true } }, context);
}

/** All that is found as files. */
function exported(text: string, context: CommandContext): Promise<Reply> {
  const words = wordsOf(text, context);
  return exportList(ordersExport({ query: { words }, by: 'newest', what: words.join(' ') }, context), context);
}

/** Finds orders by what their number, PO, customer or SKUs begin with. */
export const find: Command = {
  name: 'find',
  reads: true,
  words: { en: ['find', 'search'], zh: ['搜索', '查找'] },
  does: 'does.find',
  usage: { en: 'acme 4711 [export]', zh: '华信 4711 [导出]' },
  may: () => true,
  async typed(words, context) {
    const { desk, person } = context;
    const { rest, exports } = await exportUnless(words, async (text) => {
      const found = await desk.orders.list(person, { words: wordsOf(text, context) }, { by: 'newest', limit: 1 });
      return found.orders.length > 0;
    });
    return exports && rest !== '' ? exported(rest, context) : page(words, 0, context, false);
  },
  pressed(input, context) {
    const text = String(input.text ?? '');
    return input.export ? exported(text, context) : page(text, Number(input.skip ?? 0), context, true);
  },
};
