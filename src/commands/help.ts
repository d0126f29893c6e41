import { t } from '../text/index.ts';
import type { Command, CommandContext } from './command.ts';

/** Makes the help from the list of commands; it shows only what the member may do. */
export function helpCommand(list: () => readonly Command[]): Command {
  async function reply({ desk, person, locale }: CommandContext) {
    const other = locale === 'zh' ? 'en' : 'zh';
    const items = list()
      .filter((c) => (c.isUsual ?? c.may)(person) && (desk.hasConsole || !c.needsConsole))
      .map((c) => ({
        text: `/order ${c.words[locale][0]} ${c.usage[locale]}`.trim(),
        detail: `${t(locale, c.does)} · ${c.words[other][0]}`,
      }));
    const more = { kind: 'text' as const, text: t(locale, 'card.help.more'), style: 'quiet' as const };
    const title = t(locale, 'card.help.title');
    return { card: { title, blocks: [{ kind: 'list' as const, items }, more], summary: title } };
  }
  return {
    name: 'help',
    words: { en: ['help'], zh: ['帮助'] },
    does: 'does.help',
    usage: { en: '', zh: '' },
    may: () => true,
    typed: (_words, context) => reply(context),
    pressed: (_input, context) => reply(context),
  };
}
