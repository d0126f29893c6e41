import type { Form, FormField, FormValues } from '../../chat/form.ts';
import { DeskError } from '../../errors.ts';
import { templateIntent } from '../../templates/card.ts';
import type { Recurrence } from '../../templates/recurrence.ts';
import type { Template } from '../../templates/template.ts';
import { t } from '../../text/index.ts';
import type { CommandContext } from '../command.ts';
import { collect } from './collect.ts';
import { chosen } from './settings-fields.ts';
import { weekdays } from './settings-form.ts';
import { dateOf, numberOf, textOf } from './values.ts';

const hows = ['never', 'weekly', 'monthly'] as const;

/** Asks when a template makes drafts by itself. */
export function repeatForm(
  { _id, name, revision, schedule }: Template,
  { locale, today }: CommandContext,
): { form: Form } {
  const label = (field: 'how' | 'every' | 'weekdays' | 'day' | 'from' | 'until') =>
    t(locale, `template.label.${field}`);
  const fields: FormField[] = [
    {
      kind: 'select',
      name: 'how',
      label: label('how'),
      required: true,
      value: schedule?.repeat ?? 'monthly',
      choices: hows.map((value) => ({ value, label: t(locale, `template.how.${value}`) })),
    },
    { kind: 'number', name: 'every', label: label('every'), value: String(schedule?.every ?? 1) },
    {
      kind: 'multi',
      name: 'weekdays',
      label: label('weekdays'),
      value: (schedule?.weekdays ?? []).map(String),
      choices: weekdays.map((value) => ({ value, label: t(locale, `weekday.${value}`) })),
    },
    {
      kind: 'number',
      name: 'day',
      label: label('day'),
      hint: t(locale, 'template.hint.day'),
      value: schedule?.day?.toString(),
    },
    {
      kind: 'date',
      name: 'from',
      label: label('from'),
      hint: t(locale, 'template.hint.from'),
      value: schedule?.from ?? today,
    },
    { kind: 'date', name: 'until', label: label('until'), value: schedule?.until },
  ];
  const intent = templateIntent('repeat', { template: _id, revision });
  return {
    form: { title: t(locale, 'template.form.repeat', { name }), submit: t(locale, 'form.save'), intent, fields },
  };
}

/** The rule that a submitted form says; none, where it makes no drafts by itself. */
export function readRepeatForm(values: FormValues, { today, locale }: CommandContext): Recurrence | undefined {
  const how = textOf(values, 'how');
  if (how === 'never') return undefined;
  if (how !== 'weekly' && how !== 'monthly')
    throw new DeskError(
      'error.not_offered',
      { text: how ?? '', field: t(locale, 'template.label.how') },
      { field: 'how' },
    );
  const read = collect({
    every: () => numberOf(values, 'every', 1, '1') ?? 1,
    day: () => (how === 'monthly' ? numberOf(values, 'day', 1, '15') : undefined),
    from: () => dateOf(values, 'from', today) ?? today,
    until: () => dateOf(values, 'until', today),
  });
  const days = chosen(values, 'weekdays').filter((day) => weekdays.some((known) => known === day));
  return { ...read, repeat: how, weekdays: days.map(Number) };
}
