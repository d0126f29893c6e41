import { type CaseState, stateKey } from '../aftersales/case.ts';
import { ruleWords } from '../approvals/rule-words.ts';
import { countryName } from '../calendar/countries.ts';
import { clip } from '../chat/cut.ts';
import type { Away, Planned } from '../members/member.ts';
import { decimalText, moneyText, priceText, priceWithCurrency, quantityScale } from '../money.ts';
import { nameOf, termsWords } from '../orders/cards/words.ts';
import { wholeRate } from '../orders/currency.ts';
import type { ApprovalRule, Channel } from '../settings/settings.ts';
import type { Recurrence } from '../templates/recurrence.ts';
import type { TemplateLine } from '../templates/template.ts';
import { recurrenceWords } from '../templates/words.ts';
import { type Locale, listed, type TextKey, t, texts } from '../text/index.ts';
import { discountText } from './lines.ts';
import type { Measures } from './reader.ts';

/** Puts a value that is there into words. */
export type Format = (value: unknown, with_: Measures) => string;
/** A value that is several things: each in words, so that only those are named that came or went. */
export type Several = { each(value: unknown, with_: Measures): string[] };

const isKey = (key: string): key is TextKey => Object.hasOwn(texts, key);

/** The words of a key that may be there; else the other ones. */
export const wordOf = (locale: Locale, key: string, other: string): string => (isKey(key) ? t(locale, key) : other);

/** Longest text of a field that a line shows. */
const longest = 300;
const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : value === undefined ? [] : [value]);
const nothing = '—';

export const text: Format = (value) => clip(typeof value === 'object' ? nothing : String(value), longest);
const integer = (write: (value: number, with_: Measures) => string): Format => {
  return (value, with_) => (Number.isSafeInteger(value) ? write(value as number, with_) : text(value, with_));
};
export const money = integer((minor, { currency }) => moneyText(minor, currency));
export const price = integer((value, { currency }) => priceWithCurrency(value, currency));
export const quantity = integer((value, { unit }) =>
  [decimalText(value, quantityScale), unit].filter(Boolean).join(' '),
);
export const percent = integer((value) => `${decimalText(value, 100)} %`);
export const terms = integer((n, { locale }) => termsWords(locale, n));
export const hour = integer((n) => `${String(n).padStart(2, '0')}:00`);
export const yesNo: Format = (value, { locale }) => t(locale, value ? 'settings.yes' : 'settings.no');
export const person: Format = (id, { members, locale }) => nameOf(members, String(id), locale);
export const language: Format = (code, { locale }) =>
  new Intl.DisplayNames([locale], { type: 'language' }).of(String(code)) ?? String(code);
export const country: Format = (code, { locale }) =>
  code === '' ? t(locale, 'calendar.no_holidays') : countryName(String(code), locale);
export const hours: Format = (value) => {
  const { start, end } = value as { start: number; end: number };
  return `${start}–${end}`;
};

/** A word of the desk: `state.approved` of the value `approved`. */
export const word =
  (prefix: string): Format =>
  (value, { locale }) =>
    wordOf(locale, `${prefix}.${String(value)}`, nothing);

/** Where a case stood, as its card says it. */
export const caseState: Format = (state, { locale, goods }) =>
  wordOf(locale, stateKey({ state: state as CaseState, goods }), nothing);

const several = (one: (value: unknown, with_: Measures) => string): Several => ({
  each: (value, with_) => listOf(value).map((item) => one(item, with_)),
});
export const list = several(text);
export const roles = several(word('role'));
export const weekdays = several(word('weekday'));
export const reminderKinds = several(word('reminder.kind'));
export const columns = several(word('field'));
const teamName: Format = (id, { teams, locale }) =>
  teams.find((team) => team._id === id)?.name ?? t(locale, 'audit.subject.gone');
export const team = teamName;
export const teams = several(teamName);

/** Whose turn it is: a member, or a role, also one that it was passed on to. */
export const turns = several((turn, { members, locale }) => {
  const asked = String(turn);
  return asked.startsWith('@')
    ? nameOf(members, asked.slice(1), locale)
    : wordOf(locale, `role.${asked.replace(/^\+/, '')}`, nothing);
});

export const customer: Format = (value) => {
  const { code, name } = value as { code?: string; name?: string };
  return `${name} (${code})`;
};
export const contacts = several((value) => {
  const { name, phone, email } = value as { name?: string; phone?: string; email?: string };
  return [name, phone, email].filter(Boolean).join(' ');
});

/** An absence, with who stands in. */
export const away: Format = (value, { members, locale }) => {
  const { standIn, until } = value as Away;
  return t(locale, 'card.team.away', { until, name: nameOf(members, standIn, locale) });
};
export const planned: Format = (value, { members, locale }) => {
  const { standIn, from, until } = value as Planned;
  return t(locale, 'audit.planned', { from, until, name: nameOf(members, standIn, locale) });
};

export const rules = several((rule, { locale, settings, members }) =>
  ruleWords(locale, rule as ApprovalRule, settings, members),
);
export const channels = several((value, with_) => {
  const { address, purpose, role, teams: ids } = value as Channel;
  const names = (ids ?? []).map((id) => teamName(id, with_));
  const words = [word('purpose')(purpose, with_), word('role')(role, with_), ...names];
  return `${address} (${listed(with_.locale, words)})`;
});
/** A line of a template: what it asks for, and a price that was kept. */
export const templateLines = several((value, { currency, locale }) => {
  const { sku, quantity, discount, unitPrice } = value as Partial<TemplateLine>;
  return [
    t(locale, 'audit.part', {
      sku: sku ?? nothing,
      quantity: quantity ? decimalText(quantity, quantityScale) : t(locale, 'template.to_fill_in'),
    }),
    ...(unitPrice === undefined ? [] : [`× ${priceText(unitPrice, currency)}`]),
    ...(discount ? [`(${discountText(discount)})`] : []),
  ].join(' ');
});
export const recurrence: Format = (value, { locale }) => recurrenceWords(locale, value as Recurrence);
export const rates: Several = {
  each: (value, { locale, currency: base }) =>
    Object.entries((value ?? {}) as Record<string, number>).map(([currency, rate]) =>
      t(locale, 'settings.say.rate', { currency, amount: decimalText(rate, wholeRate), base }),
    ),
};
export const weights: Several = {
  each: (value, { locale }) => {
    const given = (value ?? {}) as Partial<Record<string, number>>;
    return (['urgency', 'size', 'tier'] as const).flatMap((of) =>
      given[of] === undefined ? [] : [t(locale, `audit.weight.${of}`, { n: given[of] })],
    );
  },
};
