import type { Member } from '../members/member.ts';
import { moneyText } from '../money.ts';
import { nameOf } from '../orders/cards/words.ts';
import type { Order } from '../orders/order.ts';
import { type Locale, type TextKey, t, texts } from '../text/index.ts';
import type { AuditEntry } from './entry.ts';

/** What lines of the trail are put into words with. */
export type AuditReader = { locale: Locale; members: readonly Member[]; order?: Pick<Order, 'currency'> };

const isKey = (key: string): key is TextKey => Object.hasOwn(texts, key);

/** The words of a key that may be there; else the word itself. */
const wordOf = (locale: Locale, key: string, other: string): string => (isKey(key) ? t(locale, key) : other);

/** Fields that hold money of the order. */
const money: readonly string[] = ['total', 'paid', 'credited', 'credit'];
/** Fields that name members. */
const people: readonly string[] = ['owner', 'by', 'member', 'standIn'];

const labels: Readonly<Record<string, TextKey>> = {
  state: 'audit.state',
  version: 'audit.version',
  turns: 'audit.turns',
  owner: 'label.owner',
  total: 'label.total',
  paid: 'label.paid',
  requestedDate: 'label.requested',
  promisedDate: 'label.promised',
  paymentDays: 'label.terms',
};

function turnText(turn: string, { locale, members }: AuditReader): string {
  if (turn.startsWith('@')) return nameOf(members, turn.slice(1), locale);
  return wordOf(locale, `role.${turn.replace(/^\+/, '')}`, turn);
}

/** One value of a field, as a person reads it. */
function valueText(field: string, value: unknown, reader: AuditReader): string {
  const { locale, members, order } = reader;
  if (value === undefined || value === null || value === '') return '—';
  if (field === 'state') return wordOf(locale, `state.${String(value)}`, String(value));
  if (field === 'turns' && Array.isArray(value)) return value.map((v) => turnText(String(v), reader)).join(', ') || '—';
  if (money.includes(field) && typeof value === 'number' && order) return moneyText(value, order.currency);
  if (people.includes(field)) return nameOf(members, String(value), locale);
  return typeof value === 'object' ? JSON.stringify(value).slice(0, 200) : String(value).slice(0, 200);
}

/** What changed, a part for each field that differs; ids that say nothing to a reader are left out. */
export function changeWords(entry: Pick<AuditEntry, 'before' | 'after'>, reader: AuditReader): string[] {
  const { before = {}, after = {} } = entry;
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((name) => name !== 'customer');
  return names.flatMap((field) => {
    const [old, now] = [valueText(field, before[field], reader), valueText(field, after[field], reader)];
    const label = labels[field];
    const name = label ? t(reader.locale, label) : wordOf(reader.locale, `settings.${field}`, field);
    return old === now ? [] : [t(reader.locale, 'audit.change', { field: name, before: old, after: now })];
  });
}

/** What was done, in words; of a refused attempt, what was tried. */
export const actionWords = (locale: Locale, action: string): string =>
  wordOf(locale, `did.${action}`, wordOf(locale, `action.${action}`, action));

/** Why an attempt was refused: the sentence that the person read, without its names. */
export function refusalWords(locale: Locale, code: string): string {
  if (!isKey(code)) return code;
  return texts[code][locale].replace(/\{\w+\}/g, '…');
}
