import { countryName } from '../../calendar/countries.ts';
import type { Field } from '../../chat/card.ts';
import type { FormField, FormValues } from '../../chat/form.ts';
import { DeskError } from '../../errors.ts';
import type { OwnPatch } from '../../members/draft.ts';
import type { Member } from '../../members/member.ts';
import type { Settings } from '../../settings/settings.ts';
import { type Locale, listed, t } from '../../text/index.ts';
import { chosen } from './settings-fields.ts';
import { weekdays } from './settings-form.ts';
import { textOf } from './values.ts';

/** What is typed for “no public holidays”. */
const none = { en: 'none', zh: '无' } as const;

/** Hours as they are shown and typed. */
export const hoursText = ({ start, end }: { start: number; end: number }): string => `${start}–${end}`;

/** The fields of a form for the own working hours, weekdays and public holidays. */
export function ownDayFields(member: Member, locale: Locale): FormField[] {
  const days = weekdays.map((day) => ({ value: day, label: t(locale, `weekday.${day}`) }));
  return [
    {
      kind: 'text',
      name: 'workHours',
      label: t(locale, 'label.work_hours'),
      hint: t(locale, 'member.hint.workHours'),
      required: true,
      value: hoursText(member.workHours),
      maxLength: 20,
    },
    {
      kind: 'multi',
      name: 'workDays',
      label: t(locale, 'member.workDays'),
      hint: t(locale, 'member.hint.workDays'),
      value: (member.workDays ?? []).map(String),
      choices: days,
    },
    {
      kind: 'text',
      name: 'holidays',
      label: t(locale, 'member.holidays'),
      hint: t(locale, 'member.hint.holidays'),
      value: member.holidays === '' ? none[locale] : (member.holidays ?? ''),
      maxLength: 20,
    },
  ];
}

type OwnField = 'workHours' | 'workDays' | 'quietHours' | 'remindAtOnce';

/** The error of an own setting that does not fit, at its field. */
export const misfit = (field: OwnField, text: string, hint: string): DeskError =>
  new DeskError('error.member_value', { field: { text: `member.${field}` }, text, hint }, { field });

/** Hours as they are typed: `9-18`, `9:00 – 18:00`, `9点至18点`. */
export function readHours(
  text: string,
  field: 'workHours' | 'quietHours',
  hint: string,
): { start: number; end: number } {
  const typed = text.normalize('NFKC').trim();
  const [, start, end] = /^(\d{1,2})(?::00|点)?\s*(?:[-–—~]|至|到|to)\s*(\d{1,2})(?::00|点)?$/.exec(typed) ?? [];
  if (start === undefined) throw misfit(field, text, hint);
  return { start: Number(start), end: Number(end) };
}

function readWorkDays(values: FormValues): number[] | null {
  const days = chosen(values, 'workDays');
  if (days.some((day) => !weekdays.some((known) => known === day))) throw misfit('workDays', days.join(', '), '1–7');
  return days.length > 0 ? days.map(Number) : null;
}

function readHolidays(values: FormValues): string | null {
  const text = textOf(values, 'holidays')?.normalize('NFKC');
  if (text === undefined) return null;
  return Object.values(none).some((word) => word === text.toLowerCase()) ? '' : text.toUpperCase();
}

/** What the form says of hours, weekdays and holidays; what it does not name stays as it is. */
export function readOwnDays(values: FormValues): Pick<OwnPatch, 'workHours' | 'workDays' | 'holidays'> {
  const hours = textOf(values, 'workHours');
  return {
    ...(hours !== undefined && { workHours: readHours(hours, 'workHours', '9–18') }),
    ...(values.workDays !== undefined && { workDays: readWorkDays(values) }),
    ...(values.holidays !== undefined && { holidays: readHolidays(values) }),
  };
}

/** The own working hours, weekdays and public holidays in words; what is the company's says so. */
export function ownDayWords(member: Member, rules: Settings, locale: Locale): Field[] {
  const asCompany = (text: string) => t(locale, 'member.as_company', { text });
  const daysText = (days: readonly number[]) =>
    listed(
      locale,
      days.map((day) => t(locale, `weekday.${weekdays[day - 1]!}`)),
    );
  const holidaysText = (code: string) => (code === '' ? t(locale, 'calendar.no_holidays') : countryName(code, locale));
  const { workDays, holidays } = member;
  return [
    { label: t(locale, 'label.work_hours'), value: hoursText(member.workHours) },
    {
      label: t(locale, 'settings.workDays'),
      value: workDays ? daysText(workDays) : asCompany(daysText(rules.workDays)),
    },
    {
      label: t(locale, 'settings.holidays'),
      value: typeof holidays === 'string' ? holidaysText(holidays) : asCompany(holidaysText(rules.holidays)),
    },
  ];
}
