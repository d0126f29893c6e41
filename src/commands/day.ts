import { dayCard } from '../day/card.ts';
import { readDay } from '../day/read.ts';
import type { Command, CommandContext } from './command.ts';

async function reply({ desk, person, viewer, today }: CommandContext) {
  return { card: dayCard(viewer, await readDay(desk.orders, person, today), today) };
}

/** `/order` without words: My day. */
export const day: Command = {
  name: 'day',
  reads: true,
  words: { en: ['day', 'today'], zh: ['今天', '我的今天'] },
  does: 'does.day',
  usage: { en: '', zh: '' },
  may: () => true,
  typed: (_words, context) => reply(context),
  pressed: (_input, context) => reply(context),
};
