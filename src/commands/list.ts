import { DeskError } from '../errors.ts';
import { listCard } from '../orders/cards/list-card.ts';
import { openStates } from '../orders/find.ts';
import { type State, states } from '../orders/order.ts';
import { locales, t, texts } from '../text/index.ts';
import type { Command, CommandContext, Reply } from './command.ts';

const pageSize = 10;
type Query = { state?: State; all?: boolean; customer?: string; skip: number };

const stateWords = new Map<string, State>(
  states.flatMap((s) => [[s, s] as const, ...locales.map((l) => [texts[`state.${s}`][l], s] as const)]),
);
const allWords = ['all', '全部'];

async function page(
  query: Query,
  { desk, person, viewer, today, locale }: CommandContext,
  replace: boolean,
): Promise<Reply> {
  const wanted = query.state ? [query.state] : query.all ? undefined : openStates;
  const found = await desk.orders.list(
    person,
    { states: wanted, customer: query.customer },
    { skip: query.skip, limit: pageSize, by: query.all || query.state ? 'newest' : 'priority' },
  );
  const title = query.state
    ? `${t(locale, 'card.list.title')}: ${t(locale, `state.${query.state}`)}`
    : t(locale, query.all ? 'card.list.title' : 'card.list.mine');
  const card = listCard(viewer, found, {
    title,
    empty: t(locale, 'card.list.empty'),
    today,
    skip: query.skip,
    size: pageSize,
    turn: (skip) => ({ command: 'list', input: { ...query, skip } }),
  });
  return { card, replace };
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
  usage: { en: '[all | pending | ACME]', zh: '[全部 | 待审批 | 客户]' },
  may: () => true,
  typed: async (words, context) => page(await queryOf(words, context), context, false),
  // A card of something else that leads here stays.
  pressed: ({ beside, ...input }, context) => page({ skip: 0, ...input } as Query, context, beside !== true),
};
