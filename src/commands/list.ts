import { DeskError } from '../errors.ts';
import { listCard } from '../orders/cards/list-card.ts';
import { type OrderBy, type OrderQuery, openStates } from '../orders/find.ts';
import { type State, states } from '../orders/order.ts';
import { locales, t, texts } from '../text/index.ts';
import type { Command, CommandContext, Reply } from './command.ts';
import { exportable, exportList } from './exports/list.ts';
import { exportUnlessNamed } from './exports/named.ts';
import { ordersExport } from './exports/orders.ts';

const pageSize = 10;
type Query = { state?: State; all?: boolean; customer?: string; skip: number };

const stateWords = new Map<string, State>(
  states.flatMap((s) => [[s, s] as const, ...locales.map((l) => [texts[`state.${s}`][l], s] as const)]),
);
const allWords = ['all', '全部'];

/** What a list is called, what is asked of the orders, and in which order they come. */
function askedOf(
  { state, all, customer }: Query,
  { locale }: CommandContext,
): { title: string; query: OrderQuery; by: OrderBy } {
  const title = state
    ? `${t(locale, 'card.list.title')}: ${t(locale, `state.${state}`)}`
    : t(locale, all ? 'card.list.title' : 'card.list.mine');
  const query = { states: state ? [state] : all ? undefined : openStates, customer };
  return { title, query, by: all || state ? 'newest' : 'priority' };
}

async function page(query: Query, context: CommandContext, replace: boolean): Promise<Reply> {
  const { desk, person, viewer, today, locale } = context;
  const { title, query: asked, by } = askedOf(query, context);
  const found = await desk.orders.list(person, asked, { skip: query.skip, limit: pageSize, by });
  const card = listCard(viewer, found, {
    title,
    empty: t(locale, 'card.list.empty'),
    today,
    skip: query.skip,
    size: pageSize,
    turn: (skip) => ({ command: 'list', input: { ...query, skip } }),
  });
  return exportable({ card, replace }, { command: 'list', input: { ...query, export: true } }, context);
}

/** All orders of a list as files. */
function exported(query: Query, context: CommandContext): Promise<Reply> {
  const { title: what, ...asked } = askedOf(query, context);
  return exportList(ordersExport({ ...asked, what }, context), context);
}

/** Reads `all`, a state in either language, or a customer. */
async function queryOf(words: string, { desk, person, locale }: CommandContext): Promise<Query> {
  const text = words.trim().toLowerCase();
  if (text === '') return { skip: 0 };
  if (allWords.includes(text)) return { all: true, skip: 0 };
  const state = stateWords.get(text) ?? stateWords.get(text.replace(/[\s-]+/g, '_'));
  if (state) return { state, skip: 0 };
  const found = await desk.findCustomer.find(person, words);
  if (found.exact) return { customer: found.exact._id, all: true, skip: 0 };
  throw new DeskError('error.words_left', {
    text: words.trim(),
    usage: t(locale, 'usage.hint', { example: '/order list [all | shipped | ACME]' }),
  });
}

/** Lists open orders, all, those in a state, or a customer's. */
export const list: Command = {
  name: 'list',
  words: { en: ['list', 'orders'], zh: ['列表'] },
  does: 'does.list',
  usage: { en: '[all | pending | ACME] [export]', zh: '[全部 | 待审批 | 客户] [导出]' },
  may: () => true,
  async typed(words, context) {
    const { rest, exports } = await exportUnlessNamed(words, context);
    const query = await queryOf(rest, context);
    return exports ? exported(query, context) : page(query, context, false);
  },
  pressed({ beside, export: exports, ...input }, context) {
    const query = { skip: 0, ...input } as Query;
    // A card of something else that leads here stays.
    return exports ? exported(query, context) : page(query, context, beside !== true);
  },
};
