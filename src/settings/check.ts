import type { z } from 'zod';
import { isCountry } from '../calendar/countries.ts';
import { isCalendarDate } from '../dates.ts';
import { DeskError } from '../errors.ts';
import { isTimezone } from '../members/draft.ts';
import { turnOf } from '../members/kinds.ts';
import { isCurrency } from '../money.ts';
import { type ApprovalRule, type Channel, channelSchema, type Settings, settingsSchema } from './settings.ts';

/** Each step of a rule asks everybody in it once. */
const asksNobodyTwice = ({ steps }: ApprovalRule): boolean =>
  steps.every(({ seats }) => new Set(seats.map(turnOf)).size === seats.length);

/** How many days off, or make-up days, are kept at most. */
const mostDays = 400;
const areDates = (days: readonly string[]): boolean => days.length <= mostDays && days.every(isCalendarDate);

/** What no single setting can say: each rule names the setting, and what is expected in signs of both languages. */
const rules: readonly [name: keyof Settings, expected: string, holds: (s: Settings) => boolean][] = [
  ['currency', 'CNY · USD · EUR', (s) => isCurrency(s.currency)],
  ['timezone', 'Asia/Shanghai', (s) => isTimezone(s.timezone)],
  ['sizeMedium', '0 < sizeMedium < sizeLarge', (s) => s.sizeMedium > 0 && s.sizeMedium < s.sizeLarge],
  ['urgentDays', '0 ≤ urgentDays < shortDays', (s) => s.urgentDays >= 0 && s.urgentDays < s.shortDays],
  ['discountAuthority', '0–10000', (s) => s.discountAuthority >= 0 && s.discountAuthority <= 10_000],
  ['changeTolerance', '0–2000', (s) => s.changeTolerance >= 0 && s.changeTolerance <= 2_000],
  ['approvalRules', 'manager ≠ manager', (s) => s.approvalRules.every(asksNobodyTwice)],
  ['reviewSlaHours', '1–720', (s) => s.reviewSlaHours >= 1 && s.reviewSlaHours <= 720],
  ['reservationHours', '1–720', (s) => s.reservationHours >= 1 && s.reservationHours <= 720],
  ['silentDays', '1–365', (s) => s.silentDays >= 1 && s.silentDays <= 365],
  ['reminderRepeats', '0–10', (s) => s.reminderRepeats >= 0 && s.reminderRepeats <= 10],
  ['caseDays', '1–365', (s) => s.caseDays >= 1 && s.caseDays <= 365],
  ['approveOnceDays', '1–365', (s) => s.approveOnceDays >= 1 && s.approveOnceDays <= 365],
  ['supplierOnTime', '0–10000', (s) => s.supplierOnTime >= 0 && s.supplierOnTime <= 10_000],
  ['marketMove', '1–10000', (s) => s.marketMove >= 1 && s.marketMove <= 10_000],
  ['workDays', '1–7', (s) => s.workDays.length > 0],
  ['holidays', 'CN · DE · US', (s) => s.holidays === '' || isCountry(s.holidays)],
  ['daysOff', '2026-12-24', (s) => areDates(s.daysOff)],
  ['makeUpDays', '2026-10-10', (s) => areDates(s.makeUpDays) && !s.makeUpDays.some((d) => s.daysOff.includes(d))],
  ['company', '1–80', (s) => s.company.trim().length > 0 && s.company.length <= 80],
  ['mailDomains', 'example.com', (s) => s.mailDomains.every((d) => /^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(d))],
  ['slackWorkspaces', 'T0123ABCD', (s) => s.slackWorkspaces.every((w) => /^[TE][A-Z0-9]{2,20}$/.test(w))],
  ['rates', 'USD', (s) => Object.keys(s.rates).every((code) => isCurrency(code) && code !== s.currency)],
];

const wrong = (name: string, value: unknown, hint: string) =>
  new DeskError('error.setting_value', { name, text: JSON.stringify(value) ?? '', hint }, { field: name });

/** What zod expected, in signs: a type, choices, or limits. */
function expected(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type') return issue.expected;
  if (issue.code === 'invalid_value') return issue.values.map(String).join(' · ');
  if (issue.code === 'too_small') return `≥ ${issue.minimum}`;
  if (issue.code === 'too_big') return `≤ ${issue.maximum}`;
  return issue.code;
}

/** A checked value, or `error.setting_value` for the first field that does not fit. */
function fitting<S extends z.ZodType>(schema: S, values: Record<string, unknown>): z.output<S> {
  const result = schema.safeParse(values);
  if (result.success) return result.data;
  const issue = result.error.issues[0]!;
  const name = String(issue.path[0] ?? 'settings');
  throw wrong(name, values[name], expected(issue));
}

/** Reads stored or chosen values with their defaults. */
export function readSettings(values: Record<string, unknown>): Settings {
  const settings = fitting(settingsSchema, values);
  const broken = rules.find(([, , holds]) => !holds(settings));
  if (broken) throw wrong(broken[0], settings[broken[0]], broken[1]);
  return settings;
}

/** Reads the audience and purpose of a shared conversation. */
export const readChannel = (values: Record<string, unknown>): Channel => fitting(channelSchema, values);

/** The settings that `change` takes; channels are connected and disconnected instead. */
export const settingNames: readonly string[] = Object.keys(settingsSchema.shape).filter((name) => name !== 'channels');

/** Refuses a name that is no setting. */
export function knownSettings(patch: Record<string, unknown>): void {
  const name = Object.keys(patch).find((n) => !settingNames.includes(n));
  if (name !== undefined) throw new DeskError('error.setting_unknown', { name, known: settingNames.join(', ') });
}
