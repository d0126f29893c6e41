import { daysText, readDays } from '../../calendar/days.ts';
import type { Form, FormField, FormValues } from '../../chat/form.ts';
import { decimalText, minorDigits, moneyDecimal, parseDecimal } from '../../money.ts';
import { wholeRate } from '../../orders/currency.ts';
import type { SettingsPatch } from '../../settings/service.ts';
import type { Settings } from '../../settings/settings.ts';
import { t } from '../../text/index.ts';
import type { CommandContext } from '../command.ts';
import { collect } from './collect.ts';
import { chosen, misfit, needed, type SettingsField } from './settings-fields.ts';
import { textOf } from './values.ts';

export const weekdays = ['1', '2', '3', '4', '5', '6', '7'] as const;
const longestDays = 365;

/** Exchange rates as one line of text, `USD 7.12, EUR 7.8`, exactly as they are kept. */
export const ratesText = (rates: Settings['rates']): string =>
  Object.entries(rates)
    .map(([currency, rate]) => `${currency} ${decimalText(rate, wholeRate)}`)
    .join(', ');

/** Rates in millionths from `USD 7.12, EUR 7.8`; undefined when a part cannot be read or a currency comes twice. */
export function parseRates(text: string): Settings['rates'] | undefined {
  const parts = text
    .normalize('NFKC')
    .split(/[,;、\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const rates = parts.map((part): [string, number | undefined] => {
    const [, currency = '', number = ''] = /^([a-z]{3})\s*[:=]?\s*(\d+(?:\.\d+)?)$/i.exec(part) ?? [];
    return [currency.toUpperCase(), parseDecimal(number, wholeRate)];
  });
  const isSound = rates.every(([, rate]) => rate !== undefined && rate > 0);
  const result = Object.fromEntries(rates) as Settings['rates'];
  return isSound && Object.keys(result).length === rates.length ? result : undefined;
}

/** The rules as a form shows them: texts, and lists of texts. */
const shownValues = (settings: Settings) => ({
  company: settings.company,
  sizeLarge: moneyDecimal(settings.sizeLarge, settings.currency),
  sizeMedium: moneyDecimal(settings.sizeMedium, settings.currency),
  urgentDays: String(settings.urgentDays),
  shortDays: String(settings.shortDays),
  discountAuthority: decimalText(settings.discountAuthority, 100),
  changeTolerance: decimalText(settings.changeTolerance, 100),
  reviewSlaHours: String(settings.reviewSlaHours),
  reservationHours: String(settings.reservationHours),
  workDays: settings.workDays.map(String),
  holidays: settings.holidays,
  daysOff: daysText(settings.daysOff),
  makeUpDays: daysText(settings.makeUpDays),
  singlePersonCompany: settings.singlePersonCompany ? 'yes' : 'no',
  asksAddress: settings.asksAddress ? 'yes' : 'no',
  creditStopsShipping: settings.creditStopsShipping ? 'yes' : 'no',
  silentDays: String(settings.silentDays),
  reminderRepeats: String(settings.reminderRepeats),
  caseDays: String(settings.caseDays),
  supplierOnTime: decimalText(settings.supplierOnTime, 100),
  marketMove: decimalText(settings.marketMove, 100),
  approveOnceDays: String(settings.approveOnceDays),
  mailDomains: settings.mailDomains.join(', '),
  slackWorkspaces: settings.slackWorkspaces.join(', '),
  rates: ratesText(settings.rates),
});
type Shown = ReturnType<typeof shownValues>;

/** The form of the rules. Its intent carries what it shows, so that saving changes only what the person changed. */
export function settingsForm(settings: Settings, { locale }: CommandContext): Form {
  const shown = shownValues(settings);
  const label = (name: keyof Shown) => t(locale, `settings.${name}`);
  const number = (name: Exclude<keyof Shown, 'workDays'>): FormField => ({
    kind: 'number',
    name,
    label: label(name),
    required: true,
    value: shown[name],
  });
  const text = (
    name: 'holidays' | 'daysOff' | 'makeUpDays' | 'mailDomains' | 'slackWorkspaces' | 'rates',
  ): FormField => ({
    kind: 'text',
    name,
    label: label(name),
    hint: t(locale, `form.settings.hint.${name}`),
    value: shown[name],
    maxLength: name.endsWith('Days') || name === 'daysOff' ? 2500 : 500,
  });
  const money = (name: 'sizeLarge' | 'sizeMedium'): FormField => ({
    ...number(name),
    label: `${label(name)} (${settings.currency})`,
  });
  const days = weekdays.map((day) => ({ value: day, label: t(locale, `weekday.${day}`) }));
  const yesNo = (['yes', 'no'] as const).map((value) => ({ value, label: t(locale, `settings.${value}`) }));
  return {
    title: t(locale, 'form.settings.title'),
    submit: t(locale, 'form.save'),
    intent: { command: 'settings', input: { shown } },
    fields: [
      { kind: 'text', name: 'company', label: label('company'), required: true, value: shown.company, maxLength: 80 },
      money('sizeLarge'),
      money('sizeMedium'),
      number('urgentDays'),
      number('shortDays'),
      number('discountAuthority'),
      number('changeTolerance'),
      number('reviewSlaHours'),
      number('reservationHours'),
      {
        kind: 'multi',
        name: 'workDays',
        label: label('workDays'),
        required: true,
        value: shown.workDays,
        choices: days,
      },
      ...(['holidays', 'daysOff', 'makeUpDays'] as const).map(text),
      ...(['singlePersonCompany', 'asksAddress', 'creditStopsShipping'] as const).map(
        (name): FormField => ({ kind: 'select', name, label: label(name), value: shown[name], choices: yesNo }),
      ),
      number('silentDays'),
      number('reminderRepeats'),
      number('caseDays'),
      number('supplierOnTime'),
      number('marketMove'),
      number('approveOnceDays'),
      ...(['mailDomains', 'slackWorkspaces', 'rates'] as const).map(text),
    ],
  };
}

type NumberField =
  | 'sizeLarge'
  | 'sizeMedium'
  | 'urgentDays'
  | 'shortDays'
  | 'discountAuthority'
  | 'changeTolerance'
  | 'reviewSlaHours'
  | 'reservationHours';

/** A number of 1/`scale` between two limits, in the same units. */
function within(
  values: FormValues,
  name:
    | NumberField
    | 'silentDays'
    | 'reminderRepeats'
    | 'caseDays'
    | 'supplierOnTime'
    | 'marketMove'
    | 'approveOnceDays',
  scale: number,
  least: number,
  most: number,
) {
  const text = needed(values, name).replace(/\s*[%％]$/, '');
  const value = parseDecimal(text, scale);
  if (value === undefined || value < least || value > most) throw misfit(name, values);
  return value;
}

function workDays(values: FormValues): number[] {
  const days = chosen(values, 'workDays');
  if (days.length === 0 || days.some((day) => !weekdays.some((w) => w === day))) throw misfit('workDays', values);
  return [...new Set(days)].map(Number).sort();
}

function days(values: FormValues, name: 'daysOff' | 'makeUpDays'): string[] {
  const read = readDays(textOf(values, name) ?? '');
  if (!read) throw misfit(name, values);
  return read;
}

function yesOrNo(values: FormValues, name: 'singlePersonCompany' | 'asksAddress' | 'creditStopsShipping'): boolean {
  const text = needed(values, name);
  if (text !== 'yes' && text !== 'no') throw misfit(name, values);
  return text === 'yes';
}

function rates(values: FormValues): Settings['rates'] {
  const read = parseRates(textOf(values, 'rates') ?? '');
  if (!read) throw misfit('rates', values);
  return read;
}

/** `example.com, example.cn`: words with commas or blanks between, each once. */
function wordList(values: FormValues, name: 'mailDomains' | 'slackWorkspaces'): string[] {
  const words = (textOf(values, name) ?? '').normalize('NFKC').split(/[,;、\s]+/);
  return [...new Set(words.filter((word) => word !== ''))];
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? '') === JSON.stringify(b ?? '');

/**
 * What a submitted form changes of what it had shown; another admin's change of another rule stays. Throws
 * `FieldErrors` with every mistake at its field.
 */
export function readSettingsForm(values: FormValues, shown: Partial<Shown>, currency: string): SettingsPatch {
  const minor = 10 ** minorDigits(currency);
  const readings = {
    company: () => needed(values, 'company'),
    sizeLarge: () => within(values, 'sizeLarge', minor, 1, Number.MAX_SAFE_INTEGER),
    sizeMedium: () => within(values, 'sizeMedium', minor, 1, Number.MAX_SAFE_INTEGER),
    urgentDays: () => within(values, 'urgentDays', 1, 0, longestDays),
    shortDays: () => within(values, 'shortDays', 1, 0, longestDays),
    discountAuthority: () => within(values, 'discountAuthority', 100, 0, 100_00),
    changeTolerance: () => within(values, 'changeTolerance', 100, 0, 20_00),
    reviewSlaHours: () => within(values, 'reviewSlaHours', 1, 1, 720),
    reservationHours: () => within(values, 'reservationHours', 1, 1, 720),
    workDays: () => workDays(values),
    holidays: () => (textOf(values, 'holidays') ?? '').normalize('NFKC').toUpperCase(),
    daysOff: () => days(values, 'daysOff'),
    makeUpDays: () => days(values, 'makeUpDays'),
    singlePersonCompany: () => yesOrNo(values, 'singlePersonCompany'),
    asksAddress: () => yesOrNo(values, 'asksAddress'),
    creditStopsShipping: () => yesOrNo(values, 'creditStopsShipping'),
    silentDays: () => within(values, 'silentDays', 1, 1, longestDays),
    reminderRepeats: () => within(values, 'reminderRepeats', 1, 0, 10),
    caseDays: () => within(values, 'caseDays', 1, 1, longestDays),
    supplierOnTime: () => within(values, 'supplierOnTime', 100, 0, 100_00),
    marketMove: () => within(values, 'marketMove', 100, 1, 100_00),
    approveOnceDays: () => within(values, 'approveOnceDays', 1, 1, 365),
    mailDomains: () => wordList(values, 'mailDomains').map((word) => word.toLowerCase().replace(/^@/, '')),
    slackWorkspaces: () => wordList(values, 'slackWorkspaces').map((word) => word.toUpperCase()),
    rates: () => rates(values),
  } satisfies Partial<Record<SettingsField, () => unknown>>;
  const changed = Object.entries(readings).filter(([name]) => !same(values[name], shown[name as keyof Shown]));
  return collect(Object.fromEntries(changed)) as SettingsPatch;
}
