import type { FormValues } from '../../chat/form.ts';
import { DeskError, FieldErrors } from '../../errors.ts';
import type { WordRef } from '../../text/index.ts';
import { textOf } from './values.ts';

/** What each field of the settings forms expects, in words. */
const expected = {
  company: 'expected.company',
  sizeLarge: 'expected.size',
  sizeMedium: 'expected.size',
  urgentDays: 'expected.days',
  shortDays: 'expected.days',
  discountAuthority: 'expected.percent',
  changeTolerance: 'expected.tolerance',
  reviewSlaHours: 'expected.hours',
  reservationHours: 'expected.hours',
  workDays: 'expected.workDays',
  holidays: 'expected.holidays',
  daysOff: 'expected.daysOff',
  makeUpDays: 'expected.makeUpDays',
  singlePersonCompany: 'expected.listed',
  asksAddress: 'expected.listed',
  silentDays: 'expected.silent',
  reminderRepeats: 'expected.repeats',
  caseDays: 'expected.silent',
  supplierOnTime: 'expected.percent',
  approveOnceDays: 'expected.silent',
  creditStopsShipping: 'expected.listed',
  marketMove: 'expected.market',
  mailDomains: 'expected.domains',
  slackWorkspaces: 'expected.workspaces',
  rates: 'expected.rates',
  purpose: 'expected.listed',
  role: 'expected.listed',
} as const;
export type SettingsField = keyof typeof expected;

const isField = (name: string | undefined): name is SettingsField =>
  name !== undefined && Object.hasOwn(expected, name);
const labelOf = (name: SettingsField | 'address'): WordRef => ({ text: `settings.${name}` });

/** What a person typed into a field, in one line. */
const typedIn = (values: FormValues, name: string): string =>
  textsIn(values[name])?.join(', ') ?? textOf(values, name) ?? '';

const textsIn = (value: FormValues[string]): string[] | undefined =>
  Array.isArray(value) ? value.filter((v) => typeof v === 'string') : undefined;

/** The error of a value that does not fit its field, with what is expected there. */
export const misfit = (name: SettingsField, values: FormValues): DeskError =>
  new DeskError(
    'error.settings_field',
    { field: labelOf(name), text: typedIn(values, name), hint: { text: expected[name] } },
    { field: name },
  );

/** The text of a field that must be filled in. */
export function needed(values: FormValues, name: SettingsField | 'address'): string {
  const text = textOf(values, name);
  if (text === undefined) throw new DeskError('error.required', { field: labelOf(name) }, { field: name });
  return text;
}

/** The chosen values of a field with several choices. What is no list of texts is refused, never taken for “none”. */
export function chosen(values: FormValues, name: string): string[] {
  const value = values[name];
  const texts = typeof value === 'string' ? [value] : textsIn(value ?? []);
  if (!texts || (Array.isArray(value) && texts.length !== value.length))
    throw new DeskError('error.value_unreadable', {}, { field: name });
  return texts.filter((text) => text !== '');
}

/** Runs a change; what the settings themselves refuse is told at the field, with its label and in the person's words. */
export async function atFields<T>(values: FormValues, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof DeskError) || error.code !== 'error.setting_value' || !isField(error.field)) throw error;
    throw new FieldErrors([misfit(error.field, values)]);
  }
}
