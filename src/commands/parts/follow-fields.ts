import type { FormField, FormValues } from '../../chat/form.ts';
import { longestFollowUp } from '../../customers/follow-up.ts';
import type { CalendarDate } from '../../dates.ts';
import { DeskError } from '../../errors.ts';
import { type Locale, t } from '../../text/index.ts';
import type { Dated } from './typed-date.ts';
import { dateOf, textOf } from './values.ts';

/** What is said of a follow-up: the day, and what about. */
export type FollowSaid = { on: CalendarDate; text: string };

/** The fields of a form for a follow-up, filled with what is known. */
export const followFields = (locale: Locale, said: Partial<FollowSaid> = {}): FormField[] => [
  { kind: 'date', name: 'on', label: t(locale, 'customer.label.on'), required: true, value: said.on },
  {
    kind: 'text',
    name: 'text',
    label: t(locale, 'customer.label.about'),
    required: true,
    value: said.text,
    multiline: true,
    maxLength: longestFollowUp,
  },
];

/** What a filled form says. Throws at the field. */
export function readFollow(values: FormValues, today: CalendarDate): FollowSaid {
  const on = dateOf(values, 'on', today);
  if (!on) throw new DeskError('error.required', { field: { text: 'customer.label.on' } }, { field: 'on' });
  return { on, text: textOf(values, 'text') ?? '' };
}

/** The words around a day. */
export const textAround = ({ before, after }: Dated): string => [before, after].filter(Boolean).join(' ');
