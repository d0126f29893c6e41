import { t } from '../text/index.ts';
import type { Command } from './command.ts';

/** A one-time link with which the member signs in to the web console. */
export const consoleLink: Command = {
  name: 'console',
  words: { en: ['console', 'web'], zh: ['控制台', '网页'] },
  does: 'does.console',
  usage: { en: '', zh: '' },
  may: () => true,
  async typed(_words, { desk, actor, locale }) {
    const token = await desk.signIn.issue(actor.member._id, actor.now);
    const text = t(locale, 'card.link.text', { link: `${desk.publicUrl}/console/link/${token}` });
    return {
      card: {
        title: t(locale, 'card.link.title'),
        blocks: [{ kind: 'text', text }],
        summary: t(locale, 'card.link.title'),
      },
    };
  },
};
