import type { Field } from '../../chat/card.ts';
import type { FormField, FormValues } from '../../chat/form.ts';
import type { OwnPatch } from '../../members/draft.ts';
import type { Member } from '../../members/member.ts';
import { mutableKinds } from '../../reminders/kind-names.ts';
import { type Locale, listed, t } from '../../text/index.ts';
import { hoursText, misfit, readHours } from './own-days.ts';
import { chosen } from './settings-fields.ts';
import { textOf } from './values.ts';

/** What is typed for “no quiet hours”, beside nothing at all. */
const noneWords = ['none', 'no', '无', '没有'];

/** The fields of a form for how the member wants to be reminded. */
export function ownReminderFields(member: Member, locale: Locale): FormField[] {
  const yesNo = (['yes', 'no'] as const).map((value) => ({ value, label: t(locale, `settings.${value}`) }));
  return [
    { kind: 'number', name: 'digestHour', label: t(locale, 'label.digest_hour'), value: String(member.digestHour) },
    {
      kind: 'text',
      name: 'quietHours',
      label: t(locale, 'member.quietHours'),
      hint: t(locale, 'member.hint.quietHours'),
      value: member.quietHours ? hoursText(member.quietHours) : '',
      maxLength: 20,
    },
    {
      kind: 'select',
      name: 'remindAtOnce',
      label: t(locale, 'member.remindAtOnce'),
      value: member.remindAtOnce === false ? 'no' : 'yes',
      choices: yesNo,
    },
    {
      kind: 'multi',
      name: 'withoutReminders',
      label: t(locale, 'member.withoutReminders'),
      hint: t(locale, 'member.hint.withoutReminders'),
      value: member.withoutReminders ?? [],
      choices: mutableKinds.map((name) => ({ value: name, label: t(locale, `reminder.kind.${name}`) })),
    },
  ];
}

/** What the form says of it; what it does not name stays as it is. */
export function readOwnReminders(
  values: FormValues,
): Pick<OwnPatch, 'quietHours' | 'remindAtOnce' | 'withoutReminders'> {
  const quiet = textOf(values, 'quietHours');
  const atOnce = textOf(values, 'remindAtOnce');
  if (atOnce !== undefined && !['yes', 'no'].includes(atOnce)) throw misfit('remindAtOnce', atOnce, 'yes · no');
  return {
    ...(values.quietHours !== undefined && {
      quietHours:
        quiet === undefined || noneWords.includes(quiet.toLowerCase()) ? null : readHours(quiet, 'quietHours', '20–8'),
    }),
    ...(atOnce !== undefined && { remindAtOnce: atOnce === 'yes' }),
    ...(values.withoutReminders !== undefined && {
      withoutReminders: chosen(values, 'withoutReminders') as OwnPatch['withoutReminders'],
    }),
  };
}

/** How the member wants to be reminded, in words. */
export function ownReminderWords(member: Member, locale: Locale): Field[] {
  const without = (member.withoutReminders ?? []).map((name) => t(locale, `reminder.kind.${name}`));
  return [
    { label: t(locale, 'label.digest_hour'), value: String(member.digestHour) },
    {
      label: t(locale, 'member.quietHours'),
      value: member.quietHours ? hoursText(member.quietHours) : t(locale, 'member.no_quiet'),
    },
    {
      label: t(locale, 'member.remindAtOnce'),
      value: t(locale, member.remindAtOnce === false ? 'settings.no' : 'settings.yes'),
    },
    ...(without.length > 0 ? [{ label: t(locale, 'member.withoutReminders'), value: listed(locale, without) }] : []),
  ];
}
