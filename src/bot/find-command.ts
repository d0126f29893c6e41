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

/** `/order`, `／order` or `订单` in front, as chats without slash commands send it; a sign may part it from the rest. */
const called = /^(?:\/\s*order|order|\/?\s*(?:订单|訂單))(?=[\s:,]|$)[\s:,]*/i;

/** Strips the desk's name in front. */
export const withoutSlash = (text: string): string => tidy(text).replace(called, '');

/** The ways in which Chinese is typed without spaces: `订单列表`, `新建订单`. */
const spaceless = (plain: string): string[] => [
  plain.replace(/^\/?\s*(?:订单|訂單)\s*/, ''),
  plain.replace(/^(\p{Script=Han}{1,4}?)(?:订单|訂單)(?=\s|$)/u, '$1'),
];

/** The name of an order alone means to see it. */
const orderName = /^(?:so|d)-?\d{1,9}$/i;

const prefix = /^\s*(?:(?:[/／]\s*order|order|[/／]?\s*订单)(?=\s))?\s*/i;

/** What follows the command's word in the text as it was typed; undefined where that word was typed in other signs. */
function asTyped(text: string, word: string): string | undefined {
  const rest = text.slice(prefix.exec(text)?.[0].length ?? 0);
  return rest.toLowerCase().startsWith(word) ? rest.slice(word.length).replace(/^[^\S\t]+|\s+$/g, '') : undefined;
}

type Hit = { command: Command; word: string; plain: string };

/** Whether a text goes on after a command's word: with a space, or after Chinese with a sign that is none. */
const endsAfter = (text: string, word: string): boolean => {
  const next = text.charAt(word.length);
  return next === '' || /\s/.test(next) || (/\p{Script=Han}$/u.test(word) && !/\p{Script=Han}/u.test(next));
};

/** The command with the longest word that a text begins with: two-word names come before one-word names. */
function hitOf(plain: string, commands: readonly Command[]): Hit | undefined {
  const lower = plain.toLowerCase();
  const hits = commands.flatMap((command) =>
    wordsOf(command)
      .filter((word) => lower.startsWith(word) && endsAfter(lower, word))
      .map((word) => ({ command, word, plain })),
  );
  return hits.sort((a, b) => b.word.length - a.word.length)[0];
}

/** The command that a text begins with; without words it is My day. */
export function findCommand(
  text: string,
  commands: readonly Command[],
): { command: Command; words: string } | undefined {
  const plain = withoutSlash(text);
  if (plain === '') return commands[0] && { command: commands[0], words: '' };
  const best = [plain, ...spaceless(plain)].map((way) => hitOf(way, commands)).find(Boolean);
  const show = !best && orderName.test(plain) ? commands.find((c) => c.name === 'show') : undefined;
  if (show) return { command: show, words: plain };
  if (!best) return undefined;
  const exact = best.command.verbatim ? asTyped(text, best.word) : undefined;
  return { command: best.command, words: exact ?? best.plain.slice(best.word.length).trim() };
}

/** The command that a whole text is meant for, whatever word it begins with: the header of a table may begin like a command. */
export function takingAll(text: string, commands: readonly Command[]): { command: Command; words: string } | undefined {
  const command = commands.find((one) => one.takes?.(text));
  return command && { command, words: text.trim() };
}

const isChinese = (text: string): boolean => /\p{Script=Han}/u.test(text);
/** How many signs a slip of the keyboard may change in a word. */
const slips = (word: string): number => (isChinese(word) ? Math.floor(word.length / 2) : Math.ceil(word.length / 3));

/** Names the command that was surely meant, in the writing that was typed; else only where all of them are listed. */
export function unknownCommand(text: string, commands: readonly Command[], person: Person, locale: Locale): DeskError {
  const typed = (withoutSlash(text).split(/\s+/)[0] ?? '').toLowerCase();
  const words = commands.filter((c) => (c.isUsual ?? c.may)(person)).flatMap(wordsOf);
  const ranked = words
    .filter((word) => isChinese(word) === isChinese(typed))
    .map((word) => ({ word, far: distance(typed, word) }))
    .filter(({ word, far }) => far <= slips(word))
    .sort((a, b) => a.far - b.far);
  const nearest = ranked[0]?.word ?? (locale === 'zh' ? '帮助' : 'help');
  return new DeskError('error.unknown_command', { text: typed.slice(0, 40), nearest: `/order ${nearest}` });
}
