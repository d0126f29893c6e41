import { DeskError } from '../errors.ts';
import { t } from '../text/index.ts';
import type { Command, CommandContext, Reply } from './command.ts';
import { ownDayFields, ownDayWords, readOwnDays } from './parts/own-days.ts';
import { ownReminderFields, ownReminderWords, readOwnReminders } from './parts/own-reminders.ts';
import { numberOf, textOf } from './parts/values.ts';

const languages = new Map([
  ['en', 'en'],
  ['english', 'en'],
  ['英文', 'en'],
  ['zh', 'zh'],
  ['中文', 'zh'],
  ['chinese', 'zh'],
] as const);

function form({ actor: { member }, locale }: CommandContext): Reply {
  const choices = [
    { value: 'en', label: 'English' },
    { value: 'zh', label: '中文' },
  ];
  return {
    form: {
      title: t(locale, 'card.me.title'),
      submit: t(locale, 'form.save'),
      intent: { command: 'me', input: {} },
      fields: [
        { kind: 'select', name: 'locale', label: t(locale, 'label.language'), value: member.locale, choices },
        { kind: 'text', name: 'timezone', label: t(locale, 'label.timezone'), value: member.timezone, required: true },
        ...ownReminderFields(member, locale),
        ...ownDayFields(member, locale),
      ],
    },
  };
}

async function card({ actor: { member }, desk, locale }: CommandContext, saved: boolean): Promise<Reply> {
  const rules = await desk.settings.get();
  return {
    card: {
      title: member.name,
      blocks: [
        ...(saved ? [{ kind: 'text' as const, text: t(locale, 'card.me.saved'), tone: 'good' as const }] : []),
        {
          kind: 'fields',
          fields: [
            { label: t(locale, 'label.roles'), value: member.roles.map((r) => t(locale, `role.${r}`)).join(', ') },
            { label: t(locale, 'label.language'), value: member.locale === 'zh' ? '中文' : 'English' },
            { label: t(locale, 'label.timezone'), value: member.timezone },
            ...ownReminderWords(member, locale),
            ...ownDayWords(member, rules, locale),
          ],
        },
        { kind: 'buttons', buttons: [{ label: t(locale, 'action.edit'), intent: { command: 'me', input: {} } }] },
      ],
      summary: member.name,
    },
  };
}

async function save(
  patch: Parameters<CommandContext['desk']['members']['setOwn']>[1],
  context: CommandContext,
): Promise<Reply> {
  const member = await context.desk.members.setOwn(context.actor, patch);
  return card({ ...context, actor: { ...context.actor, member }, locale: member.locale }, true);
}

/** Language, time zone, hours and digest of the member. */
export const me: Command = {
  name: 'me',
  words: { en: ['me'], zh: ['我'] },
  does: 'does.me',
  usage: { en: '[en | zh]', zh: '[中文 | en]' },
  may: () => true,
  async typed(words, context) {
    const text = words.trim().toLowerCase();
    if (text === '') return card(context, false);
    const locale = languages.get(text as 'en');
    if (!locale)
      throw new DeskError('error.words_left', {
        text: words.trim(),
        usage: t(context.locale, 'usage.hint', { example: '/order me zh' }),
      });
    return save({ locale }, context);
  },
  pressed: async (_input, context) => form(context),
  filled: (_input, values, context) =>
    save(
      {
        locale: textOf(values, 'locale') as 'en' | 'zh',
        timezone: textOf(values, 'timezone'),
        digestHour: numberOf(values, 'digestHour', 1, '9'),
        ...readOwnReminders(values),
        ...readOwnDays(values),
      },
      context,
    ),
};
