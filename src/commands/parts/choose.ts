import type { Card } from '../../chat/card.ts';
import { t } from '../../text/index.ts';
import type { CommandContext, Input } from '../command.ts';

/** Whether a text is one of some words, whatever the case. */
export const isWord = (text: string, words: readonly string[]): boolean => words.includes(text.toLowerCase());

/** The ranked choice where several records match. */
export function chooseCard(
  text: string,
  command: string,
  entries: readonly { text: string; detail: string; input: Input }[],
  { locale }: Pick<CommandContext, 'locale'>,
): Card {
  const title = t(locale, 'card.choose.title', { text });
  const items = entries.map(({ input, ...entry }) => ({
    ...entry,
    buttons: [{ label: t(locale, 'word.open'), intent: { command, input } }],
  }));
  return { title, blocks: [{ kind: 'list', items }], summary: title };
}
