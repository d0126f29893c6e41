import type { Command } from '../commands/command.ts';
import { distance } from '../entry/find/distance.ts';
import { DeskError } from '../errors.ts';
import type { Person } from '../members/member.ts';
import type { Locale } from '../text/index.ts';

const wordsOf = (command: Command): string[] => [...command.words.en, ...command.words.zh];

/** Full-width signs, Chinese punctuation and odd spaces as the person meant them. */
const tidy = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\u00a0\u3000]/g, ' ')
    .trim();

/** Strips `/order`, `／order` or `订单` in front, as chats without slash commands send it. */
export function withoutSlash(text: string): string {
  return tidy(text).replace(/^(?:\/\s*order|order|\/?\s*订单)(?=\s|$)\s*/i, '');
}

/** The name of an order alone means to see it. */
const orderName = /^(?:so|d)-?\d{1,9}$/i;

const prefix = /^\s*(?:(?:[/／]\s*order|order|[/／]?\s*订单)(?=\s))?\s*/i;

/** What follows the command's word in the text as it was typed; undefined where that word was typed in other signs. */
function asTyped(text: string, word: string): string | undefined {
  const rest = text.slice(prefix.exec(text)?.[0].length ?? 0);
  return rest.toLowerCase().startsWith(word) ? rest.slice(word.length).replace(/^[^\S\t]+|\s+$/g, '') : undefined;
}

/** The command that a text begins with; without words it is My day. Two-word names come before one-word names. */
export function findCommand(
  text: string,
  commands: readonly Command[],
): { command: Command; words: string } | undefined {
  const plain = withoutSlash(text);
  if (plain === '') return commands[0] && { command: commands[0], words: '' };
  const lower = plain.toLowerCase();
  const hits = commands.flatMap((command) =>
    wordsOf(command)
      .filter((w) => lower === w || (lower.startsWith(w) && /\s/.test(lower.charAt(w.length))))
      .map((word) => ({ command, word })),
  );
  const best = hits.sort((a, b) => b.word.length - a.word.length)[0];
  const show = !best && orderName.test(plain) ? commands.find((c) => c.name === 'show') : undefined;
  if (show) return { command: show, words: plain };
  if (!best) return undefined;
  const { command, word } = best;
  const exact = command.verbatim ? asTyped(text, word) : undefined;
  return { command, words: exact ?? plain.slice(word.length).trim() };
}

/** Names the nearest command that the person may use. */
export function unknownCommand(text: string, commands: readonly Command[], person: Person, locale: Locale): DeskError {
  const typed = (withoutSlash(text).split(/\s+/)[0] ?? '').toLowerCase();
  const words = commands.filter((c) => c.may(person)).flatMap(wordsOf);
  const ranked = words.map((word) => ({ word, far: distance(typed, word) })).sort((a, b) => a.far - b.far);
  const nearest = ranked[0]?.word ?? (locale === 'zh' ? '帮助' : 'help');
  return new DeskError('error.unknown_command', { text: typed.slice(0, 40), nearest: `/order ${nearest}` });
}
