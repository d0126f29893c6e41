import { DeskError } from '../errors.ts';
import { may } from '../members/ability.ts';
import { t } from '../text/index.ts';
import type { Command } from './command.ts';
import { memberOf } from './parts/member-argument.ts';

/** A one-time link to the web console: for oneself, or from an admin for a member who has no chat. */
export const consoleLink: Command = {
  name: 'console',
  needsConsole: true,
  words: { en: ['console', 'web'], zh: ['控制台', '网页'] },
  does: 'does.console',
  usage: { en: '', zh: '' },
  may: (person) => person.roles.length > 0,
  async typed(words, context) {
    const { desk, actor, locale, person } = context;
    if (!desk.hasConsole) throw new DeskError('error.console_off');
    const other = words.trim();
    if (other && !may(person, 'member.edit'))
      throw new DeskError('error.not_allowed', { who: await desk.members.admins() }, { loudness: 'warn' });
    const member = other ? await memberOf(other, context) : actor.member;
    const token = await desk.signIn.issue(member._id, actor.now);
    const subject = { kind: 'Member' as const, id: member._id };
    await desk.audit.record({ at: actor.now, by: actor.member._id, from: actor.from, action: 'console.link', subject });
    const title = other ? t(locale, 'card.link.for', { name: member.name }) : t(locale, 'card.link.title');
    const link = `${desk.publicUrl}/console/link/${token}`;
    const text = t(locale, other ? 'card.link.text_other' : 'card.link.text', { link, name: member.name });
    return { card: { title, blocks: [{ kind: 'text', text }], summary: title } };
  },
};
