import { z } from 'zod';
import { isCountry } from '../calendar/countries.ts';
import { type Address, isIdentity } from '../chat/address.ts';
import { DeskError } from '../errors.ts';
import { given } from '../given.ts';
import { mutableKinds } from '../reminders/kind-names.ts';
import { locales } from '../text/locale.ts';
import { roles } from './member.ts';

/** Whether the machine knows an IANA time zone. */
export function isTimezone(text: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    return text !== '';
  } catch {
    return false;
  }
}

const timezone = z.string().refine(isTimezone);
const hour = z.number().int().min(0);
const identity = z.custom<Address>((value) => typeof value === 'string' && isIdentity(value));
const discount = z.number().int().min(0).max(10_000);
const workHours = z.object({ start: hour.max(23), end: hour.max(24) }).refine(({ start, end }) => start < end);

/** Weekdays, each once and in order; null takes the company's again. */
const workDays = z
  .array(z.number().int().min(1).max(7))
  .min(1)
  .transform((days) => [...new Set(days)].sort())
  .nullable();
/** A country; empty for no holidays, null for the company's. */
const holidays = z
  .string()
  .refine((code) => code === '' || isCountry(code))
  .nullable();

/** They may go over midnight; null for none. */
const quietHours = z
  .object({ start: hour.max(23), end: hour.max(23) })
  .refine(({ start, end }) => start !== end)
  .nullable();

const ownFields = {
  ...{ locale: z.enum(locales), timezone, digestHour: hour.max(23), workHours, workDays, holidays, quietHours },
  remindAtOnce: z.boolean(),
  withoutReminders: z
    .array(z.enum(mutableKinds))
    .transform((list) => mutableKinds.filter((name) => list.includes(name))),
};
const adminFields = {
  name: z.string().trim().min(1).max(80),
  email: z.string().trim().toLowerCase().pipe(z.email()),
  roles: z.array(z.enum(roles)).transform((list) => roles.filter((r) => list.includes(r))),
  teams: z.array(z.string()).transform((list) => [...new Set(list)]),
  discountAuthority: discount,
};

/** What members set for themselves. */
export const ownPatch = z.strictObject(ownFields).partial();
export type OwnPatch = z.input<typeof ownPatch>;

const memberFields = z.strictObject({ ...ownFields, ...adminFields }).partial();

/** What an admin sets. An own discount authority of null is taken away: the company's counts again. */
export const memberPatch = memberFields.extend({ discountAuthority: discount.nullable().optional() });
export type MemberPatch = z.input<typeof memberPatch>;

/** A new member: a name is enough; without a role the member may do nothing. */
export const memberDraft = memberFields.required({ name: true }).extend({
  identities: z.array(identity).default([]),
  sample: z.boolean().optional(),
  /** Given where the id must be known beforehand, as sample data does. */
  _id: z.string().min(1).optional(),
});
export type MemberDraft = z.input<typeof memberDraft>;

const hints: Record<string, string> = {
  name: '1–80',
  email: 'anna@example.com',
  roles: roles.join(' · '),
  locale: locales.join(' · '),
  digestHour: '0–23',
  workHours: '9–18',
  workDays: '1–7',
  quietHours: '20–8',
  remindAtOnce: 'true · false',
  withoutReminders: mutableKinds.join(' · '),
  holidays: 'CN · DE · US',
  discountAuthority: '0–10000',
  identities: 'console:anna · slack:T012:U034',
};

/** Hours as they were typed, of anything else what it is. */
function hoursIn(wrong: unknown): string {
  const { start, end } = (wrong ?? {}) as { start?: unknown; end?: unknown };
  return typeof start === 'number' && typeof end === 'number' ? `${start}–${end}` : (JSON.stringify(wrong) ?? '');
}

/** The checked value, or an error that names the first wrong field with an example. */
export function checked<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const result = schema.safeParse(value);
  // What was left open stays as it is, instead of being taken away.
  if (result.success) return given(result.data as object) as z.output<S>;
  const issue = result.error.issues[0]!;
  const named = issue.code === 'unrecognized_keys' ? issue.keys[0] : issue.path[0];
  const field = String(named ?? 'member');
  const wrong = (value as Record<string, unknown> | undefined)?.[field];
  const text = Array.isArray(wrong) ? wrong.join(', ') : typeof wrong === 'string' ? wrong : hoursIn(wrong);
  if (field === 'timezone') throw new DeskError('error.timezone_unknown', { text }, { field });
  throw new DeskError(
    'error.member_value',
    { field: { text: `member.${field}` }, text, hint: hints[field] ?? '…' },
    { field },
  );
}
