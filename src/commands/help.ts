import { t } from '../text/index.ts';
import type { Command, CommandContext } from './command.ts';

/** Makes the help from the list of commands; it shows only what the member may do. */
export function helpCommand(list: () => readonly Command[]): Command {
  async function reply({ person, locale }: CommandContext) {
    const rows = list()
      .filter((c) => c.may(person))
      .map((c) => {
        const other = locale === 'zh' ? 'en' : 'zh';
        return [`/order ${c.words[locale][0]}`, c.usage[locale], t(locale, c.does), c.words[other][0] ?? ''];
      });
    return {
      card: {
        title: t(locale, 'card.help.title'),
        blocks: [
          { kind: 'table' as const, columns: [{ label: '/order' }, { label: '' }, { label: '' }, { label: locale === 'zh' ? 'English' : '中文' }], rows },
          { kind: 'text' as const, text: t(locale, 'card.help.more'), style: 'quiet' as const },
        ],
        summary: t(locale, 'card.help.title'),
      },
    };
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
